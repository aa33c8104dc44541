"""The frame of the desk, on which every page relies."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.events.event_codes import CodeTaken
from kiosk.ui.common.theme import DARK, LIGHT
from kiosk.ui.desk.shell.destinations import ToEvents, ToPeople
from kiosk.ui.desk.shell.window import DeskWindow
from kiosk.ui.widgets.sheet import NameTyped
from kiosk.ui.widgets.style import colours_of
from tests.ui.desk.evening import Desk
from tests.ui.desk.shell.pages import Numbers, Other, numbers


def test_the_sidebar_and_its_keys_go_to_pages(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go(ToEvents())
    qtbot.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = desk.window.page()
    assert isinstance(page, Other)
    marked = [each.text() for each in desk.window.findChildren(QPushButton) if each.isChecked()]
    assert marked == ["Other"]


def test_a_page_receives_its_destination(desk: Desk) -> None:
    destination = ToEvents(uuid4())
    desk.context.go(destination)
    desk.settle()
    page = desk.window.page()
    assert isinstance(page, Numbers)
    assert page.destinations == [destination]


def test_the_window_reopens_at_its_last_position(qtbot: QtBot, tmp_path: Path) -> None:
    def memory() -> QSettings:
        return QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)

    first = DeskWindow(memory())
    qtbot.addWidget(first)
    first.resize(1000, 700)
    first.show()
    first.close()
    second = DeskWindow(memory())
    qtbot.addWidget(second)
    assert second.height() == 700  # the offscreen screen is narrower than the window


def test_light_and_dark_themes_reach_widgets_that_paint_themselves(desk: Desk) -> None:
    page = desk.window.go(ToPeople())
    desk.window.dress.wear(DARK)
    assert colours_of(page) is DARK
    desk.window.dress.wear(LIGHT)
    assert colours_of(page) is LIGHT


def test_an_action_that_cannot_be_undone_asks_for_the_name(desk: Desk, qtbot: QtBot) -> None:
    sheet = NameTyped(
        desk.window, "Delete?", loss="142 check-ins go for good.", name="WS001", verb="Delete event"
    )
    sheet.open()
    confirmed: list[str] = []
    sheet.confirmed_as.connect(confirmed.append)
    qtbot.keyClicks(sheet.line, "WS00")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    assert confirmed == []
    assert not sheet.main_button.isEnabled()
    qtbot.keyClicks(sheet.line, "1")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    assert confirmed == ["WS001"]
    sheet.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_refusal_is_shown_in_full_and_a_fault_of_the_program_calmly(desk: Desk) -> None:
    page = desk.window.go(ToPeople())
    page.fail(Refused(CodeTaken("WS001", by="A talk")))
    assert desk.window.notice.sentence() == "The code WS001 is taken by 'A talk'. Choose another."
    page.fail(KeyError("secret"))
    assert "secret" not in desk.window.notice.sentence()
    assert "call your technician" in desk.window.notice.sentence()


def test_every_control_of_the_frame_has_a_name(desk: Desk) -> None:
    numbers(desk, 1)
    controls = [*desk.window.findChildren(QPushButton), *desk.window.findChildren(QLineEdit)]
    unnamed = [each for each in controls if not each.accessibleName() and each.isVisible()]
    assert unnamed == []
