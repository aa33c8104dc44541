"""What events belong to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Group:
    """An event group: a series or a season, with the organizer who made it."""

    id: UUID
    name: str
    created_by: UUID
