"""Queries of the desk's list of conflicts: passes that were used twice, and events beyond their places."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, update

from kiosk.domain.check_in.conflict import DoubleEntry, OverbookedEvent
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.event import EventState
from kiosk.domain.people.person import Person
from kiosk.storage.clauses.visibility import event_is_visible
from kiosk.storage.column_types import present_instant
from kiosk.storage.schema.tables import attendance, events, scan_log, users

_IS_OPEN_CONFLICT = and_(
    scan_log.c.shown_outcome == Outcome.CHECKED_IN,
    scan_log.c.outcome == Outcome.ALREADY_CHECKED_IN,
    scan_log.c.resolved_at.is_(None),
)
_ENTRIES = (
    select(
        scan_log.c.id,
        events.c.id,
        events.c.title,
        users.c.name,
        attendance.c.timestamp,
        attendance.c.kiosk,
        scan_log.c.scanned_at,
        scan_log.c.kiosk,
    )
    .join(events, scan_log.c.event_id == events.c.id)
    .outerjoin(users, scan_log.c.participant_id == users.c.id)
    .outerjoin(
        attendance,
        and_(
            attendance.c.event_id == scan_log.c.event_id,
            attendance.c.participant_id == scan_log.c.participant_id,
        ),
    )
    .where(_IS_OPEN_CONFLICT)
)
_COUNT = (
    select(func.count())
    .select_from(scan_log)
    .join(events, scan_log.c.event_id == events.c.id)
    .where(_IS_OPEN_CONFLICT)
)
_SETTLE = (
    update(scan_log)
    .where(scan_log.c.id == bindparam("scan_id"), _IS_OPEN_CONFLICT)
    .values(resolved_at=present_instant())
)
_CHECKED_IN = func.count(attendance.c.id)
_OVERBOOKED = (
    select(events.c.id, events.c.title, events.c.code_text, _CHECKED_IN, events.c.capacity)
    .join(attendance, attendance.c.event_id == events.c.id)
    .where(
        events.c.capacity.is_not(None),
        or_(
            events.c.start_time >= bindparam("since", type_=events.c.start_time.type),
            and_(events.c.ignore_schedule.is_(True), events.c.state == EventState.OPEN),
        ),
    )
    .group_by(events.c.id)
    .having(events.c.capacity < _CHECKED_IN)
)


class DoubleEntries:
    """The conflicts of the events that an organizer may see, inside one transaction."""

    __slots__ = ("_connection", "_visible")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._visible: tuple[ColumnElement[bool], ...] = (
            () if organizer is None else (event_is_visible(organizer.id),)
        )

    def count(self) -> int:
        """Returns how many double entries wait for somebody to settle them."""
        return self._connection.execute(_COUNT.where(*self._visible)).scalar_one()

    def newest(self, limit: int) -> list[DoubleEntry]:
        """Returns double entries that nobody has settled, newest first."""
        query = _ENTRIES.where(*self._visible).order_by(scan_log.c.scanned_at.desc(), scan_log.c.id)
        return [DoubleEntry(*row) for row in self._connection.execute(query.limit(limit))]

    def get(self, scan_id: UUID) -> DoubleEntry | None:
        """Returns a double entry that nobody has settled, or None."""
        row = self._connection.execute(_ENTRIES.where(*self._visible, scan_log.c.id == scan_id)).first()
        return None if row is None else DoubleEntry(*row)

    def settle(self, scan_id: UUID) -> bool:
        """Stores that a double entry needs nobody any more; returns False when it was settled before."""
        return bool(self._connection.execute(_SETTLE, {"scan_id": scan_id}).rowcount)

    def overbooked(self, since: datetime) -> list[OverbookedEvent]:
        """Returns events with more check-ins than places, latest first.

        Args:
            since: The earliest start, aware; events that ignore their schedule are included while open.
        """
        query = _OVERBOOKED.where(*self._visible).order_by(events.c.start_time.desc(), events.c.id)
        return [
            OverbookedEvent(event_id, title, code, checked_in, capacity)
            for event_id, title, code, checked_in, capacity in self._connection.execute(
                query, {"since": since}
            )
            if capacity is not None
        ]
