"""Webcams whose pictures are left in their JPEG, and those whose driver will not have that."""

from typing import Any, cast

import numpy.typing as npt
import pytest

from kiosk.domain.faults.camera import CameraFault, CameraTrouble
from kiosk.scanning.capture.camera import camera_fault
from kiosk.scanning.capture.jpeg import Jpeg
from kiosk.scanning.capture.negotiation import Mode
from kiosk.scanning.capture.opening import CameraSource, Opener, PackedCapture
from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.messages import CameraState
from kiosk.scanning.opencv import cv2, np
from kiosk.scanning.source import DeviceIndex, DevicePath, NamedDevice, StreamUrl, name_of
from tests.scanning.pictures import colour, jpegs, scene

PICTURE = colour(scene(width=64, height=48))
CONTENT = jpegs([PICTURE])[0]


class Driver:
    """Gives these pictures, one after the other, and remembers what it was asked to unpack."""

    def __init__(self, *pictures: npt.NDArray[Any] | None) -> None:
        self.pictures = list(pictures)
        self.unpacks: list[float] = []

    def read(self) -> tuple[bool, npt.NDArray[Any] | None]:
        picture = self.pictures.pop(0)
        if picture is not None and not picture.size:
            raise cv2.error
        return picture is not None, picture

    def set(self, prop: int, value: float) -> bool:
        assert prop == cv2.CAP_PROP_CONVERT_RGB
        self.unpacks.append(value)
        return True

    def release(self) -> None:
        pass


def packed(driver: Driver) -> PackedCapture:
    return PackedCapture(cast("cv2.VideoCapture", driver), Mode(64, 48, 30, "MJPG"))


@pytest.mark.parametrize("shape", [(1, -1), (-1, 1)])
def test_a_webcams_jpeg_is_passed_on_as_it_came_padding_and_all(shape: tuple[int, int]) -> None:
    padded = CONTENT + bytes(999)
    driver = Driver(np.frombuffer(padded, np.uint8).reshape(shape), None)
    capture = packed(driver)
    assert capture.read() == (True, Jpeg(padded))
    assert capture.read() == (False, None)
    assert driver.unpacks == []


def test_a_driver_that_unpacks_all_the_same_is_left_to_do_so() -> None:
    driver = Driver(PICTURE)
    is_good, picture = packed(driver).read()
    assert is_good
    assert picture is PICTURE
    assert driver.unpacks == [1]


def test_bytes_that_are_no_jpeg_are_no_picture_and_the_driver_unpacks_from_then_on() -> None:
    driver = Driver(np.zeros((1, 5000), np.uint8))
    assert packed(driver).read()[0] is False
    assert driver.unpacks == [1]


@pytest.mark.parametrize(
    "source", [DevicePath("/dev/no-such-camera"), DeviceIndex(999), NamedDevice("No such camera")]
)
def test_a_webcam_that_is_not_there_is_missing(source: CameraSource) -> None:
    assert Opener(source, CaptureRequest())() is CameraState.MISSING


@pytest.mark.parametrize("state", [CameraState.MISSING, CameraState.BUSY, CameraState.DENIED])
@pytest.mark.parametrize("source", [DeviceIndex(0), NamedDevice("HD"), StreamUrl("http://door:s3cret@cam/")])
def test_each_state_is_a_fault_of_its_own_without_a_password(
    source: CameraSource, state: CameraState
) -> None:
    fault = camera_fault(source, state, was_live=False)
    assert fault is not None
    assert fault.camera == name_of(source)
    assert "s3cret" not in repr(fault)
    others = {each for each in (CameraState.MISSING, CameraState.BUSY, CameraState.DENIED) if each != state}
    assert fault not in {camera_fault(source, each, was_live=False) for each in others}


def test_a_camera_that_is_well_has_no_fault() -> None:
    assert camera_fault(DeviceIndex(0), CameraState.LIVE, was_live=False) is None
    frozen = camera_fault(DeviceIndex(0), CameraState.FROZEN, was_live=True)
    assert frozen == CameraFault(name_of(DeviceIndex(0)), CameraTrouble.FROZEN)


def test_a_picture_that_opencv_cannot_unpack_is_a_bad_one_and_no_more() -> None:
    capture = packed(Driver(np.zeros((0,), np.uint8), PICTURE))
    assert capture.read() == (False, None)
    assert capture.read()[0]
