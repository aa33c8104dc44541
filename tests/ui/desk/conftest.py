"""A desk on a real database, with an organizer at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from kiosk.domain.clock import Clock, utc_now
from kiosk.domain.people.person import Person
from kiosk.settings import load_settings
from kiosk.storage.store import Store
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.routing import Routes
from kiosk.ui.desk.shell.window import DeskWindow
from tests.services.world import World
from tests.ui.desk.evening import Desk, OpenDesk, Seat, join_listeners, olga, seat_at
from tests.ui.desk.stalls import stalls_found
from tests.waiting import until

_QUIET_SECONDS = 2


@pytest.fixture(autouse=True)
def stalls() -> Iterator[list[str]]:
    """Fails a test in which a screen queried the database in the GUI thread."""
    with stalls_found() as found:
        yield found
    assert not found, f"the database was asked in the GUI thread by {', '.join(found)}"


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenDesk]:
    """Opens desks; each is closed at the end."""
    opened: list[Desk] = []

    def make(
        store: Store,
        organizer: Person,
        *,
        routes: Routes = ROUTES,
        clock: Clock = utc_now,
        **options: object,
    ) -> Desk:
        memory = QSettings(str(tmp_path / f"desk{len(opened)}.ini"), QSettings.Format.IniFormat)
        window = DeskWindow(memory)
        settings = load_settings(time_zone="Europe/Bucharest", name="Desk", **options)
        work = DatabaseWorker(store, window)
        context = DeskContext(organizer, work, settings, clock, window.go, window.notice.show_message)
        window.furnish(context, routes)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        opened.append(Desk(window, context, qtbot))
        return opened[-1]

    yield make
    for desk in opened:
        desk.window.clear()
        # A connection in use when its store is closed would return to a pool that nobody closes.
        until(desk.is_quiet, _QUIET_SECONDS)
        desk.context.work.shutdown()
        desk.window.close()
        desk.window.deleteLater()
    join_listeners()


@pytest.fixture
def seat(world: World, open_desk: OpenDesk) -> Seat:
    """Opens Olga's desk."""
    return seat_at(open_desk, world, olga(world))
