"""Guest lists: who may enter an event that has one."""

from functools import cache
from uuid import UUID, uuid4

from sqlalchemy import Connection, Insert, bindparam, literal, select

from kiosk.storage.inserts import insert_into
from kiosk.storage.models import guests

_IS_EXPECTED = select(literal(1)).where(
    guests.c.event_id == bindparam("event_id"), guests.c.participant_id == bindparam("participant_id")
)


class Guests:
    """The guests table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, event_id: UUID, participant_id: UUID) -> None:
        """Puts a participant on an event's list; nothing changes when they are on it."""
        row = {"id": uuid4(), "event_id": event_id, "participant_id": participant_id}
        self._connection.execute(_insert(self._connection.dialect.name), row)

    def is_expected(self, event_id: UUID, participant_id: UUID) -> bool:
        """True when the participant is on the event's list."""
        parameters = {"event_id": event_id, "participant_id": participant_id}
        return self._connection.execute(_IS_EXPECTED, parameters).first() is not None


@cache
def _insert(dialect: str) -> Insert:
    return insert_into(guests, dialect).on_conflict_do_nothing(
        index_elements=[guests.c.event_id, guests.c.participant_id]
    )
