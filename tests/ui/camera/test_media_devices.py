"""Cameras on systems where only Qt knows their names, such as Windows."""

import pytest

from kiosk.scanning.devices import Device
from kiosk.scanning.source import DeviceIndex, NamedDevice, StreamUrl
from kiosk.ui.camera import media_devices as cameras

WEBCAM = Device(1, "", "HD Webcam", r"\\?\usb#vid_046d&pid_082d#5&1c2d")


def test_a_camera_known_by_its_identity_is_opened_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cameras, "SYSTEM_LISTS_CAMERAS", False)
    monkeypatch.setattr(cameras, "media_devices", lambda: (WEBCAM,))
    assert cameras.openable(NamedDevice(WEBCAM.identity)) == DeviceIndex(1)
    assert cameras.openable(NamedDevice("HD Webcam")) == DeviceIndex(1)
    assert cameras.openable(NamedDevice("unplugged")) == NamedDevice("unplugged")
    assert cameras.openable(StreamUrl("rtsp://10.0.0.7/video")) == StreamUrl("rtsp://10.0.0.7/video")


def test_where_the_system_lists_the_names_a_camera_keeps_its_name_in_another_socket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cameras, "SYSTEM_LISTS_CAMERAS", True)
    assert cameras.openable(NamedDevice(WEBCAM.identity)) == NamedDevice(WEBCAM.identity)
