"""The only place where concrete objects are built and joined.

Rooms that are slow to import (Qt, SQLAlchemy) are imported where they are first needed, so that a
command pays for what it uses, and the scanner's process is on its way before the window's is ready.
"""

import gc
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused, StorageUnfit
from kiosk.domain.passes import printed_token
from kiosk.domain.report import FileFormat, Wanted
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd, Source, parse_source
from kiosk.settings import Settings, data_dir

if TYPE_CHECKING:
    from kiosk.domain.event import Event
    from kiosk.services.reports.files import Exported, Told
    from kiosk.services.reports.report import Report
    from kiosk.storage.store import Store
    from kiosk.ui.door.door import Door

CROWD = "crowd"
"""The camera that is a rehearsal's simulated crowd."""

DEMO_DATABASE = "demo.sqlite"
DEMO_SHEET = "demo-passes.pdf"
_DEMO_SHEET_PASSES = 6

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Showing:
    """How a door is shown.

    Attributes:
        camera: A source as parse_source reads it, or "crowd".
        is_windowed: In a window instead of the full screen.
        seconds: Closes by itself after so long; None stays open.
    """

    camera: str
    is_windowed: bool = False
    seconds: float | None = None


@contextmanager
def opened_store(settings: Settings, *, is_fit: bool = True) -> Iterator["Store"]:
    """The configured database, closed at the end.

    Args:
        settings: Which database.
        is_fit: Check first that its revision is the one this program works with.

    Raises:
        StorageUnavailable: It cannot be reached.
        StorageUnfit: Its revision is another.
    """
    from kiosk.storage.store import Store

    url = settings.database_url.get_secret_value()
    store = Store.open(url, pool_min=settings.pool_min, pool_max=settings.pool_max)
    try:
        if is_fit:
            store.check_revision()
        yield store
    finally:
        store.close()


def run_door(
    settings: Settings, code: str, showing: Showing, *, once_shown: Callable[[], None] | None = None
) -> dict[str, int]:
    """Shows the kiosk of the event with this code until it is closed.

    Args:
        settings: Every option.
        code: The event's code, in any letter case.
        showing: How to show it.
        once_shown: Called in the GUI thread when the window is on the screen.

    Returns:
        How many scans came to each outcome.

    Raises:
        Refused: No such event, no screen, or a camera that cannot be meant.
        StorageUnavailable, StorageUnfit: The database cannot be used.
    """
    from kiosk.ui.screen import check_screen

    check_screen()
    scanner = None if showing.camera == CROWD else _start_scanner(settings, parse_source(showing.camera))
    try:
        from kiosk.services.door import find_event

        with opened_store(settings) as store:
            event = find_event(store, code)
            scanner = scanner or _start_scanner(settings, _crowd(store, settings, event))
            return show_door(settings, store, event, scanner, showing, once_shown=once_shown)
    finally:
        if scanner is not None:
            scanner.shutdown()


def run_demo(settings: Settings, showing: Showing, tell: Callable[[str], None]) -> dict[str, int]:
    """Shows the kiosk of a demo event in a demo database of its own, made if it is not there.

    Args:
        settings: Every option; its database is replaced by the demo's.
        showing: How to show it.
        tell: Says a line to whoever started it.

    Returns:
        How many scans came to each outcome.

    Raises:
        Refused: No screen, or a camera that cannot be meant.
    """
    from kiosk.ui.screen import check_screen

    check_screen()
    if showing.camera != CROWD:
        parse_source(showing.camera)
    path = data_dir() / DEMO_DATABASE
    settings = settings.model_copy(update={"database_url": SecretStr(f"sqlite:///{path}")})
    prepare_demo(settings)
    sheet = data_dir() / DEMO_SHEET
    tell(f"The demo's database: {path}")
    tell(f"Passes to print, or to show on a phone: {sheet}")
    tell("No camera at hand? `kiosk demo --camera crowd` rehearses with a simulated crowd. Ctrl+Q closes.")
    from kiosk.services.demo import DEMO_EVENT_CODE

    return run_door(settings, DEMO_EVENT_CODE, showing, once_shown=partial(_write_demo_sheet, sheet))


def export_report(  # noqa: PLR0913 -- what a person says about an export, and who is told
    settings: Settings,
    wanted: Wanted,
    file_format: FileFormat,
    path: Path,
    *,
    replaces: bool = False,
    told: "Told",
) -> "Exported":
    """Writes a report to a file, which is there whole at the end or not at all.

    Args:
        settings: Which database, and the venue's zone.
        wanted: Which report.
        file_format: As what; PDF is a sheet to sign, of an event or of each of a group's.
        path: Where.
        replaces: Put it in the place of an earlier file.
        told: Called with how many rows are written and how many there will be.

    Raises:
        Refused: There is no such event, group or person, or no file can be there.
        StorageUnavailable, StorageUnfit: The database cannot be used.
    """
    from kiosk.services.reports.files import write_report
    from kiosk.services.reports.report import Setting

    with opened_store(settings) as store:
        return write_report(
            store,
            Setting(settings.zone, utc_now()),
            wanted,
            file_format,
            path,
            replaces=replaces,
            write_sheet=_write_sheet,
            told=told,
        )


def _write_sheet(report: "Report", path: Path, told: "Told") -> int:
    from kiosk.ui.attendance_sheet import write_report_sheet
    from kiosk.ui.unseen import unseen_application

    with unseen_application():
        return write_report_sheet(report, path, told)


