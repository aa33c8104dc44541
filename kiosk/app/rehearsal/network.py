"""A network link to a PostgreSQL server that can be cut, silenced and restored."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from kiosk.storage.connection.address import read_address, through
from kiosk.storage.connection.engine import server_that_takes_writes
from kiosk.storage.connection.server_list import Server

_CHUNK = 65536


@dataclass(eq=False)
class _Pair:
    """One connection through the link: the program's socket and the server's."""

    client: socket.socket
    server: socket.socket
    is_cut: bool = False

    def other(self, end: socket.socket) -> socket.socket:
        return self.server if end is self.client else self.client

    def close(self) -> None:
        self.client.close()
        self.server.close()


class Link:
    """Forwards TCP connections to a server, in its own thread."""

    def __init__(self, database_url: str) -> None:
        """Begins to forward.

        Args:
            database_url: A database of the server; of several servers, the one that takes writes now.
        """
        self._address = read_address(database_url)
        self._server = server_that_takes_writes(self._address)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._waking, self._woken = socket.socketpair()
        self._lock = threading.Lock()
        self._pairs: list[_Pair] = []
        self._forwards_requests = self._forwards_replies = True
        self._bytes_left: int | None = None
        self._is_ended = False
        self._thread = threading.Thread(target=self._run, name="link")
        self._thread.start()

    @property
    def url(self) -> str:
        """Returns the URL of the server's database through this link."""
        return through(self._address, self._listening.getsockname()[1])

    def silence(self, *, requests: bool = True, replies: bool = True) -> None:
        """Holds bytes back without closing anything, as a hung server or a dead radio link does.

        Args:
            requests: Holds back bytes on their way to the server.
            replies: Holds back bytes on their way to the program.
        """
        with self._lock:
            self._forwards_requests, self._forwards_replies = not requests, not replies
        self._wake()

    def restore(self) -> None:
        """Forwards everything again, late bytes first."""
        self.silence(requests=False, replies=False)

    def cut(self) -> None:
        """Closes the program's ends at once; the server still finishes its statements."""
        with self._lock:
            for pair in self._pairs:
                if not pair.is_cut:
                    pair.is_cut = True
                    with suppress(OSError):  # it is closed already
                        pair.client.shutdown(socket.SHUT_RDWR)
                    with suppress(OSError):  # the session ends when the server has finished its statement
                        pair.server.shutdown(socket.SHUT_WR)
        self._wake()

    def half_close(self, *, requests: bool) -> None:
        """Ends one direction of every connection, as a program that shuts down its sending end does.

        Args:
            requests: True to end the way to the server, False to end the way to the program.
        """
        with self._lock:
            for pair in self._pairs:
                with suppress(OSError):  # it is closed already
                    (pair.server if requests else pair.client).shutdown(socket.SHUT_WR)

    def cut_after(self, count: int) -> None:
        """Cuts every connection after this many bytes, in both directions together, from now on."""
        with self._lock:
            self._bytes_left = count

    def end(self) -> None:
        """Closes everything."""
        self._is_ended = True
        self._wake()
        self._thread.join()
        for pair in self._pairs:
            pair.close()
        for each in (self._listening, self._waking, self._woken):
            each.close()

    def _wake(self) -> None:
        self._waking.send(b".")

    def _run(self) -> None:
        while not self._is_ended:
            self._step()

    def _step(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listening, selectors.EVENT_READ, None)
            selector.register(self._woken, selectors.EVENT_READ, None)
            with self._lock:
                for pair in self._pairs:
                    if self._forwards_requests and not pair.is_cut:
                        selector.register(pair.client, selectors.EVENT_READ, pair)
                    if self._forwards_replies or pair.is_cut:
                        selector.register(pair.server, selectors.EVENT_READ, pair)
            for key, _ in selector.select():
                if key.fileobj is self._listening:
                    self._accept()
                elif key.fileobj is self._woken:
                    self._woken.recv(_CHUNK)
                elif isinstance(key.fileobj, socket.socket) and key.data in self._pairs:
                    self._forward(key.data, key.fileobj)

    def _accept(self) -> None:
        client, _ = self._listening.accept()
        try:
            server = _connected(self._server)
        except OSError:  # the server is away: so is this end
            client.close()
            return
        with self._lock:
            self._pairs.append(_Pair(client, server))

    def _forward(self, pair: _Pair, end: socket.socket) -> None:
        try:
            received = end.recv(_CHUNK)
            if received and not pair.is_cut:
                forwarded, is_last = self._count(len(received))
                pair.other(end).sendall(received[:forwarded])
                if is_last:
                    self.cut()
        except OSError:
            received = b""
        if not received:
            with self._lock:
                self._pairs.remove(pair)
            pair.close()

    def _count(self, received: int) -> tuple[int, bool]:
        """Returns how many of these bytes are forwarded, and whether connections are cut after them."""
        with self._lock:
            if self._bytes_left is None:
                return received, False
            forwarded = min(received, self._bytes_left)
            self._bytes_left -= forwarded
            is_last = not self._bytes_left
            if is_last:
                self._bytes_left = None
        return forwarded, is_last


def _connected(server: Server) -> socket.socket:
    if server.socket_file is not None:
        connected = socket.socket(socket.AF_UNIX)
        try:
            connected.connect(server.socket_file)
        except OSError:
            connected.close()
            raise
        return connected
    return socket.create_connection((server.host, server.port))


@contextmanager
def linked(database_url: str) -> Iterator[Link]:
    """Yields a link to the server of a PostgreSQL database; closes it at the end."""
    link = Link(database_url)
    try:
        yield link
    finally:
        link.end()
