"""Events."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Select, String, bindparam, delete, literal, select, update
from sqlalchemy.exc import IntegrityError

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventDetails, EventField, EventState
from kiosk.domain.refusals.events.event_codes import CodeTakenByUnknown
from kiosk.storage.clauses.visibility import event_is_visible
from kiosk.storage.column_types import fold
from kiosk.storage.errors import is_taken
from kiosk.storage.schema.tables import event_groups, events
from kiosk.storage.storable_text import is_storable, require_storable, require_words
from kiosk.storage.tables.event_codes import EventCodes
from kiosk.storage.tables.upsert import insert_new

_RENAMED: dict[EventField, Column[Any]] = {
    EventField.START: events.c.start_time,
    EventField.DURATION: events.c.duration_minutes,
    EventField.CODE: events.c.code_text,
    EventField.OPENS_BEFORE: events.c.opens_before_minutes,
    EventField.IGNORES_SCHEDULE: events.c.ignore_schedule,
    EventField.HAS_GUEST_LIST: events.c.guest_list,
}
# The names of columns are a contract with other programs. A new column is named like its field.
FIELD_COLUMNS: dict[EventField, Column[Any]] = {
    field: _RENAMED[field] if field in _RENAMED else events.c[field.value] for field in EventField
}
"""The column of each field that an organizer edits."""

_NAMES = tuple(field.value for field in EventField)
_EventSelect = Select[*tuple[Any, ...]]

EVENTS: _EventSelect = select(events.c.id, event_groups.c.name, events.c.state, *FIELD_COLUMNS.values()).join(
    event_groups, events.c.group_id == event_groups.c.id
)
"""Selects the columns from which event_of makes an Event."""

EVENT_COLUMNS = len(EVENTS.selected_columns)
"""The number of columns that EVENTS selects."""

_BY_ID = EVENTS.where(events.c.id == bindparam("event_id"))
_LOCK_FOR_KEY_SHARE = _BY_ID.with_for_update(read=True, key_share=True, of=events)
_BY_CODE = EVENTS.where(events.c.code_text == bindparam("code"))
_CODES = select(events.c.id, events.c.code_text).order_by(events.c.created_at, events.c.id)
_BY_START = EVENTS.order_by(events.c.start_time, events.c.code_text)
_IN_GROUP = _BY_START.where(events.c.group_id == bindparam("group_id"))
_LOCK = select(literal(1)).where(events.c.id == bindparam("event_id"))
_LOCK_FOR_NO_KEY_UPDATE = _LOCK.with_for_update(key_share=True)
_LOCK_FOR_UPDATE = _LOCK.with_for_update()
_CHANGE = update(events).where(events.c.id == bindparam("event_id"))
_DELETE = delete(events).where(events.c.id == bindparam("event_id"))
_SET_STATE = update(events).where(events.c.id == bindparam("event_id")).values(state=bindparam("new_state"))
_MOVE = update(events).where(events.c.id == bindparam("event_id")).values(group_id=bindparam("new_group"))
_SET_SCHEDULE = (
    update(events)
    .where(events.c.id == bindparam("event_id"))
    .values(start_time=bindparam("new_start"), duration_minutes=bindparam("new_duration"))
)


class Events:
    """The events table, inside one transaction."""

    __slots__ = ("_codes", "_connection")

    def __init__(self, connection: Connection, codes: EventCodes) -> None:
        self._connection = connection
        self._codes = codes

    def get(self, event_id: UUID) -> Event | None:
        """Returns the event as it is now, or None when there is none with this id."""
        return self._first(_BY_ID, event_id=event_id)

    def lock_for_key_share(self, event_id: UUID) -> Event | None:
        """Returns the event as get does; until the transaction ends nobody deletes it or changes its code.

        A row that refers to an event (a check-in, a guest) takes the same lock when it is stored. Here it
        is taken earlier, so that the event which was read is still there when the row is stored.
        """
        return self._first(_LOCK_FOR_KEY_SHARE, event_id=event_id)

    def by_code(self, code: str) -> Event | None:
        """Returns the event with exactly this code, else one with it in another letter case, else None."""
        if not is_storable(code):
            return None
        exact = self._first(_BY_CODE, code=code)
        if exact is not None:
            return exact
        # Compared here, because the server's locale decides how lower() changes É or I.
        wanted = fold(code)
        for event_id, candidate in self._connection.execute(_CODES):
            if fold(candidate) == wanted:
                return self.get(event_id)
        return None

    def lock_for_no_key_update(self, event_id: UUID) -> None:
        """Makes others who take this lock or a stronger one of the event wait until the transaction ends.

        Whoever holds FOR KEY SHARE does not wait, so a check-in that has it may take this one too.
        """
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK_FOR_NO_KEY_UPDATE, {"event_id": event_id}).close()

    def lock_for_update(self, event_id: UUID) -> None:
        """Makes new check-ins wait too: a count of them stays right until the transaction ends."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK_FOR_UPDATE, {"event_id": event_id}).close()

    def all(self, *, seen_by: UUID | None = None) -> list[Event]:
        """Returns every event by start; with `seen_by`, those that this organizer may see."""
        query = _BY_START if seen_by is None else _BY_START.where(event_is_visible(seen_by))
        return [event_of(row) for row in self._connection.execute(query)]

    def in_group(self, group_id: UUID) -> list[Event]:
        """Returns a group's events, by start."""
        return [event_of(row) for row in self._connection.execute(_IN_GROUP, {"group_id": group_id})]

    def add(  # noqa: PLR0913 -- the columns that are not details; all are passed by name
        self,
        details: EventDetails,
        *,
        group_id: UUID,
        code: str,
        code_qr: str | None,
        created_by: UUID,
        state: EventState = EventState.OPEN,
    ) -> UUID:
        """Inserts an event and returns its id.

        Raises:
            Refused: The code is taken, in whatever letter case, or a text cannot be stored.
        """
        row = {
            "id": uuid4(),
            "group_id": group_id,
            "state": state,
            "created_by": created_by,
            "code_qr": None if code_qr is None else require_storable(code_qr, EventField.CODE),
            FIELD_COLUMNS[EventField.CODE].name: _storable(EventField.CODE, code),
        }
        for field in EventField:
            if field is not EventField.CODE:
                row[FIELD_COLUMNS[field].name] = _storable(field, getattr(details, field))
        # With a new id, only the code can violate a unique index.
        made = insert_new(self._connection, events, row) if self._codes.lock_code(code) else ()
        if not made:
            raise _taken(code)
        return made[0]

    def set_state(self, event_id: UUID, state: EventState) -> None:
        """Stores the organizer's switch: whether the event is open or closed."""
        self._connection.execute(_SET_STATE, {"event_id": event_id, "new_state": state})

    def set_schedule(self, event_id: UUID, start_at: datetime, duration: timedelta) -> None:
        """Stores another start and duration."""
        self._connection.execute(
            _SET_SCHEDULE,
            {"event_id": event_id, "new_start": start_at, "new_duration": duration},
        )

    def move(self, event_id: UUID, group_id: UUID) -> None:
        """Puts the event into a group, which the caller has locked."""
        self._connection.execute(_MOVE, {"event_id": event_id, "new_group": group_id})

    def change(self, event: Event, fields: Collection[EventField], *, code_qr: str | None = None) -> None:
        """Stores some fields of an event.

        Args:
            event: The event with the new values.
            fields: The fields to store.
            code_qr: The QR of the code, stored when `code` is among the fields.

        Raises:
            Refused: The code is taken, in whatever letter case, or a text cannot be stored.
        """
        values = {FIELD_COLUMNS[field].name: _storable(field, getattr(event, field)) for field in fields}
        if EventField.CODE in fields:
            values["code_qr"] = code_qr
            if not self._codes.lock_code(event.code, of_event=event.id):
                raise _taken(event.code)
        try:
            with self._connection.begin_nested():
                self._connection.execute(_CHANGE.values(values), {"event_id": event.id})
        except IntegrityError as error:
            if not is_taken(error):
                raise
            raise _taken(event.code) from error

    def delete(self, event_id: UUID) -> None:
        """Deletes the event, its guest list and its check-ins; the scan log stays."""
        self._connection.execute(_DELETE, {"event_id": event_id})

    def _first(self, query: _EventSelect, **parameters: UUID | str) -> Event | None:
        row = self._connection.execute(query, parameters).first()
        return None if row is None else event_of(row)


def _taken(code: str) -> Refused:
    return Refused(CodeTakenByUnknown(code))


def event_of(row: Sequence[Any]) -> Event:
    """Returns the event of a row that EVENTS selected."""
    event_id, group_name, state, *values = row
    details: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
    return Event(id=event_id, group_name=group_name, state=state, **details)


def _storable(field: EventField, value: object) -> object:
    if not isinstance(value, str):
        return value
    column = FIELD_COLUMNS[field]
    longest = column.type.length if isinstance(column.type, String) else None
    return (require_storable if column.nullable else require_words)(value, field, longest=longest)
