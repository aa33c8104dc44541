"""A camera, whatever it is: opened, drained, found missing, and found again, by a thread of its own."""

import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from kiosk.scanning.frames import CameraStuck, Capture, Frame, FrameQueue
from kiosk.scanning.limits import DEFAULT_LIMITS, Limits
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.scanning.source import DeviceIndex, DevicePath, StreamUrl, VideoFile
from kiosk.scanning.vision import cv2

CameraSource = DeviceIndex | DevicePath | VideoFile | StreamUrl

WIDTH, HEIGHT, FRAMES_PER_SECOND = 1280, 720, 30
"""What a webcam is asked for; it gives the nearest it has."""

RETRY_SECONDS = 1.0
"""How long a missing camera is left alone between two tries."""

T = TypeVar("T")

_MAX_FILE_RATE = 240  # frames a second; files claim nonsense at times
_LOST_AFTER = 0.5  # seconds of failing reads; a single bad frame is no unplugged camera
_BAD_READ_PAUSE = 0.02
_STREAM_TIMEOUT_MS = 2000


def _open_capture(source: CameraSource) -> Capture | None:
    match source:
        case DeviceIndex(index):
            capture = cv2.VideoCapture(index, _device_backend())
        case DevicePath(path):
            capture = cv2.VideoCapture(path, _device_backend())
        case VideoFile(path):
            capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
        case StreamUrl(url):
            timeouts = [
                cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
                _STREAM_TIMEOUT_MS,
                cv2.CAP_PROP_READ_TIMEOUT_MSEC,
                _STREAM_TIMEOUT_MS,
            ]
            capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, timeouts)
    if not capture.isOpened():
        capture.release()
        return None
    if isinstance(source, DeviceIndex | DevicePath):
        # MJPG first: uncompressed 720p does not fit through USB 2 at 30 frames a second.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        capture.set(cv2.CAP_PROP_FPS, FRAMES_PER_SECOND)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def _device_backend() -> int:
    return cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY


def _interval(source: CameraSource, capture: Capture) -> float:
    if not (isinstance(source, VideoFile) and source.is_paced):
        return 0.0
    rate = capture.get(cv2.CAP_PROP_FPS)
    return 1 / (rate if 1 <= rate <= _MAX_FILE_RATE else FRAMES_PER_SECOND)


def _missing(source: CameraSource, *, was_live: bool) -> str:
    match source:
        case VideoFile():
            return f"{source} cannot be played as a video. Name another file."
        case StreamUrl():
            what = "gives no more pictures" if was_live else "does not answer"
            advice = "Check its power, network and address; it is tried every second."
            return f"The camera at {source} {what}. {advice}"
        case _:
            what = (
                "was unplugged or gives no more pictures"
                if was_live
                else "is not there or is in use elsewhere"
            )
            return f"The {source} {what}. Plug it in, or close the other program; it is tried every second."


class Camera:
    """Gives a source's frames and says, once each, what becomes of it.

    A live camera's newest frame only; every frame of a video file. Its capturing thread owns the
    device, `next` and `check` are for one other thread.
    """

    def __init__(
        self,
        source: CameraSource,
        limits: Limits = DEFAULT_LIMITS,
        open_capture: Callable[[CameraSource], Capture | None] | None = None,
    ) -> None:
        """Starts capturing.

        Args:
            source: Not a Crowd: that one needs no camera.
            limits: How long a driver may take.
            open_capture: Opens the device, or returns None when it cannot; tests bring their own.
        """
        self._source = source
        self._limits = limits
        self._open_capture = open_capture or _open_capture
        self._queue = FrameQueue(keeps_all=isinstance(source, VideoFile))
        self._state: CameraState | None = None
        self._closing = threading.Event()
        self._overdue_at = float("inf")
        self._say(CameraState.OPENING)
        self._thread = threading.Thread(target=self._capture, name="camera", daemon=True)
        self._thread.start()

    def next(self, timeout: float) -> Frame | CameraReport | None:
        """What came first of what nobody took yet; None when nothing comes for `timeout` seconds."""
        return self._queue.next(timeout)

    def dropped(self) -> int:
        """Frames that nobody could take, so far."""
        return self._queue.dropped()

    def check(self) -> None:
        """Raises CameraStuck when the driver has not come back for too long."""
        if time.monotonic() > self._overdue_at:
            message = f"The driver of {self._source} does not answer any more."
            raise CameraStuck(message)

    def close(self, timeout: float = 1.0) -> None:
        """Lets go of the camera; a driver that hangs is left to the process's end."""
        self._closing.set()
        self._queue.close()
        self._thread.join(timeout)

    def _capture(self) -> None:
        while not self._closing.is_set():
            capture = self._within(self._limits.open_seconds, lambda: self._open_capture(self._source))
            if capture is not None:
                try:
                    self._take_frames(capture)
                finally:
                    self._within(self._limits.open_seconds, capture.release)
                if isinstance(self._source, VideoFile):
                    self._say(CameraState.ENDED, f"The video {self._source} came to its end.")
                    return
            self._say(CameraState.MISSING, _missing(self._source, was_live=self._state is CameraState.LIVE))
            self._closing.wait(RETRY_SECONDS)

    def _take_frames(self, capture: Capture) -> None:
        interval = _interval(self._source, capture)
        due_at = last_good_at = time.monotonic()
        while not self._closing.is_set():
            is_good, picture = self._within(self._limits.read_seconds, capture.read)
            now = time.monotonic()
            if is_good and picture is not None and picture.size:
                last_good_at = now
                self._say(CameraState.LIVE)
                self._queue.put(Frame(picture, taken_at=now))
                due_at = max(due_at + interval, time.monotonic())
                self._closing.wait(due_at - time.monotonic() if interval else 0)
            elif isinstance(self._source, VideoFile) or now - last_good_at > _LOST_AFTER:
                return
            else:
                self._closing.wait(_BAD_READ_PAUSE)

    def _say(self, state: CameraState, sentence: str = "") -> None:
        if state is not self._state:
            self._state = state
            self._queue.report(CameraReport(state, sentence))

    def _within(self, seconds: float, call: Callable[[], T]) -> T:
        self._overdue_at = time.monotonic() + seconds
        try:
            return call()
        finally:
            self._overdue_at = float("inf")
