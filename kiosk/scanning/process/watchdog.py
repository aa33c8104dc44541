"""Notices that a scanner's process has stopped, from its first moment on.

A process that works says so four times a second. Before its first message it cannot: Python's own start and
the import of OpenCV take a fifth of a second, or many on a busy machine or from a cold disk. Until then it is
looked at from outside: the system tells whether it works, waits for its turn or for the disk, or does nothing
at all because it was stopped or hangs.
"""

import time
from collections.abc import Callable
from pathlib import Path

_MOST_SECONDS = 20.0  # for a start, where the system does not tell; or one that works and comes to no end
_LOOK_SECONDS = 0.2
_OVERSLEPT_SECONDS = 1.0
_AT_WORK = {"R", "D"}  # it runs or waits for its turn; it waits for the disk
_STATE, _WORK = 0, (7, 9, 11, 12)  # of proc(5)'s stat, after the name: page faults and time on the processor


class Watchdog:
    """One process, and how long it may still be silent."""

    def __init__(
        self,
        process_id: int | None,
        silence_seconds: float,
        *,
        failed_starts: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begins when the process was started.

        Args:
            process_id: The process.
            silence_seconds: From one message to the next, and before the first for it to do anything.
            failed_starts: How many starts before this one failed. Each doubles the time for a start, so
                that a machine on which an honest one stands still for longer gets there in the end.
            clock: Tells the time, in seconds.
        """
        self._stat = Path(f"/proc/{process_id}/stat")
        self._silence_seconds = silence_seconds
        self._patience = 2.0**failed_starts
        self._clock = clock
        self._is_starting = True
        self._work: list[str] = []
        self._begin(clock())

    def hear(self) -> None:
        """Takes note of a message."""
        self._is_starting = False
        self._silent_at = self._clock() + self._silence_seconds
        self._look_at = self._silent_at

    def wait_seconds(self) -> float:
        """How long to wait for a message before `is_silent` is asked."""
        return max(0.0, self._look_at - self._clock())

    def is_silent(self) -> bool:
        """True when the process is given up on."""
        now = self._clock()
        if now - self._look_at > _OVERSLEPT_SECONDS:
            # This process itself was stopped: a laptop asleep, a debugger. The other may have been, too.
            self._work = []
            self._begin(now)
        elif self._is_starting:
            self._look(now)
        return now >= self._silent_at

    def _begin(self, now: float) -> None:
        if self._is_starting:
            self._late_at = now + self._patience * _MOST_SECONDS
            self._look(now)
        else:
            self._silent_at = self._look_at = now + self._silence_seconds

    def _look(self, now: float) -> None:
        fields = _fields(self._stat)
        work = [fields[index] for index in _WORK] if fields else []
        if not fields:
            self._silent_at = self._late_at  # not Linux; or it has ended, which its pipe tells
        elif work != self._work or fields[_STATE] in _AT_WORK:
            self._work = work
            self._silent_at = min(now + self._patience * self._silence_seconds, self._late_at)
        self._look_at = min(now + _LOOK_SECONDS, self._silent_at)


def _fields(stat: Path) -> list[str]:
    try:
        return stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
