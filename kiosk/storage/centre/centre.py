"""The central database, through the functions of the doors' protocol."""

import json
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, cast
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, TextualSelect, Uuid, bindparam, text
from sqlalchemy import event as engine_event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import ARRAY

from kiosk.domain.check_in.command import Command, CommandAnswer, Verdict
from kiosk.domain.check_in.kiosk import KioskReport
from kiosk.domain.check_in.move import KioskMove
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.faults.storage import ServerTrouble, StorageFault
from kiosk.domain.news import News
from kiosk.storage.centre.exchange import Exchange, ServerIdentity
from kiosk.storage.centre.roster_changes import RosterChanges, RosterRow
from kiosk.storage.column_types import fold
from kiosk.storage.connection.address import name_for_people, read_address
from kiosk.storage.connection.engine import make_centre_engine
from kiosk.storage.connection.open_connections import OpenConnections
from kiosk.storage.errors import explain
from kiosk.storage.schema.roster import ROSTER_COLUMNS, RosterTable
from kiosk.storage.schema.tables import events

if TYPE_CHECKING:
    import psycopg
    from psycopg.errors import Diagnostic

    from kiosk.storage.connection.change_listener import Listener

MOST_CHANGES = 20_000
"""The most changed rows that are read one by one; after more, the whole roster is read."""

_CODE = ROSTER_COLUMNS[RosterTable.EVENTS].index(events.c.code_text)
_FUNCTIONS = {RosterTable.PEOPLE: "people"}
_SYNC_WAIT = "SyncRepWaitForLSN"  # PostgreSQL's own function: its name is in no language
_UNCONFIRMED = "unconfirmed"

_EXCHANGE = text("SELECT kiosk_door_1.exchange(CAST(:report AS jsonb), CAST(:commands AS jsonb))")
_PING = text("SELECT 1")
_SNAPSHOT = text("SELECT pg_current_snapshot()::text")
_CAN_CATCH_UP = text(
    "SELECT kiosk_door_1.log_begins() <= pg_snapshot_xmin(CAST(:seen AS pg_snapshot))::text::bigint"
)
_CHANGED = text(
    "SELECT table_name, row_id FROM kiosk_door_1.changes(CAST(:seen AS pg_snapshot), :of_event) LIMIT :most"
).bindparams(bindparam("of_event", type_=Uuid()))


def _reading(table: RosterTable) -> TextualSelect:
    columns = ROSTER_COLUMNS[table]
    names = ", ".join(f'"{column.name}"' for column in columns)
    function = _FUNCTIONS.get(table, table.value)
    return (
        text(f"SELECT {names} FROM kiosk_door_1.{function}(:ids, :of_event)")  # noqa: S608 -- our names
        .bindparams(bindparam("ids", type_=ARRAY(Uuid())), bindparam("of_event", type_=Uuid()))
        .columns(*columns)
    )


_READING = {table: _reading(table) for table in RosterTable}


