"""Cameras that come and go. Only the webcam is a double; files and streams are real."""

import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.faults.camera import CameraFault, CameraTrouble, DriverFailed, DriverStuck
from kiosk.scanning.capture import camera as room
from kiosk.scanning.capture import opening
from kiosk.scanning.capture.camera import Camera, camera_fault
from kiosk.scanning.capture.frames import CameraStuck, Capture, Frame
from kiosk.scanning.capture.jpeg import JpegFrame
from kiosk.scanning.capture.negotiation import Mode
from kiosk.scanning.capture.opening import CameraSource, Opener
from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.devices import Device
from kiosk.scanning.limits import Limits
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.scanning.opencv import Picture, np
from kiosk.scanning.source import DeviceIndex, DevicePath, NamedDevice, StreamUrl, VideoFile, name_of
from tests.scanning.mjpeg import free_port, mjpeg_camera
from tests.scanning.pictures import colour, jpegs, scene, write_clip
from tests.waiting import until

CAMERA_0 = CameraName(CameraKind.NUMBER, "0")

OPENING, LIVE, MISSING, ENDED = (
    CameraState.OPENING,
    CameraState.LIVE,
    CameraState.MISSING,
    CameraState.ENDED,
)
QUICK_RETRIES = Limits(retry_seconds=0.01)
SMALL = np.zeros((48, 64, 3), np.uint8)
BRIGHT = SMALL + np.uint8(120)


class Webcam:
    """A device whose driver returns what the test puts into it: a picture, a failure, or nothing."""

    def __init__(self) -> None:
        self.is_plugged_in = True
        self.pictures: queue.Queue[Picture | None] = queue.Queue()
        self.attempts = 0
        self.reason = MISSING

    def open(self) -> Capture | CameraState:
        self.attempts += 1
        return self if self.is_plugged_in else self.reason

    def read(self) -> tuple[bool, Picture | None]:
        if not self.is_plugged_in:
            return False, None
        picture = self.pictures.get()
        return picture is not None, picture

    def mode(self) -> Mode:
        return Mode(64, 48, 30.0, "MJPG")

    def release(self) -> None:
        pass

    def unplug(self) -> None:
        self.is_plugged_in = False
        self.pictures.put(None)


@pytest.fixture
def webcam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webcam]:
    monkeypatch.setattr(room, "_LOST_AFTER", 0.05)
    device = Webcam()
    yield device
    device.unplug()  # ends the wait of a thread for a picture


@pytest.fixture
def keep_camera() -> Iterator[Callable[[Camera], Camera]]:
    cameras: list[Camera] = []

    def keep(camera: Camera) -> Camera:
        cameras.append(camera)
        return camera

    yield keep
    for camera in cameras:
        camera.close(timeout=0)


def reports_until(camera: Camera, state: CameraState, seconds: float = 10) -> list[CameraState]:
    """Returns the states reported up to this one."""
    states: list[CameraState] = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        item = camera.next(timeout=0.1)
        if isinstance(item, CameraReport):
            states.append(item.state)
            if item.state is state:
                return states
    raise AssertionError(f"{state} was not reported; only {states} was.")


def test_a_missing_camera_is_reported_once_for_many_attempts_to_open_it(
    webcam: Webcam, keep_camera: Callable[[Camera], Camera]
) -> None:
    webcam.is_plugged_in = False
    camera = keep_camera(Camera(DeviceIndex(0), QUICK_RETRIES, open_capture=webcam.open))
    assert reports_until(camera, MISSING) == [OPENING, MISSING]
    assert until(lambda: webcam.attempts > 20)
    assert camera.next(timeout=0) is None
    webcam.is_plugged_in = True
    webcam.pictures.put(SMALL)
    assert reports_until(camera, LIVE) == [LIVE]


def test_an_unplugged_camera_is_opened_again_and_each_change_is_reported_once(
    webcam: Webcam, keep_camera: Callable[[Camera], Camera]
) -> None:
    camera = keep_camera(Camera(DevicePath("/dev/video0"), QUICK_RETRIES, open_capture=webcam.open))
    reports: list[CameraState] = []
    for _ in range(3):
        webcam.is_plugged_in = True
        webcam.pictures.put(SMALL)
        reports += reports_until(camera, LIVE)
        webcam.unplug()
        reports += reports_until(camera, MISSING)
        while not webcam.pictures.empty():
            webcam.pictures.get()
    assert reports == [OPENING, *[LIVE, MISSING] * 3]


