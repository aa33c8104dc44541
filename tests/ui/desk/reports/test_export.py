"""Exports at the desk: a whole file or none, with its progress and its place."""

import threading
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QMenu, QPushButton, QRadioButton

from kiosk.domain.people.person import Role
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.people import people
from kiosk.services.reports import files
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.reports import export as exporting
from kiosk.ui.desk.reports.export import Export, report_file_name
from kiosk.ui.desk.reports.page import ReportsPage
from kiosk.ui.desk.shell import kiosk_launch as showing
from kiosk.ui.desk.shell.destinations import ToEvent, ToEvents, ToReports
from kiosk.wording.desk.reports import format_name
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, olga

ENDINGS = {
    FileFormat.XLSX: b"PK",
    FileFormat.CSV: b"\xef\xbb\xbfName",
    FileFormat.JSON: b"{",
    FileFormat.PDF: b"%PDF",
}


@pytest.fixture
def world(world: World) -> World:
    """Builds a world in which three people are in."""
    for number in range(3):
        token = world.make_holder(f"Guest {number}", f"guest{number}@example.org")
        world.check_in(token)
    return world


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the folder that every file dialog answers with."""
    place = tmp_path / "exports"
    place.mkdir()
    monkeypatch.setattr(exporting, "choose_file", lambda _asker, suggested, _kind: place / suggested)
    return place


def kind_button(page: ReportsPage, words: str) -> QRadioButton:
    return next(each for each in page.findChildren(QRadioButton) if words in each.accessibleName())


@pytest.mark.parametrize("file_format", FileFormat)
def test_an_event_is_exported_as_every_kind_of_file(
    seat: Seat, folder: Path, file_format: FileFormat
) -> None:
    page = seat.go(ToReports(), ReportsPage)
    assert not page.export_button.isEnabled()
    page.events.choose(0)
    page.format.setCurrentIndex(page.format.findData(file_format))
    seat.press(page.export_button)
    (file,) = folder.iterdir()
    assert file.name == f"Practical Bayesian A B testing.{file_format}"
    assert file.read_bytes().startswith(ENDINGS[file_format])
    assert seat.notice_text() == f"Exported 3 rows to {file}."


def test_a_group_is_exported_by_its_id_and_not_by_its_name(seat: Seat, folder: Path) -> None:
    with seat.world.store.write() as transaction:
        igor = transaction.people.add(
            name="Igor", email="igor@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
        transaction.groups.add(name="Autumn series", description=None, created_by=igor)
    page = seat.go(ToReports(), ReportsPage)
    kind_button(page, "group").click()
    assert page.groups.model.rowCount() == 1
    page.groups.choose(0)
    seat.press(page.export_button)
    (file,) = folder.iterdir()
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[0] == "Attendance matrix"
    assert len(book.sheetnames) == 2


def test_a_participants_history_is_no_sheet_to_sign(seat: Seat, folder: Path) -> None:
    page = seat.go(ToReports(), ReportsPage)
    kind_button(page, "participant").click()
    assert page.format.findData(FileFormat.PDF) == -1
    assert not page.export_button.isEnabled()
    seat.type(page.email, "nobody@example.org")
    seat.press(page.export_button)
    assert "Nobody has the address" in page.form.errors()["email"]
    assert list(folder.iterdir()) == []
    seat.type(page.email, "guest1@example.org")
    seat.press(page.export_button)
    assert [each.name for each in folder.iterdir()] == ["guest1@example.org.xlsx"]


def test_the_way_to_the_file_is_offered(seat: Seat, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(exporting, "show_folder", shown.append)
    page = seat.go(ToReports(), ReportsPage)
    page.events.choose(0)
    seat.press(page.export_button)
    show = next(
        each for each in seat.desk.window.findChildren(QPushButton) if each.text() == "Show in folder"
    )
    seat.press(show)
    assert shown == list(folder.iterdir())


def test_a_cancelled_file_dialog_does_not_return(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "choose_file", lambda *_asked: None)
    page = seat.go(ToReports(), ReportsPage)
    page.events.choose(0)
    seat.press(page.export_button)
    assert seat.notice_text() == ""
    assert not seat.desk.context.work.has_jobs


def _shows(export: Export, words: str) -> bool:
    return words in export.words.text()


class Slow:
    """Writes a report's first rows and waits until it is released."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.halfway = threading.Event()
        self.go_on = threading.Event()
        monkeypatch.setitem(files._TABLES, FileFormat.CSV, self.write)  # noqa: SLF001 -- slowed down, not replaced

    def write(self, _report: object, path: Path, on_progress: object) -> None:
        path.write_text("half")
        assert callable(on_progress)
        self.halfway.set()
        while not self.go_on.wait(0.06):  # longer than the interval of progress reports
            on_progress(1)
        on_progress(2)


