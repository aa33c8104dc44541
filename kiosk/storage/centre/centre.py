"""The central database, through the functions of the doors' protocol."""

import json
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, cast
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy import event as engine_event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from kiosk.domain.check_in.command import Command, CommandAnswer, Verdict
from kiosk.domain.check_in.kiosk import KioskReport
from kiosk.domain.check_in.move import KioskMove
from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import NotPrepared, ServerTrouble, StorageFault
from kiosk.domain.news import News
from kiosk.storage.centre.exchange import Exchange, ServerIdentity
from kiosk.storage.centre.protocols import DoorProtocol, chosen_protocol
from kiosk.storage.centre.roster_changes import RosterChanges, RosterRow
from kiosk.storage.column_types import fold
from kiosk.storage.connection.address import is_verified, name_for_people, read_address
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
_OF_PEOPLE = {RosterTable.PEOPLE, RosterTable.PROFILES}  # whose ids are those of people
_SYNC_WAIT = "SyncRepWaitForLSN"  # PostgreSQL's own function: its name is in no language
_UNCONFIRMED = "unconfirmed"

_REVOKED = text("SELECT kiosk_revoked.report(CAST(:commands AS jsonb))")
_SNAPSHOT = text("SELECT pg_current_snapshot()::text")


class Centre:
    """The central database. Any thread may use it."""

    def __init__(self, address: URL, engine: Engine, connections: OpenConnections) -> None:
        self._address = address
        self._engine = engine
        self._connections = connections
        self._name = name_for_people(address)
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._protocol: DoorProtocol | None = None
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
                durably. They have to be sent again. Or it serves no protocol that this program speaks.
            StorageUnfit: Nobody has prepared it for doors.
        """
        values = {
            "report": json.dumps(report.as_json()),
            "commands": json.dumps([each.as_json() for each in commands]),
        }
        with self._explained_errors(), self._engine.connect() as connection:
            info = connection.connection.info
            info.pop(_UNCONFIRMED, None)
            answer = connection.execute(self._spoken(connection).exchange, values).scalar_one()
            if info.pop(_UNCONFIRMED, False):
                raise StorageUnavailable(StorageFault(ServerTrouble.PERHAPS_SAVED, self._name, is_away=True))
        return _exchange_of(answer)

    @property
    def is_verified(self) -> bool:
        """True when no other computer can answer in the centre's place, as far as its URL can ensure."""
        return is_verified(self._address)

    def ask_revoked(self, commands: Sequence[Command]) -> tuple[CommandAnswer, ...] | None:
        """Asks whether this login is revoked, and hands over what it has not sent.

        Returns:
            The answers to the commands that the centre has taken over, or None when it is not revoked.

        Raises:
            StorageUnavailable: The centre cannot be reached, or this login may not ask.
            StorageUnfit: It does not know the question.
        """
        values = {"commands": json.dumps([each.as_json() for each in commands])}
        with self._explained_errors(), self._engine.connect() as connection:
            answer = connection.execute(_REVOKED, values).scalar_one()
        if not answer["is_revoked"]:
            return None
        return tuple(_answer_of(each) for each in answer["answers"])

    def ping(self) -> bool:
        """Checks that the centre answers, and which protocol it and this program have in common now.

        Returns:
            True when it is another protocol than before.

        Raises:
            StorageUnavailable: It does not, or serves no protocol that this program speaks.
            StorageUnfit: Nobody has prepared it for doors.
        """
        with self._explained_errors(), self._engine.connect() as connection:
            before = self._protocol
            return self._choose(connection) is not before

    def event_with_code(self, code: str) -> RosterRow | None:
        """Returns the event with exactly this code, else one with it in another letter case, else None.

        Raises:
            StorageUnavailable: The centre cannot be reached, or serves no protocol that this program speaks.
            StorageUnfit: Nobody has prepared it for doors.
        """
        with self._snapshot() as connection:
            rows = _rows(self._spoken(connection), connection, RosterTable.EVENTS, None, None)
        exact = [row for row in rows if row[_CODE] == code.strip()]
        same = [row for row in rows if fold(row[_CODE]) == fold(code.strip())]
        return next(iter([*exact, *same]), None)

    def event(self, event_id: UUID) -> RosterRow | None:
        """Returns an event, or None when it is not there; raises as event_with_code does."""
        with self._snapshot() as connection:
            rows = _rows(self._spoken(connection), connection, RosterTable.EVENTS, [event_id], None)
        return next(iter(rows), None)

    def roster(self, event_id: UUID) -> RosterChanges:
        """Returns all rows that a door of this event needs.

        Raises:
            StorageUnavailable: The centre cannot be reached, or serves no protocol that this program speaks.
            StorageUnfit: Nobody has prepared it for doors.
        """
        with self._snapshot() as connection:
            seen, protocol = connection.execute(_SNAPSHOT).scalar_one(), self._spoken(connection)
            rows = {table: _rows(protocol, connection, table, None, event_id) for table in RosterTable}
        return RosterChanges(seen, protocol.number, rows)

    def changes(
        self, event_id: UUID, since: str, protocol: int, own: Collection[str] = ()
    ) -> RosterChanges | None:
        """Returns the rows that were changed since a moment, by any program.

        Args:
            event_id: The event of the door.
            since: The `seen` of earlier rows.
            protocol: The `protocol` of earlier rows.
            own: Transactions of exchanges whose answers the door has: their changes are left out.

        Returns:
            The changes, or None when there are too many, some are forgotten, or the centre serves another
            protocol now: then the roster has to be read whole.

        Raises:
            StorageUnavailable: The centre cannot be reached, or serves no protocol that this program speaks.
            StorageUnfit: Nobody has prepared it for doors.
        """
        with self._snapshot() as connection:
            seen, spoken = connection.execute(_SNAPSHOT).scalar_one(), self._spoken(connection)
            if spoken.number != protocol:
                return None
            if not connection.execute(spoken.can_catch_up, {"seen": since}).scalar_one():
                return None
            asked = {"seen": since, "of_event": event_id, "most": MOST_CHANGES + 1, "own": list(own)}
            changed: list[tuple[str, UUID]] = [
                tuple(row) for row in connection.execute(spoken.changed, asked)
            ]
            if len(changed) > MOST_CHANGES or any(row_id is None for _table, row_id in changed):
                return None
            return _changed_rows(spoken, connection, event_id, seen, changed)

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

    def _spoken(self, connection: Connection) -> DoorProtocol:
        return self._protocol or self._choose(connection)

    def _choose(self, connection: Connection) -> DoorProtocol:
        self._protocol = None
        chosen = chosen_protocol(connection)
        if chosen is None:
            raise StorageUnfit(NotPrepared(self._name))
        self._protocol = chosen
        return chosen

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
            self._protocol = None  # after an outage it may be another centre
            if explained is None:
                raise
            raise explained from error


