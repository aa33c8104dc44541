"""Two organizers edit one event at two desks: both are shown, one decides, nobody is overwritten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.group import Group
from kiosk.domain.refusals.event_codes import CodeTaken
from kiosk.domain.refusals.events import EventDeleted
from kiosk.domain.refusals.groups import GroupNameTaken, NoGroupNamed
from kiosk.services.check_in.event_door import find_event
from kiosk.services.events import deletions, events
from kiosk.services.events.conflicts import Clash, Draft, save_draft, settled
from kiosk.services.events.edits import Move, edit_event
from kiosk.services.events.groups import view_group
from tests.refusals import refuses
from tests.services.world import World


@pytest.fixture
def autumn(world: World) -> Group:
    return view_group(world.store, "Autumn series")


@pytest.fixture
def winter(world: World) -> Group:
    return events.create_group(world.store, name="Winter", organizer_email="olga@example.org")


def clash_over(world: World, autumn: Group, winter: Group) -> Clash:
    """They changed title, capacity and place; I want another title, place, duration and group."""
    seen = world.event
    edit_event(world.store, seen, replace(seen, title="Theirs", capacity=5, location="Hall A"))
    wanted = replace(seen, title="Mine", location="Hall B", duration=timedelta(minutes=45))
    clash = save_draft(world.store, Draft(seen, wanted, autumn, winter))
    assert isinstance(clash, Clash)
    return clash


def test_what_both_changed_is_shown_and_nothing_was_saved(world: World, autumn: Group, winter: Group) -> None:
    clash = clash_over(world, autumn, winter)
    assert [(each.field, each.now, each.wanted) for each in clash.changes] == [
        ("title", "Theirs", "Mine"),
        ("location", "Hall A", "Hall B"),
    ]
    assert find_event(world.store, "WS001") == clash.now
    assert (clash.now.title, clash.now.duration, clash.now.group_name) == (
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
def test_field_by_field_it_is_mine_or_theirs_and_the_rest_is_both(  # noqa: PLR0913, PLR0917 -- one row a choice
    world: World, autumn: Group, winter: Group, mine: set[str], title: str, location: str
) -> None:
    draft = settled(clash_over(world, autumn, winter), mine)
    saved = save_draft(world.store, draft)
    assert not isinstance(saved, Clash)
    assert (saved.title, saved.location) == (title, location)
    assert (saved.capacity, saved.duration, saved.group_name) == (5, timedelta(minutes=45), "Winter")


def test_what_a_third_changes_meanwhile_is_a_clash_again(world: World, autumn: Group, winter: Group) -> None:
    clash = clash_over(world, autumn, winter)
    third = replace(clash.now, title="Third")
    edit_event(world.store, clash.now, third)
    again = save_draft(world.store, settled(clash, {"title"}))
    assert isinstance(again, Clash)
    assert [(each.field, each.now) for each in again.changes] == [("title", "Third")]
    assert find_event(world.store, "WS001") == third


def test_a_group_both_moved_it_to_is_decided_too(world: World, autumn: Group, winter: Group) -> None:
    spring = events.create_group(world.store, name="Spring", organizer_email="olga@example.org")
    edit_event(world.store, world.event, world.event, move=Move(autumn, spring))
    clash = save_draft(world.store, Draft(world.event, world.event, autumn, winter))
    assert isinstance(clash, Clash)
    assert [(each.field, each.now, each.wanted) for each in clash.changes] == [
        ("group_name", "Spring", "Winter")
    ]
    kept = settled(clash, set())
    assert (kept.seen_group, kept.wanted_group) == (spring, spring)
    moved = save_draft(world.store, settled(clash, {"group_name"}))
    assert not isinstance(moved, Clash)
    assert moved.group_name == "Winter"


def test_an_event_deleted_meanwhile_is_told(world: World, autumn: Group) -> None:
    deletions.delete_event(world.store, world.event.id, confirmed="WS001")
    wanted = replace(world.event, title="Mine")
    with refuses(EventDeleted(world.event.title)):
        save_draft(world.store, Draft(world.event, wanted, autumn, autumn))


def test_a_group_made_for_an_event_is_made_with_it_or_not_at_all(world: World) -> None:
    with world.store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    hers = world.store.acting_for(olga)
    new = events.NewEvent(events.NewGroup("Spring"), "First", world.now, timedelta(hours=1), code="ws001")
    with refuses(CodeTaken("ws001", by=world.event.title)):
        events.create_event(hers, new)
    with refuses(NoGroupNamed("Spring")):
        view_group(world.store, "Spring")
    made = events.create_event(hers, replace(new, code="SPRING"))
    assert made.group_name == "Spring"
    with refuses(GroupNameTaken("Spring", owner=olga.name)):
        events.create_event(hers, replace(new, code="OTHER"))
