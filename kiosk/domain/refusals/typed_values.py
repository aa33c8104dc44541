"""Refusals of dates, times and numbers as they were typed at a terminal."""

from dataclasses import dataclass

from kiosk.domain.fields import Field


class AboutTypedValue:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotADate(AboutTypedValue):
    """The text is not a day of the calendar."""

    text: str


@dataclass(frozen=True, slots=True)
class NotADateAndTime(AboutTypedValue):
    """The text is not a date with a time of day."""

    text: str


@dataclass(frozen=True, slots=True)
class ClocksChangeThen(AboutTypedValue):
    """The zone's clocks skip this time of day or show it twice, so it is not one instant.

    Attributes:
        text: As typed.
        zone: The name of the venue's zone.
        offset: One that makes it an instant, such as `+02:00`.
    """

    text: str
    zone: str
    offset: str


@dataclass(frozen=True, slots=True)
class NotACapacity(AboutTypedValue):
    """The text is neither a number nor the word for no limit."""

    text: str
    field: Field = Field.CAPACITY


TypedValueRefusal = NotADate | NotADateAndTime | ClocksChangeThen | NotACapacity
