"""The check-ins that kiosks had not sent before they were revoked, inside one transaction."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, or_, select, update

from kiosk.domain.pairing import ParkedCheckIn
from kiosk.domain.people.person import Person
from kiosk.storage.clauses.visibility import event_is_visible
from kiosk.storage.column_types import present_instant
from kiosk.storage.schema.tables import events, parked_check_ins, users

_OPEN = (
    select(
        parked_check_ins.c.id,
        parked_check_ins.c.event_id,
        events.c.title,
        parked_check_ins.c.participant_id,
        users.c.name,
        parked_check_ins.c.kiosk,
        parked_check_ins.c.scanned_at,
    )
    .join_from(parked_check_ins, events, events.c.id == parked_check_ins.c.event_id, isouter=True)
    .join(users, users.c.id == parked_check_ins.c.participant_id, isouter=True)
    .where(parked_check_ins.c.settled_at.is_(None))
    .order_by(parked_check_ins.c.scanned_at, parked_check_ins.c.id)
)
_SETTLE = (
    update(parked_check_ins)
    .where(parked_check_ins.c.id == bindparam("parked_id"), parked_check_ins.c.settled_at.is_(None))
    .values(settled_at=present_instant())
)


class ParkedCheckIns:
    """The table parked_check_ins; of the events that the organizer may see, and of deleted ones."""

    __slots__ = ("_connection", "_organizer")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._organizer = organizer

    def oldest(self, limit: int) -> Sequence[ParkedCheckIn]:
        """Returns check-ins that no organizer has judged yet."""
        query = _OPEN.limit(limit)
        if self._organizer is not None:
            visible = or_(event_is_visible(self._organizer.id), parked_check_ins.c.event_id.is_(None))
            query = query.where(visible)
        return [ParkedCheckIn(*row) for row in self._connection.execute(query)]

    def settle(self, parked_id: UUID) -> bool:
        """Notes that an organizer has judged one; returns False when another one did before."""
        return bool(self._connection.execute(_SETTLE, {"parked_id": parked_id}).rowcount)