def _rows(
    protocol: DoorProtocol,
    connection: Connection,
    table: RosterTable,
    ids: Collection[UUID] | None,
    event_id: UUID | None,
) -> list[RosterRow]:
    asked = {"ids": None if ids is None else list(ids), "of_event": event_id}
    return protocol.rows(connection, table, asked)


def _changed_rows(
    protocol: DoorProtocol,
    connection: Connection,
    event_id: UUID,
    seen: str,
    changed: Sequence[tuple[str, UUID]],
) -> RosterChanges:
    ids: dict[RosterTable, set[UUID]] = {table: set() for table in RosterTable}
    for table_name, row_id in changed:
        if table_name in ids:  # a newer program may log other tables too
            ids[RosterTable(table_name)].add(row_id)

    def rows_of(table: RosterTable, wanted: Collection[UUID]) -> list[RosterRow]:
        return _rows(protocol, connection, table, wanted, event_id) if wanted else []

    own = set(RosterTable) - _OF_PEOPLE
    rows = {table: rows_of(table, ids[table]) for table in own}
    # Somebody may be new to this door without a change of their own: by a pass, a list or a check-in.
    holders = {row[1] for row in rows[RosterTable.PASSES]}
    listed = {row[2] for each in (RosterTable.GUESTS, RosterTable.ATTENDANCE) for row in rows[each]}
    new = {each for each in holders | listed if each is not None}
    rows |= {table: rows_of(table, new | ids[table]) for table in _OF_PEOPLE}
    gone = {table: frozenset(ids[table] - {row[0] for row in rows[table]}) for table in RosterTable}
    return RosterChanges(seen, protocol.number, rows, gone)


def _exchange_of(answer: dict[str, Any]) -> Exchange:
    server = answer["server"]
    return Exchange(
        server=ServerIdentity(server["system"], server["timeline"], server["database"]),
        now=datetime.fromisoformat(server["now"]),
        reports_before=answer["reports"],
        answers=tuple(_answer_of(each) for each in answer["answers"]),
        kiosk_name=answer["name"],
        parked=answer.get("parked_open"),
        move=_move_of(answer),
        transaction=answer.get("transaction"),
    )


def _move_of(answer: dict[str, Any]) -> KioskMove | None:
    if answer.get("moved_to") is None:  # also from a centre that is older than moves
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
