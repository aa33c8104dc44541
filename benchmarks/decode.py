"""From a frame to its codes: how long decoding takes, and how long until the window's process knows.

The frames are the rehearsal crowd's: 1280x720, with and without codes, tilted, moving, with a camera's noise.
"""

import os
import platform
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from threading import Event

from kiosk.scanning.crowd import FRAMES_PER_SECOND, HEIGHT, WIDTH, pictures
from kiosk.scanning.decode import decode
from kiosk.scanning.messages import CodeSeen, Message
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd
from kiosk.scanning.vision import np
from kiosk.scanning.zbar import ZbarEngine

SECONDS = 20
FRAMES = SECONDS * FRAMES_PER_SECOND
CROWD = Crowd(
    passes=tuple(f"KP0123456789ABCD{number:03}" for number in range(20)),
    event_codes=("WS001", "https://in.example.org/c/WS001"),
)


def decode_times() -> tuple[list[float], int]:
    """Milliseconds for each frame, and in how many frames something was read."""
    engine, times, read = ZbarEngine(), [], 0
    for picture in islice(pictures(CROWD), FRAMES):
        began_at = time.perf_counter()
        codes = decode(picture, engine)
        times.append((time.perf_counter() - began_at) * 1000)
        read += bool(codes)
    return times, read


def arrival_times() -> list[float]:
    """Milliseconds from a frame's leaving the camera to its code's arrival here, through the real scanner."""
    times: list[float] = []
    enough = Event()

    def receive(message: Message) -> None:
        if isinstance(message, CodeSeen):
            times.append((time.monotonic() - message.frame_at) * 1000)
        if len(times) >= FRAMES // 2:
            enough.set()

    # No gap at all: a code counts in every frame it is read in.
    scanner = Scanner(CROWD, rescan_gap=timedelta(0))
    scanner.connect(receive)
    scanner.start()
    enough.wait(2 * SECONDS)
    scanner.shutdown()
    return times


def show(name: str, times: list[float]) -> None:
    """One line of figures."""
    middle, late = np.percentile(times, [50, 99])
    print(f"{name:24} p50 {middle:6.1f} ms   p99 {late:6.1f} ms   ({len(times)} frames)")


def main() -> None:
    """Measures both and prints them."""
    cores = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(
        f"{WIDTH}x{HEIGHT}, {platform.system()} {platform.machine()}, {cores}, {datetime.now(UTC):%Y-%m-%d}"
    )
    times, read = decode_times()
    show("decode", times)
    print(f"{'':24} {read} of {len(times)} frames had a code that was read")
    show("frame to window process", arrival_times())


if __name__ == "__main__":
    main()
