"""A small organisation's desk, on both engines."""

from collections.abc import Iterator

import pytest

from kiosk.domain.person import Person
from kiosk.services.search import find_people
from kiosk.storage.store import Store
from tests.services.world import World
from tests.ui.desk.conftest import Desk, OpenDesk


@pytest.fixture
def store(emptied_database_url: str) -> Iterator[Store]:
    opened = Store.open(emptied_database_url)
    yield opened
    opened.close()


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


@pytest.fixture
def olga(world: World) -> Person:
    return find_people(world.store, "olga").rows[0]


@pytest.fixture
def desk(open_desk: OpenDesk, world: World, olga: Person) -> Desk:
    """Olga at her desk."""
    return open_desk(world.store.acting_for(olga), olga, clock=lambda: world.now)
