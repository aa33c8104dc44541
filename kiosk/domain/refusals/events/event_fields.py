"""Refusals of an event's numbers and times."""

from dataclasses import dataclass

from kiosk.domain.event import EventField


class AboutEventField:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DurationOutOfRange(AboutEventField):
    """The duration is not a whole number of minutes within the range.

    Attributes:
        minutes: The requested time, in minutes.
        least: The lower limit, in minutes.
        most: The upper limit, in minutes.
        field: EventField.DURATION.
    """

    minutes: float
    least: int
    most: int
    field: EventField = EventField.DURATION


@dataclass(frozen=True, slots=True)
class CapacityTooSmall(AboutEventField):
    """The capacity is below 1."""

    field: EventField = EventField.CAPACITY


@dataclass(frozen=True, slots=True)
class CapacityTooLarge(AboutEventField):
    """The capacity is larger than the column can hold."""

    most: int
    field: EventField = EventField.CAPACITY


@dataclass(frozen=True, slots=True)
class StartTooFar(AboutEventField):
    """The start lies in a year that not every time zone can show."""

    year: int
    first: int
    last: int
    field: EventField = EventField.START


@dataclass(frozen=True, slots=True)
class OpensBeforeOutOfRange(AboutEventField):
    """The time before the start is not a whole number of minutes within the range.

    Attributes:
        minutes: The requested time, in minutes.
        most: The upper limit, in minutes.
        field: EventField.OPENS_BEFORE.
    """

    minutes: float
    most: int
    field: EventField = EventField.OPENS_BEFORE


EventFieldRefusal = (
    DurationOutOfRange | CapacityTooSmall | CapacityTooLarge | StartTooFar | OpensBeforeOutOfRange
)
