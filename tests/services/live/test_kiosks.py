"""Kiosks report that they are running, and the desk lists them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from kiosk.domain.check_in.kiosk import ONLINE_FOR
from kiosk.domain.errors import Refused
from kiosk.domain.people.person import Person, Role
from kiosk.services.events import deletions
from kiosk.services.live.kiosks import list_kiosks, report_presence
from kiosk.services.people import people
from tests.services.world import World
from tests.storage.raw import ask, foreign_program, is_sqlite, run


def age(url: str, name: str, seconds: float) -> None:
    """Moves the kiosk's last report back by this many seconds."""
    with foreign_program(url) as connection:
        earlier = (
            "strftime('%Y-%m-%d %H:%M:%f000', 'now', :ago)"
            if is_sqlite(connection)
            else "now() - CAST(:ago AS interval)"
        )
        ago = f"-{seconds} seconds" if is_sqlite(connection) else f"{seconds} seconds"
        run(connection, f"UPDATE kiosks SET seen_at = {earlier} WHERE name = :name", ago=ago, name=name)  # noqa: S608 -- one of two of our own


def test_a_kiosk_that_reports_is_online_with_its_event(world: World) -> None:
    assert list_kiosks(world.store) == []
    report_presence(world.store, "Door A", world.event.id)
    (kiosk,) = list_kiosks(world.store)
    assert (kiosk.name, kiosk.event_title, kiosk.event_code) == ("Door A", world.event.title, "WS001")
    assert kiosk.is_online
    assert timedelta() <= kiosk.silent_for < timedelta(seconds=20)


def test_a_kiosk_that_is_silent_is_offline_and_stays_on_the_list_behind_the_others(
    world: World, database_url: str
) -> None:
    for name in ("Door A", "Door B", "Door C"):
        report_presence(world.store, name, world.event.id)
    age(database_url, "Door A", ONLINE_FOR.total_seconds() + 1)
    age(database_url, "Door B", ONLINE_FOR.total_seconds() - 10)
    assert [(kiosk.name, kiosk.is_online) for kiosk in list_kiosks(world.store)] == [
        ("Door B", True),
        ("Door C", True),
        ("Door A", False),
    ]
    report_presence(world.store, "Door A", world.event.id)
    assert all(kiosk.is_online for kiosk in list_kiosks(world.store))


def test_a_kiosk_that_changes_its_event_is_still_one_kiosk(world: World) -> None:
    other = world.make_event("OTHER")
    report_presence(world.store, "Door A", world.event.id)
    report_presence(world.store, "Door A", other.id)
    assert [kiosk.event_code for kiosk in list_kiosks(world.store)] == ["OTHER"]


def test_a_kiosk_whose_event_is_deleted_reports_without_one(world: World) -> None:
    report_presence(world.store, "Door A", world.event.id)
    deletions.delete_event(world.store, world.event.id, confirmed="WS001")
    assert [kiosk.event_id for kiosk in list_kiosks(world.store)] == [None]
    report_presence(world.store, "Door A", world.event.id)  # the kiosk does not know yet
    (kiosk,) = list_kiosks(world.store)
    assert (kiosk.event_id, kiosk.event_title, kiosk.is_online) == (None, None, True)


def test_another_organizers_event_is_not_named(world: World) -> None:
    report_presence(world.store, "Door A", world.event.id)
    stranger = people.add_participant(world.store, name="Igor", email="igor@example.org")
    seen = list_kiosks(world.store.acting_for(Person(stranger.id, "Igor", stranger.email, Role.EO)))
    assert [(kiosk.name, kiosk.event_title, kiosk.is_online) for kiosk in seen] == [("Door A", None, True)]
    with world.store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    assert [kiosk.event_title for kiosk in list_kiosks(world.store.acting_for(olga))] == [world.event.title]


def test_many_kiosks_report_at_once(world: World, database_url: str) -> None:
    names = [f"Door {number % 4}" for number in range(12)]
    start = threading.Barrier(len(names), timeout=30)

    def report(name: str) -> None:
        start.wait()
        report_presence(world.store, name, world.event.id)

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(report, names))
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM kiosks") == 4


def test_a_kiosks_report_does_not_change_the_event(world: World, database_url: str) -> None:
    with foreign_program(database_url) as connection:
        before = ask(connection, "SELECT updated_at FROM events")
        report_presence(world.store, "Door A", world.event.id)
        assert ask(connection, "SELECT updated_at FROM events") == before


@pytest.mark.parametrize("name", ["", " ", "a\0b", "x" * 256])
def test_a_kiosk_name_that_no_database_can_store_is_refused(world: World, name: str) -> None:
    with pytest.raises(Refused):
        report_presence(world.store, name, world.event.id)
