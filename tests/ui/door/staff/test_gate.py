"""Only the staff PIN leads away from the door's screen, whatever people press, hold, type or close."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain.check_in.scan import Outcome
from kiosk.services.accounts.staff_pin import StaffPin
from kiosk.ui.door.staff.page import Shown
from tests.ui.door.examples import ANSWERS, EVENT, NOW, ONLINE, door_view
from tests.ui.door.staff.conftest import NewIntruder
from tests.ui.door.staff.gates import CONTROL, LEFT, PIN, WRONG, Intruder


def test_ctrl_q_asks_for_the_pin_and_only_the_right_one_closes(guarded: Intruder) -> None:
    guarded.asks_to_close()
    assert guarded.page.side.line == "Type this machine's PIN to close the kiosk."
    guarded.tries(WRONG)
    assert guarded.page.pad.message == "That is not the PIN. Try again."
    assert guarded.allowed == []
    guarded.tries(PIN)
    guarded.qtbot.waitUntil(lambda: guarded.allowed == ["close"])
    assert set(guarded.verified_in) == {"staff-pin"}  # never in the GUI thread


def test_staff_read_that_the_clock_is_wrong_by_a_few_seconds(guarded: Intruder) -> None:
    guarded.asks_to_close()
    assert guarded.page.side.accessibleDescription() == ""
    guarded.page.leave()
    slow = replace(ONLINE, clock_offset=timedelta(seconds=12))
    guarded.window.show_view(door_view(link=slow), NOW)
    guarded.asks_to_close()
    assert "12 s slow" in guarded.page.side.accessibleDescription()


def test_ctrl_k_asks_for_the_pin_which_opens_the_choice_of_camera(guarded: Intruder) -> None:
    guarded.presses(Qt.Key.Key_K, CONTROL)
    guarded.waits_for_page(Shown.PIN)
    assert "choose the camera" in guarded.page.side.line
    guarded.tries(WRONG)
    assert guarded.allowed == []
    guarded.tries(PIN)
    guarded.qtbot.waitUntil(lambda: guarded.allowed == ["camera"])
    assert not guarded.gate.is_open
    assert guarded.visits == ["opened", "left"]


def test_closing_by_the_window_manager_asks_for_the_pin_on_one_page_however_often(guarded: Intruder) -> None:
    for _ in range(5):
        assert not guarded.is_asked_to_close_by_the_system()
    guarded.waits_for_page(Shown.PIN)
    guarded.types(PIN[:3])
    assert not guarded.is_asked_to_close_by_the_system()
    assert guarded.visits == ["opened"]
    guarded.waits_for_page(Shown.PIN)
    assert guarded.window.isVisible()
    assert guarded.allowed == []


def test_a_menu_s_quit_and_qt_s_own_close_ask_for_the_pin(guarded: Intruder) -> None:
    application = QApplication.instance()
    assert application is not None
    QApplication.sendEvent(application, QEvent(QEvent.Type.Quit))
    guarded.waits_for_page(Shown.PIN)
    assert not guarded.window.close()
    QApplication.closeAllWindows()
    assert guarded.window.isVisible()
    guarded.gate.shutdown()
    assert guarded.window.close()  # control: the program itself ends the gate first


def test_no_key_reaches_the_guests_keypad_or_anything_behind_the_page(guarded: Intruder) -> None:
    guarded.asks_to_close()
    for key in (Qt.Key.Key_F1, Qt.Key.Key_Menu, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F4):
        guarded.presses(key)
        guarded.presses(key, Qt.KeyboardModifier.ShiftModifier)
    for key in (Qt.Key.Key_W, Qt.Key.Key_N, Qt.Key.Key_O, Qt.Key.Key_P):
        guarded.presses(key, CONTROL)
    guarded.types("WS001-x")
    guarded.window.setFocus()  # with any focus
    guarded.types("WS")
    assert not guarded.window.keypad.isVisible()
    assert guarded.window.keypad.typed == ""
    assert guarded.gate.is_open
    assert QApplication.topLevelWidgets().count(guarded.window) == 1
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [guarded.window]


def test_tab_walks_through_the_page_only(guarded: Intruder) -> None:
    guarded.asks_to_close()
    reached: set[QWidget] = set()
    for _ in range(40):
        guarded.presses(Qt.Key.Key_Tab)
        focused = guarded.window.focusWidget()
        assert focused is not None
        reached.add(focused)
    assert all(guarded.page.isAncestorOf(each) for each in reached - {guarded.page, guarded.window})
    assert guarded.page.back in reached
    guarded.types(PIN)  # the keyboard types with any focus
    guarded.qtbot.waitUntil(lambda: guarded.allowed == ["close"])


def test_what_a_guest_typed_is_cleared_when_staff_open_their_page(guarded: Intruder) -> None:
    guarded.types("WS0")
    assert guarded.window.keypad.isVisible()
    guarded.asks_to_close()
    assert not guarded.window.keypad.isVisible()
    assert not guarded.window.status.isVisible()
    guarded.types("258")
    guarded.presses(Qt.Key.Key_Escape)
    assert not guarded.gate.is_open
    assert guarded.window.status.isVisible()
    assert guarded.page.pad.typed == 0
    guarded.types("W")
    assert guarded.window.keypad.typed == "W"
    guarded.window.keypad.close_page()


def test_the_staff_page_closes_an_outcome_and_no_outcome_covers_it(guarded: Intruder) -> None:
    guarded.window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    guarded.asks_to_close()
    assert not guarded.window.overlay.isVisible()
    guarded.window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    guarded.window.show_failure("Check-ins cannot be saved right now.")
    guarded.window.show_waiting()
    assert not guarded.window.overlay.isVisible()
    guarded.qtbot.mouseClick(guarded.page.back, LEFT)
    guarded.window.show_answer(ANSWERS[Outcome.CHECKED_IN])  # control: check-in continues
    assert guarded.window.overlay.isVisible()
    guarded.window.overlay.dismiss()


def test_a_staff_page_that_nobody_touches_closes_by_itself(new_intruder: NewIntruder, path: Path) -> None:
    StaffPin(path).set(PIN)
    intruder = new_intruder(idle_seconds=2)
    intruder.asks_to_close()
    intruder.types("2580")
    intruder.qtbot.waitUntil(lambda: not intruder.gate.is_open)
    assert intruder.visits == ["opened", "left"]
    intruder.asks_to_close()
    assert intruder.page.pad.typed == 0  # the next person does not continue another's PIN


def test_the_page_names_its_door_and_event_and_never_shows_a_digit(guarded: Intruder) -> None:
    guarded.asks_to_close()
    guarded.types("258")
    names = [each.accessibleName() for each in (guarded.page, guarded.page.pad, guarded.page.side)]
    assert "3 of 6 digits typed" in names[1]
    assert guarded.window.event_title() == EVENT.title
    assert not [each for each in names if "258" in each]


def test_a_full_screen_that_is_minimised_is_restored(guarded: Intruder) -> None:
    guarded.window.showFullScreen()
    guarded.window.showMinimized()
    guarded.qtbot.waitUntil(lambda: not guarded.window.isMinimized())
    assert guarded.window.isFullScreen()
    guarded.window.showNormal()
    guarded.window.showMinimized()  # control: a window of a rehearsal may be minimised
    QApplication.processEvents()
    QApplication.processEvents()
    assert guarded.window.isMinimized()
    guarded.window.showNormal()
