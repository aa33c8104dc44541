"""Refusals because an event does not exist or has changed."""

from dataclasses import dataclass


class AboutEvent:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoEventWithCode(AboutEvent):
    """No event that may be seen here has the code, in any letter case.

    Attributes:
        code: As typed.
    """

    code: str


@dataclass(frozen=True, slots=True)
class EventNotThere(AboutEvent):
    """The event was deleted, or is no longer shared with this organizer: an organizer cannot see which."""


@dataclass(frozen=True, slots=True)
class DoorEventDeleted(AboutEvent):
    """The event of a door was deleted."""


@dataclass(frozen=True, slots=True)
class EventDeleted(AboutEvent):
    """Somebody deleted the event after it was read."""

    title: str


@dataclass(frozen=True, slots=True)
class EventChanged(AboutEvent):
    """Somebody changed the event after it was read, so no copy of it was made."""

    title: str


EventRefusal = NoEventWithCode | EventNotThere | DoorEventDeleted | EventDeleted | EventChanged
