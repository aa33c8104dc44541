"""Reads and writes the servers in a PostgreSQL URL: one, or several of a cluster, of which one takes writes.

libpq's form of several is `HOST:PORT,HOST:PORT/NAME`. SQLAlchemy cannot read that, so they are moved to the
options: `?host=HOST,HOST&port=PORT,PORT`, which it hands to the driver as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL

DEFAULT_PORT = 5432
"""The port of a PostgreSQL server when none is given."""

_GREATEST_PORT = 65535
_IN_PLACE_OF_LIST = "servers"
_SERVER = re.compile(r"(?:\[(?P<ipv6>[0-9A-Fa-f:.%]+)\]|(?P<host>[^\s\[\]:@,?#]+))(?::(?P<port>[0-9]{1,5}))?")


class ServerListError(ValueError):
    """A list of servers cannot be read; the text of the error holds nothing of it."""


@dataclass(frozen=True, slots=True)
class Server:
    """The address at which a PostgreSQL server listens: a host's port, or a socket file of this machine."""

    host: str
    port: int
    socket_file: str | None = None

    def __str__(self) -> str:
        """Returns host and port as people write them; the port that everybody uses is left out."""
        if self.socket_file is not None:
            return "this machine" if self.port == DEFAULT_PORT else f"this machine:{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORT else f"{host}:{self.port}"


def split_servers(url: str) -> tuple[str, str | None]:
    """Returns a URL with one word in the place of its list of servers, and the list.

    The list is None when the URL has no list, and when it is not certain where the servers begin.
    """
    scheme, _, rest = url.partition("://")
    login, at, after = rest.rpartition("@")
    listed = re.split(r"[/?]", after, maxsplit=1)[0]
    if "," not in listed or "@" in login:
        return url, None
    return f"{scheme}://{login}{at}{_IN_PLACE_OF_LIST}{after[len(listed) :]}", listed


def with_servers(address: URL, listed: str | None) -> URL:
    """Returns an address with its servers in the form that SQLAlchemy hands to the driver.

    Args:
        address: The address.
        listed: The list from split_servers; None to read what the options of the address hold.

    Raises:
        ServerListError: A host is missing, a port is not a number, or the numbers of both differ.
    """
    if "," in _one_text(address, "hostaddr"):
        raise ServerListError
    if listed is None:
        if not isinstance(address.query.get("host"), tuple) and "," not in _one_text(address, "host"):
            return address
        servers = list(_from_options(address))
    elif "host" in address.query or "port" in address.query:
        raise ServerListError
    else:
        servers = [_read(each) for each in listed.split(",")]
    hosts, ports = ",".join(host for host, _ in servers), ",".join(str(port) for _, port in servers)
    return URL.create(
        address.drivername,
        address.username,
        address.password,
        database=address.database,
        query={**address.query, "host": hosts, "port": ports},
    )


def has_several(address: URL) -> bool:
    """True for an address with more than one server."""
    return "," in _one_text(address, "host")


def servers_of(address: URL) -> list[Server]:
    """Returns where the servers of a PostgreSQL address listen."""
    if has_several(address):
        hosts, ports = (_one_text(address, name).split(",") for name in ("host", "port"))
        return [_server(host, int(port)) for host, port in zip(hosts, ports, strict=True)]
    host = _one_text(address, "host") or address.host or ""
    return [_server(host, address.port or int(_one_text(address, "port") or DEFAULT_PORT))]


def arguments_for_each(arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the driver's arguments for each of the servers that its `host` and `port` name."""
    hosts, ports = (str(arguments.get(name, "")).split(",") for name in ("host", "port"))
    if len(hosts) == 1:
        return [dict(arguments)]
    return [{**arguments, "host": host, "port": port} for host, port in zip(hosts, ports, strict=True)]


def _from_options(address: URL) -> Iterator[tuple[str, int]]:
    asked = address.query["host"]
    hosts = asked if isinstance(asked, tuple) else tuple(asked.split(","))
    ports = _one_text(address, "port").split(",")
    if ports == [""]:
        yield from (_read(each) for each in hosts)
        return
    if len(ports) not in {1, len(hosts)}:
        raise ServerListError
    for host, port in zip(hosts, ports * (len(hosts) // len(ports)), strict=True):
        yield _read(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" if port else host)


def _read(text: str) -> tuple[str, int]:
    found = _SERVER.fullmatch(text)
    if found is None:
        raise ServerListError
    port = int(found["port"] or DEFAULT_PORT)
    if not 0 < port <= _GREATEST_PORT:
        raise ServerListError
    return found["ipv6"] or found["host"], port


def _server(host: str, port: int) -> Server:
    if host.startswith("/"):
        return Server("", port, f"{host}/.s.PGSQL.{port}")
    return Server(host or "127.0.0.1", port)


def _one_text(address: URL, option: str) -> str:
    value = address.query.get(option, "")
    return value if isinstance(value, str) else ",".join(value)
