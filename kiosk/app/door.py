"""Joins the kiosk of one event: its scanner, its window and its database."""

import gc
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.app.cameras import capture_request
from kiosk.app.door_database import opened_door_database
from kiosk.app.stores import opened_database
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.cameras import CrowdNeedsDemo
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd, Source, parse_source
from kiosk.settings import Settings
from kiosk.ui.camera.media_devices import openable

if TYPE_CHECKING:
    from kiosk.services.check_in.event_door import CentreLink
    from kiosk.services.database import Database
    from kiosk.ui.door.camera_switch import CameraSwitch
    from kiosk.ui.door.controller import DoorController
    from kiosk.ui.door.staff.gate import StaffGate

CROWD = "crowd"
"""The name of a rehearsal's simulated crowd, as a camera."""


@dataclass(frozen=True, slots=True)
class Showing:
    """The way a door is shown.

    Attributes:
        camera: A source as parse_source reads it, or "crowd".
        is_windowed: True for a window instead of the full screen.
        seconds: How long until it closes by itself; None stays open.
        pin: The PIN that closes it while no staff PIN is set on this machine, or None.
    """

    camera: str
    is_windowed: bool = False
    seconds: float | None = None
    pin: str | None = field(default=None, repr=False)


def run_door(
    settings: Settings,
    code: str,
    showing: Showing,
    *,
    once_shown: Callable[[], None] | None = None,
    once_open: Callable[[], None] | None = None,
) -> dict[str, int]:
    """Shows the kiosk of the event with this code until it is closed.

    Args:
        settings: Every option.
        code: The event's code, in any letter case.
        showing: How to show it.
        once_shown: Called in the GUI thread when the window is on the screen.
        once_open: Called in the GUI thread when the door takes scans.

    Returns:
        How many scans had each outcome.

    Raises:
        Refused: No event has the code, there is no screen, or the camera is unknown.
        StorageUnavailable: A SQLite file's folder cannot be made, or the database refuses this kiosk. The
            window waits for one that does not answer.
        StorageUnfit: The database is not prepared for this program.
    """
    from kiosk.ui.common.screen import check_screen

    check_screen()
    source = _crowd(settings, code) if showing.camera == CROWD else parse_source(showing.camera)
    scanner = _start_scanner(settings, source)
    try:
        with opened_door_database(settings, code) as (database, link):
            if showing.camera != CROWD:
                settings = settings.model_copy(update={"camera": showing.camera})
            return show_door(
                settings,
                database,
                code,
                scanner,
                showing,
                link=link,
                once_shown=once_shown,
                once_open=once_open,
            )
    finally:
        scanner.shutdown()


@contextmanager
def opened_door(  # noqa: PLR0913 -- the last three, by name, are for few doors
    settings: Settings,
    database: "Database",
    code: str,
    scanner: Scanner,
    *,
    link: "CentreLink | None" = None,
    close: Callable[[], object] = int,
    pin: str | None = None,
) -> Iterator["DoorController"]:
    """Opens the door of an event in a window that is not shown yet, and closes it at the end.

    It needs a running Qt application, whose event loop runs all its work. The database need not answer
    yet: the door opens by itself when it does.

    Args:
        settings: Every option.
        database: The database, which only the door's threads use until the end.
        code: The event's code, in any letter case.
        scanner: A scanner that was started; the door shuts it down.
        link: The link with the centre, when the database is the door's own.
        close: Called when staff close the door and are allowed to.
        pin: The PIN that opens the gate while no staff PIN is set on this machine, or None.
    """
    from PySide6.QtGui import QGuiApplication

    from kiosk.app.gate import opened_gate
    from kiosk.services.check_in.event_door import EventDoor
    from kiosk.ui.awake.awake import ScreenAwake, inhibitors_here
    from kiosk.ui.camera.scanner_link import ScannerLink
    from kiosk.ui.door.controller import DoorController, DoorServices
    from kiosk.ui.door.presence import PresenceReporter
    from kiosk.ui.door.sounds import Sounds
    from kiosk.ui.door.window import DoorWindow, no_sound

    clock = utc_now if link is None else link.now
    event_door = EventDoor(database, code, settings.name, settings.check_in_url, clock, link=link)
    sounds = Sounds() if settings.sounds else None
    window = DoorWindow(
        zone=settings.zone,
        check_in_url=settings.check_in_url,
        kiosk_name=settings.name,
        mirrored=settings.mirror_preview,
        play=sounds.play if sounds else no_sound,
    )
    services = DoorServices(
        view=event_door.view,
        check_in=event_door.check_in,
        identify=event_door.identify,
        interrupt=event_door.interrupt,
        move=event_door.move,
    )
    door = DoorController(window, services, ScannerLink(scanner), clock)
    door.camera_changed.connect(event_door.note_camera)
    presence = PresenceReporter(event_door.report_presence, window)
    if link is None:  # the link reports with each exchange
        door.opened.connect(presence.start)
    awake = ScreenAwake(inhibitors_here(QGuiApplication.platformName()), window)
    awake.not_awake.connect(_print_for_staff)
    switches: list[CameraSwitch] = []

    def choose_camera() -> None:
        if not switches:
            switches.append(_camera_switch(door, database, settings))
        switches[0].choose()

    try:
        with opened_gate(settings, window, pin) as gate:
            _guard(door, gate)
            gate.camera_allowed.connect(choose_camera)
            gate.close_allowed.connect(close)
            awake.not_awake.connect(gate.warn_of_darkness)
            door.start()
            awake.start()
            if sounds is not None:
                sounds.load_soon()
            yield door
    finally:
        if sounds is not None:
            sounds.shutdown()
        awake.shutdown()
        for switch in switches:
            switch.shutdown()
        door.shutdown()
        presence.shutdown()
        window.close()
        window.deleteLater()


