"""SQLAlchemy engines for the two kinds of database: for daily work, for a migration, for listening."""

import sqlite3
import time
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, Connection, Dialect, Engine, NullPool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from kiosk.storage.column_types import fold
from kiosk.storage.connection.address import is_sqlite, name_for_people, sqlite_file
from kiosk.storage.connection.database_file import DatabaseFile
from kiosk.storage.connection.server_list import Server, has_several, servers_of

if TYPE_CHECKING:
    import psycopg

    from kiosk.storage.connection.deadline import DeadlineConnection

CONNECT_SECONDS = 3
CENTRE_CONNECT_SECONDS = 2
STATEMENT_SECONDS = 4.0
LOCK_SECONDS = 3.0
BUSY_SECONDS = 5.0
"""Seconds for which SQLite waits for the end of another program's write transaction."""

POOL_SECONDS = 5
"""Seconds for which a thread waits until another returns its connection to the pool."""

MIGRATION_LOCK_SECONDS = 60
"""Seconds for which an upgrade waits for another program's upgrade, or for a table in use."""

_WAL_PAUSE = 0.01

WRITES = "kiosk_writes"
"""The execution option with which a SQLite transaction takes the write lock when it begins."""


def make_engine(address: URL, *, pool_min: int, pool_max: int) -> Engine:
    """Returns an engine for the program's daily work. It connects later, and never creates a SQLite file.

    Args:
        address: From read_address.
        pool_min: PostgreSQL connections that are kept open.
        pool_max: The most connections that are open at once.
    """
    if is_sqlite(address):
        engine = create_engine(
            address,
            connect_args=_sqlite_arguments(),
            hide_parameters=True,  # names and addresses stay out of the log
            pool_size=pool_max,
            max_overflow=0,
            pool_timeout=POOL_SECONDS,
        )
        _prepare_sqlite(engine, foreign_keys=True)
        _follow_file(engine, DatabaseFile(sqlite_file(address), name_for_people(address)))
        return engine
    engine = create_engine(
        address,
        connect_args=_postgresql_arguments(address, STATEMENT_SECONDS, LOCK_SECONDS),
        pool_size=pool_min,
        max_overflow=pool_max - pool_min,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    _prepare_postgresql(engine)
    _read_far_instants(engine)
    return engine


def make_migration_engine(address: URL) -> Engine:
    """Returns an engine for one migration: every transaction writes, and statements have no time limit.

    Only this engine creates a SQLite file that does not exist.

    It switches SQLite's foreign keys off, because Alembic rebuilds tables: dropping the old table would
    delete the rows that refer to it.
    """
    if is_sqlite(address):
        engine = create_engine(
            address, connect_args=_sqlite_arguments(), poolclass=NullPool, execution_options={WRITES: True}
        )
        _prepare_sqlite(engine, foreign_keys=False)
        return engine
    engine = create_engine(
        address,
        connect_args=_postgresql_arguments(address, 0, MIGRATION_LOCK_SECONDS),
        poolclass=NullPool,
    )
    _prepare_postgresql(engine, is_patient=True)
    return engine


def make_listening_engine(address: URL) -> Engine:
    """Returns an engine whose connections can LISTEN, outside any transaction. PostgreSQL only."""
    engine = create_engine(
        address,
        connect_args=_postgresql_arguments(address, STATEMENT_SECONDS, LOCK_SECONDS),
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )
    _prepare_postgresql(engine)
    return engine


def make_centre_engine(address: URL) -> Engine:
    """Returns an engine for a door's work with the centre, two connections. PostgreSQL only.

    A statement outside a transaction is sent without BEGIN and COMMIT: it takes one round trip, and gets the
    short deadline of PING_SECONDS.
    """
    engine = create_engine(
        address,
        connect_args=_postgresql_arguments(address, STATEMENT_SECONDS, LOCK_SECONDS)
        | {"connect_timeout": CENTRE_CONNECT_SECONDS},
        isolation_level="AUTOCOMMIT",
        pool_size=2,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,
    )
    _prepare_postgresql(engine)
    _read_far_instants(engine)
    return engine


def server_that_takes_writes(address: URL) -> Server:
    """Returns the server of a PostgreSQL address; connects to find it when there are several."""
    servers = servers_of(address)
    if not has_several(address):
        return servers[0]
    with make_listening_engine(address).connect() as connection:
        info = cast("psycopg.Connection[object]", connection.connection.driver_connection).info
        found = (info.host, info.port)
    return next((each for each in servers if (each.host, each.port) == found), servers[0])


def _sqlite_arguments() -> dict[str, Any]:
    # isolation_level=None: the driver begins no transaction; _begin does.
    return {"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False}


def _prepare_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        if not isinstance(connection, sqlite3.Connection):
            raise TypeError("the SQLite engine got a connection of another driver")
        connection.create_function("kiosk_fold", 1, _fold, deterministic=True)
        _enter_wal(connection)
        connection.execute("PRAGMA synchronous = FULL").close()
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later would fail, not wait, if another program wrote
        # in between. So a writer takes the write lock at the start.
        is_writer = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN DEFERRED")


def _prepare_postgresql(engine: Engine, *, is_patient: bool = False) -> None:
    @event.listens_for(engine, "do_connect")
    def _do_connect(
        _dialect: object, _entry: object, _arguments: object, named: dict[str, Any]
    ) -> "psycopg.Connection[Any]":
        from kiosk.storage.connection.deadline import connect  # noqa: PLC0415 -- SQLite needs no driver

        return connect(is_patient=is_patient, **named)

    @event.listens_for(engine, "checkin")
    def _check_in(connection: "DeadlineConnection | None", _entry: object) -> None:
        if connection is not None:  # None: it was invalidated
            connection.is_patient = is_patient


def _read_far_instants(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        from kiosk.storage.connection.timestamptz import read_far_instants  # noqa: PLC0415 -- SQLite needs no driver

        read_far_instants(cast("psycopg.Connection[object]", connection))


def _follow_file(engine: Engine, file: DatabaseFile) -> None:
    """Makes an engine use the file that is in the database's place now, and never create one.

    Without this a connection would go on writing into a file that was moved or deleted, and these rows would
    be lost.
    """

    @event.listens_for(engine, "do_connect")
    def _open(
        _dialect: Dialect, _entry: ConnectionPoolEntry, _path: object, options: dict[str, Any]
    ) -> sqlite3.Connection:
        file.require()
        connection: sqlite3.Connection = sqlite3.connect(file.uri, **{**options, "uri": True})
        return connection

    @event.listens_for(engine, "connect")
    def _connect(_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = file.identity()

    @event.listens_for(engine, "checkout")
    def _check_out(
        _connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
    ) -> None:
        if entry.info["file"] != file.identity():
            raise DisconnectionError("another file, or none, is in the database's place")

    @event.listens_for(engine, "commit")
    def _commit(connection: Connection) -> None:
        file.require_same(connection.connection.info["file"])


def _enter_wal(connection: sqlite3.Connection) -> None:
    # The busy timeout does not apply to this switch, which several programs may try on a new file at once.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > deadline:
                raise
            time.sleep(_WAL_PAUSE)
        else:
            return


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)


def _postgresql_arguments(address: URL, statement_seconds: float, lock_seconds: float) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "kiosk",
        # A pulled cable is noticed in seconds, not after TCP's quarter of an hour.
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": round(1000 * STATEMENT_SECONDS),
    }
    own = (
        f"-c statement_timeout={round(1000 * statement_seconds)} -c lock_timeout={round(1000 * lock_seconds)}"
        " -c TimeZone=UTC -c client_encoding=UTF8"
        # The server too notices a dead link in seconds; or lost connections would fill it on a bad day.
        " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
        # A transaction that waited for a lock then sees the other's rows, whatever this server's default is.
        " -c default_transaction_isolation=read\\ committed"
    )
    asked = address.query.get("options", "")
    extra = asked if isinstance(asked, str) else " ".join(asked)
    chosen = {name: value for name, value in arguments.items() if name not in address.query}
    return {**chosen, "options": f"{extra} {own}".strip()}
