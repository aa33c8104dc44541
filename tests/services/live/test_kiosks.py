"""Kiosks report that they are running; the desk lists, renames and forgets them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event

from kiosk import __version__
from kiosk.domain.change import AuditEntry, AuditFilter, ChangeKind
from kiosk.domain.check_in.kiosk import ONLINE_FOR, KioskCamera, KioskPresence
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person, Role
from kiosk.domain.refusals.machine.kiosks import KioskForgotten, KioskNameTaken
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.services.events import deletions
from kiosk.services.history.changes import list_changes
from kiosk.services.live.kiosks import forget_kiosks, list_kiosks, rename_kiosk, report_presence
from kiosk.services.people import people
from tests.refusals import refuses
from tests.services.live.doors import age, report_state
from tests.services.world import World
from tests.storage.raw import ask, foreign_program


def only(world: World) -> KioskPresence:
    """Returns the only kiosk."""
    (kiosk,) = list_kiosks(world.store)
    return kiosk


def changes(world: World) -> list[AuditEntry]:
    """Returns the changes of kiosks, newest first."""
    kinds = frozenset({ChangeKind.KIOSK_CHANGED, ChangeKind.KIOSK_FORGOTTEN})
    return list(list_changes(world.store, AuditFilter(kinds=kinds), None, 50).rows)


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


def test_the_state_that_a_door_reports_is_listed(world: World, database_url: str) -> None:
    report_presence(world.store, "Door A", world.event.id)
    assert only(world).version == __version__
    waits_since = datetime(2026, 11, 26, 16, 10, tzinfo=UTC)
    report_state(
        database_url,
        "Door A",
        version="1.3.2",
        waiting=12,
        oldest_waiting_at=waits_since,
        camera="READS",
        clock_offset_ms=-252_400,
    )
    kiosk = only(world)
    assert (kiosk.version, kiosk.waiting, kiosk.oldest_waiting_at) == ("1.3.2", 12, waits_since)
    assert (kiosk.camera, kiosk.clock_offset) == (KioskCamera.READS, timedelta(seconds=-252.4))


def test_a_camera_state_of_a_newer_kiosk_is_not_shown(world: World, database_url: str) -> None:
    report_presence(world.store, "Door A", world.event.id)
    report_state(database_url, "Door A", camera="SQUINTS")
    assert only(world).camera is None


def test_the_check_ins_of_its_event_are_counted_at_each_kiosk(world: World) -> None:
    other = world.make_event("OTHER")
    for name in ("Door A", "Door B"):
        report_presence(world.store, name, world.event.id)
    report_presence(world.store, "Stage", other.id)
    for kiosk in ("Door A", "Door A", "Door B", "Desk"):
        world.check_in(None, kiosk=kiosk)
    world.check_in(None, event=other, kiosk="Door A")
    counts = {each.name: each.checked_in for each in list_kiosks(world.store)}
    assert counts == {"Door A": 2, "Door B": 1, "Stage": 0}


def test_one_query_counts_the_check_ins_of_all_kiosks(world: World) -> None:
    def queries() -> int:
        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            list_kiosks(world.store)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len(sent)

    report_presence(world.store, "Door 0", world.event.id)
    one = queries()
    for number in range(1, 8):
        report_presence(world.store, f"Door {number}", world.event.id)
    assert queries() == one


def test_check_ins_of_another_organizers_event_are_not_counted(world: World) -> None:
    report_presence(world.store, "Door A", world.event.id)
    world.check_in(None)
    stranger = Person(uuid4(), "Igor", "igor@example.org", Role.EO)
    assert [each.checked_in for each in list_kiosks(world.store.acting_for(stranger))] == [None]
    assert only(world).checked_in == 1


def test_a_kiosk_keeps_the_name_that_an_organizer_gave_it(world: World) -> None:
    report_presence(world.store, "DESKTOP-4F2A", world.event.id)
    world.check_in(None, kiosk="DESKTOP-4F2A")
    rename_kiosk(world.store, only(world).id, "  Garden entrance ")
    report_presence(world.store, "DESKTOP-4F2A", world.event.id)  # it knows its own name only
    kiosk = only(world)
    assert (kiosk.shown_name, kiosk.name, kiosk.checked_in) == ("Garden entrance", "DESKTOP-4F2A", 1)
    (change,) = changes(world)
    assert (change.kind, change.subject.name) == (ChangeKind.KIOSK_CHANGED, "DESKTOP-4F2A")
    assert (change.before, change.after) == ({"name": "DESKTOP-4F2A"}, {"name": "Garden entrance"})


def test_a_kiosk_gets_another_name_and_its_own_name_back(world: World) -> None:
    report_presence(world.store, "Door A", world.event.id)
    kiosk_id = only(world).id
    for name in ("North", "South", "South", "Door A"):
        rename_kiosk(world.store, kiosk_id, name)
        assert only(world).shown_name == name
    assert only(world).given_name is None
    assert len(changes(world)) == 3, "the same name again is no change"


def test_no_kiosk_gets_a_name_of_another_one(world: World) -> None:
    for name in ("Door A", "Door B"):
        report_presence(world.store, name, world.event.id)
    first, second = list_kiosks(world.store)
    rename_kiosk(world.store, first.id, "North")
    for taken in ("north", "DOOR A"):  # both of the first kiosk's names
        with refuses(KioskNameTaken(taken)):
            rename_kiosk(world.store, second.id, taken)
    with refuses(Blank(Field.KIOSK_NAME)):
        rename_kiosk(world.store, second.id, " ")
    with refuses(KioskForgotten()):
        rename_kiosk(world.store, UUID(int=7), "West")
    assert len(changes(world)) == 1


def test_a_kiosk_that_was_not_seen_today_is_forgotten_until_it_reports_again(
    world: World, database_url: str
) -> None:
    report_presence(world.store, "Old laptop", world.event.id)
    rename_kiosk(world.store, only(world).id, "Cloakroom")
    age(database_url, "Old laptop", 2 * 86_400)
    report_state(database_url, "Old laptop", waiting=3)
    assert forget_kiosks(world.store, {only(world).id}, UTC) == ("Cloakroom",)
    assert list_kiosks(world.store) == []
    change = changes(world)[0]
    assert (change.kind, change.subject.name) == (ChangeKind.KIOSK_FORGOTTEN, "Cloakroom")
    assert change.before is not None
    assert change.before["waiting"] == 3
    report_presence(world.store, "Old laptop", world.event.id)
    assert only(world).shown_name == "Old laptop"


def test_a_kiosk_of_today_and_one_that_nobody_chose_are_not_forgotten(
    world: World, database_url: str
) -> None:
    for name in ("Door A", "Old laptop", "Cloakroom"):
        report_presence(world.store, name, world.event.id)
    for name in ("Old laptop", "Cloakroom"):
        age(database_url, name, 2 * 86_400)
    chosen = {each.id for each in list_kiosks(world.store) if each.name != "Cloakroom"}
    assert forget_kiosks(world.store, chosen, UTC) == ("Old laptop",)
    assert [each.name for each in list_kiosks(world.store)] == ["Door A", "Cloakroom"]
    assert len(changes(world)) == 1


def test_a_kiosk_that_reports_at_this_moment_is_not_forgotten(world: World) -> None:
    report_presence(world.store, "Door A", world.event.id)
    before = replace(only(world), seen_at=only(world).seen_at - timedelta(seconds=1))
    with world.store.write() as transaction:
        assert not transaction.kiosks.forget(before)
    assert only(world).name == "Door A"
