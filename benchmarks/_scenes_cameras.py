"""Scenes of the camera sheet."""

import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from benchmarks._film import film
from benchmarks._stage import Scene, Stage
from kiosk.scanning.devices import Device
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.scanning.source import VideoFile
from kiosk.services.demo.demo import demo_passes
from kiosk.ui.camera.choices import CameraChoices
from kiosk.ui.camera.sheet import CameraSheet
from kiosk.ui.desk.settings.page import SettingsPage
from kiosk.ui.desk.shell.destinations import ToSettings
from kiosk.wording.desk.camera_choice import in_use_here

_DEVICES = (
    Device(0, "/dev/video0", "Integrated Camera", "usb-Chicony_Integrated_Camera_0001-video-index0"),
    Device(2, "/dev/video2", "HD Pro Webcam C920", "usb-046d_HD_Pro_Webcam_C920_8A1F2B3C-video-index0"),
    Device(4, "/dev/video4", "Logitech BRIO", "usb-046d_Logitech_BRIO_12345678-video-index0"),
)
_SECONDS = 20


def _wait(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not condition() and time.monotonic() < deadline:
        QApplication.processEvents()
        time.sleep(0.01)


@cache
def _film() -> Path:
    """Makes a video of a person who holds up a pass, for machines without a camera."""
    return film(Path(mkdtemp()) / "rehearsal.avi", [demo_passes()[0].token], empty=10, held=600, between=0)


def _open(stage: Stage, devices: Sequence[Device] = _DEVICES) -> CameraSheet:
    with patch("kiosk.ui.camera.sheet.devices", lambda: tuple(devices)):
        stage.go(ToSettings())
        page = stage.window.page()
        assert isinstance(page, SettingsPage)  # noqa: S101 -- a scene that cannot be set is no picture
        page.choose_camera()
        stage.settle()
    sheet = stage.picture()
    assert isinstance(sheet, CameraSheet)  # noqa: S101 -- as above
    return sheet


def _live(stage: Stage, advice: Advice | None = None) -> None:
    with patch.object(CameraChoices, "source", lambda _self: VideoFile(_film())):
        sheet = _open(stage)
        sheet.choices.list.setCurrentRow(1)
        sheet.adjustments.exposure.setValue(100)
        _wait(lambda: sheet.watched.reads.property("tone") and "second" in sheet.watched.agreed.text())
    if advice is not None:
        sheet.watched._show_advice(advice)  # noqa: SLF001 -- as the coach would


def _missing(stage: Stage) -> None:
    sheet = _open(stage)
    sheet.choices.list.setCurrentRow(2)
    _wait(lambda: sheet.watched.state is CameraState.MISSING)


def _busy(stage: Stage) -> None:
    sheet = _open(stage)
    _wait(lambda: sheet.watched.state is CameraState.MISSING)
    sheet.watched.show_report(CameraReport(CameraState.BUSY))  # what a machine with a camera would find
    sheet.watched.explain_fault(in_use_here())


def _none(stage: Stage) -> None:
    sheet = _open(stage, ())
    _wait(lambda: sheet.watched.state is CameraState.MISSING)


def _typed(stage: Stage, address: str) -> None:
    sheet = _open(stage)
    sheet.choices.list.setCurrentRow(len(_DEVICES) + 1)
    sheet.choices.address.setText(address)
    _wait(lambda: sheet.choices.form.errors() or sheet.watched.state is CameraState.MISSING)


def _film_typed(stage: Stage) -> None:
    sheet = _open(stage)
    sheet.choices.list.setCurrentRow(len(_DEVICES))
    sheet.choices.film.line.setText(str(_film()))
    _wait(lambda: sheet.watched.reads.property("tone") and "second" in sheet.watched.agreed.text())


SCENES = [
    Scene("camera", _live),
    Scene("camera-advice", partial(_live, advice=Advice.CLOSER)),
    Scene("camera-missing", _missing),
    Scene("camera-busy", _busy),
    Scene("camera-none", _none),
    Scene("camera-address", partial(_typed, address="http://user:secret@127.0.0.1:9/video")),
    Scene("camera-address-wrong", partial(_typed, address="webcam.local")),
    Scene("camera-film", _film_typed),
]
