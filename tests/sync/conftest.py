"""Fixtures: a venue whose central database is PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.rehearsal.network import Link, linked
from kiosk.domain.clock import utc_now
from kiosk.storage.store import Store
from tests.services.world import World
from tests.sync.venue import Venue


@pytest.fixture
def venue(postgres_url: str, sqlite_template: Path, tmp_path: Path) -> Iterator[Venue]:
    store = Store.open(postgres_url)
    opened = Venue(World(store, now=utc_now()), postgres_url, sqlite_template, tmp_path)
    yield opened
    opened.close()
    store.close()


@pytest.fixture
def network(postgres_url: str) -> Iterator[Link]:
    """Yields a network link to the centre."""
    with linked(postgres_url) as link:
        yield link
