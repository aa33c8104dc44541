"""The connections of an engine that are open, so that a closing program can interrupt and close them."""

import sqlite3
from weakref import WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry


class OpenConnections:
    """Keeps track of an engine's connections, and can interrupt and close them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._entries: WeakSet[ConnectionPoolEntry] = WeakSet()
        self._is_closed = False

        @event.listens_for(engine, "connect")
        def _connect(_connection: object, entry: ConnectionPoolEntry) -> None:
            self._entries.add(entry)

        @event.listens_for(engine, "checkin")
        def _check_in(_connection: object, entry: ConnectionPoolEntry) -> None:
            if self._is_closed:
                entry.invalidate()

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

    def close(self) -> None:
        """Closes the idle connections now, and each that is in use at the end of its transaction.

        The engine alone would put the latter back into a pool that nobody closes.
        """
        self._is_closed = True
        self._engine.dispose()
