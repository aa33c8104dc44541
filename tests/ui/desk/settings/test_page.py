"""Settings at the desk: every option with its source; changes are written safely."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit

from kiosk.settings import Settings, load_settings
from kiosk.storage.store import Store
from kiosk.ui.desk.settings.page import SettingsPage
from kiosk.ui.desk.shell.destinations import ToSettings
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, has_focus, olga, seat_at


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the path of a new settings file, in an environment without options."""
    for name in [name for name in os.environ if name.upper().startswith("KIOSK_")]:
        monkeypatch.delenv(name)
    path = tmp_path / "kiosk.toml"
    monkeypatch.setenv("KIOSK_SETTINGS", str(path))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    opened = Store.open(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def seat(store: Store, open_desk: OpenDesk, file: Path) -> Seat:
    assert not file.exists()
    world = World(store)
    return seat_at(open_desk, world, olga(world))


def line(page: SettingsPage, name: str) -> QLineEdit:
    field = page.form.field(name)
    assert isinstance(field, QLineEdit)
    return field


def words(page: SettingsPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def test_every_option_is_shown_with_its_value_and_source(
    seat: Seat, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_CAMERA", "3")
    page = seat.go(ToSettings(), SettingsPage)
    shown = words(page)
    for name in Settings.model_fields:
        assert name in shown
    assert "KIOSK_CAMERA, set in the environment of this machine" in shown
    assert "KIOSK_SOUNDS, by default" in shown
    assert str(file) in page.subtitle.whole_text()


def test_changes_are_written_and_read_again(seat: Seat, file: Path) -> None:
    page = seat.go(ToSettings(), SettingsPage)
    seat.type(line(page, "name"), "Door A")
    seat.type(line(page, "check_in_url"), "https://example.org/in/{code}")
    zone, sounds = page.form.field("time_zone"), page.form.field("sounds")
    assert isinstance(zone, QComboBox)
    assert isinstance(sounds, QCheckBox)
    zone.setCurrentText("Asia/Tokyo")
    sounds.setChecked(False)
    seat.press(page.save_button)
    assert seat.notice_text().startswith("Saved.")
    settings = load_settings()
    assert (settings.name, settings.time_zone, settings.sounds) == ("Door A", "Asia/Tokyo", False)
    assert settings.check_in_url == "https://example.org/in/{code}"
    assert "camera" not in file.read_text()  # unchanged options keep their defaults
    seat.type(line(page, "check_in_url"), "")
    seat.press(page.save_button)
    assert load_settings().check_in_url is None


def test_a_wrong_value_is_reported_beside_its_field_and_nothing_is_written(seat: Seat, file: Path) -> None:
    page = seat.go(ToSettings(), SettingsPage)
    seat.type(line(page, "check_in_url"), "example.org")
    seat.type(line(page, "name"), "Door A")
    seat.press(page.save_button)
    assert "with {code} in it once" in page.form.errors()["check_in_url"]
    assert has_focus(line(page, "check_in_url"))
    assert not file.exists()


def test_an_option_of_the_environment_is_shown_and_not_editable(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_NAME", "Door B")
    page = seat.go(ToSettings(), SettingsPage)
    assert line(page, "name").text() == "Door B"
    assert not line(page, "name").isEnabled()
    assert "KIOSK_NAME is set in the environment of this machine, so it cannot be changed here." in words(
        page
    )
    seat.press(page.save_button)
    assert seat.notice_text() == "Nothing was changed."


def test_a_file_that_cannot_be_read_is_reported(seat: Seat, file: Path) -> None:
    page = seat.go(ToSettings(), SettingsPage)
    file.write_text("name = 'Door")
    seat.type(line(page, "name"), "Door A")
    seat.press(page.save_button)
    assert "cannot be read" in page.form.errors()[""]
    assert file.read_text() == "name = 'Door"
