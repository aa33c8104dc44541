"""The people that an organisation knows, and the holders of passes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """The roles of accounts: what each may do."""

    EO = "EO"  # an organizer: signs in at the desk
    PARTICIPANT = "PARTICIPANT"


class StaffRole(StrEnum):
    """The roles beside `Role`, which another program reads and writes: each stands in a table of ours."""

    ADMINISTRATOR = "ADMINISTRATOR"
    DOOR_STAFF = "DOOR_STAFF"


@dataclass(frozen=True, slots=True)
class Person:
    """An account, without its password."""

    id: UUID
    name: str
    email: str
    role: Role

    @property
    def is_organizer(self) -> bool:
        """True when this person may make and run events."""
        return self.role is Role.EO


@dataclass(frozen=True, slots=True)
class PersonCursor:
    """A person's position in the list of people, which is ordered by name.

    Attributes:
        search_text: The text that searches compare, from person_search_text.
        id: Their account's id, which orders people of the same name.
    """

    search_text: str
    id: UUID


@dataclass(frozen=True, slots=True)
class PassHolder:
    """The account that a pass token stands for.

    Attributes:
        participant_id: The account's id.
        name: The account's name.
        revoked_at: When the pass was revoked, aware UTC; None while it is live.
        event_id: The only event at which the pass is good; None when it is good at all events.
    """

    participant_id: UUID
    name: str
    revoked_at: datetime | None
    event_id: UUID | None = None

    def is_for(self, event_id: UUID) -> bool:
        """Returns False when the pass is good at another event only."""
        return self.event_id in {None, event_id}


@dataclass(frozen=True, slots=True)
class PersonState:
    """The values that a list of people shows beside a name.

    Attributes:
        pass_issued_at: When their live pass was issued, aware UTC; None without one.
        had_pass: True when they ever had one.
        last_seen_at: Their latest check-in at any event, aware UTC; None when they never came.
    """

    pass_issued_at: datetime | None
    had_pass: bool
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of people: by their ids, by guest lists or, without either, every participant.

    Attributes:
        ids: The ids of a few thousand people at most, or None.
        events: The events whose guest lists count, or None.
    """

    ids: tuple[UUID, ...] | None = None
    events: tuple[UUID, ...] | None = None
