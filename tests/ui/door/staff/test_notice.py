"""Notices for staff on the door's screen."""

from pathlib import Path

from PySide6.QtCore import Qt

from kiosk.domain.check_in.scan import Outcome
from kiosk.services.accounts.staff_pin import StaffPin
from kiosk.ui.door.staff.page import Shown
from tests.ui.door.examples import ANSWERS
from tests.ui.door.staff.conftest import NewIntruder
from tests.ui.door.staff.gates import LEFT, PIN


def test_a_notice_at_the_start_that_no_pin_is_set_does_not_delay_an_outcome(
    new_intruder: NewIntruder, path: Path
) -> None:
    intruder = new_intruder()
    notice = intruder.gate.notice
    intruder.window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    intruder.gate.announce()
    intruder.qtbot.waitUntil(notice.isVisible)
    assert "no PIN is set" in notice.accessibleName()
    above = intruder.window.childAt(notice.geometry().center())
    assert above is intruder.window.overlay
    intruder.window.overlay.dismiss()
    intruder.qtbot.mouseClick(notice, LEFT)
    assert not notice.isVisible()
    path.write_text("{}")
    intruder.gate.announce()
    intruder.qtbot.waitUntil(notice.isVisible)
    assert "cannot be read" in notice.accessibleName()
    intruder.asks_to_close(Shown.PASSWORD)
    assert not notice.isVisible()


def test_the_notice_closes_by_itself_and_is_not_shown_where_a_pin_is_set(
    new_intruder: NewIntruder, path: Path
) -> None:
    intruder = new_intruder(notice_ms=50)
    intruder.gate.announce()
    intruder.qtbot.waitUntil(intruder.gate.notice.isVisible)
    intruder.qtbot.waitUntil(lambda: not intruder.gate.notice.isVisible())
    StaffPin(path).set(PIN)
    intruder.gate.announce()
    intruder.asks_to_close()  # the file was read by the same thread before
    intruder.presses(Qt.Key.Key_Escape)
    assert not intruder.gate.notice.isVisible()


def test_notices_for_staff_wait_for_an_open_door_and_are_shown_one_after_the_other(
    new_intruder: NewIntruder,
) -> None:
    intruder = new_intruder()
    gate, notice = intruder.gate, intruder.gate.notice
    gate.warn_of_darkness("Turn off the screen saver.")
    assert not notice.isVisible()  # the camera's picture is not shown yet
    gate.announce()
    assert "Turn off the screen saver." in notice.accessibleName()
    assert notice.isVisible()
    intruder.asks_to_close(Shown.PASSWORD)  # after the file was read by the same thread
    intruder.presses(Qt.Key.Key_Escape)
    assert not notice.isVisible()
    gate.announce()
    gate.warn_of_darkness("Turn off the screen saver.")
    intruder.qtbot.waitUntil(notice.isVisible)
    first = notice.accessibleName()
    intruder.qtbot.mouseClick(notice, LEFT)
    intruder.qtbot.waitUntil(lambda: notice.isVisible() and notice.accessibleName() != first)
