"""A program has as many connections as its options allow, and keeps few of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from kiosk.settings import load_settings
from kiosk.storage.store import Store
from tests.storage.raw import ask, foreign_program
from tests.waiting import until

PROGRAM = "counted"


@contextmanager
def counting(url: str) -> Iterator[Callable[[], int]]:
    """Yields a function that counts the connections of the program at the server."""
    with foreign_program(url) as connection:
        yield lambda: int(
            ask(
                connection,
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE application_name = :name AND datname = current_database()",
                name=PROGRAM,
            )
        )


@pytest.mark.parametrize(("least", "most"), [(2, 5), (5, 20)])
def test_a_pool_grows_when_it_is_needed_and_shrinks_again(postgres_url: str, least: int, most: int) -> None:
    url = f"{postgres_url}&application_name={PROGRAM}"
    with counting(postgres_url) as count, closing(Store.open(url, pool_min=least, pool_max=most)) as store:
        with ExitStack() as stack:
            for _ in range(most):
                stack.enter_context(store.read()).installation.get("any")
            assert count() == most
        assert until(lambda: count() == least)


def test_without_options_a_program_keeps_two_connections_and_opens_five_at_most() -> None:
    settings = load_settings()
    assert (settings.pool_min, settings.pool_max) == (2, 5)
