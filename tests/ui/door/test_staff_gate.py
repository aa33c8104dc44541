"""Only the staff PIN leads away from the door's screen, whatever people press, hold, type or close."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.scan import Outcome
from kiosk.services.accounts.staff_pin import StaffPin
from kiosk.ui.door.staff.gate import GateTimes
from kiosk.ui.door.staff.page import Shown
from kiosk.wording import staff as words
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import ANSWERS, EVENT
from tests.ui.door.gates import (
    CONTROL,
    EMAIL,
    INSIDE,
    LEFT,
    OUTSIDE,
    PASSWORD,
    PIN,
    WRONG,
    Intruder,
)

NewIntruder = Callable[..., Intruder]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "staff-pin.json"


@pytest.fixture
def new_intruder(qtbot: QtBot, new_window: NewWindow, path: Path) -> Iterator[NewIntruder]:
    made: list[Intruder] = []

    def make(
        *, idle_seconds: int = 30, hold_ms: int = 3000, patience_ms: int = 5000, notice_ms: int = 20_000
    ) -> Intruder:
        times = GateTimes(idle_seconds, hold_ms, patience_ms, notice_ms)
        made.append(Intruder(qtbot, new_window(), path, times))
        return made[-1]

    yield make
    for each in made:
        each.database.may_answer.set()
        each.gate.shutdown()
        for thread in each.gate._errand._threads:  # noqa: SLF001 -- released above
            thread.join()


@pytest.fixture
def guarded(new_intruder: NewIntruder, path: Path) -> Intruder:
    """A door on a machine with a PIN."""
    StaffPin(path).set(PIN)
    return new_intruder()


def test_ctrl_q_asks_for_the_pin_and_only_the_right_one_closes(guarded: Intruder) -> None:
    guarded.asks_to_close()
    assert guarded.page.side.line == "Type this machine's PIN to close the kiosk."
    guarded.tries(WRONG)
    assert guarded.page.pad.message == "That is not the PIN. Try again."
    assert guarded.allowed == []
    guarded.tries(PIN)
    guarded.qtbot.waitUntil(lambda: guarded.allowed == ["close"])
    assert set(guarded.verified_in) == {"staff-pin"}  # never in the GUI thread


def test_a_pin_can_be_typed_and_corrected_by_touch(guarded: Intruder) -> None:
    guarded.asks_to_close()
    keys = {each.accessibleName(): each for each in guarded.page.pad.buttons()}
    for name in ("2", "5", "9", "Delete", "8"):
        guarded.qtbot.mouseClick(keys[name], LEFT)
    assert guarded.page.pad.typed == 3
    guarded.qtbot.mouseClick(keys["Clear"], LEFT)
    assert guarded.page.pad.typed == 0
    for digit in PIN:
        guarded.qtbot.mouseClick(keys[digit], LEFT)
    guarded.qtbot.waitUntil(lambda: guarded.allowed == ["close"])


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


def test_a_pass_read_by_a_hand_scanner_is_not_taken_for_a_try(guarded: Intruder) -> None:
    guarded.asks_to_close()
    guarded.types("KP12345-X98765-Z12")
    assert guarded.page.pad.typed == 2
    assert guarded.verified_in == []


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


def test_after_six_wrong_pins_the_pad_pauses_and_counts_down_even_when_opened_again(
    guarded: Intruder,
) -> None:
    guarded.asks_to_close()
    for shown in (
        "Try again",
        "Try again",
        "3 tries left",
        "2 tries left",
        "1 try left",
        "Try again in 30 s",
    ):
        guarded.page.pad.say("")
        guarded.tries(WRONG)
        assert shown in guarded.page.pad.message
    assert not any(key.isEnabled() for key in guarded.page.pad.buttons())
    guarded.types(PIN)
    assert guarded.page.pad.typed == 0
    guarded.qtbot.waitUntil(lambda: "Try again in 28 s" in guarded.page.pad.message)
    guarded.presses(Qt.Key.Key_Escape)
    guarded.asks_to_close()
    assert "Try again in 2" in guarded.page.pad.message
    guarded.types(PIN)
    assert guarded.allowed == []
    assert len(guarded.verified_in) == 6


def test_when_the_pause_is_over_the_pad_takes_digits_again(guarded: Intruder) -> None:
    guarded.asks_to_close()
    guarded.page.pause(timedelta(seconds=0.5))
    assert guarded.page.pad.message == "Try again in 1 s"
    guarded.qtbot.waitUntil(lambda: guarded.page.pad.message == "")
    guarded.types(PIN)
    guarded.qtbot.waitUntil(lambda: guarded.allowed == ["close"])


def test_a_pin_found_right_only_after_the_page_closed_opens_nothing(guarded: Intruder) -> None:
    guarded.asks_to_close()
    guarded.types(PIN)
    guarded.page.leave()
    guarded.qtbot.waitUntil(lambda: len(guarded.verified_in) == 1)
    guarded.asks_to_close()  # its state is asked in the same thread, so the first answer has come
    assert guarded.allowed == []


def test_the_corner_held_long_enough_leads_to_two_choices(new_intruder: NewIntruder, path: Path) -> None:
    StaffPin(path).set(PIN)
    intruder = new_intruder(hold_ms=50)
    for number, (name, allowed) in enumerate((("Choose camera", "camera"), ("Close the kiosk", "close")), 1):
        intruder.holds(INSIDE)
        intruder.waits_for_page(Shown.PIN)
        assert intruder.page.side.line == "Type this machine's PIN."
        intruder.lets_go()
        intruder.types(PIN)
        intruder.waits_for_page(Shown.CHOICES)
        assert intruder.allowed.count(allowed) == 0
        choices = {intruder.page.choices.camera, intruder.page.choices.close_kiosk}
        (chosen,) = [each for each in choices if each.accessibleName() == name]
        intruder.qtbot.mouseClick(chosen, LEFT)
        assert len(intruder.allowed) == number
        assert intruder.allowed[-1] == allowed


@pytest.mark.parametrize("overlay", [False, True])
def test_a_tap_or_a_finger_that_moves_away_opens_nothing(
    new_intruder: NewIntruder, path: Path, *, overlay: bool
) -> None:
    StaffPin(path).set(PIN)
    intruder = new_intruder(hold_ms=200)
    if overlay:
        intruder.window.show_waiting()  # a tap does not close it
    corner = intruder.gate.corner._timer  # noqa: SLF001 -- whether a press is being timed
    intruder.holds(OUTSIDE)
    assert not corner.isActive()
    intruder.lets_go(OUTSIDE)
    intruder.holds(INSIDE)
    assert corner.isActive()
    intruder.lets_go()
    assert not corner.isActive()
    intruder.holds(INSIDE, until=OUTSIDE)
    assert not corner.isActive()
    intruder.lets_go(OUTSIDE)
    assert not intruder.gate.is_open
    intruder.holds(INSIDE)  # control: a held corner opens the page, whatever covers the screen
    intruder.waits_for_page(Shown.PIN)
    intruder.lets_go()
    assert not intruder.window.overlay.isVisible()


def test_without_a_pin_an_organizer_s_password_opens_and_no_other(new_intruder: NewIntruder) -> None:
    intruder = new_intruder()
    intruder.asks_to_close(Shown.PASSWORD)
    assert "kiosk pin" in intruder.page.side.line
    form = intruder.page.form
    intruder.presses(Qt.Key.Key_Return)
    intruder.presses(Qt.Key.Key_Return)
    assert form.message == "Type the e-mail address and the password of an organizer."
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    intruder.types("another")
    intruder.presses(Qt.Key.Key_Return)
    intruder.qtbot.waitUntil(lambda: form.message.startswith("No organizer's account has"))
    assert form.password.text() == ""
    assert intruder.allowed == []
    intruder.types(PASSWORD)
    intruder.presses(Qt.Key.Key_Return)
    intruder.qtbot.waitUntil(lambda: intruder.allowed == ["close"])
    intruder.page.leave()
    assert (form.email.text(), form.password.text()) == ("", "")


def test_a_silent_database_is_shown_in_a_sentence_and_blocks_nothing(new_intruder: NewIntruder) -> None:
    intruder = new_intruder(patience_ms=100)
    intruder.database.may_answer.clear()
    intruder.asks_to_close(Shown.PASSWORD)
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    for _ in range(5):  # more often than the most waiting threads
        intruder.types(PASSWORD)
        intruder.presses(Qt.Key.Key_Return)
        intruder.qtbot.waitUntil(lambda: "does not answer" in intruder.page.form.message)
        assert "a PIN that works without the database" in intruder.page.form.message
    assert len(intruder.gate._errand._threads) == 3  # noqa: SLF001 -- as above
    intruder.database.may_answer.set()
    for thread in intruder.gate._errand._threads:  # noqa: SLF001 -- as above
        thread.join()
    QApplication.processEvents()
    assert intruder.allowed == []  # a late answer opens nothing
    began = time.monotonic()
    intruder.database.may_answer.clear()
    intruder.types(PASSWORD)
    intruder.presses(Qt.Key.Key_Return)
    intruder.gate.shutdown()
    assert time.monotonic() - began < 1


def test_the_answer_to_an_earlier_question_does_not_open_for_a_wrong_password(
    new_intruder: NewIntruder,
) -> None:
    intruder = new_intruder()
    intruder.database.may_answer.clear()
    intruder.asks_to_close(Shown.PASSWORD)  # it asks whether any organizer has a password
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    intruder.types("another")
    intruder.presses(Qt.Key.Key_Return)
    intruder.database.may_answer.set()
    intruder.qtbot.waitUntil(lambda: intruder.page.form.message.startswith("No organizer's account has"))
    assert intruder.allowed == []


def test_a_pin_that_is_set_while_the_page_is_open_is_asked_for_at_once(
    new_intruder: NewIntruder, path: Path
) -> None:
    intruder = new_intruder()
    intruder.database.has_organizers = False
    intruder.presses(Qt.Key.Key_Q, CONTROL)
    intruder.qtbot.waitUntil(lambda: intruder.page.side.line == words.nobody_line())
    assert "“kiosk pin” in a terminal on this machine sets a PIN. It holds at once." in words.nobody_line()
    assert not intruder.page.form.isVisible()
    StaffPin(path).set(PIN)
    intruder.waits_for_page(Shown.PIN)
    intruder.types(PIN)
    intruder.qtbot.waitUntil(lambda: intruder.allowed == ["close"])


def test_with_a_damaged_pin_only_an_organizer_s_password_opens(new_intruder: NewIntruder, path: Path) -> None:
    path.write_text("{}")
    intruder = new_intruder()
    intruder.asks_to_close(Shown.PASSWORD)
    assert intruder.page.side.line == words.unreadable_line()
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    intruder.types(PASSWORD)
    intruder.presses(Qt.Key.Key_Return)
    intruder.qtbot.waitUntil(lambda: intruder.allowed == ["close"])


def test_the_page_asks_for_a_password_when_the_pin_is_removed_while_it_is_typed(
    guarded: Intruder, path: Path
) -> None:
    guarded.asks_to_close()
    guarded.types(PIN[:5])
    path.unlink()
    guarded.types(PIN[5])
    guarded.waits_for_page(Shown.PASSWORD)
    assert guarded.allowed == []


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
