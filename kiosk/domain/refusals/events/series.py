"""Refusals of a series of events: its description, its days, and how many there are."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.fields import Field


class AboutSeries:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotAWeekday(AboutSeries):
    """A word is not the name of a day of the week.

    Attributes:
        text: As typed.
        names: The names there are.
    """

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoWeekday(AboutSeries):
    """No day of the week was chosen."""

    field: Field = Field.WEEKDAYS


@dataclass(frozen=True, slots=True)
class WeeksOutOfRange(AboutSeries):
    """The number of weeks after which the series would repeat is out of range.

    Attributes:
        weeks: The requested number of weeks.
        least: The smallest number of weeks.
        most: The largest number of weeks.
    """

    weeks: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class SeriesEndUnclear(AboutSeries):
    """Both a last day and a number of events were given, or neither."""


@dataclass(frozen=True, slots=True)
class SeriesCountOutOfRange(AboutSeries):
    """The number of events that was asked for is below 1 or above the most."""

    count: int
    most: int


@dataclass(frozen=True, slots=True)
class SeriesTooLong(AboutSeries):
    """The series would have more events than a series may have."""

    most: int
    field: Field = Field.SERIES_END


@dataclass(frozen=True, slots=True)
class SeriesWithoutDays(AboutSeries):
    """The series has no days: it ends before its first day, or every day is left out.

    Attributes:
        first: The first day that could be in it.
        field: Field.SERIES_END.
    """

    first: date
    field: Field = Field.SERIES_END


@dataclass(frozen=True, slots=True)
class NothingToRepeat(AboutSeries):
    """The only event of the series is the one to repeat."""


SeriesRefusal = (
    NotAWeekday
    | NoWeekday
    | WeeksOutOfRange
    | SeriesEndUnclear
    | SeriesCountOutOfRange
    | SeriesTooLong
    | SeriesWithoutDays
    | NothingToRepeat
)
