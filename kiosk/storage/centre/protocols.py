"""The statements of each number of the doors' protocol that this program speaks.

A protocol is a schema of functions, see migrations/frozen/door_protocol_2.py. Every login may read the names
of schemas, so a door finds out by itself which of them the centre serves.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, TextClause, TextualSelect, Uuid, bindparam, text
from sqlalchemy.types import ARRAY

from kiosk.domain.check_in.protocol import PROTOCOLS, UpdateNeeded
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.faults.storage import NoSharedProtocol
from kiosk.storage.centre.roster_changes import RosterRow
from kiosk.storage.schema.roster import ROSTER_COLUMNS, RosterTable

_PREFIX = "kiosk_door_"
_SERVED = text(
    "SELECT substr(nspname, :start)::integer, has_schema_privilege(oid, 'USAGE') FROM pg_namespace"
    " WHERE nspname ~ :pattern"
).bindparams(start=len(_PREFIX) + 1, pattern=f"^{_PREFIX}[0-9]{{1,4}}$")

_FUNCTIONS = {RosterTable.PEOPLE: "people"}
_LEAVES_OWN_OUT = 2  # the first protocol that leaves out what the door itself has changed
_LATER_COLUMNS: Mapping[int, Mapping[RosterTable, int]] = {
    1: {
        RosterTable.PROFILES: len(ROSTER_COLUMNS[RosterTable.PROFILES]),
        RosterTable.PASSES: 1,
        RosterTable.GUESTS: 2,
    },
    2: {},
}
"""The numbers of last columns of each table that an older protocol does not have."""


@dataclass(frozen=True, slots=True)
class DoorProtocol:
    """The statements of one number of the protocol.

    Attributes:
        number: The number.
        exchange: Sends `report` and `commands`, and returns the answers.
        can_catch_up: True when no change since the snapshot `seen` is forgotten.
        changed: The tables and ids of rows that were changed since `seen`, at most `most`. Of those that were
            changed by the transactions `own`, only an older protocol gives some.
    """

    number: int
    exchange: TextClause
    can_catch_up: TextClause
    changed: TextClause
    _reading: Mapping[RosterTable, TextualSelect]

    def rows(self, connection: Connection, table: RosterTable, asked: Mapping[str, Any]) -> list[RosterRow]:
        """Returns rows of a table, with None for what this protocol does not have.

        Args:
            connection: The connection.
            table: The table.
            asked: `ids`, or None for all rows, and the event `of_event`.
        """
        if table not in self._reading:
            return []
        missing = (None,) * _LATER_COLUMNS[self.number].get(table, 0)
        return [(*row, *missing) for row in connection.execute(self._reading[table], asked)]


def chosen_protocol(connection: Connection) -> DoorProtocol | None:
    """Returns the newest protocol that the centre serves to this login and this program speaks.

    Without the right to use any, it is the newest that both have: its first use names the missing right.

    Returns:
        The protocol, or None when the centre serves none at all: nobody has prepared it.

    Raises:
        StorageUnavailable: The centre serves others only.
    """
    served = {number: may_use for number, may_use in connection.execute(_SERVED)}  # noqa: C416 -- to mypy, rows are not pairs
    if not served:
        return None
    shared = served.keys() & _SPOKEN.keys()
    if not shared:
        raise StorageUnavailable(NoSharedProtocol(_outdated(served)))
    usable = {number for number in shared if served[number]}
    return _SPOKEN[max(usable or shared)]


def _outdated(served: Collection[int]) -> UpdateNeeded:
    return UpdateNeeded.DOOR if max(served) > max(PROTOCOLS) else UpdateNeeded.CENTRE


def _protocol(number: int) -> DoorProtocol:
    schema, own = f"{_PREFIX}{number}", ", CAST(:own AS xid8[])" if number >= _LEAVES_OWN_OUT else ""
    return DoorProtocol(
        number,
        text(f"SELECT {schema}.exchange(CAST(:report AS jsonb), CAST(:commands AS jsonb))"),
        text(f"SELECT {schema}.log_begins() <= pg_snapshot_xmin(CAST(:seen AS pg_snapshot))::text::bigint"),
        text(
            f"SELECT table_name, row_id FROM {schema}.changes(CAST(:seen AS pg_snapshot), :of_event{own})"  # noqa: S608 -- our names
            " LIMIT :most"
        ).bindparams(bindparam("of_event", type_=Uuid())),
        dict(_readings(schema, _LATER_COLUMNS[number])),
    )


def _readings(schema: str, later: Mapping[RosterTable, int]) -> Iterator[tuple[RosterTable, TextualSelect]]:
    for table, every in ROSTER_COLUMNS.items():
        columns = every[: len(every) - later.get(table, 0)]
        if columns:
            yield table, _reading(f"{schema}.{_FUNCTIONS.get(table, table.value)}", columns)


def _reading(function: str, columns: Sequence[Column[Any]]) -> TextualSelect:
    names = ", ".join(f'"{column.name}"' for column in columns)
    return (
        text(f"SELECT {names} FROM {function}(:ids, :of_event)")  # noqa: S608 -- our names
        .bindparams(bindparam("ids", type_=ARRAY(Uuid())), bindparam("of_event", type_=Uuid()))
        .columns(*columns)
    )


_SPOKEN = {number: _protocol(number) for number in PROTOCOLS}
