"""PostgreSQL connections that fail when the server stops answering without closing the connection.

A hung server, a stopped virtual machine or a link that works in one direction only sends nothing, not even
the end of the connection, and TCP can wait for hours. Only the client can notice: when nothing has arrived
for a while, it shuts the socket down, and the driver fails as if the server had closed the connection. The
client does not ask the server to cancel: that would not be answered either, and a COMMIT must not be
cancelled.
"""

import socket
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import timeout_from_conninfo
from psycopg.errors import ConnectionTimeout, OperationalError

from kiosk.storage.connection.first_server import START_NEXT_SECONDS, connect_to_first
from kiosk.storage.connection.server_list import arguments_for_each

SILENCE_SECONDS = 5.0
"""Seconds in which a server may send nothing; longer than its own limits, so that its errors come first."""

PING_SECONDS = 2.0
"""The same for statements without work: the test of a pooled connection, and LISTEN."""

_LOOK_SECONDS = 0.1

Result = TypeVar("Result")


class SilentServerError(OperationalError):
    """The server sent nothing for too long, so the client closed the connection."""


class DeadlineConnection(psycopg.Connection[Any]):
    """A connection on which the client limits every wait for the server.

    Attributes:
        is_patient: True when a statement may take minutes, provided that the server answers on another
            connection.
        ask_server: Opens another connection and runs a trivial statement; raises the driver's error.
        is_pooled: True behind a connection pooler such as pgbouncer, which may give each transaction another
            session of the server: LISTEN and prepared statements do not work there.
    """

    is_patient = False
    is_pooled = False
    ask_server: Callable[[], object] | None = None

    def wait(
        self, gen: Generator[Any, Any, Result], interval: float = _LOOK_SECONDS, timeout: float | None = None
    ) -> Result:
        """Waits for the server, as the driver does for each of its operations.

        Raises:
            SilentServerError: It sent nothing for SILENCE_SECONDS, and is not known to be working.
        """
        return super().wait(self._bounded(gen), interval=interval, timeout=timeout)

    def shut(self) -> None:
        """Ends every wait on this connection at once, from any thread; it cannot be used afterwards."""
        with suppress(OSError, OperationalError):  # it is already closed, or lost
            borrowed = socket.socket(fileno=self.pgconn.socket)
            try:
                borrowed.shutdown(socket.SHUT_RDWR)
            finally:
                borrowed.detach()  # the driver closes it

    def _bounded(self, gen: Generator[Any, Any, Result]) -> Generator[Any, Any, Result]:
        longest = PING_SECONDS if self.autocommit else SILENCE_SECONDS
        is_shut = False
        answered_at = time.monotonic()
        try:
            state = next(gen)
            while True:
                ready = yield state
                now = time.monotonic()
                if ready:
                    answered_at = now
                elif not is_shut and now - answered_at >= longest:
                    if self._is_at_work():
                        answered_at = time.monotonic()
                    else:
                        is_shut = True
                        self.shut()
                state = gen.send(ready)
        except StopIteration as end:
            result: Result = end.value
            return result
        except OperationalError as error:
            if is_shut:
                raise SilentServerError(f"the server sent nothing for {longest:g} s") from error
            raise

    def _is_at_work(self) -> bool:
        """Returns whether a server that is silent here answers on another connection."""
        if not self.is_patient or self.ask_server is None:
            return False
        try:
            self.ask_server()
        except (ConnectionTimeout, SilentServerError):
            return False
        except psycopg.Error:  # it answered, even if only with a refusal
            return True
        return True


def connect(*, is_patient: bool = False, **arguments: Any) -> DeadlineConnection:  # noqa: ANN401 -- libpq's own
    """Connects to a server.

    Args:
        is_patient: True for a connection that is patient from its first statement, as a migration needs.
        arguments: Those of psycopg.connect; connect_timeout limits the connecting itself.

    Raises:
        psycopg.Error: The server cannot be reached, or does not answer.
    """

    def ask_server() -> None:
        with _connect({**arguments, "autocommit": True}) as other:
            other.execute("SELECT 1").close()

    connection = _connect(arguments)
    _note_pooler(connection)
    connection.is_patient = is_patient
    connection.ask_server = ask_server
    return connection


def _connect(arguments: Mapping[str, Any]) -> DeadlineConnection:
    attempts = [partial(DeadlineConnection.connect, **each) for each in arguments_for_each(arguments)]
    if len(attempts) == 1:
        connection: DeadlineConnection = attempts[0]()
        return connection
    seconds = timeout_from_conninfo(dict(arguments))
    return connect_to_first(attempts, seconds + START_NEXT_SECONDS * len(attempts))


def _note_pooler(connection: DeadlineConnection) -> None:
    """Notes whether a pooler answers: it makes up a process number, because sessions are not its clients'."""
    try:
        is_autocommit, connection.autocommit = connection.autocommit, True
        number = connection.execute("SELECT pg_backend_pid()").fetchone()
        connection.autocommit = is_autocommit
    except psycopg.Error:
        connection.close()
        raise
    connection.is_pooled = number != (connection.info.backend_pid,)
    if connection.is_pooled:
        connection.prepare_threshold = None
