"""A technician at the desk chooses a camera and sees its picture at once; its identity is saved."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kiosk.scanning.devices import Device
from kiosk.scanning.messages import CameraState
from kiosk.services.live.kiosks import report_presence
from kiosk.settings import load_settings
from kiosk.storage.store import Store
from kiosk.ui.camera import sheet as room
from kiosk.ui.camera.field import CameraField
from kiosk.ui.camera.sheet import CameraSheet
from kiosk.ui.desk.settings.page import SettingsPage
from kiosk.ui.desk.shell.destinations import ToSettings
from kiosk.wording.desk.camera_choice import in_use_here, no_camera
from tests.scanning.mjpeg import free_port, mjpeg_camera, network_camera
from tests.scanning.pictures import TOKEN, colour, empty_room_frames, held_up, jpegs, scene, write_clip
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, has_focus, olga, seat_at
from tests.ui.desk.test_every_page import controls, missed_by_tab

WEBCAM = Device(0, "/dev/video0", "HD Webcam", "usb-hd-1-video-index0")
OTHER = Device(2, "/dev/video2", "Zoë's camera", "usb-zoe-2-video-index0")
FILM_ROW, ADDRESS_ROW = 2, 3  # below the two cameras
PATIENCE = 30_000


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
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> list[Device]:
    """Sets the machine's cameras."""
    found = [WEBCAM, OTHER]
    monkeypatch.setattr(room, "devices", lambda: tuple(found))
    return found


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    opened = Store.open(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def seat(store: Store, open_desk: OpenDesk, file: Path, plugged_in: list[Device]) -> Seat:
    assert not file.exists()
    assert plugged_in
    world = World(store)
    return seat_at(open_desk, world, olga(world))


def page_of(seat: Seat) -> SettingsPage:
    return seat.go(ToSettings(), SettingsPage)


def field_of(page: SettingsPage) -> CameraField:
    field = page.form.field("camera")
    assert isinstance(field, CameraField)
    return field


def open_sheet(seat: Seat) -> CameraSheet:
    seat.press(field_of(page_of(seat)).choose_button)
    return seat.sheet(CameraSheet)


def wait(seat: Seat, condition: Callable[[], object]) -> None:
    seat.desk.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)


def wait_for_state(seat: Seat, sheet: CameraSheet, state: CameraState) -> None:
    wait(seat, lambda: sheet.watched.state is state)


def type_address(seat: Seat, sheet: CameraSheet, address: str) -> None:
    sheet.choices.list.setCurrentRow(sheet.choices.list.count() - 1)
    seat.type(sheet.choices.address, address)


def rows(sheet: CameraSheet) -> list[str]:
    return [sheet.choices.list.item(row).text() for row in range(sheet.choices.list.count())]


def children() -> int:
    return len(multiprocessing.active_children())


def test_a_typed_camera_shows_its_picture_its_format_and_the_codes_it_reads(seat: Seat) -> None:
    frames = jpegs([*held_up(TOKEN, frames=30), *empty_room_frames(30)])
    with mjpeg_camera(frames) as port:
        sheet = open_sheet(seat)
        type_address(seat, sheet, f"http://door:s3cret@127.0.0.1:{port}/")
        wait_for_state(seat, sheet, CameraState.LIVE)
        wait(seat, lambda: sheet.watched.picture.is_live)
        wait(seat, lambda: sheet.watched.agreed.text().startswith("1280x720"))
        wait(seat, lambda: "pictures a second, MJPG" in sheet.watched.agreed.text())
        wait(seat, lambda: sheet.watched.reads.text().startswith("Reads codes: yes, in "))
        assert children() == 1
        assert seat.world.rows() == []  # it was read, and nobody was checked in
        seat.press(sheet.main_button)
    assert seat.no_sheet()
    assert load_settings().camera == f"http://door:s3cret@127.0.0.1:{port}/"
    page = seat.desk.window.page()
    assert isinstance(page, SettingsPage)
    assert field_of(page).camera.whole_text() == f"http://127.0.0.1:{port}/"
    wait(seat, lambda: children() == 0)


