"""Guest lists of an event and of a group, by hand and from a file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.domain.errors import Cancelled, Refused
from kiosk.domain.people.person import Choice, Person, Role
from kiosk.domain.refusals.people.guest_lists import NoEventToCome
from kiosk.services.events.deletions import delete_event
from kiosk.services.importing.imports import ImportGuestLists, write_people
from kiosk.services.importing.people_files import read_people
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.people.guest_lists import GuestsOfEvent, GuestsOfGroup
from kiosk.services.people.passes import issue_pass, plan_passes
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.importing.hostile_tables import GOOD, write
from tests.services.world import World


def names(world: World, code: str = "WS001", text: str = "") -> list[str]:
    event = guests.list_guests(world.store, code).event
    return [each.person.name for each in guests.guest_page(world.store, event.id, text).rows]


def add(world: World, *names: str) -> list[UUID]:
    return [
        people.add_participant(world.store, name=name, email=f"{name.split()[0].lower()}@example.org").id
        for name in names
    ]


def test_many_people_are_put_on_a_guest_list_and_taken_off_it(world: World) -> None:
    ids = add(world, "Ana Ionescu", "Łukasz Żak", "Radu Pop")
    lists = GuestsOfEvent(world.event.id)
    assert guests.add_guests(world.store, lists, [*ids, uuid4()], now=world.now) == 1
    guests.add_guests(world.store, lists, ids[:1], now=world.now)
    assert names(world) == ["Ana Ionescu", "Łukasz Żak", "Radu Pop"]
    assert names(world, text="lukasz zak") == ["Łukasz Żak"]
    assert names(world, text="\0") == []
    assert guests.count_guests(world.store, world.event.id) == 3
    assert guests.remove_guests(world.store, world.event.id, [ids[0], uuid4()]) == 1
    assert names(world) == ["Łukasz Żak", "Radu Pop"]


def test_a_guest_list_shows_who_came_and_who_holds_a_pass(world: World) -> None:
    ids = add(world, "Ana Ionescu", "Radu Pop")
    guests.add_guests(world.store, GuestsOfEvent("WS001"), ids, now=world.now)
    world.check_in(issue_pass(world.store, "ana@example.org", now=world.now).token)
    page = guests.guest_page(world.store, world.event.id, "")
    assert [(each.arrived_at, each.has_pass) for each in page.rows] == [(world.now, True), (None, False)]


def test_a_long_list_comes_page_by_page(world: World) -> None:
    with world.store.write() as transaction:
        many = [(f"Person {n:03}", f"p{n}@example.org") for n in range(250)]
        transaction.people.add_all(many, password_hash=people.NO_PASSWORD, role=Role.PARTICIPANT)
        found = [each.id for each in transaction.people.chosen(Choice())]
        transaction.guests.add_all([world.event.id], found)
    seen: list[str] = []
    cursor = None
    while True:
        page = guests.guest_page(world.store, world.event.id, "person", after=cursor, limit=100)
        seen += [each.person.name for each in page.rows]
        cursor = page.following
        if cursor is None:
            break
    assert seen == [f"Person {n:03}" for n in range(250)]


def test_a_groups_guest_lists_are_those_of_its_events_that_are_not_over(world: World) -> None:
    ids = add(world, "Ana Ionescu")
    over = world.make_event("OLD", start_at=world.now - timedelta(days=1))
    world.make_event("WS002", start_at=world.now + timedelta(days=7))
    assert guests.add_guests(world.store, GuestsOfGroup("Autumn series"), ids, now=world.now) == 2
    assert [names(world, code) for code in ("WS001", "WS002", over.code)] == [
        ["Ana Ionescu"],
        ["Ana Ionescu"],
        [],
    ]
    with refuses(NoEventToCome("Autumn series")):
        guests.add_guests(
            world.store,
            GuestsOfGroup("Autumn series"),
            ids,
            now=world.now + timedelta(days=99),
        )


def test_all_people_of_a_file_are_put_on_the_list_even_those_known_before(
    world: World, tmp_path: Path
) -> None:
    people.add_participant(world.store, name="Ana I.", email="ANA@example.org")
    file = read_people(write(tmp_path, GOOD.encode()))
    on = ImportGuestLists(GuestsOfEvent(world.event.id), world.now)
    assert write_people(world.store, file, guests=on).new == 1
    assert names(world) == ["Ana I.", "Radu Pop"]
    assert write_people(world.store, file, guests=on).new == 0  # a second time changes nothing
    assert names(world) == ["Ana I.", "Radu Pop"]


def test_ten_thousand_people_of_a_file_are_put_on_a_list(store: Store, tmp_path: Path) -> None:
    world = World(store)
    text = "Name,Email\n" + "".join(f"Person {n},p{n}@example.org\n" for n in range(10_000))
    file = read_people(write(tmp_path, text.encode()))
    count = write_people(store, file, guests=ImportGuestLists(GuestsOfGroup("Autumn series"), world.now))
    assert count.new == 10_000
    assert guests.count_guests(store, world.event.id) == 10_000


def test_nobody_is_written_when_the_list_is_gone_or_the_work_is_cancelled(
    world: World, tmp_path: Path
) -> None:
    file = read_people(write(tmp_path, GOOD.encode()))
    on = ImportGuestLists(GuestsOfEvent(world.event.id), world.now)

    def stop(done: int, total: int | None) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_people(world.store, file, guests=on, on_progress=stop)
    assert names(world) == []
    delete_event(world.store, "WS001", confirmed="WS001")
    with refuses("not there any more"):
        write_people(world.store, file, guests=on)
    with world.store.read() as transaction:
        assert transaction.people.count() == 1


def test_another_organizers_lists_are_neither_seen_nor_filled(world: World) -> None:
    ids = add(world, "Ana Ionescu")
    with world.store.write() as transaction:
        other_id = transaction.people.add(
            name="Otto", email="otto@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
    theirs = world.store.acting_for(Person(other_id, "Otto", "otto@example.org", Role.EO))
    event, group = world.event, "Autumn series"
    acts: list[Callable[[Store], object]] = [
        lambda store: guests.guest_page(store, event.id, ""),
        lambda store: guests.count_guests(store, event.id),
        lambda store: guests.add_guests(store, GuestsOfEvent(event.code), ids, now=world.now),
        lambda store: guests.add_guests(store, GuestsOfGroup(group), ids, now=world.now),
        lambda store: guests.remove_guests(store, event.id, ids),
        lambda store: plan_passes(store, GuestsOfEvent(event.id)),
        lambda store: plan_passes(store, GuestsOfGroup(group)),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act(theirs)
        act(world.store)  # control: somebody who may see everything does it
    assert names(world) == []  # an earlier action removed them again
