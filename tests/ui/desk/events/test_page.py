"""Finding, making, opening, closing and deleting events at the desk with the keyboard."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from kiosk.domain.event import Event, EventState
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.events import deletions, events
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.reports import export as exporting
from kiosk.ui.desk.shell.destinations import ToEvents
from kiosk.ui.widgets.sheet import NameTyped, Sheet
from tests.services.world import NOW
from tests.ui.desk.evening import Seat, has_focus
from tests.ui.desk.event_pages import choose, form_of, labels, titles


def test_the_list_finds_events_by_words_group_state_and_date(seat: Seat) -> None:
    events.create_group(seat.world.store, name="Winter", organizer_email="olga@example.org")
    seat.world.make_event("OLD", title="Łódź évening", start_at=NOW - timedelta(days=9))
    seat.world.make_event("WIN", title="Snow", group="Winter", start_at=NOW + timedelta(days=9))
    events.set_event_state(seat.world.store, "WIN", EventState.CLOSED)
    page = seat.go(ToEvents(), EventsPage)
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
    page = seat.go(ToEvents(), EventsPage)
    seat.desk.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert has_focus(page.table.view)
    seat.desk.qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert seat.shown_event_id() == seat.world.event.id


def test_a_new_event_is_typed_and_listed(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
    seat.press(page.new_button)
    sheet = seat.sheet(Sheet)
    form = form_of(sheet)
    assert has_focus(form.title)
    assert len(form.code.text()) == 6  # a code is proposed
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
    made = event_with_code(seat.world.store, "CI-1")
    assert (made.title, made.location, made.capacity, made.has_guest_list) == (
        "Causal inference",
        "Hall B",
        40,
        True,
    )
    assert made.start_at == datetime(2026, 12, 24, 16, 30, tzinfo=UTC)
    assert (made.duration, made.opens_before) == (timedelta(minutes=90), timedelta(minutes=45))
    assert "with the code CI-1" in seat.notice_text()
    assert "Causal inference" in titles(page)


def test_the_first_event_of_an_empty_database_makes_its_group(seat: Seat) -> None:
    deletions.delete_group(seat.world.store, "Autumn series", confirmed="Autumn series")
    page = seat.go(ToEvents(), EventsPage)
    seat.press(page.new_button)
    form = form_of(seat.sheet(Sheet))
    assert form.group.currentText() == "New group…"
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


def test_an_error_is_shown_beside_its_field_and_nothing_is_made(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
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


def test_a_time_the_clocks_skip_is_shown_before_it_is_saved(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
    seat.press(page.new_button)
    form = form_of(seat.sheet(Sheet))
    form.start.day.setDate(QDate(2027, 3, 28))
    form.start.clock.setTime(QTime(3, 30))
    assert "The clocks skip 03:30 that night" in form.start_note.text()
    form.start.clock.setTime(QTime(12, 0))
    assert form.start_note.isHidden()


def test_check_in_is_closed_with_one_press_and_opened_again_by_undo(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
    assert not page.state_button.isEnabled()
    choose(seat, page)
    seat.press(page.state_button)
    assert event_with_code(seat.world.store, "WS001").state is EventState.CLOSED
    assert page.state_button.accessibleName() == "Open check-in"
    undo = next(each for each in seat.desk.window.findChildren(QPushButton) if each.text() == "Undo")
    seat.press(undo)
    assert event_with_code(seat.world.store, "WS001").state is EventState.OPEN


def test_a_deletion_shows_the_loss_offers_an_export_and_asks_for_the_code(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        seat.world.check_in("ws001")
    file = tmp_path / "before.xlsx"
    monkeypatch.setattr(exporting, "choose_file", lambda *_asked: file)
    page = seat.go(ToEvents(), EventsPage)
    choose(seat, page)
    seat.press(page.delete_button)
    sheet = seat.sheet(NameTyped)
    words = " ".join(each.text() for each in labels(sheet))
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


def test_an_event_without_check_ins_offers_nothing_to_export(seat: Seat) -> None:
    page = seat.go(ToEvents(), EventsPage)
    choose(seat, page)
    seat.press(page.delete_button)
    sheet = seat.sheet(NameTyped)
    assert [each.text() for each in sheet.findChildren(QPushButton)] == ["Cancel", "Delete event"]
    sheet.reject()


def test_names_of_255_characters_break_no_layout(seat: Seat) -> None:
    long = seat.world.make_event("LONG", title="W" * 255, location="M" * 255)
    seat.desk.window.resize(1024, 600)
    page = seat.go(ToEvents(), EventsPage)
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
    page = seat.go(ToEvents(), EventsPage)
    choose(seat, page)
    seat.press(page.edit_button)
    controls = [
        each
        for kind in (QPushButton, QLineEdit, QComboBox)
        for each in seat.desk.window.findChildren(kind)
        if each.isVisible() and not each.objectName().startswith("qt_")
    ]
    assert [each for each in controls if not each.accessibleName()] == []
