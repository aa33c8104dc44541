"""The fixtures of all journeys."""

import pytest

from kiosk.storage.store import Store
from tests.journeys.stand import Evening, Film


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    return Film(tmp_path_factory.mktemp("clips"))


@pytest.fixture
def evening(store: Store, database_url: str) -> Evening:
    return Evening(store, database_url)
