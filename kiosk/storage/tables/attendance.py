"""Attendance: one row for each check-in, at most one for each participant at an event."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from kiosk.domain.check_in.attendance import AttendanceRow, Earlier, RemovedRow
from kiosk.domain.check_in.scan import Method
from kiosk.domain.fields import Field
from kiosk.storage.errors import is_taken
from kiosk.storage.schema.tables import attendance, scan_log, users
from kiosk.storage.storable_text import NAME_LENGTH, require_storable
from kiosk.storage.tables.upsert import insert_new

_EARLIER = (
    select(attendance.c.timestamp, attendance.c.kiosk)
    .where(
        attendance.c.event_id == bindparam("event_id"),
        attendance.c.participant_id == bindparam("participant_id"),
    )
    .order_by(attendance.c.timestamp)
)
_RECORDED_AT = select(attendance.c.timestamp).where(
    attendance.c.id == bindparam("attendance_id"), attendance.c.event_id == bindparam("event_id")
)
_TAKE_BACK = delete(attendance).where(attendance.c.id == bindparam("attendance_id"))
_REMOVE = (
    delete(attendance)
    .where(attendance.c.id == bindparam("attendance_id"))
    .returning(attendance.c.participant_id, attendance.c.timestamp, attendance.c.method, attendance.c.kiosk)
)
_EVENT_OF = select(attendance.c.event_id).where(attendance.c.id == bindparam("attendance_id"))
_NAME = (
    update(attendance)
    .where(attendance.c.id == bindparam("attendance_id"), attendance.c.participant_id.is_(None))
    .values(participant_id=bindparam("new_participant_id"))
    .returning(attendance.c.id)
)
_COUNT = select(func.count()).select_from(attendance).where(attendance.c.event_id == bindparam("event_id"))
_NEWEST = select(func.max(attendance.c.timestamp)).where(attendance.c.event_id == bindparam("event_id"))
_CLOCK_OFFSET = select(scan_log.c.clock_offset_ms).where(scan_log.c.id == attendance.c.id).scalar_subquery()
ROW_COLUMNS = (
    attendance.c.participant_id,
    users.c.name,
    users.c.email,
    attendance.c.timestamp,
    attendance.c.method,
    attendance.c.kiosk,
    _CLOCK_OFFSET.label("clock_offset_ms"),
)
"""The columns of attendance joined to users from which an AttendanceRow is made."""

ROWS_OF_EVENT = (
    select(*ROW_COLUMNS)
    .outerjoin(users, attendance.c.participant_id == users.c.id)
    .where(attendance.c.event_id == bindparam("event_id"))
    .order_by(attendance.c.timestamp, attendance.c.created_at, attendance.c.id)
)
"""Selects an event's check-ins, earliest first."""


class AlreadyIn(Exception):  # noqa: N818 -- an answer of the unique index, not an error
    """A participant already has a check-in at this event."""


class Attendance:
    """The attendance table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(  # noqa: PLR0913 -- a check-in has this many columns; all are passed by name
        self,
        *,
        attendance_id: UUID,
        event_id: UUID,
        participant_id: UUID | None,
        at: datetime,
        method: Method,
        kiosk: str,
    ) -> bool:
        """Inserts the row; returns False when one exists already, with this id or of this participant.

        No row is selected first: the unique indexes decide. A door that comes second waits here for the end
        of the other door's transaction, and a second try waits for its own first try.

        Raises:
            Refused: The kiosk's name cannot be stored.
        """
        row = {
            "id": attendance_id,
            "event_id": event_id,
            "participant_id": participant_id,
            "timestamp": at,
            "method": method,
            "kiosk": require_storable(kiosk, Field.KIOSK_NAME, longest=NAME_LENGTH),
        }
        # The primary key stops a second try, the partial index a participant's second row.
        return bool(insert_new(self._connection, attendance, row))

    def recorded_at(self, attendance_id: UUID, event_id: UUID) -> datetime | None:
        """Returns the instant of a check-in at this event, aware UTC, or None when there is no such row."""
        return self._connection.execute(
            _RECORDED_AT, {"attendance_id": attendance_id, "event_id": event_id}
        ).scalar()

    def earlier(self, event_id: UUID, participant_id: UUID) -> Earlier | None:
        """Returns the check-in that a participant has at this event, or None."""
        row = self._connection.execute(
            _EARLIER, {"event_id": event_id, "participant_id": participant_id}
        ).first()
        return None if row is None else Earlier(*row)

    def take_back(self, attendance_id: UUID) -> None:
        """Removes a row that this transaction inserted."""
        self._connection.execute(_TAKE_BACK, {"attendance_id": attendance_id})

    def event_of(self, attendance_id: UUID) -> UUID | None:
        """Returns the id of a row's event, or None when there is no such row."""
        return self._connection.execute(_EVENT_OF, {"attendance_id": attendance_id}).scalar()

    def remove(self, attendance_id: UUID) -> RemovedRow | None:
        """Removes a row and returns it; None when somebody else removed it."""
        row = self._connection.execute(_REMOVE, {"attendance_id": attendance_id}).first()
        return None if row is None else RemovedRow(*row)

    def name(self, attendance_id: UUID, participant_id: UUID) -> bool:
        """Assigns an anonymous row to a participant; returns False when it is gone or has one already.

        Raises:
            AlreadyIn: The participant has another row at this event.
        """
        asked = {"attendance_id": attendance_id, "new_participant_id": participant_id}
        try:
            with self._connection.begin_nested():
                return self._connection.execute(_NAME, asked).first() is not None
        except IntegrityError as error:
            if not is_taken(error):
                raise
            raise AlreadyIn from error

    def newest_at(self, event_id: UUID) -> datetime | None:
        """Returns when the newest check-in of an event was, or None without one."""
        return self._connection.execute(_NEWEST, {"event_id": event_id}).scalar()

    def count(self, event_id: UUID) -> int:
        """Returns how many check-ins an event has, including walk-ins."""
        return self._connection.execute(_COUNT, {"event_id": event_id}).scalar_one()

    def rows(self, event_id: UUID) -> list[AttendanceRow]:
        """Returns an event's check-ins, earliest first."""
        return [
            AttendanceRow(*row) for row in self._connection.execute(ROWS_OF_EVENT, {"event_id": event_id})
        ]
