"""Stories of the staff PIN at a door."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from kiosk.services.accounts.staff_pin import StaffPin
from kiosk.ui.door.staff.page import Shown
from kiosk.wording.door import staff as words
from tests.ui.door.staff.conftest import NewIntruder
from tests.ui.door.staff.gates import CONTROL, LEFT, PIN, WRONG, Intruder


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


def test_a_pass_read_by_a_hand_scanner_is_not_taken_for_a_try(guarded: Intruder) -> None:
    guarded.asks_to_close()
    guarded.types("KP12345-X98765-Z12")
    assert guarded.page.pad.typed == 2
    assert guarded.verified_in == []


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
        guarded.page.pad.show_message("")
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


def test_the_page_asks_for_a_password_when_the_pin_is_removed_while_it_is_typed(
    guarded: Intruder, path: Path
) -> None:
    guarded.asks_to_close()
    guarded.types(PIN[:5])
    path.unlink()
    guarded.types(PIN[5])
    guarded.waits_for_page(Shown.PASSWORD)
    assert guarded.allowed == []