def test_one_bad_frame_does_not_mean_an_unplugged_camera(
    webcam: Webcam, keep_camera: Callable[[Camera], Camera]
) -> None:
    camera = keep_camera(Camera(DeviceIndex(0), QUICK_RETRIES, open_capture=webcam.open))
    for picture in (SMALL, None, np.zeros((0, 0, 3), np.uint8), SMALL):
        webcam.pictures.put(picture)
    assert reports_until(camera, LIVE) == [OPENING, LIVE]
    frames = 0
    while frames < 2:
        item = camera.next(timeout=5)
        assert isinstance(item, Frame)
        frames += 1


def test_a_live_camera_gives_only_its_newest_frame_and_counts_the_others_as_dropped(
    webcam: Webcam, keep_camera: Callable[[Camera], Camera]
) -> None:
    camera = keep_camera(Camera(DeviceIndex(0), QUICK_RETRIES, open_capture=webcam.open))
    for value in range(10):
        webcam.pictures.put(np.full_like(SMALL, value))
    assert until(lambda: camera.dropped() == 9)
    items = [camera.next(timeout=0) for _ in range(4)]
    frame = items[2]
    assert isinstance(frame, Frame)
    assert frame.picture[0, 0, 0] == 9
    assert items[3] is None


def test_a_driver_that_hangs_is_noticed(webcam: Webcam, keep_camera: Callable[[Camera], Camera]) -> None:
    camera = keep_camera(Camera(DeviceIndex(0), Limits(read_seconds=0.2), open_capture=webcam.open))
    webcam.pictures.put(SMALL)  # the next read never returns
    reports_until(camera, LIVE)
    camera.check()

    def is_stuck() -> bool:
        try:
            camera.check()
        except CameraStuck as stuck:
            return stuck.reason == DriverStuck(CAMERA_0)
        return False

    assert until(is_stuck)


def test_a_clip_gives_every_frame_in_order_and_then_ends(
    tmp_path: Path, keep_camera: Callable[[Camera], Camera]
) -> None:
    clip = write_clip(tmp_path / "clip.avi", [np.full((48, 64, 3), 8 * n, np.uint8) for n in range(30)])
    camera = keep_camera(Camera(VideoFile(clip, is_paced=False)))
    values, states = [], []
    while ENDED not in states:
        item = camera.next(timeout=5)
        assert item is not None
        if isinstance(item, Frame):
            values.append(round(item.picture.mean() / 8))
        elif isinstance(item, CameraReport):
            states.append(item.state)
    assert values == list(range(30))
    assert states == [OPENING, LIVE, ENDED]
    assert camera.dropped() == 0


def test_a_clip_plays_at_its_own_frame_rate(tmp_path: Path, keep_camera: Callable[[Camera], Camera]) -> None:
    clip = write_clip(tmp_path / "slow.avi", [SMALL] * 6, rate=20)
    camera = keep_camera(Camera(VideoFile(clip)))
    taken_at = []
    while (item := camera.next(timeout=5)) is None or not (
        isinstance(item, CameraReport) and item.state is ENDED
    ):
        if isinstance(item, Frame):
            taken_at.append(item.taken_at)
    assert taken_at[-1] - taken_at[0] >= 5 / 20 * 0.9


def test_a_file_that_is_not_a_video_is_reported_missing(
    tmp_path: Path, keep_camera: Callable[[Camera], Camera]
) -> None:
    text = tmp_path / "notes.mp4"
    text.write_text("not a film")
    camera = keep_camera(Camera(VideoFile(text)))
    reports = [camera.next(timeout=5) for _ in range(2)]
    assert isinstance(reports[1], CameraReport)
    assert reports[1].state is MISSING
    assert reports[1].cause == CameraFault(CameraName(CameraKind.VIDEO, "notes.mp4"), CameraTrouble.ABSENT)


def test_a_network_camera_is_found_when_it_appears_and_again_after_it_was_gone(
    keep_camera: Callable[[Camera], Camera],
) -> None:
    port = free_port()
    frames = jpegs([colour(scene(width=320, height=240))])
    camera = keep_camera(Camera(StreamUrl(f"http://user:s3cret@127.0.0.1:{port}/video")))
    assert reports_until(camera, MISSING) == [OPENING, MISSING]
    with mjpeg_camera(frames, port=port):
        assert reports_until(camera, LIVE) == [LIVE]
        assert isinstance(camera.next(timeout=5), JpegFrame)
    assert reports_until(camera, MISSING) == [MISSING]
    with mjpeg_camera(frames, port=port):
        assert reports_until(camera, LIVE) == [LIVE]


