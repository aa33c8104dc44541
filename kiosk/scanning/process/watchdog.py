"""Notices that a scanner's process has stopped, already while it starts.

A working process sends a message four times a second. It cannot do so before its first message: Python's
start and the import of OpenCV take 0.2 s, and many seconds on a busy machine or from a cold disk. Until then
the process is inspected from outside: the system reports whether it runs, waits for a processor or for the
disk, or does nothing at all because it was stopped or hangs.
"""

import time
from collections.abc import Callable
from pathlib import Path

_MOST_START_SECONDS = 20.0
"""The longest start: where the system reports no process states, or where a process works and never ends."""

_INSPECT_SECONDS = 0.2
_OVERSLEPT_SECONDS = 1.0
_WORKING_STATES = {"R", "D"}  # running or waiting for a processor; waiting for the disk
_STATE_FIELD, _WORK_FIELDS = 0, (7, 9, 11, 12)
"""Of proc(5)'s stat, counted after the name: the state; minor and major page faults, user and system time."""


class Watchdog:
    """Decides when one process has been silent for too long."""

    def __init__(
        self,
        process_id: int | None,
        silence_seconds: float,
        *,
        failed_starts: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Starts counting: call it when the process was started.

        Args:
            process_id: The id of the process.
            silence_seconds: The longest time between two messages; before the first one, without any work.
            failed_starts: How many starts before this one failed. Each doubles the time for a start, so
                that the start also succeeds on a machine that is slow for a while.
            clock: Returns the time, in seconds.
        """
        self._stat = Path(f"/proc/{process_id}/stat")
        self._silence_seconds = silence_seconds
        self._start_factor = 2.0**failed_starts
        self._clock = clock
        self._is_starting = True
        self._work: list[str] = []
        self._begin(clock())

    def note_message(self) -> None:
        """Notes that a message came from the process."""
        self._is_starting = False
        self._silent_at = self._clock() + self._silence_seconds
        self._inspect_at = self._silent_at

    def wait_seconds(self) -> float:
        """Returns how many seconds to wait for a message before `is_silent` is called."""
        return max(0.0, self._inspect_at - self._clock())

    def is_silent(self) -> bool:
        """Returns True when the process was silent for too long and is to be replaced."""
        now = self._clock()
        if now - self._inspect_at > _OVERSLEPT_SECONDS:
            # This process itself was stopped (a laptop's sleep, a debugger), perhaps the other one as well.
            self._work = []
            self._begin(now)
        elif self._is_starting:
            self._inspect(now)
        return now >= self._silent_at

    def _begin(self, now: float) -> None:
        if self._is_starting:
            self._start_ends_at = now + self._start_factor * _MOST_START_SECONDS
            self._inspect(now)
        else:
            self._silent_at = self._inspect_at = now + self._silence_seconds

    def _inspect(self, now: float) -> None:
        fields = _fields(self._stat)
        work = [fields[index] for index in _WORK_FIELDS] if fields else []
        if not fields:
            self._silent_at = self._start_ends_at  # not Linux; or it has ended, and its pipe closes
        elif work != self._work or fields[_STATE_FIELD] in _WORKING_STATES:
            self._work = work
            self._silent_at = min(now + self._start_factor * self._silence_seconds, self._start_ends_at)
        self._inspect_at = min(now + _INSPECT_SECONDS, self._silent_at)


def _fields(stat: Path) -> list[str]:
    try:
        return stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
