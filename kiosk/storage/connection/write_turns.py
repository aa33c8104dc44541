"""The order in which the threads of one program write to a SQLite file."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.storage.connection.engine import BUSY_SECONDS


class WriteTurns:
    """Gives the threads of a program their turns to write, one after another.

    SQLite has one writer, and lets others try its lock again after growing pauses. A scan at the door would
    lose that race against a thread that stores one part of a long list after another.
    """

    def __init__(self) -> None:
        self._next = threading.Lock()  # whoever waits longest has it, so nobody else gets two turns before
        self._turn = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for the turn; after BUSY_SECONDS SQLite itself decides whether the file is busy."""
        is_ours = self._wait()
        try:
            yield
        finally:
            if is_ours:
                self._turn.release()

    def _wait(self) -> bool:
        if not self._next.acquire(timeout=BUSY_SECONDS):
            return False
        try:
            return self._turn.acquire(timeout=BUSY_SECONDS)
        finally:
            self._next.release()
