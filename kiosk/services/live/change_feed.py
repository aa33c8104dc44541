"""Watches the database for changes, whoever makes them: another desk, a door, another program."""

from collections.abc import Callable
from typing import Protocol

from kiosk.domain.news import News
from kiosk.services.database import Database
from kiosk.services.transactions import listening


class Watch(Protocol):
    """A watch of the database that has begun."""

    def stop(self) -> None:
        """Stops the watch: nothing is reported from now on. Returns at once."""

    def join(self) -> None:
        """Waits for the watch's thread to end: a few seconds at most, in an outage."""


def watch(database: Database, report: Callable[[News], None]) -> Watch:
    """Begins to report changes of the database: at once on PostgreSQL, within a second on SQLite.

    The first report, and the first one after an outage, is always LOOK_AGAIN: earlier changes are not
    reported.

    Args:
        database: The database.
        report: Called with each change in the watch's own thread, never after it was stopped; it must
            not block.
    """
    return listening(database, report)
