"""Setting, changing and removing the staff PIN at the desk."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from kiosk.services.accounts.staff_pin import PIN_FILE, staff_pin
from kiosk.settings import data_dir
from kiosk.storage.store import Store
from kiosk.ui.desk.settings.page import SettingsPage
from kiosk.ui.desk.settings.pin_card import PinCard
from kiosk.ui.desk.shell.destinations import ToSettings
from kiosk.ui.widgets.sheet import Sheet
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, has_focus, olga, seat_at

PIN, OTHER = "258014", "974613"


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    opened = Store.open(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def seat(store: Store, open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """Opens a desk on a machine without a PIN and without options."""
    for name in [name for name in os.environ if name.upper().startswith("KIOSK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KIOSK_SETTINGS", str(tmp_path / "kiosk.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    world = World(store)
    return seat_at(open_desk, world, olga(world))


def card(seat: Seat) -> PinCard:
    return seat.go(ToSettings(), SettingsPage).pin


def type_twice(seat: Seat, pins: PinCard, pin: str, again: str | None = None) -> None:
    seat.type(pins.pin, pin)
    seat.type(pins.again, pin if again is None else again)
    seat.press(pins.set_button)


def test_a_pin_is_set_and_changed_and_shown_nowhere(seat: Seat) -> None:
    pins = card(seat)
    assert "asks for an organizer's e-mail and password" in pins.state.text()
    assert not pins.remove_button.isVisible()
    assert pins.set_button.text() == "Set PIN"
    type_twice(seat, pins, PIN)
    assert seat.notice_text() == "The staff PIN of this machine is set, and holds at once."
    assert staff_pin().check(PIN).is_right
    assert (pins.pin.text(), pins.again.text()) == ("", "")
    assert pins.set_button.text() == "Change PIN"
    type_twice(seat, pins, OTHER)
    assert staff_pin().check(OTHER).is_right
    assert pins.pin.echoMode() is QLineEdit.EchoMode.Password
    texts = " ".join(each.text() for each in seat.desk.window.findChildren(QLabel))
    assert PIN not in texts
    assert OTHER not in texts


@pytest.mark.parametrize(
    ("pin", "again", "field", "sentence"),
    [
        ("12345", None, "pin", "exactly 6 digits"),
        ("123456", None, "pin", "guessed at once"),
        ("", None, "pin", "exactly 6 digits"),
        (PIN, OTHER, "again", "not the same PIN"),
        (PIN, "", "again", "not the same PIN"),
    ],
)
def test_an_error_is_shown_beside_its_field(
    seat: Seat, pin: str, again: str | None, field: str, sentence: str
) -> None:
    pins = card(seat)
    type_twice(seat, pins, pin, again)
    assert sentence in pins.form.errors()[field]
    assert has_focus(pins.pin if field == "pin" else pins.again)
    assert not staff_pin().is_set()


def test_a_removal_is_confirmed_first(seat: Seat) -> None:
    staff_pin().set(PIN)
    pins = card(seat)
    seat.press(pins.remove_button)
    (sheet,) = [each for each in pins.findChildren(Sheet) if each.isVisible()]
    sheet.reject()
    assert staff_pin().is_set()
    seat.press(pins.remove_button)
    (sheet,) = [each for each in pins.findChildren(Sheet) if each.isVisible()]
    seat.press(sheet.main_button)
    assert seat.notice_text() == "The staff PIN of this machine is removed."
    assert not staff_pin().is_set()


def test_a_damaged_pin_is_reported_and_a_new_one_replaces_it(seat: Seat) -> None:
    (data_dir()).mkdir(parents=True, exist_ok=True)
    (data_dir() / PIN_FILE).write_text("{")
    pins = card(seat)
    assert "is damaged" in pins.state.text()
    type_twice(seat, pins, PIN)
    assert staff_pin().check(PIN).is_right


def test_a_pin_that_cannot_be_saved_is_reported_on_the_card(seat: Seat) -> None:
    (data_dir() / PIN_FILE).mkdir(parents=True)
    pins = card(seat)
    type_twice(seat, pins, PIN)
    assert pins.form.errors()[""].startswith("The PIN was not set")
