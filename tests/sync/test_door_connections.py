"""A door needs few connections of the server, however much it does at once."""

from concurrent.futures import ThreadPoolExecutor

from kiosk.domain.check_in.scan import Method
from tests.storage.raw import ask, foreign_program
from tests.sync.venue import Venue
from tests.waiting import until

COUNT = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE application_name = 'counted' AND datname = current_database()"
)


def test_a_door_works_with_two_connections_and_one_that_listens(venue: Venue) -> None:
    door = venue.open_door("Door A", f"{venue.url}&application_name=counted")
    assert until(lambda: door.status.is_online)
    with ThreadPoolExecutor(4) as threads, foreign_program(venue.url) as connection:
        checking_in = [threads.submit(door.check_in, None, Method.BUTTON) for _ in range(20)]

        def is_done() -> bool:
            assert ask(connection, COUNT) <= 3
            return all(each.done() for each in checking_in)

        assert until(is_done, 60)
        assert all(each.result().is_checked_in for each in checking_in)
        assert until(lambda: ask(connection, COUNT) == 3)
