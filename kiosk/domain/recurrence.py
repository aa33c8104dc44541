"""A series as an organizer describes it, and the instant a wall-clock time is on one day of it.

Which days the description names is worked out in kiosk/services/events/series.py.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum, IntEnum
from zoneinfo import ZoneInfo

from kiosk.domain.errors import Refused
from kiosk.domain.field import FieldName

MAX_EVENTS = 366
"""Events a series has at most: a daily one of a leap year."""

WEEKS_BETWEEN = range(1, 53)
"""Every how many weeks a series may repeat."""


class Weekday(IntEnum):
    """Days as date.weekday() counts them."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


class ClockChange(Enum):
    """What the clocks of a zone do at a wall-clock time of one day."""

    NONE = "NONE"
    SKIPPED = "SKIPPED"  # they go forward over it: no clock shows it
    REPEATED = "REPEATED"  # they go back over it: they show it twice


@dataclass(frozen=True, slots=True)
class Recurrence:
    """On which days a series takes place.

    Exactly one of until and count is given. Weeks begin on Monday, and the week of the series'
    first event is the first that every_weeks counts (RFC 5545: FREQ=WEEKLY, WKST=MO).

    Attributes:
        weekdays: On which days of the week.
        every_weeks: 1 for every week, 2 for every other week.
        until: The last day it may take place, included.
        count: How many events it has; days it leaves out are not counted.
        exceptions: Days it leaves out.

    Raises:
        Refused: The description is none of a series.
    """

    weekdays: frozenset[Weekday]
    every_weeks: int = 1
    until: date | None = None
    count: int | None = None
    exceptions: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise Refused(
                "A series needs at least one day of the week, such as mon.", field=FieldName.WEEKDAYS
            )
        if self.every_weeks not in WEEKS_BETWEEN:
            raise Refused(
                f"A series repeats every {WEEKS_BETWEEN[0]} to {WEEKS_BETWEEN[-1]} weeks,"
                f" not every {self.every_weeks}."
            )
        if (self.until is None) is (self.count is None):
            raise Refused("A series ends at a date or after a number of events: give one of the two.")
        if self.count is not None and not 1 <= self.count <= MAX_EVENTS:
            raise Refused(f"A series has 1 to {MAX_EVENTS} events, not {self.count}.")


@dataclass(frozen=True, slots=True)
class Start:
    """When an event of a series starts.

    Attributes:
        day: The day of the series.
        at: The instant, aware UTC.
        clock_change: Whether that day's clocks show the series' time once, never or twice.
    """

    day: date
    at: datetime
    clock_change: ClockChange


def read_weekdays(text: str) -> frozenset[Weekday]:
    """Days written as `mon,wed`, in any letter case; whole names do as well.

    Raises:
        Refused: A word is no day of the week.
    """
    names = {
        **{weekday.name: weekday for weekday in Weekday},
        "MONDAY": Weekday.MON,
        "TUESDAY": Weekday.TUE,
        "WEDNESDAY": Weekday.WED,
        "THURSDAY": Weekday.THU,
        "FRIDAY": Weekday.FRI,
        "SATURDAY": Weekday.SAT,
        "SUNDAY": Weekday.SUN,
    }
    found = set()
    for word in text.split(","):
        weekday = names.get(word.strip().upper())
        if weekday is None:
            raise Refused(
                f"{word.strip()!r} is no day of the week; write some of"
                f" {', '.join(each.name.lower() for each in Weekday)} with commas between."
            )
        found.add(weekday)
    return frozenset(found)


def start_on(day: date, clock: time, zone: ZoneInfo) -> Start:
    """The instant at which a zone's clocks show a time on a day.

    A time the clocks skip is taken as if they had not been changed yet, so that they show it moved
    on by as much as they were; of a time they show twice the first is meant (RFC 5545, 3.3.5).

    Args:
        day: Which day.
        clock: The wall-clock time, naive.
        zone: Whose clocks.
    """
    first = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    at = first.astimezone(UTC)
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return Start(day, at, ClockChange.NONE)
    shown = at.astimezone(zone).replace(tzinfo=None, fold=0)
    is_shown = shown == first.replace(tzinfo=None)
    return Start(day, at, ClockChange.REPEATED if is_shown else ClockChange.SKIPPED)
