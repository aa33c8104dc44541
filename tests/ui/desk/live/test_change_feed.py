"""How the live page follows the database: in a rush, and across an outage."""

import pytest
from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.person import Person
from kiosk.storage.store import Store
from kiosk.ui.common.database_worker import Work
from kiosk.ui.desk.live.change_feed import EventWatch
from kiosk.ui.desk.live.page import LivePage
from tests.databases import own_server
from tests.services.world import World
from tests.storage.raw import foreign_program, run
from tests.ui.desk.evening import OpenDesk
from tests.ui.desk.live.conftest import PLACES, Live


def test_a_rush_is_told_a_few_times_a_second_and_its_end_is_not_missed(
    world: World, emptied_database_url: str, qtbot: QtBot
) -> None:
    owner = QObject()
    work = Work(world.store, owner)
    watching = EventWatch(work, owner)
    told: list[int] = []
    since = QElapsedTimer()
    watching.changed.connect(lambda: told.append(since.elapsed()))
    since.start()
    watching.start(world.event.id)
    with foreign_program(emptied_database_url) as other:
        for _ in range(100):
            run(other, "INSERT INTO attendance (event_id) SELECT id FROM events")
            QApplication.processEvents()
    last_row = since.elapsed()
    qtbot.waitUntil(lambda: bool(told) and told[-1] >= last_row, timeout=15_000)
    assert len(told) <= since.elapsed() / 190 + 1  # every 200 ms; Qt's timers may be 5 % early
    watching.stop()
    work.shutdown()


def test_another_events_news_do_not_disturb(qtbot: QtBot, postgres_url: str) -> None:
    store = Store.open(postgres_url)
    there = World(store)
    other = there.make_event("OTHER")
    owner = QObject()
    work = Work(store, owner)
    watching = EventWatch(work, owner)
    told: list[None] = []
    watching.changed.connect(lambda: told.append(None))
    with qtbot.waitSignal(watching.changed):  # at first it says to look
        watching.start(there.event.id)
    told.clear()
    there.check_in(None, event=other)
    with qtbot.waitSignal(watching.changed):
        there.check_in(None)
    assert len(told) == 1
    watching.stop()
    work.shutdown()
    store.close()


@pytest.mark.complains("news of the database .* stopped")
def test_in_an_outage_the_page_says_so_and_follows_again_by_itself(
    open_desk: OpenDesk,
) -> None:
    with own_server() as own, own.server.database() as url:
        store = Store.open(url)
        store.upgrade()
        world = World(store)
        world.check_in(None)
        with store.read() as transaction:
            olga = transaction.people.by_email("olga@example.org")
        assert isinstance(olga, Person)
        desk = open_desk(store.acting_for(olga), olga, places=PLACES, clock=lambda: world.now)
        page = desk.window.go("event", world.event.id)
        assert isinstance(page, LivePage)
        live = Live(desk, page, world)
        live.wait_for("Walk-in")
        own.kill()
        page.refresh()
        live.wait(lambda: page.fault().startswith("Not up to date: The database"))
        own.start()
        with foreign_program(url) as other:
            run(other, "INSERT INTO attendance (event_id) SELECT id FROM events")
        live.wait_for("Walk-in", "Walk-in")
        live.wait(lambda: page.fault() == "")
        desk.window.clear()
        desk.context.work.shutdown()
        store.close()
