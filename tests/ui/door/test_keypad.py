from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.scan import Outcome
from kiosk.ui.door.screen.button import TOUCH, Button
from kiosk.ui.door.screen.keypad import MOST_TYPED
from kiosk.ui.door.timing import DoorTimes
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import ANSWERS, EVENT, NOW, SIZES, door_view

LEFT = Qt.MouseButton.LeftButton


def key(window: DoorWindow, name: str) -> Button:
    return next(button for button in window.keypad.buttons() if button.accessibleName() == name)


def tap(qtbot: QtBot, window: DoorWindow, names: str) -> None:
    for name in names:
        qtbot.mouseClick(key(window, name), LEFT)


def test_a_code_is_typed_with_a_finger_and_sent(qtbot: QtBot, window: DoorWindow) -> None:
    qtbot.mouseClick(window.status.enter_code, LEFT)
    tap(qtbot, window, "WS001")
    with qtbot.waitSignal(window.code_entered) as sent:
        qtbot.mouseClick(window.keypad.check_in, LEFT)
    assert sent.args == ["WS001"]
    assert not window.keypad.isVisible()


def test_a_code_is_typed_on_a_keyboard_and_sent_with_enter(qtbot: QtBot, window: DoorWindow) -> None:
    qtbot.mouseClick(window.status.enter_code, LEFT)
    qtbot.keyClicks(window.keypad, "ws 001")
    with qtbot.waitSignal(window.code_entered) as sent:
        qtbot.keyClick(window.keypad, Qt.Key.Key_Return)
    assert sent.args == ["ws 001"]


def test_a_hand_scanner_opens_the_keypad_by_itself(qtbot: QtBot, window: DoorWindow) -> None:
    qtbot.keyClicks(window, "K")
    qtbot.keyClicks(window.keypad, "P7Q")
    with qtbot.waitSignal(window.code_entered) as sent:
        qtbot.keyClick(window.keypad, Qt.Key.Key_Enter)
    assert sent.args == ["KP7Q"]


def test_two_codes_from_a_hand_scanner_are_two_codes(qtbot: QtBot, window: DoorWindow) -> None:
    sent: list[str] = []
    window.code_entered.connect(sent.append)
    for text in ("AB1", "CD2"):
        for character in text:
            qtbot.keyClicks(window.focusWidget(), character)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert sent == ["AB1", "CD2"]


def test_a_hand_scanner_types_a_whole_check_in_url(qtbot: QtBot, window: DoorWindow) -> None:
    url = "https://events.university-of-technology.example.org/autumn/check-in?event=" + "W" * 50
    window.keypad.open_page()
    qtbot.keyClicks(window.keypad, url)
    with qtbot.waitSignal(window.code_entered) as sent:
        qtbot.keyClick(window.keypad, Qt.Key.Key_Return)
    assert sent.args == [url]


def test_wrong_keys_are_taken_back_and_cleared(qtbot: QtBot, window: DoorWindow) -> None:
    window.keypad.open_page()
    tap(qtbot, window, "WS0")
    qtbot.mouseClick(window.keypad.backspace, LEFT)
    assert window.keypad.typed == "WS"
    qtbot.keyClick(window.keypad, Qt.Key.Key_Backspace)
    assert window.keypad.typed == "W"
    qtbot.mouseClick(window.keypad.clear, LEFT)
    assert window.keypad.typed == ""
    window.keypad.close_page()


@pytest.mark.parametrize("way", ["cancel", "escape"])
def test_the_page_is_left_without_sending(qtbot: QtBot, window: DoorWindow, way: str) -> None:
    window.keypad.open_page("WS0")
    with qtbot.assertNotEmitted(window.code_entered), qtbot.waitSignal(window.keypad.closed):
        if way == "cancel":
            qtbot.mouseClick(window.keypad.cancel, LEFT)
        else:
            qtbot.keyClick(window.keypad, Qt.Key.Key_Escape)
    window.keypad.open_page()
    assert window.keypad.typed == ""
    window.keypad.close_page()


def test_nothing_typed_cannot_be_sent(qtbot: QtBot, window: DoorWindow) -> None:
    window.keypad.open_page("  ")
    assert not window.keypad.check_in.isEnabled()
    with qtbot.assertNotEmitted(window.code_entered):
        qtbot.keyClick(window.keypad, Qt.Key.Key_Return)
    window.keypad.close_page()


def test_typing_stops_at_the_most_characters(qtbot: QtBot, window: DoorWindow) -> None:
    window.keypad.open_page()
    window.keypad.add("7" * (MOST_TYPED - 1))
    qtbot.keyClicks(window.keypad, "7" * 9)
    assert window.keypad.typed == "7" * MOST_TYPED
    assert not window.keypad.typed_text().is_cut
    window.keypad.close_page()


def test_a_keypad_that_nobody_uses_closes_and_clears_its_text(qtbot: QtBot, new_window: NewWindow) -> None:
    window = new_window(times=DoorTimes(keypad_idle=timedelta(milliseconds=40)))
    with qtbot.waitSignal(window.keypad.closed, timeout=5000):
        window.keypad.open_page("KP7")
    assert window.keypad.typed == ""
    assert window.header.isVisible()


def test_control_characters_are_not_typed(qtbot: QtBot, window: DoorWindow) -> None:
    window.keypad.open_page()
    qtbot.keyClick(window.keypad, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.keypad, Qt.Key.Key_Tab)
    assert window.keypad.typed == ""
    window.keypad.close_page()


def test_what_the_page_covers_cannot_be_reached(window: DoorWindow) -> None:
    window.keypad.open_page()
    assert not window.status.walk_in.isVisible()
    window.keypad.close_page()
    assert window.status.walk_in.isVisible()


def test_another_person_s_pass_is_answered_while_a_code_is_typed(window: DoorWindow) -> None:
    window.keypad.open_page("WS0")
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    assert window.overlay.isVisible()
    window.overlay.dismiss()
    assert window.keypad.typed == "WS0"
    window.keypad.close_page()


def test_an_event_code_of_unusual_letters_gets_keys_for_them(qtbot: QtBot, window: DoorWindow) -> None:
    window.show_view(door_view(replace(EVENT, code="été:1")), NOW)
    window.keypad.open_page()
    tap(qtbot, window, "ÉTÉ:1")
    with qtbot.waitSignal(window.code_entered) as sent:
        qtbot.mouseClick(window.keypad.check_in, LEFT)
    assert sent.args == ["ÉTÉ:1"]


@pytest.mark.parametrize("code", [EVENT.code, "ÀÉÎÕÜ:/?!#"])
@pytest.mark.parametrize("size", SIZES)
def test_every_key_is_large_enough_for_a_finger_and_on_the_page(
    new_window: NewWindow, size: tuple[int, int], code: str
) -> None:
    window = new_window(size=size)
    window.show_view(door_view(replace(EVENT, code=code)), NOW)
    window.keypad.open_page()
    buttons = window.keypad.buttons()
    assert min(min(button.width(), button.height()) for button in buttons) >= TOUCH
    assert all(window.keypad.rect().contains(button.geometry()) for button in buttons)
    assert not any(
        one.geometry().intersects(other.geometry())
        for one in buttons
        for other in buttons
        if one is not other
    )
    window.keypad.close_page()
