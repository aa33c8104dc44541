"""Events at the desk: found, made, changed, repeated, deleted, as an organizer does it on the keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from kiosk.domain.event import Event, EventState
from kiosk.domain.person import Person, Role
from kiosk.services import deletions, edits, events, people
from kiosk.services.door import find_event
from kiosk.services.groups import edit_group
from kiosk.services.sharing import share_group
from kiosk.ui.desk import exporting
from kiosk.ui.desk.clash_sheet import ClashSheet
from kiosk.ui.desk.event_form import NEW_GROUP, EventForm
from kiosk.ui.desk.events_page import NEW, EventsPage
from kiosk.ui.desk.form import Form
from kiosk.ui.desk.group_copy_sheet import GroupCopySheet
from kiosk.ui.desk.groups_page import GroupsPage
from kiosk.ui.desk.series_sheet import SeriesSheet
from kiosk.ui.desk.sheet import NameTyped, Sheet
from tests.services.world import NOW, World
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.evening import Seat, has_focus, olga, seat_at
from tests.ui.desk.stalls import stalls_found

BUCHAREST = ZoneInfo("Europe/Bucharest")


@pytest.fixture
def database_url(emptied_database_url: str) -> str:
    return emptied_database_url


@pytest.fixture
def world(store: object) -> World:
    return World(store)  # type: ignore[arg-type] # the fixture's store


@pytest.fixture
def seat(world: World, open_desk: OpenDesk) -> Iterator[Seat]:
    with stalls_found() as stalls:
        yield seat_at(open_desk, world, olga(world))
    assert stalls == []


def titles(page: EventsPage) -> list[str]:
    return [line.event.title for line in page.table.model.rows()]


def form_of(sheet: Sheet) -> EventForm:
    form = sheet.findChild(EventForm)
    assert isinstance(form, EventForm)
    return form


def test_the_list_finds_events_by_words_group_state_and_date(seat: Seat) -> None:
    events.create_group(seat.world.store, name="Winter", organizer_email="olga@example.org")
    seat.world.make_event("OLD", title="Łódź évening", start_at=NOW - timedelta(days=9))
    seat.world.make_event("WIN", title="Snow", group="Winter", start_at=NOW + timedelta(days=9))
    events.set_event_state(seat.world.store, "WIN", EventState.CLOSED)
    page = seat.go("events", EventsPage)
    assert titles(page) == ["Practical Bayesian A/B testing", "Snow"]
    assert has_focus(page.search)
    page.when.setCurrentText("All dates")
    seat.type(page.search, "lodz eve")
    assert titles(page) == ["Łódź évening"]
    seat.type(page.search, "")
    page.state.setCurrentText("Closed")
    seat.settle()
    assert titles(page) == ["Snow"]
    page.state.setCurrentText("Open and closed")
    page.group.setCurrentText("Autumn series")
    seat.settle()
    assert titles(page) == ["Practical Bayesian A/B testing", "Łódź évening"]
    seat.type(page.search, "zebra")
    assert page.table.is_empty()


def test_enter_goes_from_the_search_to_the_list_and_from_there_to_the_event(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    seat.desk.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert has_focus(page.table.view)
    seat.desk.qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert seat.shown_event() == seat.world.event.id


def test_a_new_event_is_typed_and_there(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    seat.press(page.new_button)
    sheet = seat.sheet(Sheet)
    form = form_of(sheet)
    assert has_focus(form.title)
    assert len(form.code.text()) == 6  # one is proposed
    proposed = form.code.text()
    seat.press(form.code.another)
    assert form.code.text() not in {"", proposed}
    seat.type(form.title, "Causal inference")
    seat.type(form.location, "Hall B")
    seat.type(form.code.line, "CI-1")
    assert form.code.verdict.text() == "This code is free."
    form.start.day.setDate(QDate(2026, 12, 24))
    form.start.clock.setTime(QTime(18, 30))
    form.duration.setValue(90)
    form.capacity.setValue(40)
    form.guest_list.setChecked(True)
    form.opens_before.setValue(45)
    seat.press(sheet.main_button)
    assert seat.no_sheet()
    made = find_event(seat.world.store, "CI-1")
    assert (made.title, made.location, made.capacity, made.has_guest_list) == (
        "Causal inference",
        "Hall B",
        40,
        True,
    )
    assert made.start_at == datetime(2026, 12, 24, 16, 30, tzinfo=UTC)
    assert (made.duration, made.opens_before) == (timedelta(minutes=90), timedelta(minutes=45))
    assert "with the code CI-1" in seat.told()
    assert "Causal inference" in titles(page)


def test_the_first_event_of_an_empty_database_makes_its_group(seat: Seat) -> None:
    deletions.delete_group(seat.world.store, "Autumn series", confirmed="Autumn series")
    page = seat.go("events", EventsPage, NEW)
    form = form_of(seat.sheet(Sheet))
    assert form.group.currentText() == NEW_GROUP
    seat.type(form.title, "First")
    seat.press(seat.sheet(Sheet).main_button)
    assert form.errors() == {"new_group": "The group's name cannot be blank."}
    assert has_focus(form.new_group)
    seat.type(form.new_group, "Spring")
    seat.press(seat.sheet(Sheet).main_button)
    assert seat.no_sheet()
    assert [(line.event.title, line.event.group_name) for line in page.table.model.rows()] == [
        ("First", "Spring")
    ]


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_made(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    seat.press(page.new_button)
    form = form_of(seat.sheet(Sheet))
    seat.type(form.code.line, "ws001")
    assert "is taken by" in form.code.verdict.text()
    seat.press(seat.sheet(Sheet).main_button)
    assert form.errors() == {"title": "The event's title cannot be blank."}
    seat.type(form.title, "Other")
    seat.press(seat.sheet(Sheet).main_button)
    assert "The code ws001 is taken" in form.errors()["code"]
    assert has_focus(form.code.line)
    assert len(events.list_events(seat.world.store)) == 1
    seat.type(form.code.line, "WS002")
    seat.press(seat.sheet(Sheet).main_button)
    assert seat.no_sheet()


def test_a_time_the_clocks_skip_is_told_before_it_is_saved(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    seat.press(page.new_button)
    form = form_of(seat.sheet(Sheet))
    form.start.day.setDate(QDate(2027, 3, 28))
    form.start.clock.setTime(QTime(3, 30))
    assert "The clocks skip 03:30 that night" in form.start_note.text()
    form.start.clock.setTime(QTime(12, 0))
    assert form.start_note.isHidden()


def choose(seat: Seat, page: EventsPage, code: str = "WS001") -> None:
    rows = page.table.model.rows()
    page.table.choose(next(number for number, line in enumerate(rows) if line.event.code == code))
    seat.settle()


def test_check_in_is_closed_with_one_press_and_opened_again_by_undo(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    assert not page.state_button.isEnabled()
    choose(seat, page)
    seat.press(page.state_button)
    assert find_event(seat.world.store, "WS001").state is EventState.CLOSED
    assert page.state_button.accessibleName() == "Open check-in"
    undo = next(each for each in seat.desk.window.findChildren(QPushButton) if each.text() == "Undo")
    seat.press(undo)
    assert find_event(seat.world.store, "WS001").state is EventState.OPEN


def test_an_edit_changes_only_what_was_typed(seat: Seat) -> None:
    odd = seat.world.event.start_at + timedelta(seconds=17)
    edits.edit_event(seat.world.store, seat.world.event, replace(seat.world.event, start_at=odd))
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.edit_button)
    form = form_of(seat.sheet(Sheet))
    assert NEW_GROUP not in [form.group.itemText(place) for place in range(form.group.count())]
    seat.type(form.title, "Changed")
    seat.press(seat.sheet(Sheet).main_button)
    assert find_event(seat.world.store, "WS001") == replace(seat.world.event, title="Changed", start_at=odd)


def test_an_event_is_moved_to_another_group_in_its_form(seat: Seat) -> None:
    events.create_group(seat.world.store, name="Winter", organizer_email="olga@example.org")
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.edit_button)
    form_of(seat.sheet(Sheet)).group.setCurrentText("Winter")
    seat.press(seat.sheet(Sheet).main_button)
    assert find_event(seat.world.store, "WS001").group_name == "Winter"


def igor(world: World) -> Person:
    """Another organizer, with whom the group is shared."""
    with world.store.write() as transaction:
        his = transaction.people.add(
            name="Igor", email="igor@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
        (group,) = transaction.groups.by_name("Autumn series")
    share_group(world.store.acting_for(olga(world)), group.id, "igor@example.org")
    return Person(his, "Igor", "igor@example.org", Role.EO)


def open_form(seat: Seat) -> EventForm:
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.edit_button)
    return form_of(seat.sheet(Sheet))


@pytest.mark.parametrize("takes_mine", [True, False])
def test_two_organizers_edit_one_event_at_two_desks_and_nobody_is_overwritten(
    seat: Seat, open_desk: OpenDesk, world: World, *, takes_mine: bool
) -> None:
    his = seat_at(open_desk, world, igor(world))
    hers_form, his_form = open_form(seat), open_form(his)
    his.type(his_form.title, "His title")
    his_form.capacity.setValue(12)
    his.press(his.sheet(Sheet).main_button)
    seat.type(hers_form.title, "Her title")
    seat.type(hers_form.location, "Hall B")
    seat.press(seat.sheet(Sheet).main_button)
    clash = seat.sheet(ClashSheet)
    shown = [each.text() for each in clash.findChildren(QAbstractButton) if ": " in each.text()]
    assert shown == ["Theirs: His title", "Mine: Her title"]
    assert find_event(world.store, "WS001").title == "His title"  # nothing of hers yet
    assert find_event(world.store, "WS001").location is None
    clash.choices["title"].setChecked(takes_mine)
    seat.press(clash.main_button)
    assert seat.no_sheet()
    saved = find_event(world.store, "WS001")
    assert saved.title == ("Her title" if takes_mine else "His title")
    assert (saved.capacity, saved.location) == (12, "Hall B")


def test_an_event_that_was_deleted_while_its_form_was_open_is_told(seat: Seat) -> None:
    form = open_form(seat)
    deletions.delete_event(seat.world.store, "WS001", confirmed="WS001")
    seat.type(form.title, "Late")
    seat.press(seat.sheet(Sheet).main_button)
    assert "Somebody deleted" in form.errors()[""]


def test_a_copy_is_a_week_later_under_a_code_of_its_own(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.copy_button)
    seat.press(seat.sheet(Sheet).main_button)
    assert seat.no_sheet()
    copy = next(each for each in events.list_events(seat.world.store) if each.code != "WS001")
    assert copy.start_at == seat.world.event.start_at + timedelta(weeks=1)
    assert copy.title == seat.world.event.title


def test_a_series_at_the_page_is_eight_events_at_one_time_on_the_wall(seat: Seat) -> None:
    monday = datetime(2026, 10, 5, 18, 30, tzinfo=BUCHAREST)
    seat.world.make_event("MON", start_at=monday, title="Course")
    page = seat.go("events", EventsPage)
    page.when.setCurrentText("All dates")
    seat.settle()
    choose(seat, page, "MON")
    seat.press(page.repeat_button)
    sheet = seat.sheet(SeriesSheet)
    boxes = list(sheet.days.values())
    assert [box.isChecked() for box in boxes] == [True, *[False] * 6]
    seat.desk.qtbot.keyClick(boxes[2], Qt.Key.Key_Space)
    shown = [sheet.list.item(number).text() for number in range(sheet.list.count())]
    assert shown[0] == "Mon 5 Oct 18:30 (this event)"
    assert len(shown) == 8
    assert sheet.main_button.text() == "Make 7 events"
    seat.press(sheet.main_button)
    assert seat.no_sheet()
    made = sorted(
        (each for each in events.list_events(seat.world.store) if each.title == "Course"),
        key=lambda each: each.start_at,
    )
    assert len(made) == 8
    assert {f"{each.start_at.astimezone(BUCHAREST):%H:%M}" for each in made} == {"18:30"}
    assert {each.start_at.hour for each in made} == {15, 16}  # the clocks went back in between
    assert seat.told() == "Made 7 events."


def test_a_day_whose_tick_is_taken_away_is_not_made(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.repeat_button)
    sheet = seat.sheet(SeriesSheet)
    sheet.count.setValue(3)
    left_out = sheet.list.item(1).text()
    sheet.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert sheet.list.count() == 4  # another day at the end, so that there are three
    assert sheet.list.item(1).checkState() is Qt.CheckState.Unchecked
    seat.press(sheet.main_button)
    days = [f"{each.start_at.astimezone(BUCHAREST):%d}" for each in events.list_events(seat.world.store)]
    assert len(days) == 3
    assert left_out.split()[1] not in days


def test_a_series_without_a_day_says_so_and_makes_nothing(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.repeat_button)
    sheet = seat.sheet(SeriesSheet)
    for box in sheet.days.values():
        box.setChecked(False)
    assert "at least one day of the week" in sheet.form.errors()["weekdays"]
    assert not sheet.main_button.isEnabled()
    sheet.ends.setCurrentIndex(1)
    next(iter(sheet.days.values())).setChecked(True)
    sheet.until.setDate(QDate(2036, 1, 1))
    assert "more than 366 events" in sheet.form.errors()["ends"]


def test_deleting_says_what_goes_offers_an_export_and_asks_for_the_code(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        seat.world.check_in("ws001")
    file = tmp_path / "before.xlsx"
    monkeypatch.setattr(exporting, "choose_file", lambda *_asked: file)
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.delete_button)
    sheet = seat.sheet(NameTyped)
    words = " ".join(each.text() for each in _labels(sheet))
    assert "3 attendance rows go for good" in words
    seat.press(next(each for each in sheet.findChildren(QPushButton) if each.text() == "Export first…"))
    seat.desk.qtbot.waitUntil(file.exists, timeout=10_000)
    assert sheet.isVisible()
    assert not sheet.main_button.isEnabled()
    seat.type(sheet.line, "ws00")
    assert not sheet.main_button.isEnabled()
    seat.type(sheet.line, "ws001")
    seat.press(sheet.main_button)
    assert seat.no_sheet()
    assert events.list_events(seat.world.store) == []
    assert page.table.is_empty()


def _labels(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)


def test_an_event_without_check_ins_offers_nothing_to_export(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.delete_button)
    sheet = seat.sheet(NameTyped)
    assert [each.text() for each in sheet.findChildren(QPushButton)] == ["Cancel", "Delete event"]
    sheet.reject()


def test_groups_are_made_described_and_deleted(seat: Seat) -> None:
    page = seat.go("groups", GroupsPage)
    page.make_group()
    sheet = seat.sheet(Sheet)
    form = sheet.findChild(Form)
    assert isinstance(form, Form)
    name = form.field("name")
    assert isinstance(name, QLineEdit)
    seat.type(name, "Autumn series")
    seat.press(sheet.main_button)
    assert "has a group called" in form.errors()["name"]
    seat.type(name, "Spring")
    seat.press(sheet.main_button)
    assert [each.group.name for each in page.table.model.rows()] == ["Autumn series", "Spring"]
    page.table.choose(0)
    seat.press(page.delete_button)
    confirm = seat.sheet(NameTyped)
    words = " ".join(each.text() for each in _labels(confirm))
    assert "1 event goes with it." in words
    seat.type(confirm.line, "Autumn series")
    seat.press(confirm.main_button)
    assert [each.group.name for each in page.table.model.rows()] == ["Spring"]


def test_a_group_that_two_rename_is_decided_field_by_field(seat: Seat) -> None:
    page = seat.go("groups", GroupsPage)
    page.table.choose(0)
    seat.press(page.edit_button)
    sheet = seat.sheet(Sheet)
    form = sheet.findChild(Form)
    assert isinstance(form, Form)
    name = form.field("name")
    assert isinstance(name, QLineEdit)
    (summary,) = page.table.model.rows()
    edit_group(seat.world.store, summary.group, replace(summary.group, name="Theirs", description="New"))
    seat.type(name, "Mine")
    seat.press(sheet.main_button)
    assert "Somebody else changed it to “Theirs” meanwhile" in form.errors()["name"]
    assert name.text() == "Mine"
    seat.press(sheet.main_button)
    (after,) = page.table.model.rows()
    assert (after.group.name, after.group.description) == ("Mine", "New")


def test_a_group_is_repeated_as_another_season(seat: Seat) -> None:
    page = seat.go("groups", GroupsPage)
    page.table.choose(0)
    seat.press(page.copy_button)
    sheet = seat.sheet(GroupCopySheet)
    seat.press(sheet.main_button)
    assert sheet.form.errors() == {"name": "The group's name cannot be blank."}
    seat.type(sheet.name, "Spring series")
    sheet.day.setDate(QDate(2027, 4, 1))
    seat.press(sheet.main_button)
    assert seat.no_sheet()
    assert seat.told() == "Made Spring series with 1 event."
    copy = next(each for each in events.list_events(seat.world.store) if each.code != "WS001")
    assert f"{copy.start_at.astimezone(BUCHAREST):%Y-%m-%d %H:%M}" == "2027-04-01 18:30"


def test_a_groups_events_are_shown_from_its_line(seat: Seat) -> None:
    seat.world.make_event("OLD", start_at=NOW - timedelta(days=300))
    page = seat.go("groups", GroupsPage)
    page.table.choose(0)
    seat.press(page.show_button)
    shown = seat.desk.window.page()
    assert isinstance(shown, EventsPage)
    assert shown.group.currentText() == "Autumn series"
    assert len(titles(shown)) == 2


def test_two_groups_of_one_name_are_told_apart_where_one_is_chosen(seat: Seat) -> None:
    igor(seat.world)
    theirs = events.create_group(seat.world.store, name="Autumn series", organizer_email="igor@example.org")
    share_group(
        seat.world.store.acting_for(_person(seat.world, "igor@example.org")), theirs.id, "olga@example.org"
    )
    page = seat.go("events", EventsPage)
    choices = [page.group.itemText(place) for place in range(page.group.count())]
    assert choices[0] == "All groups"
    assert sorted(choices[1:]) == ["Autumn series (igor@example.org)", "Autumn series (olga@example.org)"]


def _person(world: World, email: str) -> Person:
    with world.store.read() as transaction:
        found = transaction.people.by_email(email)
    assert found is not None
    return found


def test_names_of_255_characters_break_no_layout(seat: Seat) -> None:
    long = seat.world.make_event("LONG", title="W" * 255, location="M" * 255)
    seat.desk.window.resize(1024, 600)
    page = seat.go("events", EventsPage)
    choose(seat, page, "LONG")
    assert seat.desk.window.width() == 1024
    for press in (page.edit_button, page.copy_button, page.repeat_button, page.delete_button):
        seat.press(press)
        sheet = seat.sheet(Sheet)
        assert sheet.width() <= 700
        sheet.reject()
        seat.settle()
    assert isinstance(long, Event)


def test_every_control_has_a_name(seat: Seat) -> None:
    page = seat.go("events", EventsPage)
    choose(seat, page)
    seat.press(page.edit_button)
    controls = [
        each
        for kind in (QPushButton, QLineEdit, QComboBox)
        for each in seat.desk.window.findChildren(kind)
        if each.isVisible() and not each.objectName().startswith("qt_")
    ]
    assert [each for each in controls if not each.accessibleName()] == []
