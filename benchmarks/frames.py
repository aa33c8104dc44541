"""Checks that the scanner's memory stays flat over 10,000 frames of a network camera, as fast as they decode.

It runs the scanner's own process, loop and OpenCV capture. The camera repeats the rehearsal crowd's pictures
at half size, some with codes and some without, faster than they can be read.
"""

from itertools import islice
from threading import Event

import psutil

from benchmarks._figures import figure_of, is_quick, report
from kiosk.scanning.messages import Message, Pulse
from kiosk.scanning.opencv import cv2
from kiosk.scanning.rehearsal.crowd import HEIGHT, WIDTH, pictures
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd, StreamUrl
from tests.scanning.mjpeg import mjpeg_camera

FRAMES, _QUICK_FRAMES = 10_000, 2_500
WARM = 1_000
"""Memory is compared with the memory after this number of frames."""

_LOOP_FRAMES = 300
_FRAMES_PER_SECOND = 400
_PATIENCE_SECONDS = 600


class Memory:
    """Records the scanner process's resident memory in bytes, from the first pulse after WARM frames on."""

    def __init__(self, scanner: Scanner, frames: int) -> None:
        self._scanner = scanner
        self._frames = frames
        self.resident: list[int] = []
        self.is_done = Event()

    def __call__(self, message: Message) -> None:
        """Receives the scanner's messages."""
        process_id = self._scanner.process_id
        if not isinstance(message, Pulse) or message.frames < WARM or process_id is None:
            return
        if not self.is_done.is_set():
            self.resident.append(psutil.Process(process_id).memory_info().rss)
        if message.frames >= self._frames:
            self.is_done.set()

    def growth(self) -> list[float]:
        """Returns the growth since the first measurement in per cent, at each later one."""
        first, *later = self.resident
        return [(each / first - 1) * 100 for each in later]


def loop() -> list[bytes]:
    """Returns the camera's pictures, as JPEG files."""
    crowd = Crowd(
        passes=tuple(f"KP0123456789ABCD{number:03}" for number in range(20)), event_codes=("WS001",)
    )
    half = (WIDTH // 2, HEIGHT // 2)
    shrunk = (
        cv2.resize(picture, half, interpolation=cv2.INTER_AREA)
        for picture in islice(pictures(crowd), _LOOP_FRAMES)
    )
    return [cv2.imencode(".jpg", picture)[1].tobytes() for picture in shrunk]


def main() -> None:
    """Runs the frames and prints the growth."""
    frames = _QUICK_FRAMES if is_quick(__doc__ or "") else FRAMES
    with mjpeg_camera(loop(), rate=_FRAMES_PER_SECOND) as port:
        scanner = Scanner(StreamUrl(f"http://127.0.0.1:{port}/"))
        memory = Memory(scanner, frames)
        scanner.connect(memory)
        scanner.start()
        is_done = memory.is_done.wait(_PATIENCE_SECONDS)
        scanner.shutdown()
    if scanner.restarts or not is_done:
        raise SystemExit("The scanner's process was replaced or too slow: there is no figure.")
    mebibytes = (memory.resident[0] / 2**20, memory.resident[-1] / 2**20)
    report(
        [
            figure_of(
                f"growth of the scanner's memory, {WARM:,} to {frames:,} frames",
                memory.growth(),
                unit="%",
                to_reach={"max": 5},
            )
        ],
        f"Scanner's memory (RSS): {mebibytes[0]:.1f} MiB after {WARM:,} frames,"
        f" {mebibytes[1]:.1f} MiB after {frames:,}",
    )


if __name__ == "__main__":
    main()