class Centre:
    """The central database. Any thread may use it."""

    def __init__(self, address: URL, engine: Engine, connections: OpenConnections) -> None:
        self._address = address
        self._engine = engine
        self._connections = connections
        self._name = name_for_people(address)
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        _note_unconfirmed(engine)

    @classmethod
    def open(cls, url: str) -> Self:
        """Returns the centre with this PostgreSQL URL; it is connected to at the first use.

        Raises:
            Refused: It is not the URL of a database that this program can use.
        """
        address = read_address(url)
        engine = make_centre_engine(address)
        return cls(address, engine, OpenConnections(engine))

    @property
    def name(self) -> str:
        """Returns the database's name for people, without a password."""
        return self._name

    def exchange(self, report: KioskReport, commands: Sequence[Command]) -> Exchange:
        """Sends commands, and a report that the kiosk runs, in one transaction of the server.

        Sending a command again is harmless: the centre answers as it did at first.

        Raises:
            StorageUnavailable: The centre cannot be reached, or nobody knows whether it has the commands
                durably. They have to be sent again.
            StorageUnfit: It does not know this protocol.
        """
        values = {
            "report": json.dumps(report.as_json()),
            "commands": json.dumps([each.as_json() for each in commands]),
        }
        with self._explained_errors(), self._engine.connect() as connection:
            info = connection.connection.info
            info.pop(_UNCONFIRMED, None)
            answer = connection.execute(_EXCHANGE, values).scalar_one()
            if info.pop(_UNCONFIRMED, False):
                raise StorageUnavailable(StorageFault(ServerTrouble.PERHAPS_SAVED, self._name, is_away=True))
        return _exchange_of(answer)

    def ping(self) -> None:
        """Checks that the centre answers.

        Raises:
            StorageUnavailable: It does not.
        """
        with self._explained_errors(), self._engine.connect() as connection:
            connection.execute(_PING).close()

    def event_with_code(self, code: str) -> RosterRow | None:
        """Returns the event with exactly this code, else one with it in another letter case, else None.

        Raises:
            StorageUnavailable: The centre cannot be reached.
            StorageUnfit: It does not know this protocol.
        """
        with self._snapshot() as connection:
            rows = _rows(connection, RosterTable.EVENTS, None, None)
        exact = [row for row in rows if row[_CODE] == code.strip()]
        same = [row for row in rows if fold(row[_CODE]) == fold(code.strip())]
        return next(iter([*exact, *same]), None)

    def event(self, event_id: UUID) -> RosterRow | None:
        """Returns an event, or None when it is not there; raises as event_with_code does."""
        with self._snapshot() as connection:
            return next(iter(_rows(connection, RosterTable.EVENTS, [event_id], None)), None)

    def roster(self, event_id: UUID) -> RosterChanges:
        """Returns all rows that a door of this event needs.

        Raises:
            StorageUnavailable: The centre cannot be reached.
            StorageUnfit: It does not know this protocol.
        """
        with self._snapshot() as connection:
            seen = connection.execute(_SNAPSHOT).scalar_one()
            rows = {table: _rows(connection, table, None, event_id) for table in RosterTable}
        return RosterChanges(seen, rows)

    def changes(self, event_id: UUID, since: str) -> RosterChanges | None:
        """Returns the rows that were changed since a moment, by any program.

        Args:
            event_id: The event of the door.
            since: The `seen` of earlier rows.

        Returns:
            The changes, or None when there are too many or some are forgotten: then the roster has to be
            read whole.

        Raises:
            StorageUnavailable: The centre cannot be reached.
            StorageUnfit: It does not know this protocol.
        """
        with self._snapshot() as connection:
            seen = connection.execute(_SNAPSHOT).scalar_one()
            if not connection.execute(_CAN_CATCH_UP, {"seen": since}).scalar_one():
                return None
            asked = {"seen": since, "of_event": event_id, "most": MOST_CHANGES + 1}
            changed: list[tuple[str, UUID]] = [tuple(row) for row in connection.execute(_CHANGED, asked)]
            if len(changed) > MOST_CHANGES or any(row_id is None for _table, row_id in changed):
                return None
            return _changed_rows(connection, event_id, seen, changed)

    def listen(self, on_news: Callable[[News], None]) -> "Listener":
        """Reports every change of the database until the listener is stopped; as Store.listen.

        An outage is no warning here: whoever exchanges with the centre notices it and says so.
        """
        from kiosk.storage.connection.change_listener import Listener  # noqa: PLC0415 -- it needs the driver

        return Listener(self._address, on_news, level=logging.INFO)

    def interrupt(self) -> None:
        """Makes the statements of other threads fail at once, even if the server does not answer."""
        self._connections.interrupt()

    def close(self) -> None:
        """Closes every connection; one that is in use, at the end of its transaction."""
        self._connections.close()

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        with self._explained_errors(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def _explained_errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            explained = explain(error, self._name)
            if explained is None:
                raise
            raise explained from error


def _rows(
    connection: Connection, table: RosterTable, ids: Collection[UUID] | None, event_id: UUID | None
) -> list[RosterRow]:
    asked = {"ids": None if ids is None else list(ids), "of_event": event_id}
    return [tuple(row) for row in connection.execute(_READING[table], asked)]


def _changed_rows(
    connection: Connection, event_id: UUID, seen: str, changed: Sequence[tuple[str, UUID]]
) -> RosterChanges:
    ids: dict[RosterTable, set[UUID]] = {table: set() for table in RosterTable}
    for table_name, row_id in changed:
        ids[RosterTable(table_name)].add(row_id)
    rows: dict[RosterTable, list[RosterRow]] = {}
    for table in (RosterTable.EVENTS, RosterTable.PASSES, RosterTable.GUESTS, RosterTable.ATTENDANCE):
        rows[table] = _rows(connection, table, ids[table], event_id) if ids[table] else []
    # Somebody may be new to this door without a change of their own: by a pass, a list or a check-in.
    holders = {row[1] for row in rows[RosterTable.PASSES]}
    listed = {row[2] for each in (RosterTable.GUESTS, RosterTable.ATTENDANCE) for row in rows[each]}
    wanted = {each for each in holders | listed if each is not None} | ids[RosterTable.PEOPLE]
    rows[RosterTable.PEOPLE] = _rows(connection, RosterTable.PEOPLE, wanted, event_id) if wanted else []
    gone = {table: frozenset(ids[table] - {row[0] for row in rows[table]}) for table in RosterTable}
    return RosterChanges(seen, rows, gone)


def _exchange_of(answer: dict[str, Any]) -> Exchange:
    server = answer["server"]
    return Exchange(
        server=ServerIdentity(server["system"], server["timeline"], server["database"]),
        now=datetime.fromisoformat(server["now"]),
        reports_before=answer["reports"],
        answers=tuple(_answer_of(each) for each in answer["answers"]),
        kiosk_name=answer["name"],
        parked=answer["parked_open"],
        move=_move_of(answer),
    )


def _move_of(answer: dict[str, Any]) -> KioskMove | None:
    if answer["moved_to"] is None:
        return None
    return KioskMove(UUID(answer["moved_to"]), datetime.fromisoformat(answer["moved_at"]))


def _answer_of(values: dict[str, Any]) -> CommandAnswer:
    return CommandAnswer(
        id=UUID(values["id"]),
        verdict=Verdict(values["verdict"]),
        row_id=None if values["row_id"] is None else UUID(values["row_id"]),
        at=None if values["at"] is None else datetime.fromisoformat(values["at"]),
        kiosk=values["kiosk"],
        reason=values["reason"],
        is_undone=values["is_undone"],
    )


def _note_unconfirmed(engine: Engine) -> None:
    """Notes when a commit did not wait for the synchronous standby to the end, which is only a warning."""

    @engine_event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        def note(diagnostic: "Diagnostic") -> None:
            if diagnostic.source_function == _SYNC_WAIT:
                entry.info[_UNCONFIRMED] = True

        cast("psycopg.Connection[object]", connection).add_notice_handler(note)
