"""A thread that tells when the database was changed, by this program or another.

PostgreSQL sends news as they are committed (LISTEN, fed by triggers); SQLite is asked for
data_version, a number that grows with every commit of another connection. After an outage it
connects anew and says to look again, because what happened meanwhile was told to nobody.
"""

import logging
import selectors
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection as DriverConnection
from psycopg import Error as DriverError
from sqlalchemy import URL, Engine
from sqlalchemy.exc import SQLAlchemyError

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.news import LOOK_AGAIN, News, read_news
from kiosk.storage.connection.address import is_sqlite, name_for_people, sqlite_file
from kiosk.storage.connection.engine import make_engine, make_listening_engine

CHANNEL = "kiosk_changes"
"""The channel that PostgreSQL's triggers notify; their payloads are `TABLE EVENT_ID` or `TABLE`."""

POLL_SECONDS = 0.5
"""How often SQLite is asked; a question is a few microseconds."""

_PAUSE_SECONDS = 1.0
_LOOK_SECONDS = 5.0
_DRAIN_SECONDS = 0.05

_OUTAGES = (StorageUnavailable, StorageUnfit, SQLAlchemyError, DriverError, sqlite3.Error, OSError)

_log = logging.getLogger(__name__)


class Listener:
    """Listens from its making until it is stopped, in a thread and on a connection of its own."""

    def __init__(self, address: URL, told: Callable[[News], None]) -> None:
        """Begins.

        Args:
            address: The database.
            told: Called in the listening thread, never after `stop`; it must not wait for anything.
        """
        self._address = address
        self._told = told
        self._is_stopped = threading.Event()
        self._telling = threading.Lock()
        self._waking, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="kiosk-listening", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nothing is told from now on. The thread comes to its end by itself; `join` waits for it."""
        with self._telling:
            if not self._is_stopped.is_set():
                self._waking.send(b".")  # first: once it is stopped, the thread closes this
                self._is_stopped.set()

    def join(self) -> None:
        """Waits for the thread's end: at most the few seconds a connection takes to fail."""
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
                    self._tell(news)
            except _OUTAGES as error:
                if not is_out and not self._is_stopped.is_set():
                    name = name_for_people(self._address)
                    _log.warning("news of the database (%s) stopped: %s", name, type(error).__name__)
                is_out = True
                self._is_stopped.wait(_PAUSE_SECONDS)
        engine.dispose()
        self._waking.close()
        self._woken.close()

    def _tell(self, news: News) -> None:
        with self._telling:
            if not self._is_stopped.is_set():
                self._told(news)

    def _listen(self, engine: Engine) -> Iterator[News]:
        with _driver_connection(engine) as connection, selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            connection.execute(f"LISTEN {CHANNEL}").close()
            yield LOOK_AGAIN
            while not self._is_stopped.is_set():
                is_quiet = not selector.select(_LOOK_SECONDS)
                if self._is_stopped.is_set():
                    return
                if is_quiet:
                    connection.execute("SELECT 1").close()  # is it still there? And notices come with it
                for notice in connection.notifies(timeout=_DRAIN_SECONDS, stop_after=1):
                    yield read_news(notice.payload)

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
            if now != seen:  # a file that is gone is news too: whoever looks again reads that it is
                yield LOOK_AGAIN
            seen = now
            self._is_stopped.wait(POLL_SECONDS)


@contextmanager
def _driver_connection(engine: Engine) -> Iterator["DriverConnection[Any]"]:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if not isinstance(driver, DriverConnection):
            raise TypeError("the PostgreSQL engine got a connection of another driver")
        try:
            yield driver
        except DriverError:
            connection.invalidate()  # nothing can be said to it any more
            raise
