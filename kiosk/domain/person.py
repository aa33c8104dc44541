"""The people an organisation knows, and the pass somebody holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What an account may do."""

    EO = "EO"  # an organizer: signs in at the desk
    PARTICIPANT = "PARTICIPANT"


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
class PersonPlace:
    """Where in the list of people, which is by name, somebody stands.

    Attributes:
        search_text: What they are searched by, as person_search_text makes it.
        id: Their account's, among namesakes.
    """

    search_text: str
    id: UUID


@dataclass(frozen=True, slots=True)
class PassHolder:
    """Whose pass a token is.

    Attributes:
        participant_id: The account it stands for.
        name: The account's name.
        revoked_at: Since when the pass is worthless, aware UTC; None while it is live.
    """

    participant_id: UUID
    name: str
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonState:
    """What a list of people shows beside a name.

    Attributes:
        pass_issued_at: Since when they hold a live pass, aware UTC; None without one.
        had_pass: True when they ever had one.
        last_seen_at: Their latest check-in at any event, aware UTC; None when they never came.
    """

    pass_issued_at: datetime | None
    had_pass: bool
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Some people: these, or those on guest lists, or, without either, every participant.

    Attributes:
        ids: Some thousand people's at most, or None.
        events: Those whose guest lists count, or None.
    """

    ids: tuple[UUID, ...] | None = None
    events: tuple[UUID, ...] | None = None
