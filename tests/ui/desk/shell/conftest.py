"""A desk with two pages, on an empty database."""

from collections.abc import Iterator

import pytest

from kiosk.storage.store import Store
from tests.ui.desk.evening import Desk, OpenDesk
from tests.ui.desk.shell.pages import FRAME_ROUTES, ORGANIZER


@pytest.fixture
def desk(open_desk: OpenDesk, sqlite_url: str) -> Iterator[Desk]:
    store = Store.open(sqlite_url)
    yield open_desk(store, ORGANIZER, routes=FRAME_ROUTES)
    store.close()
