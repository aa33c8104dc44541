"""A thread that reports changes of the database, made by this program or another.

PostgreSQL sends a notification with each commit (LISTEN; triggers send them). SQLite has only data_version, a
number that grows with every commit of another connection, so it is polled. Behind a connection pooler LISTEN
does not work: there the snapshot is polled, which changes with every transaction that writes. After an outage
the thread connects again and reports LOOK_AGAIN, because changes during the outage were not reported.
"""

import logging
import selectors
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from psycopg import Error as DriverError
from sqlalchemy import URL, Engine
from sqlalchemy.exc import SQLAlchemyError

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.news import LOOK_AGAIN, News, read_news
from kiosk.storage.connection.address import is_sqlite, name_for_people, sqlite_file
from kiosk.storage.connection.deadline import DeadlineConnection
from kiosk.storage.connection.engine import make_engine, make_listening_engine

CHANNEL = "kiosk_changes"
"""The channel that PostgreSQL's triggers notify, with the payload `TABLE EVENT_ID` or `TABLE`."""

POLL_SECONDS = 0.5
"""Seconds between two polls of SQLite, some microseconds each, or of a server behind a pooler."""

_PAUSE_SECONDS = 1.0
_LOOK_SECONDS = 5.0
_DRAIN_SECONDS = 0.05

_OUTAGES = (StorageUnavailable, StorageUnfit, SQLAlchemyError, DriverError, sqlite3.Error, OSError)

_log = logging.getLogger(__name__)


class Listener:
    """Listens from its construction until `stop`, in its own thread and on its own connection."""

    def __init__(
        self, address: URL, on_news: Callable[[News], None], *, level: int = logging.WARNING
    ) -> None:
        """Starts the thread.

        Args:
            address: The database.
            on_news: Called in the listening thread, never after `stop`; it must not wait for anything.
            level: The level at which an outage is logged.
        """
        self._level = level
        self._address = address
        self._on_news = on_news
        self._is_stopped = threading.Event()
        self._reporting = threading.Lock()
        self._waking, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="kiosk-listening", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the reports at once and the thread soon; `join` waits for the thread."""
        with self._reporting:
            if not self._is_stopped.is_set():
                self._waking.send(b".")  # before the flag: when it is set, the thread closes this socket
                self._is_stopped.set()

    def join(self) -> None:
        """Waits for the end of the thread: at most the few seconds in which a connection attempt fails."""
        self._thread.join()

    def _run(self) -> None:
        listen, engine = (
            (self._poll, make_engine(self._address, pool_min=1, pool_max=1))
            if is_sqlite(self._address)
            else (self._listen, make_listening_engine(self._address))
        )
        is_out = False
        while not self._is_stopped.is_set():
            try:
                for news in listen(engine):
                    is_out = False
                    self._publish(news)
            except _OUTAGES as error:
                if not is_out and not self._is_stopped.is_set():
                    name = name_for_people(self._address)
                    _log.log(self._level, "news of the database (%s) stopped: %s", name, type(error).__name__)
                is_out = True
                self._is_stopped.wait(_PAUSE_SECONDS)
        engine.dispose()
        self._waking.close()
        self._woken.close()

    def _publish(self, news: News) -> None:
        with self._reporting:
            if not self._is_stopped.is_set():
                self._on_news(news)

    def _listen(self, engine: Engine) -> Iterator[News]:
        with _driver_connection(engine) as connection, selectors.DefaultSelector() as selector:
            if connection.is_pooled:
                yield from self._poll_server(connection)
                return
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            connection.execute(f"LISTEN {CHANNEL}").close()
            yield LOOK_AGAIN
            while not self._is_stopped.is_set():
                is_quiet = not selector.select(_LOOK_SECONDS)
                if self._is_stopped.is_set():
                    return
                if is_quiet:
                    connection.execute("SELECT 1").close()  # fails if the connection is lost; fetches notices
                for notice in connection.notifies(timeout=_DRAIN_SECONDS, stop_after=1):
                    yield read_news(notice.payload)

    def _poll_server(self, connection: DeadlineConnection) -> Iterator[News]:
        seen = None
        while not self._is_stopped.is_set():
            now = connection.execute("SELECT pg_current_snapshot()::text").fetchone()
            if now != seen:
                yield LOOK_AGAIN
            seen = now
            self._is_stopped.wait(POLL_SECONDS)

    def _poll(self, engine: Engine) -> Iterator[News]:
        seen: tuple[object, int] | None = None
        while not self._is_stopped.is_set():
            now = None
            if sqlite_file(self._address).exists():
                connection = engine.raw_connection()
                try:
                    version = connection.execute("PRAGMA data_version").fetchone()
                    now = (connection.driver_connection, version[0])
                finally:
                    connection.close()
            if now != seen:  # also when the file is gone: the next read then reports that
                yield LOOK_AGAIN
            seen = now
            self._is_stopped.wait(POLL_SECONDS)


@contextmanager
def _driver_connection(engine: Engine) -> Iterator[DeadlineConnection]:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if not isinstance(driver, DeadlineConnection):
            raise TypeError("the PostgreSQL engine got a connection of another driver")
        try:
            yield driver
        except DriverError:
            connection.invalidate()  # it cannot be used any more
            raise
