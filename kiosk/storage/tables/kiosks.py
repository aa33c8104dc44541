"""Kiosks: when each was last seen, at which event, and in which state. Only the database's clock is used."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import NamedTuple, TypedDict
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, select, update

from kiosk.domain.check_in.kiosk import KioskCamera, KioskPresence
from kiosk.domain.check_in.move import KioskMove
from kiosk.domain.check_in.protocol import PROTOCOLS
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person
from kiosk.storage.clauses.visibility import event_is_visible
from kiosk.storage.column_types import present_instant
from kiosk.storage.schema.tables import attendance, events, installation, kiosks
from kiosk.storage.storable_text import NAME_LENGTH, require_words
from kiosk.storage.tables.upsert import upsert

_SEEN = (
    select(
        kiosks.c.id,
        kiosks.c.name,
        kiosks.c.event_id,
        kiosks.c.seen_at,
        kiosks.c.version,
        kiosks.c.waiting,
        kiosks.c.oldest_waiting_at,
        kiosks.c.camera,
        kiosks.c.clock_offset_ms,
        kiosks.c.protocol,
        kiosks.c.reports,
        kiosks.c.moved_to,
        present_instant().label("present"),
    )
    .where(kiosks.c.seen_at.is_not(None))
    .order_by(kiosks.c.name)
)
# The event by a subquery, because a kiosk may report while its event is being deleted.
_NOW_AT = {
    "event_id": select(events.c.id).where(events.c.id == bindparam("shown")).scalar_subquery(),
    "seen_at": present_instant(),
}
_EVENTS = select(events.c.id, events.c.title, events.c.code_text)
_CHECKED_IN = select(attendance.c.event_id, attendance.c.kiosk, func.count()).group_by(
    attendance.c.event_id, attendance.c.kiosk
)
_FORGET = delete(kiosks).where(
    kiosks.c.id == bindparam("kiosk_id"),
    kiosks.c.seen_at == bindparam("was_seen_at", type_=kiosks.c.seen_at.type),
)
_ID_OF = select(kiosks.c.id).where(kiosks.c.name == bindparam("kiosk_name"))
_REQUESTED_MOVE = (
    select(events.c.id, kiosks.c.moved_at)
    .join(events, kiosks.c.moved_to == events.c.id)
    .where(kiosks.c.name == bindparam("kiosk_name"))
)
_MOVE = update(kiosks).where(kiosks.c.id == bindparam("kiosk_id"))
_GIVEN_NAME = "kiosk_name."
"""The beginning of the key under which `installation` keeps the name that an organizer gave a kiosk.

