"""Fixtures that make a door's window."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.door.timing import DOOR_TIMES, DoorTimes
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.examples import LIVE, NOW, ZONE, door_view

NewWindow = Callable[..., DoorWindow]


@pytest.fixture
def new_window(qtbot: QtBot) -> NewWindow:
    """Makes windows with a running camera that show the event, or wait for it."""

    def make(
        *,
        size: tuple[int, int] = (1024, 600),
        check_in_url: str | None = None,
        times: DoorTimes = DOOR_TIMES,
        play: Callable[[str], None] = lambda _name: None,
        is_known: bool = True,
    ) -> DoorWindow:
        window = DoorWindow(zone=ZONE, check_in_url=check_in_url, kiosk_name="Door A", times=times, play=play)
        qtbot.addWidget(window)
        window.resize(*size)
        if is_known:
            window.show_view(door_view(), NOW)
        window.show_camera(LIVE)
        window.show()
        qtbot.waitExposed(window)
        return window

    return make


@pytest.fixture
def window(new_window: NewWindow) -> DoorWindow:
    """A window of the smallest supported size."""
    return new_window()
