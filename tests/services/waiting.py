"""Waiting until another transaction is blocked."""

import threading
from collections.abc import Callable

import pytest

from tests.storage.raw import ask, foreign_program, is_sqlite


def until_another_waits(database_url: str, is_done: Callable[[], bool]) -> None:
    """Waits until another connection waits for a lock; on SQLite, which lists no locks, returns at once."""
    pause = threading.Event()
    with foreign_program(database_url) as connection:
        if is_sqlite(connection):
            return
        for _ in range(1500):
            waiting = (
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if ask(connection, waiting) == 1:
                return
            assert not is_done(), "no connection waited"
            pause.wait(0.02)
    pytest.fail("no connection waited")