def _guard(door: "DoorController", gate: "StaffGate") -> None:
    """Pauses the door while staff are at its gate."""
    gate.opened.connect(door.pause)
    gate.left.connect(door.resume)
    door.opened.connect(gate.announce)


def show_door(  # noqa: PLR0913 -- the objects that run_door joins
    settings: Settings,
    database: "Database",
    code: str,
    scanner: Scanner,
    showing: Showing,
    *,
    link: "CentreLink | None" = None,
    once_shown: Callable[[], None] | None = None,
    once_open: Callable[[], None] | None = None,
) -> dict[str, int]:
    """Shows a door until it is closed or its time is over; the other arguments are those of run_door.

    Returns:
        How many scans had each outcome.

    Raises:
        Refused: There is no screen, or no event with this code.
        StorageUnfit: The database is not prepared for this program.
    """
    from PySide6.QtCore import QSize, QTimer

    from kiosk.ui.common.application import running_application

    with (
        running_application() as application,
        opened_door(
            settings, database, code, scanner, link=link, close=application.exit, pin=showing.pin
        ) as door,
    ):
        window = door.window
        outcomes: Counter[str] = Counter()
        rejections: list[Exception] = []
        door.rejected.connect(rejections.append)
        door.rejected.connect(lambda _error: application.exit())
        if once_open is not None:
            door.opened.connect(once_open)
        door.answered.connect(lambda answer: outcomes.update([str(answer.outcome)]))
        if showing.is_windowed:
            window.resize(QSize(1280, 720).boundedTo(application.primaryScreen().availableSize()))
            window.show()
        else:
            window.setGeometry(application.primaryScreen().geometry())  # a kiosk may run no window manager
            window.showFullScreen()
        if once_shown is not None:
            QTimer.singleShot(0, once_shown)
        if showing.seconds is not None:
            QTimer.singleShot(int(showing.seconds * 1000), application.exit)
        # A full collection would visit all imported objects, and block the window for 0.1 s.
        gc.freeze()
        application.exec()
    if rejections:
        raise rejections[0]
    return dict(outcomes)


def _print_for_staff(sentence: str) -> None:
    # The person or the service that started the door reads stderr. The line does not begin with "kiosk: ",
    # which begins the message of a command that fails.
    if sys.stderr is not None:
        sys.stderr.write(f"Kiosk: {sentence}\n")


def _camera_switch(door: "DoorController", database: "Database", settings: Settings) -> "CameraSwitch":
    # Only when it is used: most doors never import these modules.
    from kiosk.services.settings.camera_choice import choice_of
    from kiosk.ui.door.camera_switch import CameraSwitch

    return CameraSwitch(door, database, choice_of(settings), mirrored=settings.mirror_preview)


def _start_scanner(settings: Settings, source: Source) -> Scanner:
    gap = timedelta(seconds=settings.rescan_seconds)
    scanner = Scanner(openable(source), rescan_gap=gap, request=capture_request(settings))
    scanner.start()
    return scanner


def _crowd(settings: Settings, code: str) -> Crowd:
    from kiosk.domain.codes import event_qr_text
    from kiosk.services.check_in.event_door import event_with_code
    from kiosk.services.demo.demo import demo_passes, is_demo

    with opened_database(settings) as database:
        event = event_with_code(database, code)
        if not is_demo(database):
            raise Refused(CrowdNeedsDemo(database.name))
    return Crowd(
        event_codes=(event_qr_text(event.code, settings.check_in_url),),
        passes=tuple(each.token for each in demo_passes()),
        seed=secrets.randbits(32),
    )
