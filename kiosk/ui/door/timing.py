"""How long things stay on a door's screen."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class DoorTimes:
    """How long things stay.

    Attributes:
        welcome: A green outcome.
        notice: Every other outcome, and a failure.
        waiting: "One moment…", if neither an answer nor a failure ever comes.
        keypad_idle: The keypad, since the last key.
        walk_in_guard: How long Walk-in rests when neither an answer nor a failure ever comes: as long as
            "One moment…" stands, or an impatient guest would be two.
        double_tap: A second tap within it is the same hand's, not a wish.
    """

    welcome: timedelta = timedelta(seconds=2.5)
    notice: timedelta = timedelta(seconds=4)
    waiting: timedelta = timedelta(seconds=15)
    keypad_idle: timedelta = timedelta(seconds=30)
    walk_in_guard: timedelta = timedelta(seconds=15)
    double_tap: timedelta = timedelta(milliseconds=500)


DOOR_TIMES = DoorTimes()
"""Long enough to read, short enough for a queue."""
