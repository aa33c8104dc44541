"""A database URL understood, and the database's name for people, which never holds a password."""

import os
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from kiosk.domain.errors import Refused
from kiosk.storage.words import is_storable

_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_EXAMPLES = "Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."


def read_address(url: str) -> URL:
    """The URL as the engine takes it, with the driver this program ships.

    Raises:
        Refused: It is not the URL of a database this program can use.
    """
    if not is_storable(unquote(url, errors="surrogateescape")):
        raise Refused(f"The database URL holds characters that cannot be. {_EXAMPLES}")
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError):
        # Without the cause: its text may quote the password.
        raise Refused(f"The database URL cannot be understood. {_EXAMPLES}") from None
    if address.drivername in _POSTGRESQL:
        if not address.database:
            raise Refused(f"The database URL names a PostgreSQL server but no database. {_EXAMPLES}")
        return address.set(drivername="postgresql+psycopg")
    if address.drivername in _SQLITE:
        if address.host:
            raise Refused(
                "A SQLite URL has three slashes before a relative path and four before an absolute one."
            )
        if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
            raise Refused("A SQLite database needs a plain file to live in, such as sqlite:///kiosk.sqlite.")
        file = os.path.expanduser(address.database)  # noqa: PTH111 -- Path's fails for ~nobody
        return address.set(drivername="sqlite+pysqlite", database=file)
    raise Refused(f"{address.drivername!r} databases are not known to this program. {_EXAMPLES}")


def is_sqlite(address: URL) -> bool:
    """True for the embedded kind."""
    return address.get_backend_name() == "sqlite"


def sqlite_file(address: URL) -> Path:
    """The file of a SQLite address."""
    return Path(address.database or "")


def name_for_people(address: URL) -> str:
    """Such as "PostgreSQL kiosk on db.example" or "SQLite file /var/lib/kiosk/kiosk.sqlite"."""
    if is_sqlite(address):
        return f"SQLite file {sqlite_file(address)}"
    return f"PostgreSQL {address.database} on {_host(address)}"


def _host(address: URL) -> str:
    asked = address.query.get("host", "")
    hosts = [address.host or "", *([asked] if isinstance(asked, str) else asked)]
    host = next((each for each in hosts if each), "")
    if not host or host.startswith("/"):
        return "this machine"
    return f"{host}:{address.port}" if address.port else host
