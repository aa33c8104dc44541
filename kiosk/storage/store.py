"""The database as services see it: they open transactions, and get plain values and facts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from copy import copy
from typing import TYPE_CHECKING, NoReturn, Self

from sqlalchemy import URL, Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError, StatementError

from kiosk.domain.errors import Refused, StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import FolderNotMade, SeveralRevisions
from kiosk.domain.news import News
from kiosk.domain.people.person import Person
from kiosk.domain.refusals.machine.copies import CopyNeedsServer
from kiosk.domain.refusals.machine.doors import RightsNeedServer
from kiosk.private_files import make_private_folder
from kiosk.storage.connection.address import is_sqlite, name_for_people, read_address, sqlite_file
from kiosk.storage.connection.engine import WRITES, make_engine
from kiosk.storage.connection.open_connections import OpenConnections
from kiosk.storage.connection.own_changes import note_changes
from kiosk.storage.connection.write_turns import WriteTurns
from kiosk.storage.errors import explain, own_fault
from kiosk.storage.schema.revision import require_head
from kiosk.storage.schema.tables import metadata
from kiosk.storage.transaction import Transaction

if TYPE_CHECKING:
    from kiosk.domain.copying import TableCopied
    from kiosk.domain.faults.schema_differences import SchemaDifference
    from kiosk.storage.connection.change_listener import Listener

_BE_PATIENT = text("SET LOCAL statement_timeout = '10min'")
_REVISIONS = text("SELECT version_num FROM alembic_version")


def _be_patient(connection: Connection) -> None:
    connection.execute(_BE_PATIENT).close()
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.is_patient = True  # until it returns to the pool


class Store:
    """One database and the connections to it. Any thread may use it; a transaction stays in one thread."""

    def __init__(self, address: URL, engine: Engine) -> None:
        self._address = address
        self._organizer: Person | None = None
        self._report: Callable[[News], None] | None = None
        self._engine = engine
        self._connections = OpenConnections(engine)
        self._write_turns = WriteTurns()
        self._name = name_for_people(address)
        self._writing = engine.execution_options(**{WRITES: True})
        self._reading = (
            engine
            if is_sqlite(address)  # a deferred transaction already sees one snapshot
            else engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    @classmethod
    def open(cls, url: str, *, pool_min: int = 2, pool_max: int = 5) -> Self:
        """Returns a store that connects at its first use; only the folder of a SQLite file is made now.

        Args:
            url: `sqlite:///FILE`, `postgresql+psycopg://…`, `postgresql://…` or `postgres://…`.
            pool_min: PostgreSQL connections that are kept open.
            pool_max: The most connections that are open at once.

        Raises:
            Refused: It is not the URL of a database that this program can use.
            StorageUnavailable: A SQLite file's folder cannot be made.
        """
        address = read_address(url)
        if is_sqlite(address):
            folder = sqlite_file(address).parent
            try:
                make_private_folder(folder)
            except OSError as error:
                raise StorageUnavailable(FolderNotMade(str(folder), error.strerror or "")) from error
        return cls(address, make_engine(address, pool_min=pool_min, pool_max=pool_max))

    @property
    def name(self) -> str:
        """Returns the database's name for people, without a password: "PostgreSQL kiosk on db.example"."""
        return self._name

    @property
    def is_server(self) -> bool:
        """True for PostgreSQL, False for a SQLite file."""
        return not is_sqlite(self._address)

    @property
    def organizer(self) -> Person | None:
        """Returns the organizer who uses this store; None for a door and for commands at the terminal."""
        return self._organizer

    def acting_for(self, organizer: Person) -> Self:
        """Returns a store with the same connections, whose transactions are this organizer's.

        They see and change only the organizer's own and shared events, and the audit names the organizer.
        """
        other = copy(self)
        other._organizer = organizer  # noqa: SLF001 -- a store too
        return other

    def reporting(self, report: Callable[[News], None]) -> Self:
        """Returns a store with the same connections, whose transactions report what they changed.

        Args:
            report: Called after each commit, once for each table that the transaction changed, in the thread
                of the transaction; it must not wait for anything.
        """
        other = copy(self)
        other._report = report  # noqa: SLF001 -- a store too
        return other

    def read(self, *, is_patient: bool = False) -> AbstractContextManager[Transaction]:
        """Opens a transaction that sees one state of the database and changes nothing.

        Args:
            is_patient: True when a query may take minutes while the server is working, such as a report of a
                million rows. Otherwise it fails after a few seconds.

        Raises:
            StorageUnavailable: The database cannot be reached or cannot answer now.
            StorageUnfit: It lacks tables or columns that this program needs.
        """
        return self._transaction(self._reading, is_patient=is_patient)

    def write(self, *, is_patient: bool = False) -> AbstractContextManager[Transaction]:
        """Opens a transaction that is committed at the end of its block and rolled back on any error.

        Args:
            is_patient: True when a statement may take minutes while the server is working, such as deleting
                an event with hundreds of thousands of check-ins.

        Raises:
            StorageUnavailable: The database cannot be reached or cannot answer now. If the connection was
                lost during the commit, the change may have been saved.
            StorageUnfit: It lacks tables or columns that this program needs.
        """
        return self._transaction(self._writing, is_patient=is_patient)

    def listen(self, on_news: Callable[[News], None]) -> "Listener":
        """Reports every change of the database, also by other programs, until the listener is stopped.

        Args:
            on_news: Called in the listener's own thread; it must not wait for anything.
        """
        from kiosk.storage.connection.change_listener import Listener  # noqa: PLC0415 -- a door never listens

        return Listener(self._address, on_news)

    def interrupt(self) -> None:
        """Makes the statements of other threads fail at once, even if the database does not answer."""
        self._connections.interrupt()

    def close(self) -> None:
        """Closes every connection; one that is in use, at the end of its transaction."""
        self._connections.close()

    def revision(self) -> str | None:
        """Returns the database's revision, or None when it was never prepared for this program.

        Raises:
            StorageUnavailable: The database cannot be reached.
            StorageUnfit: It has several revisions.
        """
        try:
            with self._explained_errors(), self._reading.begin() as connection:
                revisions = connection.execute(_REVISIONS).scalars().all()
        except StorageUnfit:  # the table or the SQLite file does not exist yet
            return None
        if len(revisions) > 1:
            raise StorageUnfit(SeveralRevisions(self._name, tuple(sorted(revisions))))
        return max(revisions, default=None)

    def has_tables(self) -> bool:
        """True when the database has a table that this program uses, whoever made it.

        Raises:
            StorageUnavailable: The database cannot be reached.
        """
        try:
            with self._explained_errors(), self._reading.begin() as connection:
                return not metadata.tables.keys().isdisjoint(inspect(connection).get_table_names())
        except StorageUnfit:  # the SQLite file does not exist yet
            return False

    def check_revision(self) -> None:
        """Checks that the database is at the revision that this program needs.

        Raises:
            StorageUnfit: It is older, newer, empty or another program's.
            StorageUnavailable: The database cannot be reached.
        """
        require_head(self.revision(), self._name)

    def upgrade(self) -> None:
        """Brings the database to this program's revision; safe while another program does the same.

        It creates a missing SQLite file, but not one that was there before in this run of the program.

        Raises:
            StorageUnfit: It is newer than this program, or another program's.
            StorageUnavailable: The database cannot be reached, stays locked, or its file is gone.
        """
        from kiosk.storage.schema.migration import upgrade  # noqa: PLC0415 -- Alembic is needed here only

        with suppress(StorageUnfit):  # the upgrade decides what to do with each revision
            self.revision()
        with self._explained_errors():
            upgrade(self._address)

    def check_schema(self) -> "list[SchemaDifference]":
        """Returns how the database's tables differ from those that this program needs.

        Raises:
            StorageUnavailable: The database cannot be reached.
        """
        from kiosk.storage.schema.comparison import differences  # noqa: PLC0415 -- as in upgrade

        with self._explained_errors(), self._reading.begin() as connection:
            return differences(connection)

    def grant_door(self, role: str) -> None:
        """Lets a login of the server work as a door, and do nothing else.

        Raises:
            Refused: This is no server, it has no such login, or the login could do more than a door may.
            StorageUnavailable: The database cannot be reached, or the tables are not this program's to grant.
        """
        from kiosk.storage.schema.door_rights import grant_door  # noqa: PLC0415 -- for technicians only

        self._change_rights(grant_door, role)

    def revoke_door(self, role: str) -> None:
        """Takes the rights of a door from a login; raises as grant_door does."""
        from kiosk.storage.schema.door_rights import revoke_door  # noqa: PLC0415 -- as above

        self._change_rights(revoke_door, role)

    def erase_deleted(self) -> None:
        """Removes what was deleted from a SQLite file and its log, so that nobody can read it there.

        Raises:
            StorageUnavailable: Another program uses the file, or the disk is full.
        """
        with self._write_turns.turn(), self._explained_errors(), self._engine.connect() as connection:
            for statement in ("COMMIT", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):  # not in a transaction
                connection.exec_driver_sql(statement).close()

    def copy_to(self, target: "Store", report: "Callable[[TableCopied], None]") -> None:
        """Copies every row of this SQLite database into an empty PostgreSQL database of the same revision.

        Args:
            target: The database to copy to.
            report: Called after each table.

        Raises:
            Refused: These are not such databases, the target holds other data, or it differs at the end.
            StorageUnavailable: One of them cannot be reached. Started again, the copy goes on.
            StorageUnfit: One of them has another revision.
        """
        from kiosk.storage.copying import copy_rows, identify  # noqa: PLC0415 -- for technicians only

        if self.is_server or not target.is_server:
            raise Refused(CopyNeedsServer())
        for each in (self, target):
            each.check_revision()
        with self._explained_errors(), self._writing.begin() as connection:
            source_id = identify(connection)
        with self._explained_errors(), self._reading.begin() as connection:
            copy_rows(connection, source_id, target.write_patiently, report)

    @contextmanager
    def write_patiently(self) -> Iterator[Connection]:
        """Opens a transaction of a server that writes raw rows and may take minutes; for copies of databases.

        Raises:
            StorageUnavailable: The database cannot be reached or cannot answer now.
        """
        with self._explained_errors(), self._writing.begin() as connection:
            _be_patient(connection)
            yield connection

    def _change_rights(self, change: Callable[[Connection, str], None], role: str) -> None:
        if not self.is_server:
            raise Refused(RightsNeedServer())
        with self._explained_errors(), self._writing.begin() as connection:
            change(connection, role)

    @contextmanager
    def _transaction(self, engine: Engine, *, is_patient: bool = False) -> Iterator[Transaction]:
        is_saving = False
        changes: set[News] = set()
        try:
            with self._turn(engine), engine.begin() as connection:
                if self._report is not None and engine is self._writing:
                    changes = note_changes(connection)
                if is_patient and not is_sqlite(self._address):  # which has no time limit for statements
                    _be_patient(connection)
                yield Transaction(connection, self._organizer)
                is_saving = engine is self._writing  # only the commit is left
        except SQLAlchemyError as error:
            self._raise_explained(error, is_saving=is_saving)
        if self._report is not None:
            for each in changes:
                self._report(each)

    def _turn(self, engine: Engine) -> AbstractContextManager[None]:
        is_write = engine is self._writing and is_sqlite(self._address)
        return self._write_turns.turn() if is_write else nullcontext()

    @contextmanager
    def _explained_errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            self._raise_explained(error)

    def _raise_explained(self, error: SQLAlchemyError, *, is_saving: bool = False) -> NoReturn:
        explained = explain(error, self._name, is_saving=is_saving)
        if explained is not None:
            raise explained from error
        if isinstance(error, StatementError) and (own := own_fault(error)) is not error:
            raise own from error
        raise error
