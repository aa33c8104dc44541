"""A small organisation for the tests of windows, on both database engines."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kiosk.storage.store import Store
from tests.services.world import World


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with closing(Store.open(database_url)) as store:
        yield World(store)
