"""Groups of events."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Group:
    """An event group: a series or a season, with the organizer who made it."""

    id: UUID
    name: str
    created_by: UUID
    description: str | None = None


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """An event group as a list shows it.

    Attributes:
        group: The group.
        organizer_email: The address of the organizer who made it.
        events: How many events it has.
    """

    group: Group
    organizer_email: str
    events: int
