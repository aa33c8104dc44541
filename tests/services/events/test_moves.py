"""Events are moved between groups, codes are proposed before they are taken, and ids find what they mean."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.change import AuditFilter, ChangeKind
from kiosk.domain.event import EventField, EventState
from kiosk.domain.event_list import EventFilter
from kiosk.domain.field_conflict import FieldConflict
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person, Role
from kiosk.domain.refusals.events.event_codes import CodeTaken
from kiosk.domain.refusals.events.event_fields import OpensBeforeOutOfRange
from kiosk.domain.refusals.events.events import EventDeleted, EventNotThere
from kiosk.domain.refusals.events.groups import ChosenGroupDeleted, GroupNotThere, SeveralGroupsNamed
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.accounts.sharing import share_group
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.conflicts import EditConflict, Move
from kiosk.services.events import copies, deletions, events
from kiosk.services.events.codes import check_code, propose_code
from kiosk.services.events.edits import edit_event, move_event
from kiosk.services.events.groups import list_groups, view_group
from kiosk.services.events.lists import get_event_line, list_event_page, view_today
from kiosk.services.history.changes import list_changes
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.reports.files import write_report
from kiosk.services.reports.report import Report, ReportContext
from tests.refusals import refuses
from tests.services.world import NOW, World, saved


@pytest.fixture
def autumn(world: World) -> Group:
    return view_group(world.store, "Autumn series")


@pytest.fixture
def winter(world: World) -> Group:
    return events.create_group(world.store, name="Winter", organizer_email="olga@example.org")


def group_of(world: World) -> Group:
    with world.store.read() as transaction:
        group = transaction.groups.of_event(world.event.id)
    assert group is not None
    return group


def test_an_event_keeps_its_guests_and_check_ins_when_it_moves_to_another_group(
    world: World, autumn: Group, winter: Group
) -> None:
    world.make_holder()
    guests.add_guest(world.store, "WS001", "ana@example.org")
    world.check_in("WS001")
    moved = move_event(world.store, world.event, Move(autumn, winter))
    assert moved == replace(world.event, group_name="Winter")
    assert group_of(world) == winter
    assert world.rows() == [(None, "CAMERA", "Door A")]
    assert len(guests.list_guests(world.store, "WS001").guests) == 1


def test_a_move_and_an_edit_are_saved_together_or_not_at_all(
    world: World, autumn: Group, winter: Group
) -> None:
    wanted = replace(world.event, title="Moved")
    changed = saved(edit_event(world.store, world.event, wanted, move=Move(autumn, winter)))
    assert (changed.title, changed.group_name) == ("Moved", "Winter")
    back = replace(changed, title=" ")
    with refuses(Blank(EventField.TITLE)):
        edit_event(world.store, changed, back, move=Move(winter, autumn))
    assert group_of(world) == winter


def test_moving_an_event_that_somebody_else_moved_is_a_conflict(
    world: World, autumn: Group, winter: Group
) -> None:
    spring = events.create_group(world.store, name="Spring", organizer_email="olga@example.org")
    move_event(world.store, world.event, Move(autumn, spring))
    wanted = replace(world.event, title="Mine")
    conflict = edit_event(world.store, world.event, wanted, move=Move(autumn, winter))
    assert isinstance(conflict, EditConflict)
    assert conflict.fields == (
        FieldConflict("group_name", mine="Winter", theirs="Spring", before="Autumn series"),
    )
    assert event_with_code(world.store, "WS001") == replace(world.event, group_name="Spring")


def test_two_moves_of_an_event_to_the_same_group_do_not_conflict(
    world: World, autumn: Group, winter: Group
) -> None:
    once = move_event(world.store, world.event, Move(autumn, winter))
    assert move_event(world.store, world.event, Move(autumn, winter)) == once


def test_a_move_is_in_the_audit_once(world: World, autumn: Group, winter: Group) -> None:
    for _ in range(2):
        move_event(world.store, world.event, Move(autumn, winter))
    found = list_changes(world.store, AuditFilter(kinds=frozenset({ChangeKind.EVENT_EDITED})), None, 10)
    assert [(change.before, change.after) for change in found.rows] == [
        ({"group": "Autumn series"}, {"group": "Winter"})
    ]


def test_an_organizer_lists_and_moves_only_what_they_may_see(
    world: World, autumn: Group, winter: Group
) -> None:
    with world.store.write() as transaction:
        igor = transaction.people.add(
            name="Igor", email="igor@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
    his = world.store.acting_for(Person(igor, "Igor", "igor@example.org", Role.EO))
    own = events.create_group(his, name="Own")
    assert list_event_page(his, EventFilter(), now=NOW).rows == ()
    assert get_event_line(his, world.event.id) is None
    assert view_today(his, now=NOW, zone=ZoneInfo("UTC")).on_today == ()
    with refuses(EventDeleted(world.event.title)):
        move_event(his, world.event, Move(autumn, own))
    share_group(world.store, autumn.id, "igor@example.org")
    assert [line.event for line in list_event_page(his, EventFilter(), now=NOW).rows] == [world.event]
    with refuses(ChosenGroupDeleted("Winter")):
        move_event(his, world.event, Move(autumn, winter))
    assert saved(move_event(his, world.event, Move(autumn, own))).group_name == "Own"


def test_an_event_cannot_move_to_a_group_that_was_deleted(world: World, autumn: Group, winter: Group) -> None:
    deletions.delete_group(world.store, winter.id, confirmed="Winter")
    with refuses(ChosenGroupDeleted("Winter")):
        move_event(world.store, world.event, Move(autumn, winter))
    assert group_of(world) == autumn


def test_a_proposed_code_is_free_and_different_each_time(world: World) -> None:
    proposed = {propose_code(world.store) for _ in range(10)}
    assert len(proposed) == 10
    for code in proposed:
        assert check_code(world.store, code) == code
    assert len(events.list_events(world.store)) == 1  # a proposal reserves nothing


def test_a_chosen_code_is_checked_before_it_is_stored(world: World) -> None:
    assert check_code(world.store, "  WS002 ") == "WS002"
    with refuses(CodeTaken("ws001", by=world.event.title)):
        check_code(world.store, "ws001")
    assert check_code(world.store, "ws001", of_event=world.event.id) == "ws001"
    with refuses(Blank(EventField.CODE)):
        check_code(world.store, " ")


def test_check_in_of_a_new_event_opens_as_long_before_the_start_as_chosen(world: World) -> None:
    made = world.make_event("EARLY", opens_before=timedelta(hours=2))
    assert made.opens_before == timedelta(hours=2)
    with refuses(OpensBeforeOutOfRange):
        world.make_event("NEVER", opens_before=timedelta(days=8))


@pytest.fixture
def twins(world: World) -> tuple[Group, Group]:
    """Returns groups of two organizers with the same name, each with an event."""
    with world.store.write() as transaction:
        transaction.people.add(
            name="Igor", email="igor@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
    events.create_group(world.store, name="Autumn series", organizer_email="igor@example.org")
    mine, theirs = (summary.group for summary in list_groups(world.store))
    world.make_event("THEIRS", group=theirs.id, title="Theirs")
    return mine, theirs


def no_sheet(_report: Report, _path: Path, _on_progress: object) -> int:
    raise AssertionError("no sheet was asked for")


def test_of_two_groups_with_one_name_the_chosen_id_is_exported_and_deleted(
    world: World, twins: tuple[Group, Group], tmp_path: Path
) -> None:
    mine, theirs = twins
    names: list[tuple[str, str, int]] = []
    for group in twins:
        done = write_report(
            world.store,
            ReportContext(ZoneInfo("Europe/Bucharest"), NOW),
            ReportRequest(ReportKind.GROUP, group.id),
            FileFormat.CSV,
            tmp_path / f"{group.id}.csv",
            write_sheet=no_sheet,
            on_progress=lambda *_: None,
        )
        names.append((done.name, str(group.id), done.events))
    assert [events for _, _, events in names] == [1, 1]
    with refuses(SeveralGroupsNamed("Autumn series", 2)):
        view_group(world.store, "Autumn series")
    loss = deletions.delete_group(world.store, theirs.id, confirmed="Autumn series")
    assert (loss.group, loss.events) == (theirs, 1)
    assert [event.code for event in events.list_events(world.store)] == ["WS001"]
    assert view_group(world.store, mine.id) == mine


def test_an_event_is_found_by_its_id_after_its_code_changed(world: World) -> None:
    edit_event(world.store, world.event, replace(world.event, code="OTHER"))
    assert events.set_event_state(world.store, world.event.id, EventState.CLOSED).code == "OTHER"
    copy = copies.duplicate_event(world.store, world.event.id, start_at=NOW + timedelta(days=7))
    assert copy.title == world.event.title
    assert deletions.event_loss(world.store, world.event.id).event.code == "OTHER"
    deletions.delete_event(world.store, world.event.id, confirmed="other")
    assert get_event_line(world.store, world.event.id) is None


def test_actions_on_a_deleted_event_or_group_are_refused(world: World) -> None:
    gone = uuid4()
    for act, reason in (
        (lambda: deletions.event_loss(world.store, gone), EventNotThere()),
        (lambda: deletions.group_loss(world.store, gone), GroupNotThere()),
        (lambda: events.set_event_state(world.store, gone, EventState.OPEN), EventNotThere()),
        (lambda: world.make_event("NEW", group=gone), GroupNotThere()),
    ):
        with refuses(reason):
            act()
