"""A kiosk that is shown on this machine, in its own process."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.events.events import NoEventWithCode
from kiosk.services.events import deletions
from kiosk.settings import load_settings
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.shell.destinations import ToKiosks
from kiosk.ui.desk.shell.kiosk_process import KioskProcess
from kiosk.ui.widgets.sheet import Sheet
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, olga, seat_at


@pytest.fixture
def seat(world: World, open_desk: OpenDesk, database_url: str) -> Seat:
    """Opens Olga's desk with the database in its settings, because a kiosk is another process."""
    return seat_at(open_desk, world, olga(world), database_url=database_url)


def fake_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Returns the command that is started in place of this program."""
    program = tmp_path / "python"
    script = tmp_path / "program.py"
    script.write_text(f"import os, sys\n{body}\n")
    # Through a shell, because a #! line cannot name a Python whose path has a space.
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))


def test_a_kiosk_is_shown_here_on_the_desks_database(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    output = tmp_path / "output"
    fake_program(
        tmp_path,
        monkeypatch,
        f"open({str(output)!r}, 'w').write(repr((sys.argv[1:], os.environ['KIOSK_DATABASE_URL'])))",
    )
    page = seat.go(ToKiosks(), KiosksPage)
    seat.press(page.show_button)
    sheet = seat.sheet(Sheet)
    choice = sheet.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    assert "Practical Bayesian A/B testing" in choice.currentText()
    seat.press(sheet.main_button)
    seat.desk.qtbot.waitUntil(lambda: output.exists() and output.read_text() != "", timeout=20_000)
    assert output.read_text() == repr((["-m", "kiosk", "door", "--event=WS001"], database_url))
    assert "opens on this screen" in seat.notice_text()
    _wait_for_end(seat.desk.qtbot)


def test_a_kiosk_that_ends_at_once_has_its_reason_shown(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_program(
        tmp_path,
        monkeypatch,
        "from kiosk.domain.errors import Refused\n"
        "from kiosk.domain.refusals.machine.screens import NoScreen\n"
        "from kiosk.fault_report import report_fault\n"
        "report_fault(Refused(NoScreen())); sys.exit(1)",
    )
    page = seat.go(ToKiosks(), KiosksPage)
    seat.press(page.show_button)
    seat.press(seat.sheet(Sheet).main_button)
    expected = "The kiosk could not be shown: No window can be shown here. Ask your technician to look."
    seat.desk.qtbot.waitUntil(lambda: seat.desk.window.notice.sentence() == expected, timeout=20_000)


def test_a_kiosk_that_ends_without_a_reason_sends_the_organizer_to_the_technician(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_program(tmp_path, monkeypatch, "sys.exit(1)")
    page = seat.go(ToKiosks(), KiosksPage)
    seat.press(page.show_button)
    seat.press(seat.sheet(Sheet).main_button)
    expected = "The kiosk ended unexpectedly. The log says what happened; ask your technician."
    seat.desk.qtbot.waitUntil(lambda: seat.desk.window.notice.sentence() == expected, timeout=20_000)


def test_this_very_program_ends_with_its_own_reason(qtbot: QtBot, sqlite_url: str) -> None:
    settings = load_settings(database_url=sqlite_url)
    kiosk = KioskProcess(settings, "NOBODY")
    with qtbot.waitSignal(kiosk.ended, timeout=60_000) as ended:
        pass
    assert ended.args is not None
    (error,) = ended.args
    assert isinstance(error, Refused)
    assert error.reason == NoEventWithCode("NOBODY")


def test_a_kiosk_that_somebody_closes_shows_no_error(qtbot: QtBot) -> None:
    kiosk = KioskProcess(load_settings(), "WS001", [sys.executable, "-c", "import signal; signal.pause()"])
    assert kiosk.is_running
    with qtbot.waitSignal(kiosk.ended, timeout=20_000) as ended:
        kiosk.close()
    assert ended.args == [None]
    assert not kiosk.is_running


def test_without_an_event_there_is_nothing_to_show(seat: Seat) -> None:
    deletions.delete_event(seat.world.store, "WS001", confirmed="WS001")
    page = seat.go(ToKiosks(), KiosksPage)
    seat.press(page.show_button)
    assert seat.notice_text() == "There is no event that a kiosk could show. Make one first."
    assert any(each.text() == "New event" for each in seat.desk.window.notice.findChildren(QPushButton))


def _wait_for_end(qtbot: QtBot) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    qtbot.waitUntil(
        lambda: not any(each.is_running for each in application.findChildren(KioskProcess)), timeout=20_000
    )
