"""Watching the database for changes, whoever makes them: another desk, a door, another program."""

from collections.abc import Callable
from typing import Protocol

from kiosk.domain.news import News
from kiosk.services.database import Database
from kiosk.services.transactions import listening


class Watch(Protocol):
    """A watch that was begun."""

    def stop(self) -> None:
        """Nothing is told from now on; returns at once."""

    def join(self) -> None:
        """Waits for the watch's thread to end: a few seconds at most, in an outage."""


def watch(store: Database, told: Callable[[News], None]) -> Watch:
    """Begins to tell when the database was changed: at once on PostgreSQL, within a second on SQLite.

    The first word is always to look again: what changed before is told to nobody. So is the first
    one after an outage.

    Args:
        store: The database.
        told: Called in the watch's own thread, never after it was stopped; it must not wait for
            anything.
    """
    return listening(store, told)
