"""Faults of cameras, in the words for each audience."""

import pickle
import re

import pytest

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.faults.camera import (
    CameraCause,
    CameraFault,
    CameraTrouble,
    EngineNotInstalled,
    LensCovered,
    ScannerRestarting,
)
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.wording.cameras import camera_name, camera_trouble, no_picture
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import language
from tests.wording.pseudo import pseudo_language

CAMERAS = (
    CameraName(CameraKind.NUMBER, "0"),
    CameraName(CameraKind.DEVICE, "/dev/video0"),
    CameraName(CameraKind.NAME, "HD {x} Webcam"),
    CameraName(CameraKind.VIDEO, "film.mp4"),
    CameraName(CameraKind.STREAM, "rtsp://cam.example/live"),
)
FAULTS = tuple(CameraFault(camera, trouble) for camera in CAMERAS for trouble in CameraTrouble)
CAUSES: tuple[CameraCause, ...] = (
    *FAULTS,
    LensCovered(),
    ScannerRestarting(),
    *(EngineNotInstalled(platform) for platform in ("linux", "darwin", "win32", "plan9")),
)

every_cause = pytest.mark.parametrize("cause", CAUSES, ids=repr)


@every_cause
def test_a_guest_does_not_read_a_cameras_name_an_address_or_a_library(cause: CameraCause) -> None:
    text = camera_trouble(cause, Audience.GUEST)

    assert text.endswith(".")
    assert not re.search(r"cam\.example|/dev|HD|film|libzbar|`|user|password| 0 ", text), text


@every_cause
def test_an_organizer_reads_no_command(cause: CameraCause) -> None:
    text = camera_trouble(cause, Audience.ORGANIZER)

    assert not re.search(r"`|KIOSK_|sudo|brew", text), text


@every_cause
def test_a_technician_reads_one_whole_text(cause: CameraCause) -> None:
    with language(pseudo_language()):
        text = camera_trouble(cause, Audience.TECHNICIAN)

    assert re.fullmatch(r"⟦[^⟦⟧]+⟧", text), text
    assert not re.search(r"\{[a-z]{2,}\}", text), text


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_staff_read_which_camera_it_is(fault: CameraFault) -> None:
    assert fault.camera.label in camera_trouble(fault, Audience.ORGANIZER)


def test_the_text_of_each_missing_camera_includes_what_to_do() -> None:
    for camera in CAMERAS:
        text = camera_trouble(CameraFault(camera, CameraTrouble.ABSENT), Audience.ORGANIZER)
        is_film = camera.kind is CameraKind.VIDEO
        assert text.endswith("Name another file." if is_film else "it is tried again and again.")


def test_the_text_of_a_missing_library_names_the_systems_own_way_to_install_it() -> None:
    text = {
        platform: camera_trouble(EngineNotInstalled(platform), Audience.TECHNICIAN)
        for platform in ("linux", "darwin", "win32")
    }
    assert "apt install libzbar0" in text["linux"]
    assert "brew install zbar" in text["darwin"]
    assert "Visual C++ 2013" in text["win32"]


def test_a_camera_without_a_fault_has_no_text() -> None:
    assert camera_trouble(None, Audience.GUEST) == ""


def test_a_camera_that_gave_no_picture_is_named_with_how_long_it_was_waited_for() -> None:
    assert no_picture(CAMERAS[0], 2.5) == "No picture came from camera 0 within 2.5 s."
    assert camera_name(CameraName(CameraKind.CROWD)) == "the rehearsal crowd"


@every_cause
def test_a_report_is_small_on_its_way_between_the_processes(cause: CameraCause) -> None:
    report = CameraReport(CameraState.MISSING, cause)
    sent = pickle.dumps(report)

    assert len(sent) < 512
    assert pickle.loads(sent) == report  # noqa: S301 -- our own bytes
