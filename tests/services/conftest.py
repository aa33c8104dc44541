"""The world on both engines."""

import pytest

from kiosk.storage.store import Store
from tests.services.world import World


@pytest.fixture
def world(store: Store) -> World:
    return World(store)
