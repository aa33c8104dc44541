"""The live page across an outage of the database."""

import pytest

from kiosk.domain.people.person import Person
from kiosk.storage.store import Store
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.shell.destinations import ToEvent
from tests.databases import own_server
from tests.services.world import World
from tests.storage.raw import foreign_program, run
from tests.ui.desk.evening import OpenDesk
from tests.ui.desk.live.conftest import LIVE_ROUTES, Live


@pytest.mark.complains("news of the database .* stopped")
def test_the_page_shows_an_outage_and_follows_again_afterwards(
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
        desk = open_desk(store.acting_for(olga), olga, routes=LIVE_ROUTES, clock=lambda: world.now)
        page = desk.window.go(ToEvent(world.event.id))
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
