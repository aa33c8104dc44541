"""Staff at the door choose another camera; the door scans with it at once and remembers it."""

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWhatsThis
from pytestqt.qtbot import QtBot

from kiosk.domain.codes import event_qr_text
from kiosk.scanning.messages import CameraState
from kiosk.scanning.source import StreamUrl
from kiosk.services.accounts.staff_pin import staff_pin
from kiosk.services.settings.camera_choice import CameraChoice
from kiosk.settings import load_settings
from kiosk.storage.store import Store
from kiosk.ui.camera.sheet import CameraSheet
from kiosk.ui.door import camera_switch
from kiosk.ui.door.staff.gate import StaffGate
from kiosk.ui.door.staff.page import Shown
from kiosk.ui.door.staff_purpose import Purpose
from tests.journeys.stand import EVENT_CODE, Evening, Visitor, standing
from tests.scanning.mjpeg import mjpeg_camera
from tests.scanning.pictures import TOKEN, colour, empty_room_frames, held_up, jpegs, scene

PIN = "258014"


@pytest.fixture
def evening(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    """An event that takes check-ins, and a machine without options."""
    for name in [name for name in os.environ if name.upper().startswith("KIOSK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KIOSK_SETTINGS", str(tmp_path / "kiosk.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    staff_pin().set(PIN)
    store = Store.open(sqlite_url)
    yield Evening(store, sqlite_url)
    store.close()


@pytest.fixture
def empty_room() -> Iterator[str]:
    frames = [colour(scene()) + shade for shade in (0, 1)]  # one unchanging picture counts as frozen
    with mjpeg_camera(jpegs(frames)) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def crowded_room() -> Iterator[str]:
    """A camera to which the event's code and an unknown pass are held up in turn."""
    frames = [
        *held_up(event_qr_text(EVENT_CODE, None), frames=30),
        *empty_room_frames(60),
        *held_up(TOKEN, frames=30),
    ]
    with mjpeg_camera(jpegs([*frames, *empty_room_frames(60)])) as port:
        yield f"http://127.0.0.1:{port}/"


def open_sheet(qtbot: QtBot, visitor: Visitor) -> CameraSheet:
    press_the_keys(qtbot, visitor)
    visitor.waits_for(lambda: sheets(visitor) != [])
    (sheet,) = sheets(visitor)
    return sheet


def press_the_keys(qtbot: QtBot, visitor: Visitor) -> None:
    visitor.waits_for(visitor.window.isActiveWindow)
    qtbot.keyClick(visitor.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (gate,) = visitor.window.findChildren(StaffGate)
    visitor.waits_for(lambda: gate.page.shown is Shown.PIN)
    qtbot.keyClicks(gate.page, PIN)
    visitor.waits_for(lambda: not gate.is_open)


def sheets(visitor: Visitor) -> list[CameraSheet]:
    return [each for each in visitor.window.findChildren(CameraSheet) if each.isVisible()]


def type_address(qtbot: QtBot, sheet: CameraSheet, address: str) -> None:
    sheet.choices.list.setCurrentRow(sheet.choices.list.count() - 1)
    sheet.choices.address.selectAll()
    qtbot.keyClicks(sheet.choices.address, address)


def scans(visitor: Visitor) -> bool:
    return not visitor.window.camera._hint.icon  # noqa: SLF001 -- whether a guest sees a picture or a sign


def test_the_door_scans_with_the_camera_that_staff_choose_at_once_and_remembers_it(
    qtbot: QtBot, evening: Evening, empty_room: str, crowded_room: str
) -> None:
    with standing(qtbot, evening, StreamUrl(empty_room), camera=empty_room) as visitor:
        visitor.waits_for(lambda: scans(visitor))
        sheet = open_sheet(qtbot, visitor)
        type_address(qtbot, sheet, crowded_room)
        visitor.waits_for(lambda: sheet.watched.reads.text().startswith("Reads codes: yes, in "))
        assert len(multiprocessing.active_children()) == 1  # the door has released its own
        assert evening.rows() == []
        assert visitor.answers == []  # a code held up to the sheet checks nobody in
        qtbot.keyClick(sheet.main_button, Qt.Key.Key_Space)
        visitor.waits_for(lambda: len(evening.rows()) >= 1)
        assert len(multiprocessing.active_children()) == 1
        assert load_settings().camera == crowded_room
        again = open_sheet(qtbot, visitor)
        assert again.choices.text() == crowded_room
    assert multiprocessing.active_children() == []


def test_closing_or_forgetting_the_sheet_leaves_the_door_unchanged(
    qtbot: QtBot, evening: Evening, empty_room: str
) -> None:
    with standing(qtbot, evening, StreamUrl(empty_room), camera=empty_room) as visitor:
        visitor.waits_for(lambda: scans(visitor))
        qtbot.keyClicks(visitor.window, "W")  # somebody began to type a code
        assert visitor.window.keypad.isVisible()
        sheet = open_sheet(qtbot, visitor)
        visitor.waits_for(lambda: sheet.watched.state is CameraState.LIVE)
        assert not scans(visitor)
        assert not visitor.window.keypad.isVisible()
        assert not visitor.window.status.walk_in.isVisible()
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
        visitor.waits_for(lambda: not sheets(visitor))
        assert visitor.window.status.walk_in.isVisible()
        visitor.waits_for(lambda: scans(visitor))
        (switch,) = visitor.window.findChildren(camera_switch.CameraSwitch)
        switch._patience.setInterval(1)  # noqa: SLF001 -- as after some minutes
        press_the_keys(qtbot, visitor)
        visitor.waits_for(lambda: not scans(visitor))
        visitor.waits_for(lambda: scans(visitor))
    assert not Path("kiosk.toml").exists()


def test_the_sheet_at_the_door_cannot_open_a_file_dialog(
    qtbot: QtBot, evening: Evening, empty_room: str, tmp_path: Path
) -> None:
    with standing(qtbot, evening, StreamUrl(empty_room), camera=empty_room) as visitor:
        visitor.waits_for(lambda: scans(visitor))
        sheet = open_sheet(qtbot, visitor)
        sheet.choices.list.setCurrentRow(sheet.choices.list.count() - 2)
        film = sheet.choices.film
        assert film.line.isVisible()  # the path of a rehearsal's video is typed
        assert film.findChildren(QAbstractButton) == []
        for line in sheet.findChildren(QLineEdit):
            assert line.completer() is None
            assert not line.acceptDrops()
            assert line.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
        for button in sheet.findChildren(QAbstractButton):
            assert "file" not in button.text().lower().replace("&", "")
        for key in (Qt.Key.Key_F, Qt.Key.Key_O, Qt.Key.Key_S, Qt.Key.Key_F1):
            for modifier in (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier):
                qtbot.keyClick(film.line, key, modifier)
        qtbot.keyClick(film.line, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]
        assert not QWhatsThis.inWhatsThisMode()
        visitor.window.staff_asked.emit(Purpose.CLOSE)  # a window manager's close while the sheet is open
        (gate,) = visitor.window.findChildren(StaffGate)
        assert not gate.is_open
        control = CameraSheet(
            visitor.window,
            sheet._work,  # noqa: SLF001 -- the same sheet, as the desk opens it
            sheet._tryout,  # noqa: SLF001 -- the sheet does not pass it on
            before=CameraChoice(str(tmp_path / "film.avi")),
            fixed={},
            kiosk_name="",
            mirrored=True,
        )
        assert "Choose file…" in [
            each.text().replace("&", "") for each in control.choices.film.findChildren(QAbstractButton)
        ]
        control.deleteLater()
