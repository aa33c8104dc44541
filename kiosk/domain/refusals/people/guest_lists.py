"""Refusals about guest lists."""

from dataclasses import dataclass


class AboutGuestList:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotOnGuestList(AboutGuestList):
    """The person is not on the event's guest list.

    Attributes:
        name: The person's.
        event: The event's title.
    """

    name: str
    event: str


@dataclass(frozen=True, slots=True)
class NoEventToCome(AboutGuestList):
    """Every event of the group is over, so none has a guest list to fill."""

    group: str


GuestListRefusal = NotOnGuestList | NoEventToCome
