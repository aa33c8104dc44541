"""Changing, copying and repeating an event at the desk, also while another organizer changes it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton

from kiosk.domain.event import Event, EventField
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.events import deletions, edits, events
from kiosk.ui.desk.events.conflict_sheet import ConflictSheet
from kiosk.ui.desk.events.event_form import EventForm, changed_event
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.events.series_sheet import SeriesSheet
from kiosk.ui.desk.shell.destinations import ToEvents
from kiosk.ui.widgets.sheet import Sheet
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, seat_at
from tests.ui.desk.event_pages import BUCHAREST, choose, form_of, igor
from tests.unusual_event import with_unusual_details


def test_an_edit_changes_only_what_was_typed(seat: Seat) -> None:
    odd = seat.world.event.start_at + timedelta(seconds=17)
    edits.edit_event(seat.world.store, seat.world.event, replace(seat.world.event, start_at=odd))
    page = seat.go(ToEvents(), EventsPage)
    choose(seat, page)
    seat.press(page.edit_button)
    form = form_of(seat.sheet(Sheet))
    assert "New group…" not in [form.group.itemText(place) for place in range(form.group.count())]
    seat.type(form.title, "Changed")
    seat.press(seat.sheet(Sheet).main_button)
    assert event_with_code(seat.world.store, "WS001") == replace(
        seat.world.event, title="Changed", start_at=odd
    )


def test_a_form_shows_every_field_of_an_event_and_returns_it_unchanged(seat: Seat) -> None:
    seen = edits.edit_event(seat.world.store, seat.world.event, with_unusual_details(seat.world.event))
    assert isinstance(seen, Event)
    form = open_form(seat)
    assert changed_event(seen, form.read()) == seen, "kiosk/ui/desk/events/event_form.py"
    for field in EventField:
        form.show_error(field, "This is wrong.")
    assert form.errors() == dict.fromkeys(EventField, "This is wrong.")


def test_an_event_is_moved_to_another_group_in_its_form(seat: Seat) -> None:
    events.create_group(seat.world.store, name="Winter", organizer_email="olga@example.org")
    page = seat.go(ToEvents(), EventsPage)
    choose(seat, page)
    seat.press(page.edit_button)
    form_of(seat.sheet(Sheet)).group.setCurrentText("Winter")
    seat.press(seat.sheet(Sheet).main_button)
    assert event_with_code(seat.world.store, "WS001").group_name == "Winter"


def open_form(seat: Seat) -> EventForm:
    page = seat.go(ToEvents(), EventsPage)
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
    conflict = seat.sheet(ConflictSheet)
    shown = [each.text() for each in conflict.findChildren(QAbstractButton) if ": " in each.text()]
    assert shown == ["Theirs: His title", "Mine: Her title"]
    assert event_with_code(world.store, "WS001").title == "His title"  # her changes are not saved yet
    assert event_with_code(world.store, "WS001").location is None
    conflict.choices["title"].setChecked(takes_mine)
    seat.press(conflict.main_button)
    assert seat.no_sheet()
    saved = event_with_code(world.store, "WS001")
    assert saved.title == ("Her title" if takes_mine else "His title")
    assert (saved.capacity, saved.location) == (12, "Hall B")


def test_an_event_that_was_deleted_while_its_form_was_open_is_reported(seat: Seat) -> None:
    form = open_form(seat)
    deletions.delete_event(seat.world.store, "WS001", confirmed="WS001")
    seat.type(form.title, "Late")
    seat.press(seat.sheet(Sheet).main_button)
    assert "Somebody has just deleted" in form.errors()[""]


def test_a_copy_is_a_week_later_under_a_code_of_its_own(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
    choose(seat, page)
    seat.press(page.copy_button)
    seat.press(seat.sheet(Sheet).main_button)
    assert seat.no_sheet()
    copy = next(each for each in events.list_events(seat.world.store) if each.code != "WS001")
    assert copy.start_at == seat.world.event.start_at + timedelta(weeks=1)
    assert copy.title == seat.world.event.title


def test_a_series_from_the_page_is_eight_events_at_the_same_local_time(seat: Seat) -> None:
    monday = datetime(2026, 10, 5, 18, 30, tzinfo=BUCHAREST)
    seat.world.make_event("MON", start_at=monday, title="Course")
    page = seat.go(ToEvents(), EventsPage)
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
    assert seat.notice_text() == "Made 7 events."


def test_a_day_whose_tick_is_taken_away_is_not_made(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
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


def test_a_series_without_a_day_shows_why_and_makes_nothing(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
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
