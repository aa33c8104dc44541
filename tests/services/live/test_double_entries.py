"""Passes that two doors let in while they were cut off, and events with more people than places."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kiosk.domain.check_in.conflict import OverbookedEvent
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.event import EventState
from kiosk.domain.people.person import Person, Role
from kiosk.services.check_in.corrections import undo_check_in
from kiosk.services.events.events import set_event_state
from kiosk.services.live.double_entries import (
    MOST_LISTED,
    OVERBOOKED_FOR,
    count_calls_for_help,
    settle_double_entry,
    view_doors,
)
from kiosk.services.live.kiosks import report_presence
from kiosk.services.live.live import list_arrivals
from kiosk.services.people.edits import delete_person
from tests.services.live.doors import Doors, age, report_state
from tests.services.world import World

STRANGER = Person(uuid4(), "Igor", "igor@example.org", Role.EO)


@pytest.fixture
def doors(world: World, database_url: str) -> Doors:
    return Doors(world, database_url)


def test_a_pass_that_two_doors_let_in_is_listed_with_both_times_and_doors(doors: Doors) -> None:
    gap = timedelta(minutes=4, seconds=25)
    doors.let_in_twice(later=gap)
    (entry,) = doors.entries()
    now = doors.world.now
    assert (entry.name, entry.event_id) == ("Ana Ionescu", doors.world.event.id)
    assert entry.event_title == doors.world.event.title
    assert (entry.counted_at, entry.counted_kiosk) == (now, "Door A")
    assert (entry.again_at, entry.again_kiosk, entry.gap) == (now + gap, "Door B", gap)


def test_a_person_who_was_shown_that_they_are_in_already_is_no_double_entry(doors: Doors) -> None:
    token = doors.world.make_holder()
    doors.world.check_in(token, kiosk="Door A")
    assert doors.world.check_in(token, kiosk="Door B").outcome is Outcome.ALREADY_CHECKED_IN
    assert doors.entries() == ()
    assert count_calls_for_help(doors.world.store) == 0


def test_the_newest_double_entry_comes_first_and_the_list_is_limited(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_LISTED >= 20
    monkeypatch.setattr("kiosk.services.live.double_entries.MOST_LISTED", 2)
    for minutes, name in enumerate(("Ana", "Bo", "Carla")):
        doors.let_in_twice(name, later=timedelta(minutes=minutes))
    view = view_doors(doors.world.store, doors.world.now)
    assert [each.name for each in view.double_entries] == ["Carla", "Bo"]
    assert view.double_entry_count == 3


def test_a_double_entry_stays_when_the_check_in_was_undone_or_the_person_deleted(doors: Doors) -> None:
    store = doors.world.store
    for name in ("Ana", "Bo"):
        doors.let_in_twice(name)
    arrivals = {each.name: each for each in list_arrivals(store, doors.world.event.id).rows}
    undo_check_in(store, arrivals["Ana"].id, reason="left", desk="Desk", now=doors.world.now)
    bo = arrivals["Bo"].participant_id
    assert bo is not None
    delete_person(store, bo, confirmed="Bo")
    found = {each.name: (each.counted_at, each.gap) for each in doors.entries()}
    assert found == {"Ana": (None, None), None: (None, None)}


def test_settling_a_double_entry_changes_nothing_else(doors: Doors) -> None:
    world = doors.world
    doors.let_in_twice()
    rows, logged = world.rows(), world.logged()
    (entry,) = doors.entries()
    settle_double_entry(world.store, entry.scan_id)
    assert doors.entries() == ()
    assert (world.rows(), world.logged()) == (rows, logged)
    (change,) = doors.audited()
    assert (change.subject.id, change.subject.name) == (world.event.id, world.event.title)
    at = world.now.isoformat()
    expected = {
        "name": "Ana Ionescu",
        "at": at,
        "kiosk": "Door A",
        "again_at": at,
        "again_kiosk": "Door B",
    }
    assert change.after == expected


def test_a_double_entry_is_settled_once(doors: Doors) -> None:
    doors.let_in_twice()
    (entry,) = doors.entries()
    for _ in range(2):  # at two desks
        settle_double_entry(doors.world.store, entry.scan_id)
    settle_double_entry(doors.world.store, UUID(int=7))
    assert len(doors.audited()) == 1


def test_only_a_double_entry_can_be_settled(doors: Doors) -> None:
    doors.let_in_twice()
    with doors.world.store.write() as transaction:
        (first,) = [each for each in transaction.scans.rows(doors.world.event.id) if each.kiosk == "Door A"]
        assert not transaction.double_entries.settle(first.id)


def test_another_organizer_neither_sees_nor_settles_it(doors: Doors) -> None:
    doors.let_in_twice()
    (entry,) = doors.entries()
    theirs = doors.world.store.acting_for(STRANGER)
    assert doors.entries(theirs) == ()
    assert count_calls_for_help(theirs) == 0
    settle_double_entry(theirs, entry.scan_id)
    assert doors.entries() == (entry,)
    assert doors.audited() == []


def test_an_event_with_more_people_than_places_is_listed_with_both_numbers(doors: Doors) -> None:
    world = doors.world
    full = world.make_event("FULL", capacity=3)
    for kiosk in ("Door A", "Door A", "Door B"):
        world.check_in(None, event=full, kiosk=kiosk)
    assert doors.overbooked() == ()
    doors.set_capacity(full, 2)
    (found,) = doors.overbooked()
    assert found == OverbookedEvent(full.id, full.title, "FULL", 3, 2)
    assert found.excess == 1
    assert doors.overbooked(world.store.acting_for(STRANGER)) == ()


def test_an_overbooked_event_is_listed_for_a_week_or_while_it_is_always_open(doors: Doors) -> None:
    world = doors.world
    full = world.make_event("FULL", capacity=3)
    always = world.make_event("ALWAYS", capacity=3, ignores_schedule=True)
    for event in (full, always):
        world.check_in(None, event=event)
        world.check_in(None, event=event)
        doors.set_capacity(event, 1)
    assert {each.code for each in doors.overbooked()} == {"FULL", "ALWAYS"}
    world.now = full.start_at + OVERBOOKED_FOR + timedelta(seconds=1)
    assert {each.code for each in doors.overbooked()} == {"ALWAYS"}
    set_event_state(world.store, "ALWAYS", EventState.CLOSED)
    assert doors.overbooked() == ()


def test_double_entries_and_kiosks_that_are_cut_off_call_for_help(doors: Doors) -> None:
    store = doors.world.store
    doors.let_in_twice()
    for name in ("Door A", "Door B", "Door C"):
        report_presence(store, name, doors.world.event.id)
        report_state(doors.url, name, waiting=4)
    assert count_calls_for_help(store) == 1
    age(doors.url, "Door A", 120)
    report_state(doors.url, "Door C", waiting=0)
    age(doors.url, "Door C", 120)
    assert count_calls_for_help(store) == 2
