"""The only place where concrete objects are built and joined.

Rooms that are slow to import (Qt, SQLAlchemy) are imported where they are first needed, so that a
command pays for what it uses, and the scanner's process is on its way before the window's is ready.
"""

import gc
import logging
import secrets
import sys
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
from kiosk.domain.report import FileFormat, ReportKind, Wanted
from kiosk.scanning.devices import Device, devices
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd, Source, parse_source
from kiosk.scanning.wish import CameraWish
from kiosk.settings import Settings, data_dir

if TYPE_CHECKING:
    from kiosk.domain.event import Event
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


@dataclass(frozen=True, slots=True)
class Exported:
    """A report that is on the disk.

    Attributes:
        name: What it is about: the event's title, the group's or the participant's name.
        rows: Check-ins in it; of an attendance sheet, lines.
        events: Events in it, those without a check-in too; of a participant, those they came to.
    """

    name: str
    rows: int
    events: int


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
    told: Callable[[int, int], None],
) -> Exported:
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
    from kiosk.services.reports.report import Setting, opened_report
    from kiosk.services.reports.whole_file import whole_file

    if file_format is FileFormat.PDF and wanted.kind is ReportKind.PARTICIPANT:
        raise Refused(
            "A PDF is a sheet to sign at an event or a group's events."
            " Export what one person came to as csv, xlsx or json."
        )
    setting = Setting(settings.zone, utc_now())
    with (
        whole_file(path, replaces=replaces) as half,
        opened_store(settings) as store,
        opened_report(store, wanted, setting) as report,
    ):
        if file_format is FileFormat.PDF:
            return _write_attendance_sheet(report, half, told)
        return _write_table(report, file_format, half, told)


def _write_table(
    report: "Report", file_format: FileFormat, path: Path, told: Callable[[int, int], None]
) -> Exported:
    from kiosk.services.reports.csv_file import write_csv
    from kiosk.services.reports.json_file import write_json
    from kiosk.services.reports.xlsx_file import write_xlsx

    write = {FileFormat.CSV: write_csv, FileFormat.JSON: write_json, FileFormat.XLSX: write_xlsx}[file_format]
    write(report, path, lambda rows: told(rows, report.total))
    events = report.total if report.kind is ReportKind.PARTICIPANT else len(report.events)
    return Exported(report.name, report.total, events)


def _write_attendance_sheet(report: "Report", path: Path, told: Callable[[int, int], None]) -> Exported:
    from kiosk.ui.attendance_sheet import EventSheet, write_attendance_sheet
    from kiosk.ui.unseen import unseen_application

    if not report.events:
        raise Refused(f"The group {report.name!r} has no events, so there is no sheet to print.")
    counts = {event.id: report.count_attendees(event) for event in report.events}
    total = sum(counts.values())
    sheets = (EventSheet(event, counts[event.id], report.attendees(event)) for event in report.events)
    with unseen_application():
        write_attendance_sheet(
            path, report.name, report.setting.zone, sheets, lambda lines: told(lines, total)
        )
    return Exported(report.name, total, len(report.events))


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
    gap = timedelta(seconds=settings.rescan_seconds)
    scanner = Scanner(source, rescan_gap=gap, wish=camera_wish(settings))
    scanner.start()
    return scanner


def system_cameras() -> tuple[Device, ...]:
    """This machine's cameras; Qt is asked where the system itself does not tell (Windows)."""
    found = devices()
    if found or sys.platform in {"linux", "darwin"}:
        return found
    from kiosk.ui.cameras import media_devices

    return media_devices()


def camera_wish(settings: Settings) -> CameraWish:
    """What the settings want of a webcam."""
    height = int(settings.camera_size.removesuffix("p"))
    return CameraWish(height, settings.camera_exposure, settings.camera_focus)


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
    from kiosk.services.demo import DEMO_EVENT_CODE, demo_passes
    from kiosk.ui.pass_sheet import SheetCode, write_pass_sheet

    if path.exists():
        return
    *others, revoked = demo_passes()
    codes = [
        SheetCode(each.name, each.token, printed_token(each.token)) for each in others[:_DEMO_SHEET_PASSES]
    ]
    codes.append(SheetCode(revoked.name, revoked.token, printed_token(revoked.token), "revoked: is refused"))
    codes.append(
        SheetCode("Walk-in", DEMO_EVENT_CODE, DEMO_EVENT_CODE, "the event's own code, as on the screen")
    )
    try:
        write_pass_sheet(path, "Kiosk demo: passes to hold up to the camera", codes)
    except OSError as error:
        _log.warning("the demo's sheet of passes was not written: %s", error)


@contextmanager
def opened_door(settings: Settings, store: "Store", event: "Event", scanner: Scanner) -> Iterator["Door"]:
    """The door of an event, at work in a window that is not shown yet; closed and quiet at the end.

    Needs a running Qt application, whose event loop carries everything.

    Args:
        settings: Every option.
        store: The database, which only the door's own thread uses meanwhile.
        event: As it was just read.
        scanner: Started; the door shuts it down.
    """
    from kiosk.services import check_in
    from kiosk.services.door import view_door
    from kiosk.ui.door.door import Door, DoorServices
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
    try:
        door.start(services.view())
        if sounds is not None:
            sounds.load_soon()
        yield door
    finally:
        if sounds is not None:
            sounds.shutdown()
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
