"""The world on both engines."""

import pytest

from kiosk.storage.store import Store
from tests.services.world import World


@pytest.fixture
def database_url(emptied_database_url: str) -> str:
    return emptied_database_url


@pytest.fixture
def world(store: Store) -> World:
    return World(store)
