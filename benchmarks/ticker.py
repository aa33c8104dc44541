"""Measures the delays of the window's process while codes are read: the gaps of a ticker of 1 kHz.

The real door runs in a real X window of 1920x1080 with its preview; its camera is a clip of the
rehearsal's crowd, 1280x720, 30 frames a second. A thread and a timer of the event loop tick. One run has
the scanner in its own process, as in the product; another has the same loop in a thread of the window's
process. The delays of the machine itself are measured by a ticker in a process that does nothing else.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks._crowd_film import crowd_film
from benchmarks._figures import Figure, figure_of, is_quick, report
from benchmarks._ground import working_folder
from benchmarks._ticks import Ticker
from kiosk.app.demo import prepare_demo
from kiosk.services.demo.demo import demo_passes
from kiosk.settings import load_settings
from tests import screen

SIZE = (1920, 1080)
SECONDS, _QUICK_SECONDS = 50, 6
_BEFORE_SECONDS = 8  # seconds of the clip, for the window's start on a slow machine and its warm-up
_FRAMES_PER_SECOND = 30
_WHERE: dict[str, tuple[str, dict[str, float]]] = {
    "process": ("scanner in its own process", {"p99.9": 10.0}),
    "thread": ("cascade in a thread of the window's", {}),
}


def main() -> None:
    """Measures both and prints them."""
    seconds = _QUICK_SECONDS if is_quick(__doc__ or "") else SECONDS
    figures: list[Figure] = []
    notes: list[str] = []
    with working_folder() as folder, screen.real_screen(SIZE) as shown:
        passes = [each.token for each in demo_passes()]
        clip = crowd_film(folder / "crowd.avi", passes, (seconds + _BEFORE_SECONDS) * _FRAMES_PER_SECOND)
        for where, (name, most) in _WHERE.items():
            machine = Ticker()
            machine.start()
            taken = _evening(folder, where, clip, seconds, shown.display)
            idle = machine.stop()
            figures += [
                figure_of(f"gaps of a ticker's thread, {name}", taken["ticker"], to_reach=most),
                figure_of(f"gaps of the event loop, {name}", taken["loop"], to_reach=most),
            ]
            figures.append(figure_of(f"gaps of a ticker in an idle process, {name}", idle))
            notes.append(
                f"{name}: {taken['pictures']:.1f} pictures a second in the preview, {taken['scans']} scans,"
                f" {taken['restarts']} restarts"
            )
    report(figures, f"Door: {SIZE[0]}x{SIZE[1]} X window (Xvfb)", *notes)


def _evening(folder: Path, where: str, clip: Path, seconds: int, display: str) -> dict[str, Any]:
    database, file = folder / f"{where}.sqlite", folder / f"{where}.json"
    prepare_demo(load_settings(database_url=f"sqlite:///{database}", name="Door A"))
    command = [
        sys.executable,
        "-m",
        "benchmarks._ticking",
        where,
        str(database),
        str(clip),
        str(seconds),
        str(file),
    ]
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    subprocess.run(command, env=environment, check=True)  # noqa: S603 -- our own program
    taken: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return taken


if __name__ == "__main__":
    main()
