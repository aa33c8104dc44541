"""Queries of reports. Their rows are fetched in pages, so that few are in memory at once."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Connection, Result, Select, bindparam, func, literal, select, union

from kiosk.domain.check_in.attendance import AttendanceRow
from kiosk.domain.event import Event
from kiosk.domain.report import Attendee, MatrixRow, Turnout
from kiosk.storage.clauses.visibility import event_is_visible
from kiosk.storage.column_types import folded
from kiosk.storage.schema.tables import attendance, events, guests, users
from kiosk.storage.tables.attendance import ROW_COLUMNS, ROWS_OF_EVENT
from kiosk.storage.tables.events import EVENT_COLUMNS, EVENTS, event_of

Columns = TypeVarTuple("Columns")
_IN_PAGES = {"yield_per": 500}

_OF_EVENT = attendance.c.event_id == bindparam("event_id")
_HISTORY = (
    EVENTS.add_columns(*ROW_COLUMNS)
    .join(attendance, attendance.c.event_id == events.c.id)
    .join(users, attendance.c.participant_id == users.c.id)
    .where(attendance.c.participant_id == bindparam("participant_id"))
    .order_by(attendance.c.timestamp, attendance.c.id)
)
_HISTORY_COUNT = (
    select(func.count())
    .select_from(attendance)
    .where(attendance.c.participant_id == bindparam("participant_id"))
)
_TURNOUTS = (
    select(events.c.id, func.count(attendance.c.participant_id), func.count(attendance.c.id))
    .outerjoin(attendance, attendance.c.event_id == events.c.id)
    .where(events.c.group_id == bindparam("group_id"))
    .group_by(events.c.id)
)
_CAME = (
    select(attendance.c.participant_id, attendance.c.event_id, literal(1).label("came"))
    .join(events, attendance.c.event_id == events.c.id)
    .where(events.c.group_id == bindparam("group_id"), attendance.c.participant_id.is_not(None))
)
_EXPECTED = (
    select(guests.c.participant_id, guests.c.event_id, literal(0).label("came"))
    .join(events, guests.c.event_id == events.c.id)
    .where(events.c.group_id == bindparam("group_id"))
)
_CELLS = union(_CAME, _EXPECTED).subquery()
_PRESENCES = (
    select(users.c.id, users.c.name, users.c.email, _CELLS.c.event_id, _CELLS.c.came)
    .join(_CELLS, _CELLS.c.participant_id == users.c.id)
    .order_by(folded(users.c.name), users.c.id)
)
_ON_SHEET = union(
    select(attendance.c.participant_id).where(_OF_EVENT, attendance.c.participant_id.is_not(None)),
    select(guests.c.participant_id).where(guests.c.event_id == bindparam("event_id")),
).subquery()
_ATTENDEES = (
    select(users.c.name, users.c.email, attendance.c.timestamp)
    .join(_ON_SHEET, _ON_SHEET.c.participant_id == users.c.id)
    .outerjoin(attendance, (attendance.c.participant_id == users.c.id) & _OF_EVENT)
    .order_by(folded(users.c.name), users.c.id)
)
_WALK_INS = (
    select(attendance.c.timestamp)
    .where(_OF_EVENT, attendance.c.participant_id.is_(None))
    .order_by(attendance.c.timestamp, attendance.c.id)
)
_PEOPLE_COUNT = select(func.count()).select_from(_ON_SHEET)
_WALK_IN_COUNT = select(func.count(attendance.c.id)).where(_OF_EVENT, attendance.c.participant_id.is_(None))


class Reports:
    """The queries of reports, inside one transaction. Their iterators cannot be used after it."""

    __slots__ = ("_connection", "_open")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open: list[Result[Any]] = []

    def close(self) -> None:
        """Closes the iterators that were not read to their end: the server keeps a cursor for each."""
        while self._open:
            self._open.pop().close()

    def rows(self, event_id: UUID) -> Iterator[AttendanceRow]:
        """Returns an event's check-ins, earliest first."""
        found = self._pages(ROWS_OF_EVENT, {"event_id": event_id})
        return (AttendanceRow(*row) for row in found)

    def history(
        self, participant_id: UUID, *, seen_by: UUID | None = None
    ) -> Iterator[tuple[Event, AttendanceRow]]:
        """Yields a participant's check-ins, earliest first; with `seen_by`, those this organizer may see."""
        asked = {"participant_id": participant_id}
        query = _HISTORY if seen_by is None else _HISTORY.where(event_is_visible(seen_by))
        for row in self._pages(query, asked):
            columns = tuple(row)
            yield event_of(columns[:EVENT_COLUMNS]), AttendanceRow(*columns[EVENT_COLUMNS:])

    def count_history(self, participant_id: UUID, *, seen_by: UUID | None = None) -> int:
        """Returns how many check-ins `history` yields."""
        query = _HISTORY_COUNT
        if seen_by is not None:
            query = query.join(events, attendance.c.event_id == events.c.id).where(event_is_visible(seen_by))
        return self._connection.execute(query, {"participant_id": participant_id}).scalar_one()

    def turnouts(self, group_id: UUID) -> dict[UUID, Turnout]:
        """Returns how many came to each event of a group, by the event's id."""
        found = self._connection.execute(_TURNOUTS, {"group_id": group_id})
        return {
            event_id: Turnout(event_id, participants, every - participants)
            for event_id, participants, every in found
        }

    def presences(self, group_id: UUID) -> Iterator[MatrixRow]:
        """Yields everybody who came to an event of a group or is on a guest list of one, by name."""
        found = self._pages(_PRESENCES, {"group_id": group_id})
        for (_, name, email), cells in groupby(found, lambda row: (row[0], row[1], row[2])):
            at = [(event_id, came) for *_, event_id, came in cells]
            came_to = frozenset(event_id for event_id, came in at if came)
            yield MatrixRow(name, email, came_to, frozenset(event_id for event_id, _ in at) - came_to)

    def attendees(self, event_id: UUID) -> Iterator[Attendee]:
        """Yields the people who came or are on the guest list, by name; then walk-ins, earliest first."""
        asked = {"event_id": event_id}
        for name, email, at in self._pages(_ATTENDEES, asked):
            yield Attendee(name, email, at)
        for at in self._pages(_WALK_INS, asked).scalars():
            yield Attendee(None, None, at)

    def count_attendees(self, event_id: UUID) -> int:
        """Returns how many `attendees` yields."""
        asked = {"event_id": event_id}
        people = self._connection.execute(_PEOPLE_COUNT, asked).scalar_one()
        return people + self._connection.execute(_WALK_IN_COUNT, asked).scalar_one()

    def _pages(self, query: Select[*Columns], asked: dict[str, UUID]) -> Result[*Columns]:
        self._open = [each for each in self._open if not each.closed]
        found = self._connection.execute(query, asked, execution_options=_IN_PAGES)
        self._open.append(found)  # type: ignore[arg-type] # close() needs no columns
        return found
