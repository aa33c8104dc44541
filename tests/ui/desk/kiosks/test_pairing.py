"""The desk pairs a kiosk: its painted code is read, the door takes a person in, and is revoked."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from kiosk.app.door_database import opened_door_database
from kiosk.app.pairing import pair_kiosk
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.refusals.machine.doors import DoorDatabaseInUse
from kiosk.scanning.decoding.picture_files import decode_file
from kiosk.services.check_in.event_door import EventDoor
from kiosk.services.live.pairing import list_logins
from kiosk.settings import load_settings, settings_file
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.kiosks.pairing import PairingSheet
from kiosk.ui.desk.shell.destinations import ToKiosks
from kiosk.ui.widgets.sheet import Sheet
from tests.refusals import refuses
from tests.services.world import World
from tests.storage.raw import ask, foreign_program, run
from tests.sync.pairing import logins_dropped
from tests.ui.desk.evening import OpenDesk, Seat, olga, seat_at
from tests.waiting import until


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """Returns a server's database: only there are logins."""
    with logins_dropped(postgres_url):
        yield postgres_url


@pytest.fixture
def new_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes this a computer on which nothing is set."""
    monkeypatch.setenv("KIOSK_SETTINGS", str(tmp_path / "new" / "kiosk.toml"))
    monkeypatch.setenv("KIOSK_DOOR_DATABASE", str(tmp_path / "new" / "door.sqlite"))
    monkeypatch.delenv("KIOSK_DATABASE_URL", raising=False)
    monkeypatch.delenv("KIOSK_NAME", raising=False)


def settled(seat: Seat, condition: Callable[[], bool]) -> bool:
    """Returns whether a condition comes true while the desk works."""

    def holds() -> bool:
        seat.settle()
        return condition()

    return until(holds)


def open_sheet(seat: Seat, page: KiosksPage) -> PairingSheet:
    page.pair_button.click()
    seat.settle()
    sheet = seat.sheet(PairingSheet)
    assert sheet.offer is not None
    return sheet


def read_by_camera(sheet: PairingSheet, tmp_path: Path) -> str:
    """Returns what the scanner reads in the painted sheet."""
    picture = tmp_path / "sheet.png"
    assert sheet.grab().save(str(picture))
    (code,) = decode_file(picture).codes
    return code


@pytest.mark.usefixtures("new_computer")
@pytest.mark.complains("the centre has revoked this kiosk")
def test_a_painted_code_makes_a_door_that_is_revoked_later(
    seat: Seat, database_url: str, tmp_path: Path
) -> None:
    token = seat.world.make_holder()
    page = seat.go(ToKiosks(), KiosksPage)
    sheet = open_sheet(seat, page)
    sheet.name.setText("Balcony stairs")
    offer = sheet.offer
    assert offer is not None
    assert settled(seat, lambda: stored_name(database_url) == "Balcony stairs")
    paired = pair_kiosk(load_settings(), read_by_camera(sheet, tmp_path))
    assert (paired.settings.name, paired.settings.event) == ("Balcony stairs", "WS001")
    assert stat.S_IMODE(settings_file().stat().st_mode) == 0o600
    assert settled(seat, lambda: sheet.state.text() == "● Paired")
    assert "Balcony stairs" in sheet.message.text()
    sheet.cancel_button.click()

    with opened_door_database(load_settings(), "WS001") as (database, link):
        assert link is not None
        door = EventDoor(database, "WS001", "Balcony stairs", None, link.now, link=link)
        assert until(lambda: link.status.roster_at is not None)
        door.view()
        assert door.check_in(seat.world.scan(token)).outcome is Outcome.CHECKED_IN
        with refuses(DoorDatabaseInUse(str(load_settings().door_database))):
            pair_kiosk(load_settings(), offer.text.as_text())
        page.refresh()
        seat.settle()
        press(page, "Revoke…")
        question = seat.sheet(Sheet)
        question.main_button.click()
        assert settled(seat, lambda: door.view().is_revoked)
    with foreign_program(f"sqlite:///{load_settings().door_database}") as connection:
        assert ask(connection, "SELECT count(*) FROM passes") == 0
        assert ask(connection, "SELECT count(*) FROM attendance") == 0
    seat.settle()
    press(page, "Remove…")
    seat.sheet(Sheet).main_button.click()
    assert settled(seat, lambda: not list_logins(seat.world.store))


def press(page: KiosksPage, words: str) -> None:
    (found,) = (each for each in page.logins.findChildren(QPushButton) if each.text() == words)
    found.click()


def stored_name(url: str) -> str | None:
    with foreign_program(url) as connection:
        name = ask(connection, "SELECT name FROM kiosk_logins")
    return None if name is None else str(name)


def test_a_closed_sheet_leaves_no_login(seat: Seat, database_url: str) -> None:
    sheet = open_sheet(seat, seat.go(ToKiosks(), KiosksPage))
    sheet.cancel_button.click()
    seat.settle()
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM kiosk_logins") == 0


def test_a_code_that_is_over_is_not_shown_any_more(world: World, open_desk: OpenDesk) -> None:
    seat = seat_at(open_desk, world, olga(world))
    sheet = open_sheet(seat, seat.go(ToKiosks(), KiosksPage))
    assert sheet.left.text() == "5:00 left"
    first = sheet.text.toPlainText()
    world.now = world.now.replace(hour=world.now.hour + 1)
    assert settled(seat, lambda: sheet.state.text() == "● This code is over")
    assert not sheet.text.toPlainText()
    sheet.main_button.click()
    assert settled(seat, lambda: sheet.offer is not None)
    assert sheet.text.toPlainText() not in {"", first}


def test_a_desk_that_may_not_make_logins_shows_the_administrators_line(seat: Seat, database_url: str) -> None:
    with foreign_program(database_url) as connection:
        run(connection, "ALTER FUNCTION kiosk_pairing.claim(text, uuid) OWNER TO pg_monitor")
    page = seat.go(ToKiosks(), KiosksPage)
    page.pair_button.click()
    seat.settle()
    sheet = seat.sheet(PairingSheet)
    assert "does not own the database" in sheet.message.text()
    lines = [each.toPlainText() for each in sheet.findChildren(QPlainTextEdit) if each.isVisible()]
    assert any("kiosk db grant-door kiosk_door_" in each for each in lines)


class TestOnAFile:
    """A desk whose database is a file."""

    @pytest.fixture
    def database_url(self, sqlite_url: str) -> str:
        return sqlite_url

    def test_other_computers_cannot_join(self, seat: Seat) -> None:
        page = seat.go(ToKiosks(), KiosksPage)
        assert not page.logins.isVisible()
        page.pair_button.click()
        seat.settle()
        assert "PostgreSQL" in seat.sheet(PairingSheet).message.text()