@pytest.mark.parametrize("source", [DeviceIndex(0), DevicePath("/dev/v4l/x"), StreamUrl("http://a:pw@cam/")])
def test_a_missing_camera_is_absent_or_lost_by_whether_it_gave_pictures(source: CameraSource) -> None:
    for was_live, trouble in ((False, CameraTrouble.ABSENT), (True, CameraTrouble.LOST)):
        fault = camera_fault(source, MISSING, was_live=was_live)
        assert fault == CameraFault(name_of(source), trouble)
        assert "pw" not in repr(fault)


def test_each_reason_for_missing_pictures_is_reported_once_and_ends_with_its_cause(
    webcam: Webcam, keep_camera: Callable[[Camera], Camera]
) -> None:
    webcam.is_plugged_in, webcam.reason = False, CameraState.BUSY
    camera = keep_camera(Camera(DeviceIndex(0), QUICK_RETRIES, open_capture=webcam.open))
    assert reports_until(camera, CameraState.BUSY) == [OPENING, CameraState.BUSY]
    webcam.reason = CameraState.DENIED
    assert reports_until(camera, CameraState.DENIED) == [CameraState.DENIED]
    webcam.is_plugged_in = True
    webcam.pictures.put(SMALL)
    assert reports_until(camera, LIVE) == [LIVE]


def test_a_frozen_camera_is_opened_again_until_its_picture_changes(
    webcam: Webcam, keep_camera: Callable[[Camera], Camera], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "FROZEN_AFTER", 0.05)
    camera = keep_camera(Camera(DeviceIndex(0), QUICK_RETRIES, open_capture=webcam.open))
    changing = threading.Event()

    def repeat() -> None:
        while not changing.wait(0.005):
            webcam.pictures.put(BRIGHT.copy())

    repeating = threading.Thread(target=repeat)
    repeating.start()
    try:
        assert reports_until(camera, CameraState.FROZEN) == [OPENING, LIVE, CameraState.FROZEN]
        assert until(lambda: webcam.attempts >= 3)
    finally:
        changing.set()
        repeating.join()
    webcam.pictures.put(BRIGHT + np.uint8(1))
    assert reports_until(camera, LIVE) == [LIVE]


def test_a_webcam_that_returns_under_another_number_is_found_by_its_identity(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    present = [Device(0, "/dev/video0", "Cam", "usb-cam-1"), Device(2, "/dev/video2", "Old", "usb-old")]
    opened: list[str | int] = []

    def open_device(device: str | int, _request: CaptureRequest) -> Webcam:
        opened.append(device)
        return Webcam()

    monkeypatch.setattr(opening, "devices", lambda: tuple(present))
    monkeypatch.setattr(opening, "_open_device", open_device)
    monkeypatch.setattr(sys, "platform", "linux")
    number, named = Opener(DeviceIndex(0), CaptureRequest()), Opener(NamedDevice("cam"), CaptureRequest())
    number()
    named()
    present[0] = Device(4, "/dev/video4", "Cam", "usb-cam-1")
    number()
    named()
    present.pop(0)
    number()
    assert named() is MISSING
    assert opened == ["/dev/video0", "/dev/video0", "/dev/video4", "/dev/video4", "/dev/video0"]


def test_a_closed_shutter_with_its_identical_black_pictures_does_not_count_as_frozen(
    webcam: Webcam, keep_camera: Callable[[Camera], Camera], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "FROZEN_AFTER", 0.0)  # the second identical picture is one too many
    camera = keep_camera(Camera(DeviceIndex(0), QUICK_RETRIES, open_capture=webcam.open))
    for _ in range(8):
        webcam.pictures.put(SMALL.copy())
        assert until(webcam.pictures.empty)
    webcam.unplug()
    assert reports_until(camera, MISSING) == [OPENING, LIVE, MISSING]


def test_a_driver_that_fails_in_an_unknown_way_is_noticed(keep_camera: Callable[[Camera], Camera]) -> None:
    def fail() -> Capture | CameraState:
        raise RuntimeError("the driver is broken")

    camera = keep_camera(Camera(DeviceIndex(0), open_capture=fail))

    def is_stuck() -> bool:
        try:
            camera.check()
        except CameraStuck as stuck:
            return stuck.reason == DriverFailed(CAMERA_0)
        return False

    assert until(is_stuck)
