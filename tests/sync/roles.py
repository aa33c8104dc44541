"""Logins of the server for tests, which are dropped with what they own."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import make_url

from tests.databases import PostgresServer
from tests.storage.raw import foreign_program, run


@contextmanager
def new_role(server: PostgresServer, url: str) -> Iterator[str]:
    """Yields a login without rights.

    Args:
        server: The server.
        url: The database in which it may get rights.
    """
    name = f"kiosk_test_door_{uuid4().hex[:8]}"
    server.run(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    yield name
    with foreign_program(url) as connection:
        run(connection, f"DROP OWNED BY {name}")
    server.run(f"DROP ROLE {name}")


def as_role(url: str, role: str) -> str:
    """Returns the URL of a database for another login."""
    address = make_url(url).set(username=role, password="x")  # noqa: S106 -- of a role for this test
    return address.render_as_string(hide_password=False)
