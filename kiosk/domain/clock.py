"""The program's only source of the time of day."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present instant, aware and in UTC. Tests pass their own."""

MOST_OFFSET_MS = 2**31 - 1
"""The largest offset of a clock that is stored: 24 days, the limit of an integer of PostgreSQL."""
_STEADY: int | None = getattr(time, "CLOCK_BOOTTIME", None)  # Linux: its monotonic clock stops during sleep


def utc_now() -> datetime:
    """Returns the present instant, aware and in UTC."""
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Returns the seconds of a clock that nobody sets and that goes on while the computer sleeps."""
    if _STEADY is None:
        return time.monotonic()
    return time.clock_gettime(_STEADY)


def offset_milliseconds(offset: timedelta | None) -> int | None:
    """Returns a clock's offset as it is stored: the largest one for a computer that starts in 1970.

    Args:
        offset: The centre's clock minus a computer's, or None before it was measured.
    """
    if offset is None:
        return None
    return max(-MOST_OFFSET_MS, min(MOST_OFFSET_MS, round(offset / timedelta(milliseconds=1))))
