"""Two organizers edit one event at two desks: both values are shown, one decides, nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.event import Event
from kiosk.domain.field_conflict import FieldConflict
from kiosk.domain.group import Group
from kiosk.domain.refusals.events.event_codes import CodeTaken
from kiosk.domain.refusals.events.events import EventDeleted
from kiosk.domain.refusals.events.groups import GroupNameTaken, NoGroupNamed
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.conflicts import EditConflict, Move
from kiosk.services.events import deletions, events
from kiosk.services.events.edits import edit_event, edit_event_as_decided, move_event
from kiosk.services.events.groups import view_group
from tests.refusals import refuses
from tests.services.world import World, saved


@pytest.fixture
def autumn(world: World) -> Group:
    return view_group(world.store, "Autumn series")


@pytest.fixture
def winter(world: World) -> Group:
    return events.create_group(world.store, name="Winter", organizer_email="olga@example.org")


@pytest.fixture
def conflict(world: World, autumn: Group, winter: Group) -> EditConflict[Event]:
    """Returns a conflict: they changed title, capacity and location; I want other values and a move."""
    seen = world.event
    saved(edit_event(world.store, seen, replace(seen, title="Theirs", capacity=5, location="Hall A")))
    wanted = replace(seen, title="Mine", location="Hall B", duration=timedelta(minutes=45))
    edited = edit_event(world.store, seen, wanted, move=Move(autumn, winter))
    assert isinstance(edited, EditConflict)
    return edited


def test_a_conflict_shows_what_both_changed_and_nothing_is_saved(
    world: World, conflict: EditConflict[Event]
) -> None:
    assert conflict.fields == (
        FieldConflict("title", mine="Mine", theirs="Theirs", before=world.event.title),
        FieldConflict("location", mine="Hall B", theirs="Hall A", before=None),
    )
    assert event_with_code(world.store, "WS001") == conflict.theirs
    assert (conflict.theirs.title, conflict.theirs.duration, conflict.theirs.group_name) == (
        "Theirs",
        timedelta(hours=2),
        "Autumn series",
    )


@pytest.mark.parametrize(
    ("mine", "title", "location"),
    [
        (set(), "Theirs", "Hall A"),
        ({"title"}, "Mine", "Hall A"),
        ({"location"}, "Theirs", "Hall B"),
        ({"title", "location"}, "Mine", "Hall B"),
    ],
)
def test_each_conflicting_field_is_decided_alone_and_other_changes_are_kept(
    world: World, conflict: EditConflict[Event], mine: set[str], title: str, location: str
) -> None:
    event = saved(edit_event_as_decided(world.store, conflict, mine))
    assert (event.title, event.location) == (title, location)
    assert (event.capacity, event.duration, event.group_name) == (5, timedelta(minutes=45), "Winter")


def test_a_third_persons_change_before_the_decision_is_a_new_conflict(
    world: World, conflict: EditConflict[Event]
) -> None:
    third = replace(conflict.theirs, title="Third")
    saved(edit_event(world.store, conflict.theirs, third))
    again = edit_event_as_decided(world.store, conflict, {"title"})
    assert isinstance(again, EditConflict)
    assert again.fields == (FieldConflict("title", mine="Mine", theirs="Third", before="Theirs"),)
    assert event_with_code(world.store, "WS001") == third


@pytest.mark.parametrize(("mine", "group"), [(set(), "Spring"), ({"group_name"}, "Winter")])
def test_two_moves_to_different_groups_are_a_conflict_to_decide(
    world: World, autumn: Group, winter: Group, mine: set[str], group: str
) -> None:
    spring = events.create_group(world.store, name="Spring", organizer_email="olga@example.org")
    saved(move_event(world.store, world.event, Move(autumn, spring)))
    conflict = move_event(world.store, world.event, Move(autumn, winter))
    assert isinstance(conflict, EditConflict)
    assert conflict.fields == (
        FieldConflict("group_name", mine="Winter", theirs="Spring", before="Autumn series"),
    )
    assert saved(edit_event_as_decided(world.store, conflict, mine)).group_name == group


def test_a_decision_is_refused_when_the_event_was_deleted_before_it(
    world: World, conflict: EditConflict[Event]
) -> None:
    deletions.delete_event(world.store, world.event.id, confirmed="WS001")
    with refuses(EventDeleted(conflict.theirs.title)):
        edit_event_as_decided(world.store, conflict, {"title"})


def test_a_group_made_for_an_event_is_made_with_it_or_not_at_all(world: World) -> None:
    with world.store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    hers = world.store.acting_for(olga)
    new = events.NewEvent(
        group=events.NewGroup("Spring"),
        title="First",
        start_at=world.now,
        duration=timedelta(hours=1),
        code="ws001",
    )
    with refuses(CodeTaken("ws001", by=world.event.title)):
        events.create_event(hers, new)
    with refuses(NoGroupNamed("Spring")):
        view_group(world.store, "Spring")
    made = events.create_event(hers, replace(new, code="SPRING"))
    assert made.group_name == "Spring"
    with refuses(GroupNameTaken("Spring", owner=olga.name)):
        events.create_event(hers, replace(new, code="OTHER"))
