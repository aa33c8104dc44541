"""Kiosks: when each was last seen, at which event. Only the database's clock is used."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from kiosk.domain.check_in.kiosk import KioskPresence
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person
from kiosk.storage.clauses.visibility import event_is_visible
from kiosk.storage.column_types import present_instant
from kiosk.storage.schema.tables import events, kiosks
from kiosk.storage.storable_text import NAME_LENGTH, require_words
from kiosk.storage.tables.upsert import upsert

_SEEN = select(kiosks.c.name, kiosks.c.event_id, kiosks.c.seen_at, present_instant()).order_by(kiosks.c.name)
# The event by a subquery, because a kiosk may report while its event is being deleted.
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
        """Stores that the kiosk with this name runs now and shows this event; no event when it is gone.

        Raises:
            Refused: The name cannot be stored.
        """
        row = {"name": require_words(name, Field.KIOSK_NAME, longest=NAME_LENGTH), "shown": event_id}
        statement = upsert(self._connection, kiosks, key="name", changing=("event_id", "seen_at"))
        self._connection.execute(statement.values(_NOW_AT), row).close()

    def seen(self) -> list[KioskPresence]:
        """Returns every kiosk that was ever seen, by name; its event only if the organizer may see it."""
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
