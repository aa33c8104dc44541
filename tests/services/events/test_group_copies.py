"""A group repeated as another season: the same events on other days, all of them or none."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.change import AuditFilter, ChangeKind
from kiosk.domain.check_in.scan import Method
from kiosk.domain.event import EventState
from kiosk.domain.group import Group
from kiosk.domain.refusals.events.event_fields import StartTooFar
from kiosk.domain.refusals.events.groups import GroupNameTaken
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.events import deletions, events
from kiosk.services.events.group_copies import duplicate_group
from kiosk.services.events.groups import list_groups, view_group
from kiosk.services.history.changes import list_changes
from kiosk.services.people import guest_lists as guests
from tests.refusals import refuses
from tests.services.world import World

BUCHAREST = ZoneInfo("Europe/Bucharest")


@pytest.fixture
def autumn(world: World) -> Group:
    """Returns a season of three Thursdays; the clocks go back after the first."""
    deletions.delete_event(world.store, "WS001", confirmed="WS001")
    for number, day in enumerate((22, 29, 36)):
        start = datetime(2026, 10, 1, 18, 30, tzinfo=BUCHAREST) + timedelta(days=day - 1)
        world.make_event(f"THU{number}", start_at=start, title=f"Evening {number}", capacity=10 + number)
    return view_group(world.store, "Autumn series")


def test_a_season_is_repeated_on_the_same_days_of_the_week_at_the_same_time(
    world: World, autumn: Group
) -> None:
    world.make_holder()
    guests.add_guest(world.store, "THU1", "ana@example.org")
    first = event_with_code(world.store, "THU0")
    with world.store.write() as transaction:
        transaction.attendance.add(
            attendance_id=uuid4(),
            event_id=first.id,
            participant_id=None,
            at=first.start_at,
            method=Method.BUTTON,
            kiosk="Door A",
        )
    events.set_event_state(world.store, "THU2", EventState.CLOSED)
    made = duplicate_group(world.store, autumn.id, name="Spring", first_day=date(2027, 3, 18), zone=BUCHAREST)
    assert (made.group.name, made.events) == ("Spring", 3)
    copies = [each for each in events.list_events(world.store) if each.group_name == "Spring"]
    assert [f"{each.start_at.astimezone(BUCHAREST):%a %m-%d %H:%M}" for each in copies] == [
        "Thu 03-18 18:30",
        "Thu 03-25 18:30",
        "Thu 04-01 18:30",  # summer time has begun
    ]
    assert [each.start_at.astimezone(UTC).hour for each in copies] == [16, 16, 15]
    assert [(each.title, each.capacity) for each in copies] == [
        ("Evening 0", 10),
        ("Evening 1", 11),
        ("Evening 2", 12),
    ]
    assert {each.state for each in copies} == {EventState.OPEN}
    assert len({each.code for each in events.list_events(world.store)}) == 6
    assert [len(guests.list_guests(world.store, each.code).guests) for each in copies] == [0, 1, 0]
    assert [world.rows(each) for each in copies] == [[], [], []]
    (change,) = list_changes(
        world.store, AuditFilter(kinds=frozenset({ChangeKind.GROUP_COPIED})), None, 10
    ).rows
    assert change.after is not None
    assert (change.after["copied_from"], change.after["events"]) == ("Autumn series", 3)


def test_a_season_with_a_taken_name_is_not_made(world: World, autumn: Group) -> None:
    with refuses(GroupNameTaken):
        duplicate_group(
            world.store, autumn.id, name="Autumn series", first_day=date(2027, 3, 18), zone=BUCHAREST
        )
    assert len(events.list_events(world.store)) == 3
    assert len(list_groups(world.store)) == 1


def test_a_season_too_far_in_the_future_is_not_made(world: World, autumn: Group) -> None:
    with refuses(StartTooFar(3000, 2000, 2999)):
        duplicate_group(world.store, autumn.id, name="Late", first_day=date(2999, 12, 30), zone=BUCHAREST)
    assert len(list_groups(world.store)) == 1


def test_repeating_a_group_without_events_makes_an_empty_group(world: World) -> None:
    empty = events.create_group(world.store, name="Empty", organizer_email="olga@example.org")
    made = duplicate_group(
        world.store, empty.id, name="Empty too", first_day=date(2027, 1, 1), zone=BUCHAREST
    )
    assert made.events == 0
