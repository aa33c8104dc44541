"""Transactions, which only services open."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from kiosk.domain.news import News
from kiosk.services.database import Database
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction

if TYPE_CHECKING:
    from kiosk.storage.connection.change_listener import Listener


def reading(database: Database, *, is_patient: bool = False) -> AbstractContextManager[Transaction]:
    """Returns a transaction that sees one state of the database and changes nothing; as Store.read."""
    return _store(database).read(is_patient=is_patient)


def writing(database: Database, *, is_patient: bool = False) -> AbstractContextManager[Transaction]:
    """Returns a transaction that is committed at the end of its block; as Store.write."""
    return _store(database).write(is_patient=is_patient)


def _store(database: Database) -> Store:
    if not isinstance(database, Store):
        raise TypeError(f"{type(database).__name__} is not a database that was opened by kiosk.app")
    return database


def listening(database: Database, report: Callable[[News], None]) -> "Listener":
    """Begins to report when the database was changed, by any program; as Store.listen."""
    return _store(database).listen(report)


def has_tables(database: Database) -> bool:
    """Returns True when there is a table that this program uses; as Store.has_tables."""
    return _store(database).has_tables()