def test_a_chosen_webcam_is_saved_by_its_identity_with_its_adjustments(seat: Seat) -> None:
    sheet = open_sheet(seat)
    assert rows(sheet)[:2] == ["HD Webcam\nusb-hd-1-video-index0", "Zoë's camera\nusb-zoe-2-video-index0"]
    assert sheet.choices.list.currentRow() == 0  # camera 0 of the settings is this one
    sheet.choices.list.setFocus()
    seat.desk.qtbot.keyClick(sheet.choices.list, Qt.Key.Key_Down)
    wait(seat, lambda: "usb-zoe-2" in sheet.watched.trouble.text())  # a camera that is not connected
    assert sheet.watched.state is CameraState.MISSING
    assert "Plug it in" in sheet.watched.trouble.text()
    assert not sheet.watched.picture.is_live
    sheet.adjustments.size_choice.setCurrentIndex(1)
    seat.desk.qtbot.keyClick(sheet.adjustments.exposure, Qt.Key.Key_Up)
    exposure = sheet.adjustments.exposure.figure()
    assert exposure is not None
    seat.press(sheet.main_button)
    settings = load_settings()
    assert settings.camera == "name:usb-zoe-2-video-index0"
    assert (settings.camera_size, settings.camera_focus) == ("1080p", None)
    assert settings.camera_exposure == exposure
    again = open_sheet(seat)
    assert again.choices.list.currentRow() == 1
    assert again.adjustments.figures() == ("1080p", exposure, None)
    again.adjustments.exposure.selectAll()
    seat.desk.qtbot.keyClicks(again.adjustments.exposure, "auto")
    again.adjustments.focus.selectAll()
    seat.desk.qtbot.keyClicks(again.adjustments.focus, "45")
    seat.press(again.main_button)
    assert (load_settings().camera_exposure, load_settings().camera_focus) == (None, 45)


def test_switching_to_a_film_ends_the_first_camera_before_the_second_begins(
    seat: Seat, tmp_path: Path
) -> None:
    clip = write_clip(tmp_path / "film.avi", [colour(scene(width=64, height=48))] * 5)
    sheet = open_sheet(seat)
    with mjpeg_camera(jpegs(empty_room_frames(2))) as port:
        type_address(seat, sheet, f"http://127.0.0.1:{port}/")
        wait(seat, lambda: sheet.watched.picture.is_live)
        most = 1
        sheet.choices.list.setCurrentRow(FILM_ROW)
        seat.type(sheet.choices.film.line, str(clip))

        def is_ended() -> bool:
            nonlocal most
            most = max(most, children())
            return sheet.watched.state is CameraState.ENDED

        wait(seat, is_ended)
    assert most == 1
    assert sheet.watched.agreed.text().startswith("64x48")
    seat.press(sheet.main_button)
    assert load_settings().camera == str(clip)


def test_an_impossible_value_is_reported_beside_its_field_and_not_saved(seat: Seat, file: Path) -> None:
    sheet = open_sheet(seat)
    type_address(seat, sheet, "webcam.local")
    wait(seat, lambda: "Write it as rtsp://" in sheet.choices.form.errors().get("address", ""))
    assert sheet.watched.state is None
    wait(seat, lambda: children() == 0)
    sheet.choices.list.setCurrentRow(FILM_ROW)
    seat.type(sheet.choices.film.line, "nowhere.avi")
    seat.press(sheet.main_button)
    assert sheet.choices.form.errors() == {
        "film": "There is no video file 'nowhere.avi'. Choose another one."
    }
    assert has_focus(sheet.choices.film.line)
    assert not file.exists()
    seat.press(sheet.cancel_button)


def test_a_machine_without_a_camera_shows_what_to_do_and_finds_one_that_is_plugged_in(
    seat: Seat, plugged_in: list[Device]
) -> None:
    plugged_in.clear()
    sheet = open_sheet(seat)
    assert sheet.choices.notice.text() == no_camera()
    assert rows(sheet)[0] == "Camera 0\nnot found now"
    wait_for_state(seat, sheet, CameraState.MISSING)
    plugged_in.append(WEBCAM)
    seat.press(sheet.choices.refresh_button)
    assert rows(sheet)[0] == "HD Webcam\nusb-hd-1-video-index0"
    assert not sheet.choices.notice.isVisible()
    seat.press(sheet.main_button)
    assert load_settings().camera == "name:usb-hd-1-video-index0"


