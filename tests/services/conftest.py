"""Fixtures: a small organisation on both engines."""

import pytest

from kiosk.storage.store import Store
from tests.services.accounts.hashes import OURS
from tests.services.accounts.sign_ins import Desk, keep
from tests.services.world import World


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


@pytest.fixture
def desk(world: World) -> Desk:
    """Returns a desk at which the world's organizer signs in."""
    keep(world.store, OURS)
    return Desk(world.store)
