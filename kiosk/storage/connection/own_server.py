"""The address at which other computers of the network reach the server of a connection."""

import socket
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from kiosk.storage.connection.address import is_loopback
from kiosk.storage.connection.server_list import servers_of

_LISTENS = text(
    "SELECT current_setting('listen_addresses'), current_setting('port')::integer, current_database()"
)
_EVERYWHERE = {"*", "0.0.0.0", "::"}  # noqa: S104 -- compared with, not listened on
_ELSEWHERE = ("192.0.2.1", 9)  # an address of no network (RFC 5737); nothing is sent there


@dataclass(frozen=True, slots=True)
class ServerForOthers:
    """A server's address in the network.

    Attributes:
        host: Its name or address; of a server that listens on a socket only, the socket's folder.
        port: Its port.
        database: The database of the connection.
        is_for_this_machine: True when the server listens on its own machine only.
    """

    host: str
    port: int
    database: str
    is_for_this_machine: bool


def server_for_others(connection: Connection) -> ServerForOthers:
    """Returns the server's address for other computers; its name here may be "localhost", or a socket."""
    known = servers_of(connection.engine.url)[0]
    listens, port, database = connection.execute(_LISTENS).one()
    if known.socket_file is None and not is_loopback(known.host):
        return ServerForOthers(known.host, known.port, database, is_for_this_machine=False)
    addresses = [each.strip() for each in str(listens).split(",") if each.strip()]
    if set(addresses) & _EVERYWHERE:
        return ServerForOthers(_own_address(), port, database, is_for_this_machine=False)
    others = [each for each in addresses if not is_loopback(each)]
    if others:
        return ServerForOthers(others[0], port, database, is_for_this_machine=False)
    is_at_socket = known.socket_file is not None and not addresses
    host = str(Path(known.socket_file or "").parent) if is_at_socket else known.host or addresses[0]
    return ServerForOthers(host, port, database, is_for_this_machine=True)


def _own_address() -> str:
    """Returns this machine's address in its network, or its name when it has no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])
