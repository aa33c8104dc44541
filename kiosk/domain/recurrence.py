"""A series as an organizer describes it, and the instants at which its events start.

dateutil's rrule works out which days the description names, in kiosk/services/events/series.py. The instant
needs no library: zoneinfo gives the same as dateutil.tz, and the domain uses the standard library only.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum, IntEnum
from zoneinfo import ZoneInfo

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.events.series import (
    NotAWeekday,
    NoWeekday,
    SeriesCountOutOfRange,
    SeriesEndUnclear,
    WeeksOutOfRange,
)

MAX_EVENTS = 366
"""The most events in a series: one for each day of a leap year."""

WEEKS_BETWEEN = range(1, 53)
"""The numbers of weeks after which a series may repeat."""


class Weekday(IntEnum):
    """Days of the week, numbered as date.weekday() does."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


class ClockChange(Enum):
    """The change of a zone's clocks around a wall-clock time on one day."""

    NONE = "NONE"
    SKIPPED = "SKIPPED"  # they go forward over it: no clock shows it
    REPEATED = "REPEATED"  # they go back over it: they show it twice


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The days on which a series takes place.

    Exactly one of until and count is given. Weeks begin on Monday, and the week of the series'
    first event is the first that every_weeks counts (RFC 5545: FREQ=WEEKLY, WKST=MO).

    Attributes:
        weekdays: On which days of the week.
        every_weeks: 1 for every week, 2 for every other week.
        until: The last day it may take place, included.
        count: How many events it has; days it leaves out are not counted.
        exceptions: Days it leaves out.

    Raises:
        Refused: The description does not fit a series.
    """

    weekdays: frozenset[Weekday]
    every_weeks: int = 1
    until: date | None = None
    count: int | None = None
    exceptions: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise Refused(NoWeekday())
        if self.every_weeks not in WEEKS_BETWEEN:
            raise Refused(WeeksOutOfRange(self.every_weeks, WEEKS_BETWEEN[0], WEEKS_BETWEEN[-1]))
        if (self.until is None) is (self.count is None):
            raise Refused(SeriesEndUnclear())
        if self.count is not None and not 1 <= self.count <= MAX_EVENTS:
            raise Refused(SeriesCountOutOfRange(self.count, MAX_EVENTS))


@dataclass(frozen=True, slots=True)
class Start:
    """The start of an event of a series.

    Attributes:
        day: The day of the series.
        at: The instant, aware UTC.
        clock_change: Whether that day's clocks show the series' time once, never or twice.
    """

    day: date
    at: datetime
    clock_change: ClockChange


@dataclass(frozen=True, slots=True)
class TimeSkipped:
    """A note on a series: clocks go forward over its time of day on one of its days.

    Attributes:
        day: The day.
        clock: The series' time of day, which no clock shows then.
        starts_at: The time of day that clocks show when the event starts.
        zone: The name of the venue's zone.
    """

    day: date
    clock: time
    starts_at: time
    zone: str


@dataclass(frozen=True, slots=True)
class TimeRepeated:
    """A note on a series: clocks show its time of day twice on one of its days, and the first counts.

    Attributes:
        day: The day.
        clock: The series' time of day.
        zone: The name of the venue's zone.
    """

    day: date
    clock: time
    zone: str


@dataclass(frozen=True, slots=True)
class IdleException:
    """A note on a series: a day to leave out is not one of its days."""

    day: date


SeriesNote = TimeSkipped | TimeRepeated | IdleException
"""Notes on what was decided while the days of a series were worked out."""


def read_weekdays(text: str) -> frozenset[Weekday]:
    """Reads days written as `mon,wed`, in any letter case, or by their full names.

    Raises:
        Refused: A word is not a day of the week.
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
            short_names = tuple(each.name.lower() for each in Weekday)
            raise Refused(NotAWeekday(word.strip(), short_names))
        found.add(weekday)
    return frozenset(found)


def start_on(day: date, clock: time, zone: ZoneInfo) -> Start:
    """Returns the instant at which a zone's clocks show a time on a day.

    A time that the clocks skip is read with the offset before the change, so that they show it later by
    as much as they were moved. For a time that they show twice, the first one counts (RFC 5545, 3.3.5).

    Args:
        day: The day.
        clock: The wall-clock time, naive.
        zone: The zone of the clocks.
    """
    first = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    at = first.astimezone(UTC)
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return Start(day, at, ClockChange.NONE)
    shown = at.astimezone(zone).replace(tzinfo=None, fold=0)
    is_shown = shown == first.replace(tzinfo=None)
    return Start(day, at, ClockChange.REPEATED if is_shown else ClockChange.SKIPPED)
