"""Brings a database to this program's revision. Only this module and migrations/ import Alembic."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import URL, Connection, func, select
from sqlalchemy.exc import DBAPIError

from kiosk.domain.errors import StorageUnfit
from kiosk.domain.faults.storage import NotAsItsRevision, RowsMissing
from kiosk.private_files import make_private_file
from kiosk.shipped import MIGRATIONS
from kiosk.storage.connection.address import is_sqlite, name_for_people, sqlite_file
from kiosk.storage.connection.engine import make_migration_engine
from kiosk.storage.errors import is_clash
from kiosk.storage.schema.revision import HEAD, is_known_kind, require_head

_one_at_a_time = threading.Lock()  # Alembic keeps its state in module globals

_ADVISORY_LOCK = int.from_bytes(b"kiosk", "big")


@contextmanager
def migrating(address: URL) -> Iterator[Connection]:
    """Yields a connection in a transaction that excludes other upgrades; commits it at the end.

    On SQLite the transaction itself locks the file; on PostgreSQL it takes an advisory lock.
    A new SQLite file can be read only by its owner; the files that SQLite puts beside it (-wal, -shm,
    -journal) get the same mode.
    """
    if is_sqlite(address):
        with suppress(OSError):  # the error of connecting is more exact
            make_private_file(sqlite_file(address))
    engine = make_migration_engine(address)
    try:
        with engine.begin() as connection:
            if not is_sqlite(address):
                connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK))).close()
            yield connection
            if is_sqlite(address):
                _require_whole(connection)
    finally:
        engine.dispose()


def upgrade(address: URL) -> None:
    """Runs the revisions a database lacks, all of them or none.

    Raises:
        StorageUnfit: It is newer than this program, another program's, or does not match its revision.
    """
    with _one_at_a_time, migrating(address) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and (current > HEAD or not is_known_kind(current)):
            require_head(current, name_for_people(address))
        try:
            command.upgrade(configuration(connection), "head")
        except (CommandError, DBAPIError) as error:
            if isinstance(error, DBAPIError) and not is_clash(error):
                raise
            detail = str(error.orig if isinstance(error, DBAPIError) else error).partition("\n")[0]
            raise StorageUnfit(NotAsItsRevision(name_for_people(address), detail)) from error


def configuration(connection: Connection) -> Config:
    """Returns Alembic's configuration for commands on this connection, without a file and without output."""
    # In a wheel, migrations.frozen, which the revisions use, is not on Python's path.
    if (place := str(MIGRATIONS.parent)) not in sys.path:
        sys.path.append(place)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _require_whole(connection: Connection) -> None:
    # Foreign keys are off while tables are rebuilt, so they are checked before the commit.
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if dangling is not None:
        raise StorageUnfit(RowsMissing(table=dangling[0], missing_from=dangling[2]))
