"""The database as the rest of the program sees it: transactions in, plain values and facts out."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn, Self

from sqlalchemy import URL, Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError, StatementError

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.news import News
from kiosk.domain.person import Person
from kiosk.domain.schema_differences import SchemaDifference
from kiosk.domain.storage_faults import FolderNotMade, SeveralRevisions
from kiosk.private_files import make_private_folder
from kiosk.storage.connection.address import is_sqlite, name_for_people, read_address, sqlite_file
from kiosk.storage.connection.engine import WRITES, make_engine
from kiosk.storage.connection.interruption import Interruption
from kiosk.storage.connection.own_changes import note_changes
from kiosk.storage.errors import explain, own_fault
from kiosk.storage.schema.revision import require_head
from kiosk.storage.schema.tables import metadata
from kiosk.storage.transaction import Transaction

if TYPE_CHECKING:
    from kiosk.storage.connection.change_listener import Listener

_BE_PATIENT = text("SET LOCAL statement_timeout = '10min'")
_REVISIONS = text("SELECT version_num FROM alembic_version")


def _be_patient(connection: Connection) -> None:
    connection.execute(_BE_PATIENT).close()
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.is_patient = True  # until it is back in the pool


class Store:
    """One database and the connections to it. Any thread may use it; a transaction belongs to one."""

    def __init__(
        self,
        address: URL,
        engine: Engine,
        interruption: Interruption,
        organizer: Person | None = None,
        report: Callable[[News], None] | None = None,
    ) -> None:
        self._address = address
        self._organizer = organizer
        self._report = report
        self._engine = engine
        self._interruption = interruption
        self._name = name_for_people(address)
        self._writing = engine.execution_options(**{WRITES: True})
        self._reading = (
            engine
            if is_sqlite(address)  # a deferred transaction sees one snapshot as it is
            else engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    @classmethod
    def open(cls, url: str, *, pool_min: int = 2, pool_max: int = 5) -> Self:
        """A store that connects when it is first used; only a SQLite file's folder is made now.

        Args:
            url: `sqlite:///FILE`, `postgresql+psycopg://…`, `postgresql://…` or `postgres://…`.
            pool_min: PostgreSQL connections kept open.
            pool_max: PostgreSQL connections at most.

        Raises:
            Refused: The URL is not one of a database this program can use.
            StorageUnavailable: A SQLite file's folder cannot be made.
        """
        address = read_address(url)
        if is_sqlite(address):
            folder = sqlite_file(address).parent
            try:
                make_private_folder(folder)
            except OSError as error:
                raise StorageUnavailable(FolderNotMade(str(folder), error.strerror or "")) from error
        engine = make_engine(address, pool_min=pool_min, pool_max=pool_max)
        return cls(address, engine, Interruption(engine))

    @property
    def name(self) -> str:
        """The database for people, without a password: "PostgreSQL kiosk on db.example"."""
        return self._name

    @property
    def organizer(self) -> Person | None:
        """For whom its transactions are, or None for a door and for commands at the terminal."""
        return self._organizer

    def acting_for(self, organizer: Person) -> Self:
        """The same database, over the same connections, with transactions that are this organizer's.

        What they see and change is then that organizer's own and shared, and the audit says who.
        """
        return type(self)(self._address, self._engine, self._interruption, organizer, self._report)

    def reporting(self, report: Callable[[News], None]) -> Self:
        """The same database, over the same connections, with transactions that say what they changed.

        Args:
            report: Called once for each kind of thing a committed transaction changed, in the thread
                of the transaction; it must not wait for anything.
        """
        return type(self)(self._address, self._engine, self._interruption, self._organizer, report)

    def read(self, *, is_patient: bool = False) -> AbstractContextManager[Transaction]:
        """A transaction that sees one state of the database and changes nothing.

        Args:
            is_patient: Let a question take minutes while the server is at work, as a report of a million
                rows may; somebody at a screen gets an answer or a sentence within seconds.

        Raises:
            StorageUnavailable: The database cannot be reached or cannot answer now.
            StorageUnfit: It lacks tables or columns this program needs.
        """
        return self._transaction(self._reading, is_patient=is_patient)

    def write(self, *, is_patient: bool = False) -> AbstractContextManager[Transaction]:
        """A transaction that is committed at the end of its block and rolled back on any error.

        Args:
            is_patient: Let a statement take minutes, as deleting an event with hundreds of thousands
                of check-ins may; as in read.

        Raises:
            StorageUnavailable: The database cannot be reached or cannot answer now. When the
                connection was lost at the very end, the change may have been recorded.
            StorageUnfit: It lacks tables or columns this program needs.
        """
        return self._transaction(self._writing, is_patient=is_patient)

    def listen(self, told: Callable[[News], None]) -> "Listener":
        """Begins to tell when the database was changed, by whomever; until the listener is stopped.

        Args:
            told: Called in the listener's own thread; it must not wait for anything.
        """
        from kiosk.storage.connection.change_listener import Listener  # noqa: PLC0415 -- a door never listens

        return Listener(self._address, told)

    def interrupt(self) -> None:
        """Makes what other threads have under way fail at once, however long the database is silent."""
        self._interruption.interrupt()

    def close(self) -> None:
        """Gives every connection back."""
        self._engine.dispose()

    def revision(self) -> str | None:
        """The revision the database is at, or None when it was never prepared for this program.

        Raises:
            StorageUnavailable: The database cannot be reached.
            StorageUnfit: It says to be at several.
        """
        try:
            with self._speaking_plainly(), self._reading.begin() as connection:
                revisions = connection.execute(_REVISIONS).scalars().all()
        except StorageUnfit:  # there is no such table, or no SQLite file yet
            return None
        if len(revisions) > 1:
            raise StorageUnfit(SeveralRevisions(self._name, tuple(sorted(revisions))))
        return max(revisions, default=None)

    def has_tables(self) -> bool:
        """True when there is a table this program uses, whoever made it.

        Raises:
            StorageUnavailable: The database cannot be reached.
        """
        try:
            with self._speaking_plainly(), self._reading.begin() as connection:
                return not metadata.tables.keys().isdisjoint(inspect(connection).get_table_names())
        except StorageUnfit:  # there is no SQLite file yet
            return False

    def check_revision(self) -> None:
        """Checks that the database is what this program expects.

        Raises:
            StorageUnfit: It is older, newer, empty or another program's.
            StorageUnavailable: The database cannot be reached.
        """
        require_head(self.revision(), self._name)

    def upgrade(self) -> None:
        """Brings the database to this program's revision; safe while another program does the same.

        It makes a SQLite file where there is none, but never in place of one that was there before.

        Raises:
            StorageUnfit: It is newer than this program, or another program's.
            StorageUnavailable: The database cannot be reached, stays locked, or its file is gone.
        """
        from kiosk.storage.schema.migration import upgrade  # noqa: PLC0415 -- Alembic is needed here only

        with suppress(StorageUnfit):  # whatever its revision is, the upgrade decides what to do with it
            self.revision()
        with self._speaking_plainly():
            upgrade(self._address)

    def check_schema(self) -> list[SchemaDifference]:
        """Returns what the database's tables lack or have otherwise than this program.

        Raises:
            StorageUnavailable: The database cannot be reached.
        """
        from kiosk.storage.schema.comparison import differences  # noqa: PLC0415 -- as in upgrade

        with self._speaking_plainly(), self._reading.begin() as connection:
            return differences(connection)

    @contextmanager
    def _transaction(self, engine: Engine, *, is_patient: bool = False) -> Iterator[Transaction]:
        is_saving = False
        changes: set[News] = set()
        try:
            with engine.begin() as connection:
                if self._report is not None and engine is self._writing:
                    changes = note_changes(connection)
                if is_patient and not is_sqlite(self._address):  # which waits as long as it takes
                    _be_patient(connection)
                yield Transaction(connection, self._organizer)
                is_saving = engine is self._writing  # only the commit is left
        except SQLAlchemyError as error:
            self._raise_plainly(error, is_saving=is_saving)
        if self._report is not None:
            for each in changes:
                self._report(each)

    @contextmanager
    def _speaking_plainly(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            self._raise_plainly(error)

    def _raise_plainly(self, error: SQLAlchemyError, *, is_saving: bool = False) -> NoReturn:
        explained = explain(error, self._name, is_saving=is_saving)
        if explained is not None:
            raise explained from error
        if isinstance(error, StatementError) and (own := own_fault(error)) is not error:
            raise own from error
        raise error
