"""Fixtures that make a door's window, and a door with a database of the test."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import DeviceIndex
from kiosk.ui.camera.scanner_link import ScannerLink
from kiosk.ui.door.controller import DoorController, DoorServices
from kiosk.ui.door.timing import DOOR_TIMES, DoorTimes
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.examples import LIVE, NOW, ZONE, door_view
from tests.ui.door.stands import NewStand, Stand, identify

NewWindow = Callable[..., DoorWindow]


@pytest.fixture
def new_window(qtbot: QtBot) -> NewWindow:
    """Makes windows with a running camera that show the event, or wait for it."""

    def make(  # noqa: PLR0913 -- all by name, with defaults
        *,
        size: tuple[int, int] = (1024, 600),
        check_in_url: str | None = None,
        times: DoorTimes = DOOR_TIMES,
        play: Callable[[str], None] = lambda _name: None,
        is_known: bool = True,
        kiosk_name: str = "Door A",
    ) -> DoorWindow:
        window = DoorWindow(
            zone=ZONE, check_in_url=check_in_url, kiosk_name=kiosk_name, times=times, play=play
        )
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


@pytest.fixture
def new_stand(qtbot: QtBot, new_window: NewWindow) -> Iterator[NewStand]:
    stands: list[Stand] = []

    def make(*, is_silent: bool = False, answered_within: float = 60, **options: object) -> Stand:
        link = ScannerLink(Scanner(DeviceIndex(0)))  # never started: the codes come from the test
        stand = Stand(new_window(is_known=not is_silent, **options), link)
        link.forget = stand.forgotten.append  # type: ignore[method-assign, assignment] # records the scanner's requests
        services = DoorServices(stand.view, stand.check_in, identify, stand.interrupt, stand.move)
        within = timedelta(seconds=answered_within)
        stand.door = DoorController(stand.window, services, link, lambda: stand.now, answered_within=within)
        stand.door.answered.connect(lambda answer: stand.answered.append(answer.outcome))
        stands.append(stand)
        if not is_silent:
            stand.may_view.set()
        stand.door.start()
        qtbot.waitUntil(lambda: is_silent or stand.door.is_open)
        return stand

    yield make
    for stand in stands:
        stand.door.shutdown()
        stand.window.overlay.dismiss()
        stand.window.status.drop_guard()
