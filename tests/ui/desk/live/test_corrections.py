"""Corrections on the live page with the keyboard: undoing, naming, checking in by hand."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from kiosk.domain.event import EventState
from kiosk.services.check_in.corrections import undo_check_in
from kiosk.services.events.events import set_event_state
from kiosk.services.people.people import add_participant
from kiosk.ui.desk.live.by_hand import ByHandSheet, OverruleSheet
from kiosk.ui.desk.live.corrections import NamingSheet, UndoSheet
from kiosk.wording.language.safe_text import plain
from tests.services.world import World
from tests.ui.desk.live.conftest import Live, OpenLive


def press(live: Live, key: Qt.Key) -> None:
    """Presses a key in the focused widget."""
    live.desk.qtbot.keyClick(live.focus(), key)


def type_in(live: Live, text: str) -> None:
    """Types a text into the focused widget."""
    line = live.focus()
    if text.isascii():
        live.desk.qtbot.keyClicks(line, text)
    else:  # QTest has no keys for other letters
        assert isinstance(line, QLineEdit)
        line.insert(text)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_U])
def test_a_check_in_is_undone_with_a_reason(world: World, open_live: OpenLive, key: Qt.Key) -> None:
    world.check_in(world.make_holder())
    live = open_live()
    live.choose("Ana Ionescu")
    press(live, key)
    sheet = live.sheet()
    assert isinstance(sheet, UndoSheet)
    type_in(live, "Wrong badge")
    press(live, Qt.Key.Key_Return)
    live.wait_for()
    live.wait(lambda: not live.has_sheet())
    assert plain(live.notice()) == "The check-in of Ana Ionescu was undone."
    assert world.logged() == ["CHECKED_IN", "UNDONE"]
    live.wait(lambda: live.figures()["Checked in"] == "0")


def test_without_a_reason_nothing_is_undone_and_the_field_asks(world: World, open_live: OpenLive) -> None:
    world.check_in(None)
    live = open_live()
    live.choose("Walk-in")
    press(live, Qt.Key.Key_Delete)
    sheet = live.sheet()
    assert isinstance(sheet, UndoSheet)
    press(live, Qt.Key.Key_Return)
    live.wait(lambda: sheet.form.errors() == {"reason": "The reason cannot be blank."})
    press(live, Qt.Key.Key_Escape)
    assert len(world.rows()) == 1


def test_a_check_in_that_somebody_has_just_undone_is_reported(world: World, open_live: OpenLive) -> None:
    world.check_in(None)
    live = open_live()
    row = live.choose("Walk-in")
    press(live, Qt.Key.Key_Delete)
    sheet = live.sheet()
    assert isinstance(sheet, UndoSheet)
    undo_check_in(world.store, row.id, reason="Quicker", desk="Desk 2", now=world.now)
    type_in(live, "Wrong badge")
    press(live, Qt.Key.Key_Return)
    live.wait(lambda: "somebody undid it" in sheet.form.errors().get("", ""))
    press(live, Qt.Key.Key_Escape)


def test_a_walk_in_is_given_a_known_persons_name(world: World, open_live: OpenLive) -> None:
    add_participant(world.store, name="Łukasz Żak", email="lz@example.org")
    add_participant(world.store, name="Radu Pop", email="radu@example.org")
    world.check_in(None)
    live = open_live()
    live.choose("Walk-in")
    press(live, Qt.Key.Key_Return)
    sheet = live.sheet()
    assert isinstance(sheet, NamingSheet)
    type_in(live, "lukasz")
    live.wait(lambda: [each.name for each in sheet.finder.table.model.rows()] == ["Łukasz Żak"])
    press(live, Qt.Key.Key_Down)
    press(live, Qt.Key.Key_Return)
    live.wait_for("Łukasz Żak")
    assert live.figures()["Checked in"] == "1"
    live.wait(lambda: live.figures()["Walk-ins"] == "0")


def test_a_walk_in_is_given_the_name_of_somebody_new(world: World, open_live: OpenLive) -> None:
    world.check_in(None)
    live = open_live()
    live.choose("Walk-in")
    press(live, Qt.Key.Key_N)
    sheet = live.sheet()
    assert isinstance(sheet, NamingSheet)
    type_in(live, "Zoë Müller")
    sheet.way_button.click()
    assert sheet.name.text() == "Zoë Müller"
    press(live, Qt.Key.Key_Return)
    press(live, Qt.Key.Key_Return)
    live.wait(lambda: sheet.form.errors() == {"email": "The e-mail address cannot be blank."})
    type_in(live, "zoe")
    press(live, Qt.Key.Key_Return)
    live.wait(lambda: "is not an e-mail address" in sheet.form.errors().get("email", ""))
    type_in(live, "@example.org")
    press(live, Qt.Key.Key_Return)
    live.wait_for("Zoë Müller")


def test_a_walk_in_is_not_named_after_somebody_who_is_in(world: World, open_live: OpenLive) -> None:
    world.check_in(world.make_holder(), kiosk="Door B")
    world.now += timedelta(minutes=1)
    world.check_in(None)
    live = open_live()
    live.choose("Walk-in")
    live.card.name_button.click()
    sheet = live.sheet()
    assert isinstance(sheet, NamingSheet)
    live.wait(lambda: sheet.finder.table.model.rowCount() == 2)
    sheet.finder.table.choose(0)
    sheet.main_button.click()
    live.wait(lambda: "Ana Ionescu is in already" in sheet.error.text())
    sheet.close()
    assert sorted(live.names()) == ["Ana Ionescu", "Walk-in"]


def test_a_named_row_cannot_be_named_again(world: World, open_live: OpenLive) -> None:
    world.check_in(world.make_holder())
    live = open_live()
    live.choose("Ana Ionescu")
    assert live.card.undo_button.isEnabled()
    assert not live.card.name_button.isEnabled()
    press(live, Qt.Key.Key_N)
    assert not live.has_sheet()


def test_somebody_is_found_and_checked_in_by_hand(world: World, open_live: OpenLive) -> None:
    add_participant(world.store, name="Radu Pop", email="radu@example.org")
    live = open_live()
    live.card.hand_button.click()
    sheet = live.sheet()
    assert isinstance(sheet, ByHandSheet)
    assert not sheet.main_button.isEnabled()
    type_in(live, "radu")
    live.wait(lambda: [each.name for each in sheet.finder.table.model.rows()] == ["Radu Pop"])
    press(live, Qt.Key.Key_Return)
    press(live, Qt.Key.Key_Return)
    live.wait_for("Radu Pop")
    assert world.rows() == [("Radu Pop", "MANUAL", "Desk")]
    assert plain(live.notice()) == "Radu Pop is checked in."
    assert not live.has_sheet()


def test_a_walk_in_is_checked_in_by_hand(world: World, open_live: OpenLive) -> None:
    live = open_live()
    live.card.hand_button.click()
    sheet = live.sheet()
    assert isinstance(sheet, ByHandSheet)
    sheet.walk_in_button.click()
    live.wait_for("Walk-in")
    assert world.rows() == [(None, "MANUAL", "Desk")]


def test_the_sheet_shows_that_a_person_is_in_already(world: World, open_live: OpenLive) -> None:
    world.check_in(world.make_holder(), kiosk="Door B")
    live = open_live()
    live.card.hand_button.click()
    sheet = live.sheet()
    assert isinstance(sheet, ByHandSheet)
    type_in(live, "ana")
    live.wait(lambda: sheet.finder.table.model.rowCount() == 1)
    press(live, Qt.Key.Key_Return)
    press(live, Qt.Key.Key_Return)
    live.wait(lambda: plain(sheet.error.text()) == "Ana Ionescu is in already since 18:24:00 (Door B).")
    assert sheet.main_button.isEnabled()
    sheet.close()


def test_a_refusal_is_shown_and_overruled_on_purpose_only(world: World, open_live: OpenLive) -> None:
    add_participant(world.store, name="Radu Pop", email="radu@example.org")
    set_event_state(world.store, "WS001", EventState.CLOSED)
    live = open_live()
    live.card.hand_button.click()
    sheet = live.sheet()
    assert isinstance(sheet, ByHandSheet)
    type_in(live, "radu")
    live.wait(lambda: sheet.finder.table.model.rowCount() == 1)
    for is_overruled in (False, True):
        sheet.finder.table.choose(0)
        sheet.main_button.click()
        live.wait(lambda: isinstance(live.on_top(), OverruleSheet))
        question = live.on_top()
        assert isinstance(question, OverruleSheet)
        assert live.focus() is question.cancel_button
        if is_overruled:
            question.main_button.click()
        else:
            press(live, Qt.Key.Key_Return)  # on Cancel, which has the focus
            live.wait(sheet.main_button.isEnabled)
            assert world.rows() == []
    live.wait_for("Radu Pop")
    assert world.rows() == [("Radu Pop", "MANUAL", "Desk")]
    live.wait(lambda: not live.has_sheet())


def test_a_refusal_in_the_list_of_the_missing_is_overruled_there(world: World, open_live: OpenLive) -> None:
    other = world.make_event("OTHER")
    world.check_in(world.make_holder(), event=other)
    set_event_state(world.store, "WS001", EventState.CLOSED)
    live = open_live()
    live.card.tabs.setCurrentIndex(1)
    live.settle()
    live.card.missing.choose(0)
    live.card.missing_button.click()
    question = live.sheet()
    assert isinstance(question, OverruleSheet)
    question.main_button.click()
    live.wait(lambda: live.figures()["Checked in"] == "1")
    assert world.rows() == [("Ana Ionescu", "MANUAL", "Desk")]


def test_every_control_of_the_sheets_has_a_name_for_screen_readers(world: World, open_live: OpenLive) -> None:
    world.check_in(None)
    live = open_live()
    live.choose("Walk-in")
    for opener in (live.card.undo_button, live.card.name_button, live.card.hand_button):
        opener.click()
        sheet = live.sheet()
        nameless = [
            each
            for each in sheet.findChildren(QAbstractButton)
            if each.isVisible() and not each.accessibleName()
        ]
        assert nameless == []
        sheet.close()
        live.settle()
