"""Refusals of an event's numbers and times."""

from dataclasses import dataclass

from kiosk.domain.fields import Field


class AboutEventField:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DurationOutOfRange(AboutEventField):
    """The duration is not a whole number of minutes within the range.

    Attributes:
        minutes: As asked for.
        least: Minutes.
        most: Minutes.
        field: Field.DURATION.
    """

    minutes: float
    least: int
    most: int
    field: Field = Field.DURATION


@dataclass(frozen=True, slots=True)
class CapacityTooSmall(AboutEventField):
    """The capacity is below 1."""

    field: Field = Field.CAPACITY


@dataclass(frozen=True, slots=True)
class CapacityTooLarge(AboutEventField):
    """The capacity is more than the column keeps."""

    most: int
    field: Field = Field.CAPACITY


@dataclass(frozen=True, slots=True)
class StartTooFar(AboutEventField):
    """The start lies in a year that not every time zone can show."""

    year: int
    first: int
    last: int
    field: Field = Field.START


@dataclass(frozen=True, slots=True)
class OpensBeforeOutOfRange(AboutEventField):
    """Check-in would begin at no whole minute within the range before the start.

    Attributes:
        minutes: As asked for.
        most: Minutes.
        field: Field.OPENS_BEFORE.
    """

    minutes: float
    most: int
    field: Field = Field.OPENS_BEFORE


EventFieldRefusal = (
    DurationOutOfRange | CapacityTooSmall | CapacityTooLarge | StartTooFar | OpensBeforeOutOfRange
)
