"""Events and groups are edited, copied and deleted by several organizers at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from kiosk.domain.check_in.scan import Method
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventField, EventState
from kiosk.domain.field_conflict import FieldConflict
from kiosk.domain.people.person import Role
from kiosk.domain.refusals.events.deletions import EventNotConfirmed, GroupNotConfirmed
from kiosk.domain.refusals.events.event_codes import CodeTaken, CodeTakenByUnknown
from kiosk.domain.refusals.events.events import DoorEventDeleted, EventDeleted, NoEventWithCode
from kiosk.domain.refusals.events.groups import GroupDeleted, GroupNameTaken, SeveralGroupsNamed
from kiosk.domain.refusals.people.people import NobodyHasAddress
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.conflicts import EditConflict
from kiosk.services.events import copies, deletions, events, groups
from kiosk.services.events.edits import edit_event
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.world import CHECK_IN_URL, World, saved
from tests.storage.raw import ask, foreign_program, run
from tests.unusual_event import with_unusual_details

TWO = 2


def test_every_field_an_organizer_types_can_be_changed(world: World) -> None:
    seen = world.event
    wanted = replace(
        seen,
        title="  Causal inference ",
        start_at=seen.start_at + timedelta(days=1),
        duration=timedelta(minutes=45),
        code="ci-é",
        opens_before=timedelta(minutes=5),
        ignores_schedule=True,
        capacity=12,
        has_guest_list=True,
        location="Hall B",
    )
    changed = saved(edit_event(world.store, seen, wanted))
    assert changed == replace(wanted, title="Causal inference")
    assert event_with_code(world.store, "CI-É") == changed
    with refuses(NoEventWithCode("WS001")):
        event_with_code(world.store, "WS001")
    back = saved(edit_event(world.store, changed, replace(changed, capacity=None, location=None)))
    assert (back.capacity, back.location) == (None, None)


def test_a_new_code_gets_a_new_qr_for_other_front_ends(world: World, database_url: str) -> None:
    with foreign_program(database_url) as connection:
        before = ask(connection, "SELECT code_qr FROM events")
        renamed = saved(edit_event(world.store, world.event, replace(world.event, title="Other")))
        assert ask(connection, "SELECT code_qr FROM events") == before
        edit_event(world.store, renamed, replace(renamed, code="WS002"), check_in_url=CHECK_IN_URL)
        after = ask(connection, "SELECT code_qr FROM events")
    assert after.startswith("data:image/png;base64,")
    assert after != before


def test_a_code_may_change_its_letter_case_but_not_become_another_events_code(world: World) -> None:
    world.make_event("WS002")
    with refuses(CodeTaken("ws002", by=world.event.title)):
        edit_event(world.store, world.event, replace(world.event, code="ws002"))
    lower = saved(edit_event(world.store, world.event, replace(world.event, code="ws001")))
    assert lower.code == "ws001"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "cannot be blank"),
        ({"duration": timedelta(0)}, "1 to 1440"),
        ({"capacity": 0}, "at least 1"),
        ({"capacity": 2**31}, "at most"),
        ({"opens_before": timedelta(minutes=-1)}, "0 to 10080"),
        ({"opens_before": timedelta(minutes=10081)}, "0 to 10080"),
        ({"opens_before": timedelta(seconds=30)}, "whole minutes"),
        ({"location": "a\nb"}, "control characters"),
        ({"code": "\t"}, "cannot be blank"),
        ({"title": "a\udcff"}, "control characters"),
    ],
)
def test_an_invalid_value_is_refused_and_nothing_changes(
    world: World, changes: dict[str, object], sentence: str
) -> None:
    wanted = replace(world.event, **{"location": "Hall C", **changes})  # type: ignore[arg-type]  # a story names what it changes
    with refuses(sentence):
        edit_event(world.store, world.event, wanted)
    assert event_with_code(world.store, "WS001") == world.event


def test_a_conflicting_edit_returns_the_conflict_and_overwrites_nothing(world: World) -> None:
    seen = world.event
    theirs = saved(edit_event(world.store, seen, replace(seen, title="Theirs", capacity=5)))
    mine = replace(seen, title="Mine", location="Hall B")
    conflict = (FieldConflict("title", mine="Mine", theirs="Theirs", before=seen.title),)
    assert edit_event(world.store, seen, mine) == EditConflict(mine, theirs, seen, conflict)
    assert event_with_code(world.store, "WS001") == theirs  # not even the location was saved
    # Control: based on their version, the same edit is saved.
    assert saved(edit_event(world.store, theirs, replace(theirs, title="Mine"))).title == "Mine"


def test_edits_of_different_fields_are_both_kept(world: World) -> None:
    seen = world.event
    saved(edit_event(world.store, seen, replace(seen, title="Theirs")))
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    both = saved(edit_event(world.store, seen, replace(seen, location="Hall B")))
    assert (both.title, both.location, both.state) == ("Theirs", "Hall B", EventState.CLOSED)


def test_two_organizers_who_make_the_same_edit_do_not_conflict(world: World) -> None:
    wanted = replace(world.event, duration=timedelta(minutes=90))
    first, second = (edit_event(world.store, world.event, wanted) for _ in range(TWO))
    assert saved(first) == saved(second)


def test_a_conflict_with_another_program_is_found(world: World, database_url: str) -> None:
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE events SET duration_minutes = 30, capacity = 7")
    wanted = replace(world.event, duration=timedelta(minutes=45), capacity=9)
    conflict = edit_event(world.store, world.event, wanted)
    assert isinstance(conflict, EditConflict)
    half, three_quarters, two_hours = (timedelta(minutes=minutes) for minutes in (30, 45, 120))
    assert conflict.fields == (
        FieldConflict("duration", mine=three_quarters, theirs=half, before=two_hours),
        FieldConflict("capacity", mine=9, theirs=7, before=None),
    )


def test_of_several_edits_at_the_same_moment_one_is_saved_and_the_others_conflict(world: World) -> None:
    titles = [f"Title {number}" for number in range(8)]
    start = threading.Barrier(len(titles), timeout=30)

    def edit(title: str) -> Event | EditConflict[Event]:
        start.wait()
        return edit_event(world.store, world.event, replace(world.event, title=title))

    with ThreadPoolExecutor(len(titles)) as threads:
        answers = list(threads.map(edit, titles))
    (first,) = [each for each in answers if isinstance(each, Event)]
    assert event_with_code(world.store, "WS001") == first
    conflicts = [each for each in answers if isinstance(each, EditConflict)]
    assert len(conflicts) == len(titles) - 1
    assert {field.theirs for each in conflicts for field in each.fields} == {first.title}


def test_two_events_cannot_take_one_code_at_the_same_moment(world: World) -> None:
    both = [world.event, world.make_event("WS002")]
    start = threading.Barrier(TWO, timeout=30)

    def edit(event: Event) -> object:
        start.wait()
        try:
            return saved(edit_event(world.store, event, replace(event, code="NEW"))).code
        except Refused as refused:
            return refused.reason

    with ThreadPoolExecutor(TWO) as threads:
        answers = list(threads.map(edit, both))
    assert answers.count("NEW") == 1
    assert any(isinstance(each, CodeTaken | CodeTakenByUnknown) for each in answers)


def test_the_unique_index_refuses_a_taken_code_that_was_not_checked_first(world: World) -> None:
    other = world.make_event("WS002")
    with refuses(CodeTakenByUnknown("WS001")), world.store.write() as transaction:
        transaction.events.change(replace(other, code="WS001"), [EventField.CODE])


def test_editing_a_deleted_event_is_refused(world: World) -> None:
    deletions.delete_event(world.store, "WS001", confirmed="WS001")
    with refuses(EventDeleted(world.event.title)):
        edit_event(world.store, world.event, replace(world.event, title="Mine"))


def test_every_detail_is_edited_and_shared_by_a_copy(world: World) -> None:
    wanted = with_unusual_details(world.event)
    model = saved(edit_event(world.store, world.event, wanted))
    assert model == wanted
    copy = copies.duplicate_event(world.store, "WS001", start_at=model.start_at + timedelta(days=7))
    assert copy == replace(model, id=copy.id, code=copy.code, start_at=copy.start_at)


def test_somebody_elses_edit_of_any_field_is_a_conflict(world: World) -> None:
    seen = world.event
    theirs = with_unusual_details(replace(seen, code="THEIRS"))
    edit_event(world.store, seen, theirs)
    conflict = edit_event(world.store, seen, with_unusual_details(replace(theirs, code="MINE")))
    assert isinstance(conflict, EditConflict)
    # A switch has two values only, so both want the same one.
    switches = {EventField.IGNORES_SCHEDULE, EventField.HAS_GUEST_LIST}
    assert {each.field for each in conflict.fields} == set(EventField) - switches


def test_a_duplicate_has_a_time_and_a_code_of_its_own_and_no_check_ins(world: World) -> None:
    world.make_holder()
    guests.add_guest(world.store, "WS001", "ana@example.org")
    world.check_in(None)
    start_at = world.event.start_at + timedelta(days=7)
    copied = copies.duplicate_event(world.store, "ws001", start_at=start_at)
    assert copied == replace(world.event, id=copied.id, code=copied.code, start_at=start_at)
    assert copied.code != world.event.code
    assert world.rows(copied) == []
    assert len(guests.list_guests(world.store, copied.code).guests) == 1
    named = copies.duplicate_event(world.store, "WS001", start_at=start_at, title="Again", new_code="WS002")
    assert (named.title, named.code) == ("Again", "WS002")
    with refuses(CodeTaken("ws002", by="Again")):
        copies.duplicate_event(world.store, "WS001", start_at=start_at, new_code="ws002")
    with refuses(NoEventWithCode("NOPE")):
        copies.duplicate_event(world.store, "NOPE", start_at=start_at)


@pytest.mark.parametrize("confirmed", [None, "", "WS00", "yes"])
def test_deleting_an_event_without_typing_its_code_is_refused_with_what_would_be_lost(
    world: World, confirmed: str | None
) -> None:
    world.check_in(None)
    world.check_in(None)
    with refuses(EventNotConfirmed(world.event.title, "WS001", check_ins=2, typed=confirmed)):
        deletions.delete_event(world.store, "ws001", confirmed=confirmed)
    assert deletions.event_loss(world.store, "WS001").check_ins == 2
    assert len(world.rows()) == 2


def test_deleting_an_event_deletes_its_check_ins_and_keeps_the_scan_log(
    world: World, database_url: str
) -> None:
    other = world.make_event("WS002")
    for event in (world.event, world.event, other):
        world.check_in(None, event=event)
    loss = deletions.delete_event(world.store, "WS001", confirmed=" ws001 ")
    assert (loss.event, loss.check_ins) == (world.event, 2)
    assert events.list_events(world.store) == [other]
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM attendance") == 1
        assert ask(connection, "SELECT count(*) FROM scan_log") == 3


def test_a_group_is_deleted_with_its_events_once_its_name_is_typed(world: World) -> None:
    events.create_group(world.store, name="Other", organizer_email="olga@example.org")
    kept = world.make_event("KEPT", group="Other")
    world.check_in(None)
    for confirmed in (None, "autumn series"):
        with refuses(GroupNotConfirmed("Autumn series", events=1, check_ins=1, typed=confirmed)):
            deletions.delete_group(world.store, "Autumn series", confirmed=confirmed)
    assert len(events.list_events(world.store)) == 2
    loss = deletions.delete_group(world.store, "Autumn series", confirmed="Autumn series")
    assert (loss.events, loss.check_ins) == (1, 1)
    assert events.list_events(world.store) == [kept]
    assert [each.group.name for each in groups.list_groups(world.store)] == ["Other"]


def test_a_group_is_renamed_unless_somebody_else_renamed_it(world: World) -> None:
    seen = groups.view_group(world.store, "Autumn series")
    renamed = saved(groups.edit_group(world.store, seen, replace(seen, name=" Winter ")))
    assert renamed.name == "Winter"
    assert event_with_code(world.store, "WS001").group_name == "Winter"
    mine = replace(seen, name="Spring")
    conflict = (FieldConflict("name", mine="Spring", theirs="Winter", before="Autumn series"),)
    assert groups.edit_group(world.store, seen, mine) == EditConflict(mine, renamed, seen, conflict)
    described = saved(groups.edit_group(world.store, seen, replace(seen, description="Talks")))
    assert (described.name, described.description) == ("Winter", "Talks")
    events.create_group(world.store, name="Other", organizer_email="olga@example.org")
    with refuses(GroupNameTaken("Other")):
        groups.edit_group(world.store, described, replace(described, name="Other"))
    deletions.delete_group(world.store, "Winter", confirmed="Winter")
    with refuses(GroupDeleted("Winter")):
        groups.edit_group(world.store, described, replace(described, name="Mine"))


def test_groups_with_the_same_name_are_distinguished_by_their_organizer(world: World) -> None:
    with world.store.write() as transaction:
        transaction.people.add(
            name="Ina", email="ina@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
    events.create_group(world.store, name="Autumn series", organizer_email="ina@example.org")
    with refuses(SeveralGroupsNamed("Autumn series", 2)):
        groups.view_group(world.store, "Autumn series")
    inas = groups.view_group(world.store, "Autumn series", organizer_email="ina@example.org")
    groups.edit_group(world.store, inas, replace(inas, name="Ina's"))
    listed = [
        (each.group.name, each.organizer_email, each.events) for each in groups.list_groups(world.store)
    ]
    assert listed == [("Autumn series", "olga@example.org", 1), ("Ina's", "ina@example.org", 0)]


def test_only_people_on_the_guest_list_may_enter(world: World) -> None:
    token = world.make_holder()
    edit_event(world.store, world.event, replace(world.event, has_guest_list=True))
    assert world.check_in(token).outcome == "NOT_ON_LIST"
    for _ in range(TWO):  # adding a guest twice changes nothing
        guests.add_guest(world.store, "WS001", "ANA@example.org")
    assert len(guests.list_guests(world.store, "WS001").guests) == 1
    assert world.check_in(token).outcome == "CHECKED_IN"
    guests.remove_guest(world.store, "WS001", "ana@example.org")
    assert guests.list_guests(world.store, "WS001").guests == ()
    with refuses("not on the guest list"):
        guests.remove_guest(world.store, "WS001", "ana@example.org")
    with refuses(NobodyHasAddress("nobody@example.org")):
        guests.add_guest(world.store, "WS001", "nobody@example.org")


def test_a_check_in_waits_while_its_event_is_being_deleted_and_is_refused(
    postgres_url: str,
) -> None:
    # SQLite has one writing transaction at a time, so this cannot happen there.
    store = Store.open(postgres_url)
    try:
        world = World(store)
        with ThreadPoolExecutor(1) as threads, foreign_program(postgres_url) as connection:
            with store.write() as transaction:
                transaction.events.delete(world.event.id)
                late_scan = threads.submit(world.check_in, None)
                _wait_until_somebody_waits(connection)
            with refuses(DoorEventDeleted()):
                late_scan.result(timeout=30)
    finally:
        store.close()


def test_deleting_an_event_waits_for_a_check_in_and_counts_it(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    try:
        world = World(store)
        with ThreadPoolExecutor(1) as threads, foreign_program(postgres_url) as connection:
            with store.write() as transaction:
                assert transaction.events.lock_for_key_share(world.event.id) == world.event
                deleted = threads.submit(deletions.delete_event, store, "WS001", confirmed="WS001")
                _wait_until_somebody_waits(connection)
                transaction.attendance.add(
                    attendance_id=uuid4(),
                    event_id=world.event.id,
                    participant_id=None,
                    at=world.now,
                    method=Method.BUTTON,
                    kiosk="Door A",
                )
            assert deleted.result(timeout=30).check_ins == 1  # counted after the wait
    finally:
        store.close()


def _wait_until_somebody_waits(connection: Connection) -> None:
    pause = threading.Event()
    for _ in range(1000):
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        if ask(connection, waiting + " AND datname = current_database()"):
            return
        pause.wait(0.02)
    pytest.fail("nobody waited for the lock")
