"""Refusals to delete what was not confirmed, with what would be lost."""

from dataclasses import dataclass


class AboutDeletion:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class EventNotConfirmed(AboutDeletion):
    """The event's code was not typed to confirm its deletion.

    Attributes:
        title: The event's title.
        code: What to type.
        check_ins: How many would be lost.
        typed: What was typed instead, or None when nothing was asked for yet.
    """

    title: str
    code: str
    check_ins: int
    typed: str | None


@dataclass(frozen=True, slots=True)
class GroupNotConfirmed(AboutDeletion):
    """The group's name was not typed to confirm its deletion.

    Attributes:
        name: What to type.
        events: How many would be lost.
        check_ins: How many would be lost.
        typed: What was typed instead, or None when nothing was asked for yet.
    """

    name: str
    events: int
    check_ins: int
    typed: str | None


DeletionRefusal = EventNotConfirmed | GroupNotConfirmed
