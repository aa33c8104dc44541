"""The audit: every change by an organizer, saved in the same transaction as the change."""

import json
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, and_, bindparam, insert, or_, select

from kiosk.domain.change import (
    TERMINAL,
    AuditCursor,
    AuditEntry,
    AuditFilter,
    AuditSubject,
    ChangeKind,
    Fields,
    SubjectKind,
)
from kiosk.domain.clock import utc_now
from kiosk.domain.people.person import Person
from kiosk.domain.people.search import search_fold
from kiosk.storage.clauses.keyset import comes_after, page_of
from kiosk.storage.clauses.visibility import group_is_visible
from kiosk.storage.schema.tables import changes, event_groups, events, shares
from kiosk.storage.storable_text import NAME_LENGTH

_INSERT = insert(changes)
_GROUP_OF = select(event_groups.c.id, event_groups.c.created_by).where(
    event_groups.c.id == bindparam("subject_id")
)
_EVENT_OF = select(events.c.group_id, events.c.created_by).where(events.c.id == bindparam("subject_id"))
_NEWEST_FIRST = select(
    changes.c.id,
    changes.c.changed_at,
    changes.c.organizer_id,
    changes.c.organizer_name,
    changes.c.kind,
    changes.c.subject_kind,
    changes.c.subject_id,
    changes.c.subject_name,
    changes.c.before,
    changes.c.after,
).order_by(changes.c.changed_at.desc(), changes.c.id.desc())
_NAMES = select(changes.c.organizer_name).distinct().order_by(changes.c.organizer_name)

_OF_EVENTS = {SubjectKind.EVENT, SubjectKind.GROUP}
_KINDS = frozenset(ChangeKind)


class Changes:
    """The changes table, inside one transaction."""

    __slots__ = ("_connection", "_organizer")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._organizer = organizer

    def record(
        self,
        kind: ChangeKind,
        subject: AuditSubject,
        *,
        before: Fields | None = None,
        after: Fields | None = None,
    ) -> None:
        """Records a change by this transaction's organizer.

        Args:
            kind: What was done.
            subject: What was changed. Record a deletion before the row is deleted, because the audit also
                keeps whose it was.
            before: The changed fields as they were, with values that JSON has.
            after: The same fields afterwards.

        Raises:
            TypeError: A value has a type that JSON lacks.
        """
        organizer = self._organizer
        group_id, owner_id = self._group_and_owner(subject)
        row = {
            "id": uuid4(),
            "changed_at": utc_now(),
            "organizer_id": None if organizer is None else organizer.id,
            "organizer_name": TERMINAL if organizer is None else organizer.name[:NAME_LENGTH],
            "kind": kind.value,
            "subject_kind": subject.kind.value,
            "subject_id": subject.id,
            "subject_name": subject.name,
            "subject_search": search_fold(subject.name),
            "group_id": group_id,
            "owner_id": owner_id,
            "before": _plain(before),
            "after": _plain(after),
        }
        self._connection.execute(_INSERT, row)

    def page(
        self, wanted: AuditFilter, *, after: AuditCursor | None = None, size: int
    ) -> tuple[list[AuditEntry], AuditCursor | None]:
        """Returns a page of the changes that this transaction's organizer may see, newest first.

        Args:
            wanted: Which changes.
            after: Where the previous page ended, or None for the first page.
            size: Changes of a page.

        Returns:
            The changes, and where the page ends; None when there are no more.
        """
        query = _NEWEST_FIRST.where(*self._conditions(wanted)).limit(size + 1)
        if after is not None:
            query = query.where(
                comes_after(
                    changes.c.changed_at, changes.c.id, after.changed_at, after.id, is_descending=True
                )
            )
        found = [
            AuditEntry(
                id=row.id,
                changed_at=row.changed_at,
                organizer_id=row.organizer_id,
                organizer_name=row.organizer_name,
                kind=ChangeKind(row.kind) if row.kind in _KINDS else ChangeKind.OTHER,
                subject=AuditSubject(SubjectKind(row.subject_kind), row.subject_id, row.subject_name),
                before=row.before,
                after=row.after,
            )
            for row in self._connection.execute(query)
        ]
        page = page_of(found, size, lambda last: AuditCursor(last.changed_at, last.id))
        return list(page.rows), page.following

    def organizer_names(self) -> list[str]:
        """Returns the names of all organizers whose changes this transaction's organizer may see."""
        return list(self._connection.execute(_NAMES.where(*self._conditions(AuditFilter()))).scalars())

    def _group_and_owner(self, subject: AuditSubject) -> tuple[UUID | None, UUID | None]:
        if subject.id is None or subject.kind not in _OF_EVENTS:
            return None, None
        query = _GROUP_OF if subject.kind is SubjectKind.GROUP else _EVENT_OF
        row = self._connection.execute(query, {"subject_id": subject.id}).first()
        return (None, None) if row is None else (row[0], row[1])

    def _conditions(self, wanted: AuditFilter) -> list[ColumnElement[bool]]:
        conditions = []
        if self._organizer is not None:
            conditions.append(_is_visible(self._organizer.id))
        if wanted.organizer_name is not None:
            conditions.append(changes.c.organizer_name == wanted.organizer_name)
        if wanted.kinds:
            conditions.append(changes.c.kind.in_(sorted(wanted.kinds)))
        if words := search_fold(wanted.words):
            conditions.append(changes.c.subject_search.contains(words, autoescape=True))
        if wanted.since is not None:
            conditions.append(changes.c.changed_at >= wanted.since)
        if wanted.before is not None:
            conditions.append(changes.c.changed_at < wanted.before)
        return conditions


def _is_visible(organizer_id: UUID) -> ColumnElement[bool]:
    shared = select(shares.c.event_id).where(
        shares.c.organizer_id == organizer_id, shares.c.event_id.is_not(None)
    )
    return or_(
        changes.c.organizer_id == organizer_id,
        changes.c.owner_id == organizer_id,
        changes.c.subject_kind.not_in([kind.value for kind in _OF_EVENTS]),
        group_is_visible(organizer_id, changes.c.group_id),
        and_(changes.c.subject_kind == SubjectKind.EVENT.value, changes.c.subject_id.in_(shared)),
    )


def _plain(fields: Fields | None) -> dict[str, object] | None:
    if fields is None:
        return None
    plain: dict[str, object] = json.loads(json.dumps(dict(fields), allow_nan=False))
    return plain
