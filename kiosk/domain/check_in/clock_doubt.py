"""Reasons to doubt the clock of a computer that no other clock corrects."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The clock was set while the door was open.

    Attributes:
        by: How much later it shows now than it would have; negative for earlier.
    """

    by: timedelta


@dataclass(frozen=True, slots=True)
class ClockBehind:
    """The clock shows a time before the newest check-in.

    Attributes:
        newest: When that was, aware UTC.
    """

    newest: datetime


ClockDoubt = ClockJumped | ClockBehind
