"""Sentences for organizers contain no command, because the desk has no terminal."""

from contextlib import closing

from kiosk.storage.store import Store
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.shell.destinations import ToEvents
from tests.services.world import World
from tests.storage.raw import foreign_program, run
from tests.ui.desk.evening import OpenDesk, olga, seat_at


def test_a_database_that_lost_a_table_is_reported_without_a_command(
    sqlite_url: str, open_desk: OpenDesk
) -> None:
    with closing(Store.open(sqlite_url)) as store:
        world = World(store)
        seat = seat_at(open_desk, world, olga(world))
        with foreign_program(sqlite_url) as connection:
            run(connection, "DROP TABLE shares")
        sentence = seat.go(ToEvents(), EventsPage).table.fault()
        assert "lacks tables" in sentence
        assert "close the desk and open it again" in sentence
        assert "`" not in sentence