def test_a_cancelled_export_leaves_no_file_and_the_earlier_one(
    seat: Seat, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "SHOWN_AFTER_MS", 0)
    slow = Slow(monkeypatch)
    earlier = folder / "report.csv"
    earlier.write_text("earlier")
    page = seat.go(ToEvents(), EventsPage)
    for path in (folder / "new.csv", earlier):
        slow.halfway.clear()
        slow.go_on.clear()
        wanted = ReportRequest(ReportKind.EVENT, seat.world.event.id)
        export = Export(page, seat.desk.context, wanted, FileFormat.CSV, path)
        assert slow.halfway.wait(30)
        seat.desk.qtbot.waitUntil(export.isVisible)
        seat.desk.qtbot.waitUntil(partial(_shows, export, "1 of 3 rows"))
        export.cancel_button.click()
        slow.go_on.set()
        seat.settle()
        assert seat.notice_text() == "The export was cancelled, and no file was left."
        assert seat.no_sheet()
    assert [(each.name, each.read_text()) for each in folder.iterdir()] == [("report.csv", "earlier")]


def test_a_file_that_cannot_be_written_is_reported_in_a_sentence(
    seat: Seat, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "choose_file", lambda *_asked: folder / "gone" / "report.csv")
    page = seat.go(ToReports(), ReportsPage)
    page.events.choose(0)
    seat.press(page.export_button)
    assert "does not exist. Make it, or name a file elsewhere." in seat.notice_text()
    assert seat.no_sheet()


def test_a_group_without_events_has_no_sheet_and_shows_why(seat: Seat, folder: Path) -> None:
    with seat.world.store.write() as transaction:
        empty = transaction.groups.add(name="Empty", description=None, created_by=olga(seat.world).id)
    page = seat.go(ToReports(), ReportsPage)
    Export(
        page, seat.desk.context, ReportRequest(ReportKind.GROUP, empty), FileFormat.PDF, folder / "sheet.pdf"
    )
    assert "has no events, so there is no sheet to print" in seat.notice_text()
    assert list(folder.iterdir()) == []


def test_the_menu_of_a_button_exports_the_chosen_subject(seat: Seat, folder: Path) -> None:
    page = seat.go(ToEvents(), EventsPage)
    page.table.choose(0)
    menu = page.export_button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert [each.text() for each in menu.actions() if each.isVisible()] == [
        format_name(each) for each in exporting.FORMATS
    ]
    menu.actions()[1].trigger()
    seat.settle()
    assert [each.suffix for each in folder.iterdir()] == [".csv"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A/B: testing?", "A B testing"),
        ("../../etc/passwd", "etc passwd"),
        ("  ", "export"),
        ("...", "export"),
        ("a\0b\nc\u202egpj", "a b cgpj"),
        ("李明 🎟", "李明 🎟"),
        ("x" * 300, "x" * 80),
    ],
)
def test_any_name_becomes_a_valid_file_name_on_every_system(name: str, expected: str) -> None:
    assert report_file_name(name) == expected


def test_an_events_own_page_exports_it_and_shows_its_kiosk(
    world: World, open_desk: OpenDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []

    class Kiosk:
        def __init__(self, _settings: object, code: str) -> None:
            started.append(code)
            raise OSError(2, "No such file or directory")

    monkeypatch.setattr(showing, "KioskProcess", Kiosk)
    organizer = olga(world)
    desk = open_desk(world.store.acting_for(organizer), organizer, clock=lambda: world.now)
    seat = Seat(desk, world)
    page = seat.go(ToEvent(world.event.id), LivePage)
    menu = page.export_button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if "csv" in each.text()).trigger()
    seat.settle()
    assert [each.name for each in folder.iterdir()] == ["Practical Bayesian A B testing.csv"]
    seat.press(page.kiosk_button)
    assert started == ["WS001"]
