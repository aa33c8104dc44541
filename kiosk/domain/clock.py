"""The one way this program asks for the time of day."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present instant, aware and in UTC. Tests pass their own."""


def utc_now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)
