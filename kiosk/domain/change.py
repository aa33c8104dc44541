"""What the audit keeps of a change: who changed what, when, and what it was before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

Fields = Mapping[str, object]
"""A subject's fields by name, only those a change touched; values as JSON has them."""

TERMINAL = "terminal"
"""Who made a change that no organizer signed in for: somebody with a shell."""


class ChangeKind(StrEnum):
    """What was done. Words only grow in number: rows keep them for ever."""

    EVENT_CREATED = "EVENT_CREATED"
    EVENT_EDITED = "EVENT_EDITED"
    EVENT_COPIED = "EVENT_COPIED"
    EVENT_OPENED = "EVENT_OPENED"
    EVENT_CLOSED = "EVENT_CLOSED"
    EVENT_DELETED = "EVENT_DELETED"
    SERIES_CREATED = "SERIES_CREATED"
    GROUP_CREATED = "GROUP_CREATED"
    GROUP_EDITED = "GROUP_EDITED"
    GROUP_COPIED = "GROUP_COPIED"
    GROUP_DELETED = "GROUP_DELETED"
    SHARED = "SHARED"
    UNSHARED = "UNSHARED"
    GUESTS_ADDED = "GUESTS_ADDED"
    GUESTS_REMOVED = "GUESTS_REMOVED"
    CHECKED_IN = "CHECKED_IN"
    CHECK_IN_UNDONE = "CHECK_IN_UNDONE"
    WALK_IN_NAMED = "WALK_IN_NAMED"
    PERSON_ADDED = "PERSON_ADDED"
    PERSON_EDITED = "PERSON_EDITED"
    PERSON_DELETED = "PERSON_DELETED"
    PEOPLE_IMPORTED = "PEOPLE_IMPORTED"
    PASS_ISSUED = "PASS_ISSUED"  # noqa: S105 -- a word of the audit, not a password
    PASS_REVOKED = "PASS_REVOKED"  # noqa: S105 -- as above
    ORGANIZER_ADDED = "ORGANIZER_ADDED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 -- as above
    KIOSK_CHANGED = "KIOSK_CHANGED"
    DEMO_LOADED = "DEMO_LOADED"
    OTHER = "OTHER"  # what a newer program did, in a word this one does not know


class SubjectKind(StrEnum):
    """What a change was made to."""

    EVENT = "EVENT"
    GROUP = "GROUP"
    PERSON = "PERSON"
    PEOPLE = "PEOPLE"  # several at once, as an import makes them
    KIOSK = "KIOSK"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change was made to.

    Attributes:
        kind: Of what sort it is.
        id: Its row's id, or None where there is not one row.
        name: What people call it, as it was at the time.
    """

    kind: SubjectKind
    id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        id: Its own.
        changed_at: When, aware UTC.
        organizer_id: Who made it, or None at the terminal or when the account is gone.
        organizer_name: Who made it, as they were called then; "terminal" without an organizer.
        kind: What was done.
        subject: To what.
        before: The touched fields as they were, or None where there was nothing.
        after: The same fields afterwards, or None where nothing is left.
    """

    id: UUID
    changed_at: datetime
    organizer_id: UUID | None
    organizer_name: str
    kind: ChangeKind
    subject: Subject
    before: Fields | None
    after: Fields | None


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes to list; what is None or empty does not narrow.

    Attributes:
        organizer_name: Who made them, as their name was then.
        kinds: What was done.
        words: A part of the subject's name, without regard to accents and case.
        since: From this instant on, aware.
        before: Earlier than this instant, aware.
    """

    organizer_name: str | None = None
    kinds: frozenset[ChangeKind] = frozenset()
    words: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where a page of changes ended: the next page holds older ones."""

    changed_at: datetime
    id: UUID
