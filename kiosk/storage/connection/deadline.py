"""PostgreSQL connections that notice a server which stops answering without hanging up.

A hung server, a stopped virtual machine or half a network link sends nothing, not even an end of the
connection, and TCP goes on acknowledging for hours. Only the client can notice: when nothing has come
for a while, it shuts the socket, and the driver fails as if the server had hung up. It never asks the
server to cancel: the server would not answer that either, and a COMMIT must not be cancelled.
"""

import socket
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import Any, TypeVar

import psycopg
from psycopg.errors import ConnectionTimeout, OperationalError

SILENCE_SECONDS = 5.0
"""How long a server may send nothing; longer than its own limits, so that a living one speaks first."""

PING_SECONDS = 2.0
"""The same for what needs no work: asking whether a pooled connection is alive, and LISTEN."""

_LOOK_SECONDS = 0.1

Result = TypeVar("Result")


class SilentServerError(OperationalError):
    """The server sent nothing for too long, and the connection was given up."""


class DeadlineConnection(psycopg.Connection[Any]):
    """A connection on which every wait for the server has a deadline of the client's own.

    Attributes:
        is_patient: A statement may take minutes, as long as the server answers other connections.
        ask_server: Opens another connection and asks something trivial; raises the driver's error.
    """

    is_patient = False
    ask_server: Callable[[], object] | None = None

    def wait(
        self, gen: Generator[Any, Any, Result], interval: float = _LOOK_SECONDS, timeout: float | None = None
    ) -> Result:
        """Waits for the server, as the driver does for each of its operations.

        Raises:
            SilentServerError: It sent nothing for SILENCE_SECONDS, and is not known to be at work.
        """
        return super().wait(self._bounded(gen), interval=interval, timeout=timeout)

    def shut(self) -> None:
        """Ends every wait on this connection at once, from any thread. It cannot be used afterwards."""
        with suppress(OSError):  # it is closed already
            borrowed = socket.socket(fileno=self.pgconn.socket)
            try:
                borrowed.shutdown(socket.SHUT_RDWR)
            finally:
                borrowed.detach()  # closing it is the driver's

    def _bounded(self, gen: Generator[Any, Any, Result]) -> Generator[Any, Any, Result]:
        longest = PING_SECONDS if self.autocommit else SILENCE_SECONDS
        is_shut = False
        heard_at = time.monotonic()
        try:
            state = next(gen)
            while True:
                ready = yield state
                now = time.monotonic()
                if ready:
                    heard_at = now
                elif not is_shut and now - heard_at >= longest:
                    if self._is_at_work():
                        heard_at = time.monotonic()
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
        """Finds out whether a server that is silent here answers somebody else."""
        if not self.is_patient or self.ask_server is None:
            return False
        try:
            self.ask_server()
        except (ConnectionTimeout, SilentServerError):
            return False
        except psycopg.Error:  # it answered, if only that it takes no more connections
            return True
        return True


def connect(*, is_patient: bool = False, **arguments: Any) -> DeadlineConnection:  # noqa: ANN401 -- libpq's own
    """Connects to a server.

    Args:
        is_patient: From the first statement on, as a migration needs.
        arguments: As psycopg.connect takes them; connect_timeout bounds the connecting itself.

    Raises:
        psycopg.Error: It cannot be reached, or does not answer.
    """

    def ask_server() -> None:
        with DeadlineConnection.connect(**{**arguments, "autocommit": True}) as other:
            other.execute("SELECT 1").close()

    connection: DeadlineConnection = DeadlineConnection.connect(**arguments)
    connection.is_patient = is_patient
    connection.ask_server = ask_server
    return connection
