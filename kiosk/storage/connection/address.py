"""Reads a database URL, and makes the database's name for people, which never contains a password."""

import ipaddress
import os
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.database_addresses import (
    AddressNotUnderstood,
    AddressOfOtherKind,
    AddressOptionUnknown,
    AddressUncertain,
    AddressUnstorable,
    DatabaseNotNamed,
    NotAPlainFile,
    ServerListWrong,
    WritableServerNotAsked,
    WrongSlashes,
)
from kiosk.storage.connection.server_list import (
    ServerListError,
    has_several,
    servers_of,
    split_servers,
    with_servers,
)
from kiosk.storage.storable_text import is_storable

_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
_LONGEST_SCHEME = 20
_SQLITE = {"sqlite", "sqlite+pysqlite"}

_SESSION = "target_session_attrs"
_WRITABLE = {"read-write", "primary", "any"}


def read_address(url: str) -> URL:
    """Returns the URL for the engine, with the driver that this program ships.

    No refusal contains more of the URL than its scheme, because a password may be anywhere in it. A URL is
    refused when the end of the password is not certain: the rest of it could be shown as the name of a host.

    Raises:
        Refused: It is not the URL of a database that this program can use.
    """
    if not is_storable(unquote(url, errors="surrogateescape")):
        raise Refused(AddressUnstorable())
    url = url.strip()
    first_url, listed = split_servers(url) if url.partition("://")[0] in _POSTGRESQL else (url, None)
    try:
        address = make_url(first_url)
    except (ArgumentError, ValueError):
        # Without the cause: its text may quote the password.
        raise Refused(AddressNotUnderstood()) from None
    if address.drivername in _POSTGRESQL:
        _check_escapes(address, url)
        address = _with_one_password(address)
        if not address.database:
            raise Refused(DatabaseNotNamed())
        _check_options(address)
        return _with_servers(address, listed).set(drivername="postgresql+psycopg")
    if address.drivername in _SQLITE:
        if address.host:
            raise Refused(WrongSlashes())
        if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
            raise Refused(NotAPlainFile())
        file = os.path.expanduser(address.database)  # noqa: PTH111 -- Path's fails for ~nobody
        return address.set(drivername="sqlite+pysqlite", database=file)
    raise Refused(AddressOfOtherKind(address.drivername[:_LONGEST_SCHEME]))


def is_sqlite(address: URL) -> bool:
    """True for an address of a SQLite file."""
    return address.get_backend_name() == "sqlite"


def sqlite_file(address: URL) -> Path:
    """Returns the file of a SQLite address."""
    return Path(address.database or "")


def name_for_people(address: URL) -> str:
    """Returns "PostgreSQL kiosk on db.example" or "SQLite file /var/lib/kiosk/kiosk.sqlite"."""
    if is_sqlite(address):
        return f"SQLite file {sqlite_file(address)}"
    return f"PostgreSQL {address.database} on {_host(address)}"


def is_verified(address: URL) -> bool:
    """True when a PostgreSQL URL makes sure that no other computer can answer in the server's place.

    It does on this machine; with a `sslmode` that checks the certificate; and with `channel_binding=require`,
    by which the server proves that it knows the password and that nobody stands between (RFC 5802, 6).
    """
    if all(each.socket_file is not None or is_loopback(each.host) for each in servers_of(address)):
        return True
    asked = {name: str(address.query.get(name, "")) for name in ("sslmode", "channel_binding")}
    return asked["sslmode"] in {"verify-ca", "verify-full"} or asked["channel_binding"] == "require"


def is_loopback(host: str) -> bool:
    """True for a name or an address of this machine that no other computer reaches."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def through(address: URL, port: int) -> str:
    """Returns the URL, with its password, of a PostgreSQL database by way of a port of this machine."""
    options = address.difference_update_query(["host", "port"])
    return options.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)


def _check_escapes(address: URL, url: str) -> None:
    before, _, after = url.partition("@")
    is_certain = "@" not in after and (before == url or ("?" not in before and address.username is not None))
    if not is_certain:
        raise Refused(AddressUncertain())


def _with_one_password(address: URL) -> URL:
    """Moves a password from the options to the place in the URL that SQLAlchemy never prints."""
    asked = address.query.get("password")
    if asked is None:
        return address
    password = asked if isinstance(asked, str) else asked[-1]
    return address.difference_update_query(["password"]).set(password=password)


def _check_options(address: URL) -> None:
    if not address.query:
        return
    from psycopg.pq import Conninfo  # noqa: PLC0415 -- SQLite needs no driver

    known = {each.keyword.decode() for each in Conninfo.get_defaults()}
    if not known.issuperset(address.query):
        # Without its name, which may be the end of a password with an unescaped &.
        raise Refused(AddressOptionUnknown())


def _with_servers(address: URL, listed: str | None) -> URL:
    """Writes a list of servers as the driver reads it, and asks for the one of them that takes writes."""
    try:
        address = with_servers(address, listed)
    except ServerListError:
        raise Refused(ServerListWrong()) from None  # its text may be a part of a password
    if address.query.get(_SESSION, "any") not in _WRITABLE:
        raise Refused(WritableServerNotAsked())
    if has_several(address) and _SESSION not in address.query:
        address = address.update_query_dict({_SESSION: "read-write"})
    return address


def _host(address: URL) -> str:
    if has_several(address):
        return ", ".join(str(each) for each in servers_of(address))
    asked = address.query.get("host", "")
    hosts = [address.host or "", *([asked] if isinstance(asked, str) else asked)]
    host = next((each for each in hosts if each), "")
    if not host or host.startswith("/"):
        return "this machine"
    return f"{host}:{address.port}" if address.port else host
