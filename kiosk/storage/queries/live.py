"""Queries of an event's live page. Each reads an index, one page at a time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    bindparam,
    column,
    exists,
    func,
    select,
    union_all,
    values,
)

from kiosk.domain.check_in.live import REFUSALS, Arrival, EventCounts, RefusedScan, TimeCursor
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.storage.clauses.keyset import as_stored, comes_after, page_of
from kiosk.storage.clauses.people_by_name import (
    PEOPLE,
    FoundPeople,
    contain_words,
    ids_with_words,
    people_page,
)
from kiosk.storage.column_types import UtcDateTime
from kiosk.storage.schema.tables import attendance, events, guests, scan_log, users
from kiosk.storage.tables.attendance import ROW_COLUMNS

_FEW = 900
"""Up to this many matches are fetched by id; beyond it, scanning by time is faster.

SQLite allows at least 999 parameters.
"""

_EVENT_ID = bindparam("event_id", type_=attendance.c.event_id.type)
_IN = select(func.count(attendance.c.participant_id), func.count(attendance.c.id)).where(
    attendance.c.event_id == _EVENT_ID
)
_LISTED = select(func.count(guests.c.participant_id)).where(guests.c.event_id == _EVENT_ID)
_REFUSED_AS = sorted(REFUSALS)
_REFUSED = (
    select(func.count())
    .select_from(scan_log)
    .where(scan_log.c.event_id == _EVENT_ID, scan_log.c.outcome.in_(_REFUSED_AS))
)
_INSTANTS = (
    select(attendance.c.timestamp)
    .where(
        attendance.c.event_id == _EVENT_ID,
        attendance.c.timestamp >= bindparam("since", type_=attendance.c.timestamp.type),
        attendance.c.timestamp < bindparam("until", type_=attendance.c.timestamp.type),
    )
    .limit(1)
)
_FIRST = _INSTANTS.order_by(attendance.c.timestamp)
_LAST = _INSTANTS.order_by(attendance.c.timestamp.desc())
_ArrivalSelect = Select[UUID, UUID | None, str, str, datetime, Method | None, str | None, int | None]
_ARRIVALS: _ArrivalSelect = (
    select(attendance.c.id, *ROW_COLUMNS)
    .where(attendance.c.event_id == _EVENT_ID)
    .order_by(attendance.c.timestamp.desc(), attendance.c.id.desc())
)
_IS_IN = exists().where(attendance.c.event_id == _EVENT_ID, attendance.c.participant_id == users.c.id)
_IS_LISTED = exists().where(guests.c.event_id == _EVENT_ID, guests.c.participant_id == users.c.id)
_GROUP = select(events.c.group_id).where(events.c.id == _EVENT_ID).scalar_subquery()
_OF_GROUP = select(events.c.id).where(events.c.group_id == _GROUP)
_CAME_TO_GROUP = exists().where(
    attendance.c.participant_id == users.c.id, attendance.c.event_id.in_(_OF_GROUP)
)


class Live:
    """The queries of a live page, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, event_id: UUID, *, has_guest_list: bool) -> EventCounts:
        """Returns how many people are in, expected and refused at an event."""
        asked = {"event_id": event_id}
        participants, everybody = self._connection.execute(_IN, asked).one()
        expected = self._connection.execute(_LISTED, asked).scalar_one() if has_guest_list else None
        refused = self._connection.execute(_REFUSED, asked).scalar_one()
        return EventCounts(participants, everybody - participants, expected, refused)

    def first_and_last(
        self, event_id: UUID, since: datetime, until: datetime
    ) -> tuple[datetime, datetime] | None:
        """Returns the first and the last arrival from `since` to before `until`; None when nobody arrived."""
        asked = {"event_id": event_id, "since": since, "until": until}
        first = self._connection.execute(_FIRST, asked).scalar()
        last = self._connection.execute(_LAST, asked).scalar()
        return None if first is None or last is None else (first, last)

    def arrivals_between(self, event_id: UUID, edges: Sequence[datetime]) -> tuple[int, ...]:
        """Returns how many arrived from each edge to before the next: one number fewer than edges."""
        pairs = list(zip(range(len(edges)), edges[:-1], edges[1:], strict=False))
        number = column("number", Integer())
        since, until = column("since", UtcDateTime()), column("until", UtcDateTime())
        bars = values(number, since, until, name="bars").data(pairs).cte()
        arrived = (
            select(func.count())
            .select_from(attendance)
            .where(
                attendance.c.event_id == event_id,
                attendance.c.timestamp >= bars.c.since,
                attendance.c.timestamp < bars.c.until,
            )
            .correlate(bars)
            .scalar_subquery()
        )
        query = select(arrived).select_from(bars).order_by(bars.c.number)
        return tuple(self._connection.execute(query).scalars())

    def arrivals(
        self, event_id: UUID, words: Sequence[str], *, before: TimeCursor | None, limit: int
    ) -> ListPage[Arrival, TimeCursor]:
        """Returns a page of an event's check-ins, newest first.

        Args:
            event_id: The event.
            words: Folded words, all of which a participant's text must contain; empty for everybody.
            before: Where the previous page ended, or None for the first page.
            limit: Rows of a page.
        """
        query = self._searched(words)
        if query is None:
            return ListPage((), None)
        query = query.limit(limit + 1)
        if before is not None:
            query = query.where(*_is_before(attendance.c.timestamp, attendance.c.id, before))
        found = self._connection.execute(query, {"event_id": event_id})
        return page_of([Arrival(*row) for row in found], limit, lambda each: each.cursor)

    def refusals(
        self, event_id: UUID, *, before: TimeCursor | None, limit: int
    ) -> ListPage[RefusedScan, TimeCursor]:
        """Returns a page of the scans that an event's doors refused, newest first."""
        found = union_all(*(select(_refused(each, before, limit)) for each in _REFUSED_AS)).subquery()
        query = (
            select(
                found.c.id, found.c.outcome, users.c.name, found.c.scanned_at, found.c.method, found.c.kiosk
            )
            .outerjoin_from(found, users, found.c.participant_id == users.c.id)
            .order_by(found.c.scanned_at.desc(), found.c.id.desc())
            .limit(limit + 1)
        )
        rows = [
            RefusedScan(row.id, Outcome(row.outcome), row.name, row.scanned_at, row.method, row.kiosk)
            for row in self._connection.execute(query, {"event_id": event_id})
        ]
        return page_of(rows, limit, lambda each: each.cursor)

    def missing(
        self,
        event_id: UUID,
        words: Sequence[str],
        *,
        has_guest_list: bool,
        after: PersonCursor | None,
        limit: int,
    ) -> ListPage[Person, PersonCursor]:
        """Returns a page of missing people, by name: of the guest list, or of the group's other events."""
        query: FoundPeople = PEOPLE.where(
            _IS_LISTED if has_guest_list else _CAME_TO_GROUP, ~_IS_IN, *contain_words(words)
        ).params(event_id=event_id)
        return people_page(self._connection, query, after=after, limit=limit)

    def _searched(self, words: Sequence[str]) -> _ArrivalSelect | None:
        arrivals = _ARRIVALS.outerjoin(users, attendance.c.participant_id == users.c.id)
        if not words:
            return arrivals
        people = ids_with_words(self._connection, words, most=_FEW + 1)
        if len(people) > _FEW:
            return arrivals.where(*contain_words(words))
        return arrivals.where(attendance.c.participant_id.in_(people)) if people else None


def _refused(outcome: Outcome, before: TimeCursor | None, limit: int) -> Subquery:
    # One outcome at a time: then the index has the rows in the order of the list.
    query = (
        select(
            scan_log.c.id,
            scan_log.c.outcome,
            scan_log.c.participant_id,
            scan_log.c.scanned_at,
            scan_log.c.method,
            scan_log.c.kiosk,
        )
        .where(scan_log.c.event_id == _EVENT_ID, scan_log.c.outcome == outcome)
        .order_by(scan_log.c.scanned_at.desc(), scan_log.c.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(*_is_before(scan_log.c.scanned_at, scan_log.c.id, before))
    return query.subquery()


def _is_before(
    at: Column[datetime], row_id: Column[UUID], cursor: TimeCursor
) -> tuple[ColumnElement[bool], ...]:
    # The second implies the first, which is there for the index.
    return (
        at <= as_stored(at, row_id, cursor.at, cursor.id),
        comes_after(at, row_id, cursor.at, cursor.id, is_descending=True),
    )
