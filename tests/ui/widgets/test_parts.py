"""Small widgets of every screen."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kiosk.ui.common.theme import Tone
from kiosk.ui.widgets.parts import ElidedLabel, Notice
from kiosk.wording.language.safe_text import as_tooltip


def test_a_notice_offers_to_undo_once(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    done: list[str] = []
    notice.show_message("The event is closed.", Tone.GOOD, "Undo", lambda: done.append("undone"))
    undo = next(each for each in notice.findChildren(QPushButton) if each.text() == "Undo")
    undo.click()
    assert done == ["undone"]
    assert notice.sentence() == ""


def test_a_name_of_any_length_stays_on_its_line(qtbot: QtBot) -> None:
    line = ElidedLabel("Maria del Carmen <b>\u202e" * 40)
    qtbot.addWidget(line)
    line.resize(200, 30)
    line.show()
    assert line.text().endswith("…")
    assert line.toolTip() == as_tooltip(line.whole_text())
    assert "<b>" not in line.toolTip()  # Qt would show the markup in bold
    assert "\u202e" not in line.whole_text()
