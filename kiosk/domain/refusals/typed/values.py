"""Refusals of days and numbers as they were typed at a terminal."""

from dataclasses import dataclass

from kiosk.domain.event import EventField


class AboutTypedValue:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotADate(AboutTypedValue):
    """The text is not a day of the calendar."""

    text: str


@dataclass(frozen=True, slots=True)
class NotACapacity(AboutTypedValue):
    """The text is neither a number nor the word for no limit."""

    text: str
    field: EventField = EventField.CAPACITY


TypedValueRefusal = NotADate | NotACapacity
