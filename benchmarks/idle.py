"""What an idle door costs: the scanner's process while nobody stands in front, 30 pictures a second.

The scanner's own process, loop and preview; the camera is MJPEG over HTTP, 1280x720, with an empty foyer in
a webcam's noise. The same camera with people and codes is measured beside it.
"""

import time
from itertools import islice

import numpy as np
import psutil

from benchmarks._figures import figure_of, is_quick, report
from kiosk.scanning.crowd import HEIGHT, WIDTH, pictures
from kiosk.scanning.figures import foyer
from kiosk.scanning.messages import Message, Pulse
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd, StreamUrl
from kiosk.scanning.vision import Picture, cv2
from tests.scanning.mjpeg import mjpeg_camera

SECONDS, _QUICK_SECONDS = 60, 10
_WARM_SECONDS = 5
_PICTURES = 60
_NOISE = 2.0  # grey levels, one standard deviation: a webcam's in a lit hall
_QUALITY = 85


class _Counted:
    """The last pulse."""

    def __init__(self) -> None:
        self.pulse = Pulse(0, 0, 0)

    def __call__(self, message: Message) -> None:
        """Takes the scanner's messages."""
        if isinstance(message, Pulse):
            self.pulse = message


def main() -> None:
    """Measures an idle door and a busy one."""
    seconds = _QUICK_SECONDS if is_quick(__doc__ or "") else SECONDS
    figures, notes = [], []
    for name, shown, most in (
        ("nobody in front", _empty(), {"p50": 10.0}),
        ("a crowd in front", _busy(), None),
    ):
        shares, counted = _shares_of_a_core(shown, seconds)
        figures.append(figure_of(f"share of one core, {name}", shares, unit="%", to_reach=most))
        notes.append(
            f"{name}: {counted.frames / (seconds + _WARM_SECONDS):.1f} pictures a second looked at,"
            f" {counted.reads / counted.frames:.0%} of them read, {counted.dropped} dropped"
        )
    report(figures, *notes)


def _shares_of_a_core(shown: list[bytes], seconds: int) -> tuple[list[float], Pulse]:
    """Per cent of one core that the scanner's process took, second by second."""
    shares = []
    counted = _Counted()
    with mjpeg_camera(shown, rate=30) as port:
        scanner = Scanner(StreamUrl(f"http://127.0.0.1:{port}/"))
        scanner.connect(counted)
        scanner.start()
        time.sleep(_WARM_SECONDS)
        process = psutil.Process(scanner.process_id)
        for _ in range(seconds):
            before, began_at = process.cpu_times(), time.monotonic()
            time.sleep(1)
            now = process.cpu_times()
            used = now.user + now.system - before.user - before.system
            shares.append(100 * used / (time.monotonic() - began_at))
        restarts = scanner.restarts
        scanner.shutdown()
    if restarts:
        raise SystemExit("The scanner's process was replaced: there is no figure.")
    return shares, counted.pulse


def _empty() -> list[bytes]:
    rng = np.random.default_rng(3)
    room = foyer(WIDTH, HEIGHT)
    noisy = (room + rng.normal(0, _NOISE, room.shape[:2])[..., None] for _ in range(_PICTURES))
    return [_jpeg(np.clip(each, 0, 255).astype(np.uint8)) for each in noisy]


def _busy() -> list[bytes]:
    crowd = Crowd(passes=tuple(f"KP0123456789ABCD{number:03}" for number in range(20)), seed=5)
    return [_jpeg(each) for each in islice(pictures(crowd), 10 * _PICTURES)]


def _jpeg(picture: Picture) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()


if __name__ == "__main__":
    main()
