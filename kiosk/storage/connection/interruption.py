"""Ends running statements on an engine's connections, from another thread, when the program closes."""

import sqlite3
from weakref import WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry


class Interruption:
    """Keeps track of an engine's connections, and can interrupt them."""

    def __init__(self, engine: Engine) -> None:
        self._entries: WeakSet[ConnectionPoolEntry] = WeakSet()

        @event.listens_for(engine, "connect")
        def _connect(_connection: object, entry: ConnectionPoolEntry) -> None:
            self._entries.add(entry)

    def interrupt(self) -> None:
        """Makes every statement that runs or waits fail at once; its transaction is rolled back.

        A COMMIT that the server has already received may still take effect there.
        """
        for entry in list(self._entries):
            connection = entry.driver_connection
            if not entry.in_use or connection is None:
                continue
            if isinstance(connection, sqlite3.Connection):
                connection.interrupt()
            else:
                connection.shut()
