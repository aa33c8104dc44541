"""The logins that stories of pairing make at the server, which have to go with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.storage.raw import ask_all, foreign_program, run

MADE = "SELECT role FROM kiosk_logins UNION SELECT one_time_role FROM kiosk_logins"


@contextmanager
def logins_dropped(url: str) -> Iterator[None]:
    """Drops at the end every login that a database lists."""
    yield
    with foreign_program(url) as connection:
        for (role,) in ask_all(connection, MADE):
            if role is not None:
                run(connection, f"DROP OWNED BY {role}")
                run(connection, f"DROP ROLE {role}")
        run(connection, "DELETE FROM kiosk_logins")
