"""The program's only source of the time of day."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present instant, aware and in UTC. Tests pass their own."""


def utc_now() -> datetime:
    """Returns the present instant, aware and in UTC."""
    return datetime.now(UTC)
