"""A small organisation's desk on both databases."""

import pytest

from kiosk.domain.people.person import Person
from kiosk.services.people.search import find_people
from tests.services.world import World
from tests.ui.desk.evening import Desk, OpenDesk


@pytest.fixture
def olga(world: World) -> Person:
    return find_people(world.store, "olga").rows[0]


@pytest.fixture
def desk(open_desk: OpenDesk, world: World, olga: Person) -> Desk:
    """Opens Olga's desk."""
    return open_desk(world.store.acting_for(olga), olga, clock=lambda: world.now)