def prepare_demo(settings: Settings) -> "Event":
    """Brings the configured database to the program's revision and fills it with the demo.

    Raises:
        Refused: It holds somebody's own people.
        StorageUnavailable, StorageUnfit: It cannot be used.
    """
    from kiosk.services.demo import seed_demo

    with opened_store(settings, is_fit=False) as store:
        try:
            store.check_revision()
        except StorageUnfit:
            store.upgrade()
        return seed_demo(store, now=utc_now(), check_in_url=settings.check_in_url)


def _start_scanner(settings: Settings, source: Source) -> Scanner:
    scanner = Scanner(source, rescan_gap=timedelta(seconds=settings.rescan_seconds))
    scanner.start()
    return scanner


def _crowd(store: "Store", settings: Settings, event: "Event") -> Crowd:
    from kiosk.domain.codes import event_qr_text
    from kiosk.services.demo import demo_passes, is_demo

    if not is_demo(store):
        raise Refused(
            "The rehearsal crowd writes check-ins of people who do not exist, so it only comes to a demo"
            f" database, and {store.name} is not one. `kiosk demo --camera crowd` makes one."
        )
    return Crowd(
        event_codes=(event_qr_text(event.code, settings.check_in_url),),
        passes=tuple(each.token for each in demo_passes()),
        seed=secrets.randbits(32),
    )


def _write_demo_sheet(path: Path) -> None:
    from kiosk.services.demo import DEMO_EVENT_CODE, DEMO_TITLE, demo_passes
    from kiosk.services.reports.whole_file import whole_file
    from kiosk.ui.badges.badge import Badge
    from kiosk.ui.badges.document import write_badges
    from kiosk.ui.badges.layouts import LAYOUTS

    if path.exists():
        return
    *others, revoked = demo_passes()
    badges = [
        Badge(each.name, each.token, printed_token(each.token), DEMO_TITLE)
        for each in others[:_DEMO_SHEET_PASSES]
    ]
    badges.append(
        Badge(revoked.name, revoked.token, printed_token(revoked.token), DEMO_TITLE, "revoked: is refused")
    )
    badges.append(
        Badge(
            "Walk-in", DEMO_EVENT_CODE, DEMO_EVENT_CODE, DEMO_TITLE, "the event's own code, as on the screen"
        )
    )
    try:
        with whole_file(path) as half:
            write_badges(
                half, "Kiosk demo: passes to hold up to the camera", LAYOUTS[0], badges, lambda _: None
            )
    except Refused as refusal:
        _log.warning("the demo's sheet of passes was not written: %s", refusal)


@contextmanager
def opened_door(settings: Settings, store: "Store", event: "Event", scanner: Scanner) -> Iterator["Door"]:
    """The door of an event, at work in a window that is not shown yet; closed and quiet at the end.

    Needs a running Qt application, whose event loop carries everything.

    Args:
        settings: Every option.
        store: The database, which only the door's own threads use meanwhile.
        event: As it was just read.
        scanner: Started; the door shuts it down.
    """
    from kiosk.services import check_in
    from kiosk.services.door import view_door
    from kiosk.services.kiosks import report_presence
    from kiosk.ui.door.door import Door, DoorServices
    from kiosk.ui.door.presence import Presence
    from kiosk.ui.door.window import DoorWindow, no_sound
    from kiosk.ui.scanner_link import ScannerLink
    from kiosk.ui.sounds import Sounds

    stand = check_in.Door(event.id, settings.name, settings.check_in_url)
    services = DoorServices(
        check_in=partial(check_in.check_in_surely, store, stand),
        view=lambda: view_door(store, event.id, utc_now()),
    )
    sounds = Sounds() if settings.sounds else None
    window = DoorWindow(
        zone=settings.zone,
        check_in_url=settings.check_in_url,
        kiosk_name=settings.name,
        mirrored=settings.mirror_preview,
        play=sounds.play if sounds else no_sound,
    )
    door = Door(window, services, ScannerLink(scanner), utc_now)
    presence = Presence(partial(report_presence, store, settings.name, event.id), window)
    try:
        door.start(services.view())
        presence.start()
        if sounds is not None:
            sounds.load_soon()
        yield door
    finally:
        if sounds is not None:
            sounds.shutdown()
        presence.shutdown()
        door.shutdown()
        window.close()
        window.deleteLater()


def show_door(  # noqa: PLR0913 -- what run_door found, joined
    settings: Settings,
    store: "Store",
    event: "Event",
    scanner: Scanner,
    showing: Showing,
    *,
    once_shown: Callable[[], None] | None = None,
) -> dict[str, int]:
    """Shows a door until it is closed or its time is over.

    Returns:
        How many scans came to each outcome.

    Raises:
        Refused: There is no screen.
    """
    from PySide6.QtCore import QSize, QTimer

    from kiosk.ui.application import running_application

    with running_application() as application, opened_door(settings, store, event, scanner) as door:
        window = door.window
        outcomes: Counter[str] = Counter()
        door.answered.connect(lambda answer: outcomes.update([str(answer.outcome)]))
        window.close_asked.connect(application.quit)
        if showing.is_windowed:
            window.resize(QSize(1280, 720).boundedTo(application.primaryScreen().availableSize()))
            window.show()
        else:
            window.setGeometry(application.primaryScreen().geometry())  # a kiosk may run no window manager
            window.showFullScreen()
        if once_shown is not None:
            QTimer.singleShot(0, once_shown)
        if showing.seconds is not None:
            QTimer.singleShot(int(showing.seconds * 1000), application.quit)
        # A full collection would look through all that was imported, and hold the window for 0.1 s.
        gc.freeze()
        application.exec()
    return dict(outcomes)
