"""Measures from a scan to its painted answer, with the whole door in a real X window of 1920x1080.

The camera is a clip of 30 pictures a second. The time runs from the arrival of a code in the window's
process to the end of the painting of its answer, with the check-in on SQLite. The same run measures the
gaps of the event loop: the time that an action at the door may have to wait for the GUI thread.
"""

import os
from pathlib import Path

from benchmarks._figures import figure_of, is_quick, report
from benchmarks._film import film
from benchmarks._ground import file_system, working_folder
from kiosk.app.demo import prepare_demo
from kiosk.scanning.source import VideoFile
from kiosk.services.demo.demo import DEMO_EVENT_CODE, demo_passes
from kiosk.settings import load_settings
from tests import screen

SIZE = (1920, 1080)
SCANS = 110
_QUICK_SCANS = 20
_EMPTY_FRAMES = 30
_HELD_FRAMES, _BETWEEN_FRAMES = 12, 21  # a scan in 1.1 s: sooner, an unknown code is not shown
_WALK_IN, _UNKNOWN = 7, 8  # of every ten


def texts(scans: int) -> list[str]:
    """Returns the texts that people hold up: passes, some of them twice, the event's QR and unknown codes."""
    passes = [each.token for each in demo_passes()]
    held_up = []
    for number in range(scans):
        match number % 10:
            case place if place == _WALK_IN:
                held_up.append(DEMO_EVENT_CODE)
            case place if place == _UNKNOWN:
                held_up.append(f"https://www.example.org/menu/{number}")
            case _:
                held_up.append(passes[number % len(passes)])
    return held_up


def main() -> None:
    """Measures and prints."""
    scans = _QUICK_SCANS if is_quick(__doc__ or "") else SCANS
    with working_folder() as folder:
        clip = film(
            folder / "door.avi", texts(scans), empty=_EMPTY_FRAMES, held=_HELD_FRAMES, between=_BETWEEN_FRAMES
        )
        measure(folder, clip, scans)


def measure(folder: Path, clip: Path, scans: int) -> None:
    """Runs the door before the clip."""
    settings = load_settings(database_url=f"sqlite:///{folder / 'kiosk.sqlite'}", name="Door A")
    prepare_demo(settings)
    with screen.real_screen(SIZE) as shown:
        os.environ |= {"DISPLAY": shown.display, "QT_QPA_PLATFORM": "xcb"}
        # The scanner's process imports this module too, and must not import Qt.
        from benchmarks._window import WARM_UP_SECONDS, spend_evening  # noqa: PLC0415 -- see above

        evening = spend_evening(settings, DEMO_EVENT_CODE, VideoFile(clip))
    if (why := evening.why_no_figures()) is not None:
        raise SystemExit(f"The door's figures could not be measured: {why}.")
    settled = evening.settled_scans()
    report(
        [
            figure_of(
                "scan to painted",
                [(each.painted_at - each.received_at) * 1000 for each in settled],
                to_reach={"p99": 100},
            ),
            figure_of(
                "scan to handed to the window system",
                [(each.shown_at - each.received_at) * 1000 for each in settled],
            ),
            figure_of("frame to painted", [(each.painted_at - each.frame_at) * 1000 for each in settled]),
            figure_of(
                "gaps of the event loop", evening.gaps(in_warm_up=False), to_reach={"p99.9": 12, "max": 50}
            ),
            figure_of(f"gaps in the first {WARM_UP_SECONDS:g} seconds", evening.gaps(in_warm_up=True)),
        ],
        f"Door: {SIZE[0]}x{SIZE[1]} X window (Xvfb), {evening.pictures_per_second:.1f} pictures a second,"
        f" {len(evening.scans)} of {scans} scans painted, SQLite on {file_system(folder)}",
    )


if __name__ == "__main__":
    main()
