"""How long things stay on a door's screen."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class DoorTimes:
    """How long things stay.

    Attributes:
        welcome: A green outcome.
        notice: Every other outcome, and a failure.
        keypad_idle: The keypad, since the last key.
        double_tap: A second tap within it is the same hand's, not a wish.
    """

    welcome: timedelta = timedelta(seconds=2.5)
    notice: timedelta = timedelta(seconds=4)
    keypad_idle: timedelta = timedelta(seconds=30)
    double_tap: timedelta = timedelta(milliseconds=500)


DOOR_TIMES = DoorTimes()
"""Long enough to read, short enough for a queue."""
