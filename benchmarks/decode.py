"""Measures the time from a frame to its decoded codes, and to their arrival in the window's process.

The frames are the rehearsal crowd's: 1280x720, with and without codes, tilted, moving, with a camera's noise.
"""

import time
from datetime import timedelta
from itertools import islice
from threading import Event

from benchmarks._figures import figure_of, is_quick, report
from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.messages import CodeSeen, Message
from kiosk.scanning.rehearsal.crowd import HEIGHT, WIDTH, pictures
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd

FRAMES, _QUICK_FRAMES = 600, 90
_PATIENCE_SECONDS = 60
CROWD = Crowd(
    passes=tuple(f"KP0123456789ABCD{number:03}" for number in range(20)),
    event_codes=("WS001", "https://in.example.org/c/WS001"),
)


def decode_times(frames: int) -> tuple[list[float], int]:
    """Returns the milliseconds for each frame, and the number of frames in which a code was read."""
    cascade, times, read = Cascade(), [], 0
    for picture in islice(pictures(CROWD), frames):
        began_at = time.perf_counter()
        codes = decode(picture, cascade)
        times.append((time.perf_counter() - began_at) * 1000)
        read += bool(codes)
    return times, read


def arrival_times(codes: int) -> list[float]:
    """Returns the milliseconds from frames in the real scanner's camera to their codes' arrival here."""
    times: list[float] = []
    enough = Event()

    def receive(message: Message) -> None:
        if isinstance(message, CodeSeen):
            times.append((time.monotonic() - message.frame_at) * 1000)
        if len(times) >= codes:
            enough.set()

    # No gap: a code counts in every frame in which it is read.
    scanner = Scanner(CROWD, rescan_gap=timedelta(0))
    scanner.connect(receive)
    scanner.start()
    enough.wait(_PATIENCE_SECONDS)
    scanner.shutdown()
    return times


def main() -> None:
    """Measures both and prints them."""
    frames = _QUICK_FRAMES if is_quick(__doc__ or "") else FRAMES
    times, read = decode_times(frames)
    report(
        [
            figure_of("frame to decoded", times),
            figure_of("frame to the window's process", arrival_times(frames // 2)),
        ],
        f"Frames: {WIDTH}x{HEIGHT}; codes were read in {read} of {frames}",
    )


if __name__ == "__main__":
    main()
