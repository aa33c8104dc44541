"""Counts people who were let in although another door had let their pass in before, for the staff."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

from kiosk.domain.check_in.command import CommandAnswer, Verdict

SHOWN_SECONDS = 600.0
"""Seconds for which the door's bar shows one. The desk lists it until somebody settles it."""


class LateDuplicates:
    """The centre's verdicts that came after the person read a yes. Any thread may use it."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._came: deque[float] = deque()

    def note(self, answers: Iterable[CommandAnswer]) -> None:
        """Notes answers that nobody at the door waited for; only duplicates count."""
        late = sum(each.verdict is Verdict.DUPLICATE for each in answers)
        with self._lock:
            self._came.extend([self._monotonic()] * late)

    def count(self) -> int:
        """Returns how many came within the last SHOWN_SECONDS."""
        with self._lock:
            while self._came and self._monotonic() - self._came[0] > SHOWN_SECONDS:
                self._came.popleft()
            return len(self._came)
