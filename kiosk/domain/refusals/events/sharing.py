"""Refusals about sharing groups and events among organizers."""

from dataclasses import dataclass
from enum import Enum, auto


class Shareable(Enum):
    """Things that organizers share."""

    GROUP = auto()
    EVENT = auto()


class AboutSharing:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class OrganizesAlready(AboutSharing):
    """The group or event is that organizer's own.

    Attributes:
        shareable: Which of the two it is.
        name: The group's name or the event's title.
        organizer: The organizer's name.
    """

    shareable: Shareable
    name: str
    organizer: str


@dataclass(frozen=True, slots=True)
class SharedAlready(AboutSharing):
    """The group or event is shared with that organizer already.

    Attributes:
        shareable: Which of the two it is.
        name: The group's name or the event's title.
        organizer: The organizer's name.
    """

    shareable: Shareable
    name: str
    organizer: str


@dataclass(frozen=True, slots=True)
class NotShared(AboutSharing):
    """The group or event is not shared with the organizer who has this address.

    Attributes:
        shareable: Which of the two it is.
        name: The group's name or the event's title.
        email: As typed.
    """

    shareable: Shareable
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class OnlyOwnerShares(AboutSharing):
    """Only the owner may share the group or event.

    Attributes:
        shareable: Which of the two it is.
        name: The group's name or the event's title.
    """

    shareable: Shareable
    name: str


SharingRefusal = OrganizesAlready | SharedAlready | NotShared | OnlyOwnerShares