def test_a_camera_that_this_machines_kiosk_uses_is_shown_as_such(seat: Seat) -> None:
    def refuse(viewer: BaseHTTPRequestHandler, _unplugged: Event) -> None:
        viewer.send_error(503)

    with network_camera(refuse) as port:
        sheet = open_sheet(seat)
        type_address(seat, sheet, f"http://127.0.0.1:{port}/")
        wait_for_state(seat, sheet, CameraState.BUSY)
        seat.settle()
        assert "too many viewers" in sheet.watched.trouble.text()  # the viewers are on other machines
        report_presence(seat.world.store, "Desk", seat.world.event.id)
        seat.type(sheet.choices.address, f"http://127.0.0.1:{port}/again")
        wait(seat, lambda: sheet.watched.trouble.text() == in_use_here())
        sheet.reject()


def test_a_sheet_that_is_not_seen_leaves_no_process(seat: Seat) -> None:
    with mjpeg_camera(jpegs(empty_room_frames(2))) as port:
        sheet = open_sheet(seat)
        type_address(seat, sheet, f"http://127.0.0.1:{port}/")
        wait(seat, lambda: sheet.watched.picture.is_live)
        assert children() == 1
        sheet.hide()  # like the desk when it locks itself
        wait(seat, lambda: children() == 0)
        sheet.show()
        wait(seat, lambda: sheet.watched.picture.is_live)
        seat.desk.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
        assert seat.no_sheet()
        wait(seat, lambda: children() == 0)


def test_signing_out_over_an_open_sheet_leaves_no_process(seat: Seat) -> None:
    with mjpeg_camera(jpegs(empty_room_frames(2))) as port:
        sheet = open_sheet(seat)
        type_address(seat, sheet, f"http://127.0.0.1:{port}/")
        wait(seat, lambda: sheet.watched.picture.is_live)
        seat.type(sheet.choices.address, f"http://127.0.0.1:{port}/again")
        seat.desk.window.clear()
        assert children() == 0


def test_a_saved_password_is_kept_and_not_shown(seat: Seat, file: Path) -> None:
    address = f"rtsp://door:s3cret@127.0.0.1:{free_port()}/video"
    file.write_text(f'camera = "{address}"\n')
    sheet = open_sheet(seat)
    assert sheet.choices.list.currentRow() == ADDRESS_ROW
    assert "s3cret" not in sheet.choices.address.text()
    seat.press(sheet.main_button)
    assert load_settings().camera == address


def test_an_option_of_the_environment_cannot_be_chosen(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CAMERA_FOCUS", "30")
    sheet = open_sheet(seat)
    assert not sheet.adjustments.focus.isEnabled()
    assert "KIOSK_CAMERA_FOCUS is set in the environment" in sheet.adjustments.focus.accessibleDescription()
    sheet.reject()
    monkeypatch.setenv("KIOSK_CAMERA", "1")
    assert not field_of(page_of(seat)).choose_button.isEnabled()


def test_a_window_that_shows_cameras_never_reads_the_scanners_libraries() -> None:
    rooms = "kiosk.ui.camera.sheet, kiosk.ui.door.camera_switch"
    program = f"import sys, {rooms}; print({{'cv2', 'numpy', 'pyzbar', 'zxingcpp'}} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own modules
    assert done.stdout.strip() == "set()"


def test_the_keyboard_reaches_every_control_and_each_has_a_name(seat: Seat) -> None:
    sheet = open_sheet(seat)
    assert sheet.choices.list.hasFocus() or has_focus(sheet.choices.list)
    for row in range(sheet.choices.list.count()):
        sheet.choices.list.setCurrentRow(row)
        sheet.choices.list.setFocus()
        assert missed_by_tab(seat.desk, sheet) == []
        named = [each for each in controls(sheet) if each.accessibleName() or isinstance(each, QPushButton)]
        assert named == controls(sheet)
    sheet.reject()
