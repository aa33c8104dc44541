"""Webcams by name and identity, as Linux lists them, and why one cannot be used."""

import errno
import os
from pathlib import Path

import pytest

from kiosk.scanning import devices as room
from kiosk.scanning.devices import Device, find_device, v4l_devices, why_closed
from kiosk.scanning.messages import CameraState

C920 = Device(0, "/dev/video0", "HD Pro Webcam C920", "usb-046d_HD_Pro_Webcam_C920_8A1B-video-index0")
OTHER = Device(2, "/dev/video2", "Integrated Camera", "pci-0000:00:14.0-usb-0:8:1.0-video-index0")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A machine with two webcams of two files each, as the kernel shows them."""
    sysfs, dev = tmp_path / "sys", tmp_path / "dev"
    for number, name, index in (
        (0, "HD Pro Webcam C920", 0),
        (1, "HD Pro Webcam C920", 1),
        (2, "Integrated Camera", 0),
        (10, "Virtual", 0),
    ):
        folder = sysfs / f"video{number}"
        folder.mkdir(parents=True)
        (folder / "name").write_text(f"{name}\n")
        (folder / "index").write_text(f"{index}\n")
        (dev / "v4l" / "by-id").mkdir(parents=True, exist_ok=True)
        (dev / "v4l" / "by-path").mkdir(parents=True, exist_ok=True)
        if name != "Virtual":
            (dev / f"video{number}").touch()
    (dev / "v4l" / "by-id" / C920.identity).symlink_to(dev / "video0")
    (dev / "v4l" / "by-path" / "pci-0000:00:14.0-usb-0:3:1.0-video-index0").symlink_to(dev / "video0")
    (dev / "v4l" / "by-path" / OTHER.identity).symlink_to(dev / "video2")
    monkeypatch.setattr(room, "_takes_video", lambda _path: True)
    return sysfs, dev


def test_each_webcam_is_listed_once_with_what_lasts(machine: tuple[Path, Path]) -> None:
    sysfs, dev = machine
    found = [(each.index, each.name, each.identity) for each in v4l_devices(sysfs, dev)]
    assert found == [(each.index, each.name, each.identity) for each in (C920, OTHER)]


def test_a_file_that_gives_no_video_is_no_camera(
    machine: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sysfs, dev = machine
    monkeypatch.undo()
    assert list(v4l_devices(sysfs, dev)) == [], "these are plain files, which answer no question"


def test_where_there_is_no_camera_none_is_listed(tmp_path: Path) -> None:
    assert list(v4l_devices(tmp_path, tmp_path)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (C920.identity, C920),
        ("hd pro webcam c920", C920),
        ("c920", C920),
        ("Camera", OTHER),
        ("cam", None),
        ("Brio", None),
        ("", None),
    ],
)
def test_a_camera_is_found_by_identity_name_or_a_unique_part_of_it(text: str, found: Device | None) -> None:
    assert find_device(text, (C920, OTHER)) == found


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (errno.ENOENT, CameraState.MISSING),
        (errno.ENODEV, CameraState.MISSING),
        (errno.EACCES, CameraState.DENIED),
        (errno.EPERM, CameraState.DENIED),
        (errno.EBUSY, CameraState.BUSY),
    ],
)
def test_the_reason_is_reported_when_a_device_cannot_be_opened(number: int, state: CameraState) -> None:
    def refuse(_path: str, _flags: int) -> int:
        raise OSError(number, os.strerror(number))

    assert why_closed("/dev/video0", open_device=refuse) is state


def test_a_device_that_is_not_there_or_no_camera_is_missing(tmp_path: Path) -> None:
    assert why_closed(str(tmp_path / "video9")) is CameraState.MISSING
    plain = tmp_path / "video0"
    plain.touch()
    assert why_closed(str(plain)) is CameraState.MISSING
