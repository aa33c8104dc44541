"""Whether the scanner's memory stays flat: 10,000 frames through its process, as fast as they decode."""

import os
import platform
from datetime import UTC, datetime
from threading import Event

import psutil

from kiosk.scanning.messages import Message, Pulse
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd

WARM, FRAMES = 1_000, 10_000
"""Memory is compared between these two counts of frames."""

CROWD = Crowd(
    passes=tuple(f"KP0123456789ABCD{number:03}" for number in range(20)),
    event_codes=("WS001",),
    is_paced=False,
)


class Memory:
    """The scanner process's resident memory at the two counts, in MiB."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self.warm = self.last = 0.0
        self.frames = 0
        self.is_done = Event()

    def __call__(self, message: Message) -> None:
        """Takes the scanner's messages."""
        if not isinstance(message, Pulse) or self._scanner.process_id is None:
            return
        self.frames = message.frames
        if message.frames >= WARM and not self.warm:
            self.warm = self._resident()
        if message.frames >= FRAMES and not self.is_done.is_set():
            self.last = self._resident()
            self.is_done.set()

    def _resident(self) -> float:
        return float(psutil.Process(self._scanner.process_id).memory_info().rss) / 2**20


def main() -> None:
    """Runs the frames and prints the growth."""
    scanner = Scanner(CROWD)
    memory = Memory(scanner)
    scanner.connect(memory)
    scanner.start()
    try:
        while not memory.is_done.wait(30):
            print(f"  {memory.frames} frames …", flush=True)
        if scanner.restarts:
            print(f"The process was replaced {scanner.restarts} times: these figures mean nothing.")
    finally:
        scanner.shutdown()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}")
    growth = (memory.last / memory.warm - 1) * 100
    print(
        f"RSS at {WARM:,} frames {memory.warm:.1f} MiB, at {FRAMES:,} {memory.last:.1f} MiB: {growth:+.1f} %"
    )


if __name__ == "__main__":
    main()
