"""The program's only source of the time of day."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present instant, aware and in UTC. Tests pass their own."""

_MOST_MILLISECONDS = 2**31 - 1
_STEADY: int | None = getattr(time, "CLOCK_BOOTTIME", None)  # Linux: its monotonic clock stops during sleep


def utc_now() -> datetime:
    """Returns the present instant, aware and in UTC."""
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Returns the seconds of a clock that nobody sets and that goes on while the computer sleeps."""
    if _STEADY is None:
        return time.monotonic()
    return time.clock_gettime(_STEADY)


def offset_milliseconds(offset: timedelta) -> int:
    """Returns a clock's offset in whole milliseconds, as the database can store it: at most 24 days.

    A computer whose battery is empty starts in 1970, and its check-ins have to reach the centre all the same.
    """
    return max(-_MOST_MILLISECONDS, min(_MOST_MILLISECONDS, round(offset / timedelta(milliseconds=1))))
