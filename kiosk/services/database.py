"""The database as windows and commands hold it: they hand it on to services and cannot open a transaction."""

from collections.abc import Callable
from typing import Protocol, Self

from kiosk.domain.faults.schema_differences import SchemaDifference
from kiosk.domain.news import News
from kiosk.domain.people.person import Person
from kiosk.storage.schema.revision import HEAD as EXPECTED_REVISION

__all__ = ["EXPECTED_REVISION", "Database"]


class Database(Protocol):
    """An open database. Any thread may use it.

    Services open transactions on it, with kiosk.services.transactions.
    """

    @property
    def name(self) -> str:
        """Returns the database's name for people, without a password: "PostgreSQL kiosk on db.example"."""

    @property
    def organizer(self) -> Person | None:
        """Returns the organizer who works with it; None for a door and for commands at the terminal."""

    def acting_for(self, organizer: Person) -> Self:
        """Returns the same database, over the same connections, for one organizer's session."""

    def reporting(self, report: Callable[[News], None]) -> Self:
        """Returns the same database, which reports what its own transactions change."""

    def interrupt(self) -> None:
        """Makes what other threads have under way fail at once, however long the database is silent."""

    def revision(self) -> str | None:
        """Returns the database's revision; None when it was never prepared for this program."""

    def check_revision(self) -> None:
        """Checks that the database has the revision this program expects."""

    def upgrade(self) -> None:
        """Brings the database to this program's revision."""

    def check_schema(self) -> list[SchemaDifference]:
        """Returns how the database's tables differ from what this program expects."""
