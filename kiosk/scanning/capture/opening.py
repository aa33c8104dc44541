"""Opens a source by V4L2, DirectShow, AVFoundation, FFmpeg, or Kiosk's own reader of network cameras."""

import sys
import time
from typing import Any

import numpy.typing as npt

from kiosk.scanning.capture.frames import Capture
from kiosk.scanning.capture.jpeg import Jpeg
from kiosk.scanning.capture.mjpeg import NotMjpeg, open_mjpeg
from kiosk.scanning.capture.negotiation import Mode, mode_of, negotiate
from kiosk.scanning.capture.network import is_reached
from kiosk.scanning.capture.rtsp import why_silent
from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.devices import Device, devices, find_device, why_closed
from kiosk.scanning.limits import DEFAULT_LIMITS
from kiosk.scanning.messages import CameraState
from kiosk.scanning.opencv import cv2
from kiosk.scanning.source import DeviceIndex, DevicePath, NamedDevice, StreamUrl, VideoFile

CameraSource = DeviceIndex | DevicePath | NamedDevice | VideoFile | StreamUrl

_ROW = 2  # dimensions of a packed picture, which is a row of bytes


class Opener:
    """Opens one source as often as needed; finds a webcam that returned under another number."""

    def __init__(
        self,
        source: CameraSource,
        request: CaptureRequest,
        *,
        stream_seconds: float = DEFAULT_LIMITS.stream_seconds,
    ) -> None:
        """Prepares without opening; each call opens.

        Args:
            source: The source to open.
            request: The size and the controls to request from a webcam.
            stream_seconds: The time limit of a network camera's answer and of each picture, in seconds.
        """
        self._source = source
        self._request = request
        self._stream_seconds = stream_seconds
        self._identity = ""  # of the webcam that had the number at the first opening

    def __call__(self) -> Capture | CameraState:
        """Opens the source, or returns why it cannot be opened: MISSING, BUSY or DENIED."""
        match self._source:
            case DeviceIndex(index):
                return self._open_number(index)
            case DevicePath(path):
                return _open_device(path, self._request)
            case NamedDevice(text):
                device = find_device(text, devices())
                return CameraState.MISSING if device is None else self._open_found(device)
            case VideoFile(path):
                return _opened(cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)) or CameraState.MISSING
            case StreamUrl(url):
                return _open_stream(url, self._stream_seconds)

    def _open_number(self, index: int) -> Capture | CameraState:
        if sys.platform != "linux":
            return _open_device(index, self._request)
        present = devices()
        device = next((each for each in present if self._identity and each.identity == self._identity), None)
        device = device or next((each for each in present if each.index == index), None)
        if device is None:
            return _open_device(f"/dev/video{index}", self._request)
        return self._open_found(device)

    def _open_found(self, device: Device) -> Capture | CameraState:
        capture = _open_device(device.path or device.index, self._request)
        if not isinstance(capture, CameraState):
            self._identity = device.identity
        return capture


class OpenedCapture:
    """A capture that OpenCV opened, and its mode."""

    def __init__(self, capture: cv2.VideoCapture, mode: Mode) -> None:
        """Takes ownership of a capture.

        Args:
            capture: An opened capture.
            mode: The mode that the driver agreed to.
        """
        self._capture = capture
        self._mode = mode

    def read(self) -> tuple[bool, npt.NDArray[Any] | Jpeg | None]:
        """Waits for the next picture and returns True with it; False when there is none or it is damaged."""
        try:
            return self._capture.read()
        except cv2.error:
            return False, None

    def mode(self) -> Mode:
        """Returns the mode that the driver agreed to."""
        return self._mode

    def release(self) -> None:
        """Releases the device."""
        self._capture.release()


class PackedCapture(OpenedCapture):
    """A webcam whose pictures stay JPEG bytes, which the reader decodes when it needs them."""

    def read(self) -> tuple[bool, npt.NDArray[Any] | Jpeg | None]:
        """Waits for the next picture and returns True with it; False when there is none."""
        is_good, picture = super().read()
        if not is_good or picture is None or isinstance(picture, Jpeg):
            return False, None
        if picture.ndim == _ROW and 1 in picture.shape:
            jpeg = Jpeg(picture.tobytes())
            if jpeg.is_whole:
                return True, jpeg
        # This driver decodes pictures anyway, or cannot leave them as they are.
        self._capture.set(cv2.CAP_PROP_CONVERT_RGB, 1)
        return picture.ndim > _ROW, picture


def _open_device(device: str | int, request: CaptureRequest) -> Capture | CameraState:
    back_end = cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY
    capture = cv2.VideoCapture(device, back_end)
    if not capture.isOpened():
        capture.release()
        return why_closed(device) if isinstance(device, str) else CameraState.MISSING
    mode = negotiate(capture, request)
    if sys.platform == "linux" and mode.codec == "MJPG" and capture.set(cv2.CAP_PROP_CONVERT_RGB, 0):
        return PackedCapture(capture, mode)
    return OpenedCapture(capture, mode)


def _open_stream(url: str, seconds: float) -> Capture | CameraState:
    ends_at = time.monotonic() + seconds
    if url.lower().startswith("http"):
        try:
            return open_mjpeg(url, seconds)
        except NotMjpeg:
            pass  # a video or a play list, which FFmpeg opens
    elif not is_reached(url, seconds):
        return CameraState.MISSING
    timeouts = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, max(1, int((ends_at - time.monotonic()) * 1000))),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(seconds * 1000)),
    ]
    capture = _opened(cv2.VideoCapture(url, cv2.CAP_FFMPEG, timeouts))
    return capture or why_silent(url, ends_at - time.monotonic())


def _opened(capture: cv2.VideoCapture) -> Capture | None:
    if capture.isOpened():
        return OpenedCapture(capture, mode_of(capture))
    capture.release()
    return None
