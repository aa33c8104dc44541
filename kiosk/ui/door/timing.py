"""The times for which a door's screen shows things."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class DoorTimes:
    """The times for which a door's screen shows things.

    Attributes:
        welcome: The time of a green outcome.
        notice: The time of any other outcome and of a failure.
        keypad_idle: The time after the last key until the keypad closes.
        double_tap: A second tap within this time belongs to a double tap and is ignored.
    """

    welcome: timedelta = timedelta(seconds=2.5)
    notice: timedelta = timedelta(seconds=4)
    keypad_idle: timedelta = timedelta(seconds=30)
    double_tap: timedelta = timedelta(milliseconds=500)


DOOR_TIMES = DoorTimes()
"""The usual times: long enough to read, short enough for a queue."""
