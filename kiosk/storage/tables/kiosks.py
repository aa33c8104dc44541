"""Kiosks: who was seen when, at which event. The only clock asked is the database's own."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from kiosk.domain.fields import Field
from kiosk.domain.kiosk import KioskPresence
from kiosk.domain.person import Person
from kiosk.storage.queries.visibility import event_is_visible
from kiosk.storage.schema.tables import events, kiosks
from kiosk.storage.schema.types import present_instant
from kiosk.storage.storable_text import NAME_LENGTH, require_words
from kiosk.storage.tables.upsert import upsert

_SEEN = select(kiosks.c.name, kiosks.c.event_id, kiosks.c.seen_at, present_instant()).order_by(kiosks.c.name)
# The event by a question, not by its number: a kiosk may report while its event is being deleted.
_NOW_AT = {
    "event_id": select(events.c.id).where(events.c.id == bindparam("shown")).scalar_subquery(),
    "seen_at": present_instant(),
}
_EVENTS = select(events.c.id, events.c.title, events.c.code_text)


class Kiosks:
    """The kiosks table, inside one transaction."""

    __slots__ = ("_connection", "_organizer")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._organizer = organizer

    def see(self, name: str, event_id: UUID) -> None:
        """Keeps that the kiosk called so runs now and shows this event; nothing of one that is gone.

        Raises:
            Refused: The name cannot be stored.
        """
        row = {"name": require_words(name, Field.KIOSK_NAME, longest=NAME_LENGTH), "shown": event_id}
        statement = upsert(self._connection, kiosks, key="name", changing=("event_id", "seen_at"))
        self._connection.execute(statement.values(_NOW_AT), row).close()

    def seen(self) -> list[KioskPresence]:
        """Every kiosk that was ever seen, by name, with the event where the organizer may see that."""
        rows = self._connection.execute(_SEEN).all()
        query = _EVENTS.where(events.c.id.in_({row.event_id for row in rows if row.event_id is not None}))
        if self._organizer is not None:
            query = query.where(event_is_visible(self._organizer.id))
        shown: dict[UUID | None, tuple[str | None, str | None]] = {
            event_id: (title, code) for event_id, title, code in self._connection.execute(query)
        }
        return [
            KioskPresence(
                name,
                event_id,
                *shown.get(event_id, (None, None)),
                silent_for=max(now - seen_at, timedelta()),
            )
            for name, event_id, seen_at, now in rows
            if seen_at is not None
        ]
