"""Changes as the audit keeps them: who changed what and when, with the values before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

Fields = Mapping[str, object]
"""The fields of a subject that a change touched, by name, with values that JSON can hold."""

TERMINAL = "terminal"
"""The author of a change that was made without signing in: somebody at a terminal."""


class ChangeKind(StrEnum):
    """The kinds of changes. Values are only ever added: stored rows keep them for ever."""

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
    KIOSK_FORGOTTEN = "KIOSK_FORGOTTEN"
    PAIRING_OFFERED = "PAIRING_OFFERED"
    KIOSK_REVOKED = "KIOSK_REVOKED"
    KIOSK_LOGIN_DROPPED = "KIOSK_LOGIN_DROPPED"
    DOUBLE_ENTRY_SETTLED = "DOUBLE_ENTRY_SETTLED"
    CHECK_IN_SET_ASIDE = "CHECK_IN_SET_ASIDE"
    DEMO_LOADED = "DEMO_LOADED"
    OTHER = "OTHER"  # written by a newer program; this one does not know its kind


class SubjectKind(StrEnum):
    """The kinds of things that are changed."""

    EVENT = "EVENT"
    GROUP = "GROUP"
    PERSON = "PERSON"
    PEOPLE = "PEOPLE"  # several at once, as by an import
    KIOSK = "KIOSK"


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """The thing that a change was made to.

    Attributes:
        kind: Its kind.
        id: Its row's id, or None when it is not a single row.
        name: The name that people knew it by at the time.
    """

    kind: SubjectKind
    id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change.

    Attributes:
        id: Its id.
        changed_at: When it was made, aware UTC.
        organizer_id: Who made it, or None at the terminal or when the account was deleted.
        organizer_name: That organizer's name at the time; "terminal" without an organizer.
        kind: What was done.
        subject: The thing that was changed.
        before: The touched fields as they were, or None when the thing was new.
        after: The same fields afterwards, or None when the thing was deleted.
    """

    id: UUID
    changed_at: datetime
    organizer_id: UUID | None
    organizer_name: str
    kind: ChangeKind
    subject: AuditSubject
    before: Fields | None
    after: Fields | None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """The conditions for a list of changes; one that is None or empty does not narrow the list.

    Attributes:
        organizer_name: The name, at the time, of the organizer who made them.
        kinds: What was done.
        words: A part of the subject's name; accents and case do not matter.
        since: From this instant on, aware.
        before: Earlier than this instant, aware.
    """

    organizer_name: str | None = None
    kinds: frozenset[ChangeKind] = frozenset()
    words: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditCursor:
    """The position where a page of changes ended; the next page holds older ones."""

    changed_at: datetime
    id: UUID
