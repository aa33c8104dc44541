"""A door's copy of the centre's rows. Used on SQLite only."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Insert, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.batches import batches
from kiosk.domain.event import EventState
from kiosk.domain.people.person import Role
from kiosk.storage.centre.roster_changes import RosterRow
from kiosk.storage.schema.roster import NOBODY, ROSTER_COLUMNS, RosterTable
from kiosk.storage.schema.tables import (
    attendance,
    event_groups,
    events,
    guests,
    passes,
    scan_log,
    users,
)

_ROWS_AT_ONCE = 500  # of one query, whose values have a limit

_OTHER_EVENT = {
    "id": NOBODY,
    "group_id": NOBODY,
    "created_by": NOBODY,
    "title": "Another event",
    "start_time": datetime(2000, 1, 1, tzinfo=UTC),
    "duration_minutes": timedelta(minutes=1),
    "code_text": str(NOBODY),
    "state": EventState.CLOSED,
}
"""The event of passes that are good at other events only."""


def _putting(table: RosterTable) -> Insert:
    target = ROSTER_COLUMNS[table][0].table
    if table in {
        RosterTable.EVENTS,
        RosterTable.PEOPLE,
    }:  # other rows refer to these: they are changed in place
        statement = sqlite_insert(target)
        changing = {each.name: statement.excluded[each.name] for each in ROSTER_COLUMNS[table][1:]}
        return statement.on_conflict_do_update(index_elements=["id"], set_=changing)
    # The centre's row takes the place of one with its id, its token, or its person and event.
    return insert(target).prefix_with("OR REPLACE")


_PUTTING = {table: _putting(table) for table in RosterTable}
_REMOVING = {
    table: delete(columns[0].table).where(columns[0] == bindparam("gone_id"))
    for table, columns in ROSTER_COLUMNS.items()
}


class Roster:
    """The rows that a door copies, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, table: RosterTable, event_id: UUID) -> dict[UUID, RosterRow]:
        """Returns the rows that the door has, by id; the event, its guests and its attendance only of one."""
        query = select(*ROSTER_COLUMNS[table])
        match table:
            case RosterTable.EVENTS:
                query = query.where(events.c.id == event_id)
            case RosterTable.GUESTS | RosterTable.ATTENDANCE:
                query = query.where(ROSTER_COLUMNS[table][1] == event_id)
            case RosterTable.PEOPLE:
                query = query.where(users.c.id != NOBODY)
            case RosterTable.PROFILES | RosterTable.PASSES:
                pass
        return {row[0]: tuple(row) for row in self._connection.execute(query)}

    def differing(self, table: RosterTable, rows: Sequence[RosterRow]) -> list[RosterRow]:
        """Returns those of these rows which the door lacks, or has with other values."""
        columns, known = ROSTER_COLUMNS[table], set[RosterRow]()
        for part in batches(rows, _ROWS_AT_ONCE):
            query = select(*columns).where(columns[0].in_([row[0] for row in part]))
            known.update(map(tuple, self._connection.execute(query)))
        return [row for row in rows if row not in known]

    def put(self, table: RosterTable, rows: Sequence[RosterRow]) -> None:
        """Stores rows, in place of what the door had."""
        if not rows:
            return
        names = [column.name for column in ROSTER_COLUMNS[table]]
        values = [dict(zip(names, row, strict=True)) | _own_values(table, row) for row in rows]
        if table is RosterTable.EVENTS:
            self._make_owner()
            self._remove_same_codes(values)
        if table is RosterTable.PASSES and any(each[passes.c.event_id.name] == NOBODY for each in values):
            self._make_owner()
            self._connection.execute(sqlite_insert(events).on_conflict_do_nothing(), _OTHER_EVENT)
        self._connection.execute(_PUTTING[table], values)

    def remove(self, table: RosterTable, ids: Collection[UUID]) -> None:
        """Deletes rows."""
        if ids:
            self._connection.execute(_REMOVING[table], [{"gone_id": each} for each in ids])

    def erase(self) -> None:
        """Deletes the rows of people: passes, guests, check-ins, scans and names. The events stay."""
        for table in (attendance, guests, passes, scan_log):
            self._connection.execute(delete(table))
        self._connection.execute(delete(users).where(users.c.id != NOBODY))

    def _remove_same_codes(self, values: Sequence[dict[str, Any]]) -> None:
        """Deletes events of earlier days whose codes belong to other events now."""
        ids, codes = ([each[name] for each in values] for name in (events.c.id.name, events.c.code_text.name))
        self._connection.execute(delete(events).where(events.c.code_text.in_(codes), events.c.id.not_in(ids)))

    def _make_owner(self) -> None:
        owner = {"id": NOBODY, "name": "Centre", "role": Role.EO, **_without_address(NOBODY)}
        group = {"id": NOBODY, "name": "Centre", "created_by": NOBODY}
        self._connection.execute(sqlite_insert(users).on_conflict_do_nothing(), owner)
        self._connection.execute(sqlite_insert(event_groups).on_conflict_do_nothing(), group)


def _own_values(table: RosterTable, row: RosterRow) -> dict[str, Any]:
    """Returns the values of columns that must not be empty and that a door does not know."""
    if table is RosterTable.PEOPLE:
        return _without_address(row[0])
    if table is RosterTable.EVENTS:
        return {events.c.group_id.name: NOBODY, events.c.created_by.name: NOBODY}
    return {}


def _without_address(person_id: UUID) -> dict[str, str]:
    return {"email": f"{person_id}@no-address.invalid", "password_hash": "!"}
