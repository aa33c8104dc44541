"""The staff page fits each screen, and its buttons are large enough to touch."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import DARK, LIGHT, contrast
from kiosk.ui.door.screen.button import TOUCH, Button
from kiosk.ui.door.screen.layout import scale
from kiosk.ui.door.staff.page import StaffPage
from kiosk.ui.door.staff_purpose import Purpose, pin_line
from kiosk.wording.door import staff as words
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import EVENT, SIZES


def opened(window: QWidget) -> StaffPage:
    page = StaffPage(window, kiosk_name="Door A")
    page.setGeometry(window.rect())
    page.wear(LIGHT, scale(window.size()).unit)
    page.open_page(EVENT.title)
    return page


@pytest.mark.parametrize("size", SIZES)
def test_keys_and_buttons_are_large_do_not_overlap_and_are_outside_the_dark_side(
    new_window: NewWindow, size: tuple[int, int]
) -> None:
    window = new_window(size=size)
    page = opened(window)
    asked: tuple[Callable[[], None], ...] = (
        lambda: page.ask_pin(pin_line(Purpose.CLOSE), timedelta()),
        lambda: page.ask_password(words.password_line()),
        lambda: page.ask_choice(words.choices_line()),
    )
    for ask in asked:
        ask()
        buttons = [each for each in page.findChildren(Button) if each.isVisible()]
        assert buttons
        boxes = [each.rect().translated(each.mapTo(page, each.rect().topLeft())) for each in buttons]
        assert all(page.rect().contains(box) for box in boxes)
        assert all(min(box.width(), box.height()) >= TOUCH - 1 for box in boxes)
        assert not any(box.intersects(page.side.geometry()) for box in boxes)
        assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)
    page.hide()


def test_the_dark_side_and_the_notice_are_readable_day_and_night() -> None:
    for back in (DARK.background, DARK.surface):
        assert contrast("#C3CCDA", back) >= 7
    for palette in (LIGHT, DARK):
        assert contrast(palette.wary.ink, palette.wary.background) >= 4.5
        assert contrast(palette.bad.ink, palette.background) >= 4.5


def test_a_pause_is_shown_in_seconds_below_a_minute_and_then_in_minutes() -> None:
    assert words.pause_words(timedelta(seconds=23.2)) == "Try again in 24 s"
    assert words.pause_words(timedelta(seconds=60)) == "Try again in 1:00"
    assert words.pause_words(timedelta(seconds=245)) == "Try again in 4:05"
