"""A network camera in a separate process, so that the measuring process does not change its rate.

    python -m benchmarks._network_camera empty|busy

Serves MJPEG over HTTP, 1280x720, 30 pictures a second: an empty foyer with a webcam's noise, or the
rehearsal's crowd in it. Prints its port, and ends when its standard input ends.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import numpy as np

from kiosk.scanning.opencv import Picture, cv2
from kiosk.scanning.rehearsal.crowd import HEIGHT, WIDTH, pictures
from kiosk.scanning.rehearsal.sprites import foyer
from kiosk.scanning.source import Crowd, StreamUrl
from tests.scanning.mjpeg import mjpeg_camera

RATE = 30
"""The number of pictures a second."""

_PICTURES = 60
_NOISE = 2.0  # grey levels, one standard deviation, as of a webcam in a lit hall
_QUALITY = 85


@contextmanager
def network_camera(shown: str) -> Iterator[StreamUrl]:
    """Runs a camera until the end of the block.

    Args:
        shown: "empty" or "busy".
    """
    command = [sys.executable, "-m", "benchmarks._network_camera", shown]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as camera:  # noqa: S603 -- our own program
        assert camera.stdin is not None  # noqa: S101 -- for the type checker
        assert camera.stdout is not None  # noqa: S101 -- same
        try:
            yield StreamUrl(f"http://127.0.0.1:{camera.stdout.readline().strip()}/")
        finally:
            camera.stdin.close()


def main() -> None:
    """Serves until standard input ends."""
    shown = _empty() if sys.argv[1] == "empty" else _busy()
    with mjpeg_camera(shown, rate=RATE) as port:
        print(port, flush=True)
        sys.stdin.read()


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
