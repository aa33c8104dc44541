"""Every screen of the door has a place in the window, a picture, and a state whose texts are checked."""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchmarks.screenshots import new_window as new_pictured_window
from benchmarks.screenshots import screens
from kiosk.ui.door import screen
from kiosk.ui.door.screen.button import Button
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import picture
from tests.ui.door.test_translated import OPEN_DOOR, STARTING_DOOR

QT_PLACE = QRect(0, 0, 100, 30)
"""The place that Qt gives to a widget which nobody placed."""


def screen_kinds() -> set[type[QWidget]]:
    """Returns the classes of the screens and of the idle screen's parts."""
    modules = [
        importlib.import_module(f"{screen.__name__}.{each.name}")
        for each in pkgutil.iter_modules(screen.__path__)
    ]
    found = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, QWidget) and kind.__module__ == module.__name__
    }
    return found - {Button}


def visible_kinds(window: QWidget) -> set[type[QWidget]]:
    return {type(each) for each in window.findChildren(QWidget) if each.isVisible()}


def test_every_screen_is_in_the_window_and_has_a_place(window: DoorWindow) -> None:
    placed = {type(each) for each in window.findChildren(QWidget) if each.geometry() != QT_PLACE}
    missing = screen_kinds() - placed
    assert not missing, f"kiosk/ui/door/window_parts.py neither makes nor places {missing}"


def test_every_screen_has_a_picture(qtbot: QtBot) -> None:
    missing = screen_kinds()
    for each in screens(picture()):
        if not missing:
            break
        window = new_pictured_window(is_open=each.is_open)
        qtbot.addWidget(window)
        window.show()
        each.act(window)
        missing -= visible_kinds(window)
    assert not missing, f"benchmarks/screenshots.py shows {missing} in no picture"


@pytest.mark.usefixtures("qapp")
def test_every_screen_is_shown_to_the_test_that_finds_untranslated_texts(new_window: NewWindow) -> None:
    missing = screen_kinds()
    for is_known, shows in ((False, STARTING_DOOR), (True, OPEN_DOOR)):
        for show in reversed(shows.values()):
            if not missing:
                break
            window = new_window(is_known=is_known)
            show(window)
            missing -= visible_kinds(window)
    assert not missing, f"tests/ui/door/test_translated.py shows {missing} in no state"
