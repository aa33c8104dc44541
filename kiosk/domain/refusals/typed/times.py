"""Refusals of dates and times as they were typed at the terminal."""

from dataclasses import dataclass


class AboutTypedTime:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotADateAndTime(AboutTypedTime):
    """The text is not an ISO 8601 date and time."""

    text: str


@dataclass(frozen=True, slots=True)
class NotOneInstant(AboutTypedTime):
    """The zone's clocks skip this time or show it twice that night.

    Attributes:
        text: As typed.
        zone: The time zone's key.
        offset: One of the two possible offsets, such as "+02:00".
    """

    text: str
    zone: str
    offset: str


TypedTimeRefusal = NotADateAndTime | NotOneInstant