`kiosks.name` is the kiosk's own: it writes it again with each report.
"""
_GIVEN_NAMES = select(installation.c.key, installation.c.value).where(
    installation.c.key.startswith(_GIVEN_NAME, autoescape=True)
)
_DROP_NAME = delete(installation).where(installation.c.key == bindparam("name_key"))
_BEFORE_PROTOCOLS, _UNNAMED_PROTOCOL = 0, 1
"""The protocols of programs that name none: those from before the first one, and those that count reports."""
_CAMERAS = frozenset(KioskCamera)


class _ShownEvent(NamedTuple):
    title: str | None = None
    code: str | None = None


class _Move(TypedDict):
    moves_to: UUID | None
    moves_to_title: str | None


class Kiosks:
    """The kiosks table, inside one transaction."""

    __slots__ = ("_connection", "_organizer")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._organizer = organizer

    def see(self, name: str, event_id: UUID, version: str, camera: KioskCamera | None = None) -> None:
        """Stores that the kiosk with this name runs now and shows this event; no event when it is gone.

        Args:
            name: Its name.
            event_id: The event.
            version: Its program's version.
            camera: Its camera's state, or None before it is known.

        Raises:
            Refused: The name cannot be stored.
        """
        row = {
            "name": require_words(name, Field.KIOSK_NAME, longest=NAME_LENGTH),
            "shown": event_id,
            "version": version,
            "protocol": max(PROTOCOLS),
            "camera": camera,
        }
        changing = ("event_id", "seen_at", "version", "protocol", "camera")
        statement = upsert(self._connection, kiosks, key="name", changing=changing)
        self._connection.execute(statement.values(_NOW_AT), row).close()

    def seen(self) -> list[KioskPresence]:
        """Returns every kiosk that was ever seen, by name; its event only if the organizer may see it.

        Their check-ins are not counted: see `checked_in`.
        """
        rows = self._connection.execute(_SEEN).all()
        wanted = {event_id for row in rows for event_id in (row.event_id, row.moved_to)}
        shown = self._shown_events({each for each in wanted if each is not None})
        given = {key: name for key, name in self._connection.execute(_GIVEN_NAMES)}  # noqa: C416 -- to mypy, rows are not pairs
        return [
            KioskPresence(
                row.id,
                row.name,
                row.event_id,
                *(_ShownEvent() if row.event_id is None else shown.get(row.event_id, _ShownEvent())),
                seen_at=row.seen_at,
                silent_for=max(row.present - row.seen_at, timedelta()),
                given_name=given.get(_name_key(row.id)),
                version=row.version,
                waiting=row.waiting,
                oldest_waiting_at=row.oldest_waiting_at,
                camera=KioskCamera(row.camera) if row.camera in _CAMERAS else None,
                clock_offset=_offset(row.clock_offset_ms),
                protocol=row.protocol or (_UNNAMED_PROTOCOL if row.reports else _BEFORE_PROTOCOLS),
                **_move_of(None if row.moved_to == row.event_id else row.moved_to, shown),
            )
            for row in rows
        ]

    def checked_in(self, event_ids: Collection[UUID]) -> dict[tuple[UUID, str | None], int]:
        """Returns the numbers of check-ins by event and kiosk; one query for all."""
        if not event_ids:
            return {}
        rows = self._connection.execute(_CHECKED_IN.where(attendance.c.event_id.in_(event_ids)))
        return {(event_id, kiosk): count for event_id, kiosk, count in rows}

    def give_name(self, kiosk_id: UUID, name: str) -> None:
        """Stores the name that an organizer gives a kiosk."""
        row = {"key": _name_key(kiosk_id), "value": name}
        self._connection.execute(upsert(self._connection, installation, key="key", changing=("value",)), row)

    def drop_name(self, kiosk_id: UUID) -> None:
        """Removes the name that an organizer gave a kiosk: its own is shown again."""
        self._connection.execute(_DROP_NAME, {"name_key": _name_key(kiosk_id)})

    def move(self, kiosk_id: UUID, event_id: UUID) -> None:
        """Stores that a kiosk is to show another event."""
        values = {"moved_to": event_id, "moved_at": present_instant()}
        self._connection.execute(_MOVE.values(values), {"kiosk_id": kiosk_id}).close()

    def show(self, kiosk_id: UUID, event_id: UUID) -> None:
        """Stores that a kiosk shows an event."""
        self._connection.execute(_MOVE.values(event_id=event_id), {"kiosk_id": kiosk_id}).close()

    def end_move(self, kiosk_id: UUID) -> None:
        """Removes a move that was carried out, or that nobody wants any more."""
        self._connection.execute(_MOVE.values(moved_to=None, moved_at=None), {"kiosk_id": kiosk_id}).close()

    def requested_move(self, name: str) -> KioskMove | None:
        """Returns the move that an organizer wants of the kiosk with this name, or None."""
        row = self._connection.execute(_REQUESTED_MOVE, {"kiosk_name": name}).first()
        return None if row is None or row[1] is None else KioskMove(row[0], row[1])

    def id_of(self, name: str) -> UUID | None:
        """Returns the id of the kiosk with this name, or None before it reported."""
        return self._connection.execute(_ID_OF, {"kiosk_name": name}).scalar()

    def forget(self, kiosk: KioskPresence) -> bool:
        """Deletes a kiosk's row; returns False when it has reported since it was read."""
        asked = {"kiosk_id": kiosk.id, "was_seen_at": kiosk.seen_at}
        if not self._connection.execute(_FORGET, asked).rowcount:
            return False
        self.drop_name(kiosk.id)
        return True

    def _shown_events(self, event_ids: Collection[UUID]) -> dict[UUID, _ShownEvent]:
        query = _EVENTS.where(events.c.id.in_(event_ids))
        if self._organizer is not None:
            query = query.where(event_is_visible(self._organizer.id))
        return {
            event_id: _ShownEvent(title, code) for event_id, title, code in self._connection.execute(query)
        }


def _offset(milliseconds: int | None) -> timedelta | None:
    return None if milliseconds is None else timedelta(milliseconds=milliseconds)


def _move_of(event_id: UUID | None, shown: Mapping[UUID, _ShownEvent]) -> _Move:
    if event_id is None or event_id not in shown:
        return _Move(moves_to=None, moves_to_title=None)
    return _Move(moves_to=event_id, moves_to_title=shown[event_id].title)


def _name_key(kiosk_id: UUID) -> str:
    return f"{_GIVEN_NAME}{kiosk_id}"
