"""A camera of any kind: its own thread opens it, takes its frames, and opens it again when it is gone."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import numpy.typing as npt

from kiosk.domain.faults.camera import CameraFault, CameraTrouble, DriverFailed, DriverStuck
from kiosk.scanning.capture.camera_health import FROZEN_AFTER, Sameness, is_black
from kiosk.scanning.capture.frames import AnyFrame, CameraStuck, Capture, Frame, FrameQueue
from kiosk.scanning.capture.jpeg import Jpeg, JpegFrame
from kiosk.scanning.capture.negotiation import FRAMES_PER_SECOND, Mode
from kiosk.scanning.capture.opening import CameraSource, Opener
from kiosk.scanning.capture_request import DEFAULT_REQUEST, CaptureRequest
from kiosk.scanning.decoding.motion_gate import thumbnail_of
from kiosk.scanning.limits import DEFAULT_LIMITS, Limits
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.scanning.source import VideoFile, name_of

T = TypeVar("T")

_TROUBLES = {
    CameraState.MISSING: CameraTrouble.ABSENT,
    CameraState.BUSY: CameraTrouble.IN_USE,
    CameraState.DENIED: CameraTrouble.DENIED,
    CameraState.FROZEN: CameraTrouble.FROZEN,
    CameraState.ENDED: CameraTrouble.ENDED,
}

_MAX_FILE_RATE = 240  # frames a second; some files claim an impossible rate
_LOST_AFTER = 0.5  # seconds of failing reads; one bad frame does not mean an unplugged camera
_BAD_READ_PAUSE = 0.02
_LEAST_PAUSE = 0.2  # of the time between two attempts: the pause after an attempt that took longer


def _interval(source: CameraSource, mode: Mode) -> float:
    if not (isinstance(source, VideoFile) and source.is_paced):
        return 0.0
    return 1 / (mode.rate if 1 <= mode.rate <= _MAX_FILE_RATE else FRAMES_PER_SECOND)


def _frame(picture: npt.NDArray[Any] | Jpeg, taken_at: float) -> AnyFrame:
    return JpegFrame(picture, taken_at) if isinstance(picture, Jpeg) else Frame(picture, taken_at)


def camera_fault(source: CameraSource, state: CameraState, *, was_live: bool) -> CameraFault | None:
    """Returns what happened to a camera; None while all is well.

    Args:
        source: Which camera.
        state: What it is doing now.
        was_live: True when it gave pictures before.
    """
    trouble = _TROUBLES.get(state)
    if trouble is CameraTrouble.ABSENT and was_live:
        trouble = CameraTrouble.LOST
    return None if trouble is None else CameraFault(name_of(source), trouble)


class Camera:
    """Gives a source's frames, and reports each change of its state once.

    It gives only the newest frame of a live camera, but every frame of a video file. Its own thread owns
    the device; one other thread calls `next` and `check`.
    """

    def __init__(
        self,
        source: CameraSource,
        limits: Limits = DEFAULT_LIMITS,
        request: CaptureRequest = DEFAULT_REQUEST,
        *,
        open_capture: Callable[[], Capture | CameraState] | None = None,
    ) -> None:
        """Starts capturing.

        Args:
            source: Any source but a Crowd, which needs no camera.
            limits: How long a driver may take.
            request: The size and the controls that a webcam is asked for.
            open_capture: Opens the device, or returns why it cannot; tests pass their own.
        """
        self._source = source
        self._limits = limits
        self._open_capture = open_capture or Opener(source, request, stream_seconds=limits.stream_seconds)
        self._mode: Mode | None = None
        self._queue = FrameQueue(keeps_all=isinstance(source, VideoFile))
        self._state: CameraState | None = None
        self._sameness = Sameness()
        self._closing = threading.Event()
        self._overdue_at = float("inf")
        self._fault: Exception | None = None
        self._report(CameraState.OPENING)
        self._thread = threading.Thread(target=self._capture, name="camera", daemon=True)
        self._thread.start()

    def next(self, timeout: float) -> AnyFrame | CameraReport | None:
        """Returns the oldest frame or report that waits; None when none comes for `timeout` seconds."""
        return self._queue.next(timeout)

    def dropped(self) -> int:
        """Returns how many frames were replaced before they were taken."""
        return self._queue.dropped()

    def mode(self) -> Mode | None:
        """Returns the mode that the camera agreed to; None before it was opened."""
        return self._mode

    def check(self) -> None:
        """Checks that the driver still works.

        Raises:
            CameraStuck: The driver has not returned for too long, or it failed.
        """
        if self._fault is not None:
            raise CameraStuck(DriverFailed(name_of(self._source))) from self._fault
        if time.monotonic() > self._overdue_at:
            raise CameraStuck(DriverStuck(name_of(self._source)))

    def close(self, timeout: float = 1.0) -> None:
        """Releases the camera; waits at most `timeout` seconds for a driver that hangs."""
        self._closing.set()
        self._queue.close()
        self._thread.join(timeout)

    def _capture(self) -> None:
        try:
            self._capture_on()
        except Exception as fault:  # noqa: BLE001 -- `check` passes it to the thread that can end the process
            self._fault = fault

    def _capture_on(self) -> None:
        while not self._closing.is_set():
            began_at = time.monotonic()
            opened = self._within(self._limits.open_seconds, self._open_capture)
            why = opened if isinstance(opened, CameraState) else self._take_frames_of(opened)
            if why is CameraState.ENDED:
                self._report(why)
                return
            if why is not CameraState.FROZEN:
                self._report(why)
                gap = self._limits.retry_seconds
                self._closing.wait(max(_LEAST_PAUSE * gap, began_at + gap - time.monotonic()))

    def _take_frames_of(self, capture: Capture) -> CameraState:
        """Takes a source's frames until they end; returns the state that explains the end."""
        self._mode = capture.mode()
        try:
            return self._take_frames(capture, _interval(self._source, self._mode))
        finally:
            self._within(self._limits.open_seconds, capture.release)

    def _take_frames(self, capture: Capture, interval: float) -> CameraState:
        is_film = isinstance(self._source, VideoFile)
        due_at = last_good_at = opened_at = time.monotonic()
        while not self._closing.is_set():
            is_good, picture = self._within(self._limits.read_seconds, capture.read)
            now = time.monotonic()
            if is_good and picture is not None and (isinstance(picture, Jpeg) or picture.size):
                last_good_at = now
                if not is_film and self._is_frozen(picture, now):
                    if now - opened_at > FROZEN_AFTER:
                        return CameraState.FROZEN
                else:
                    self._report(CameraState.LIVE)
                self._queue.put(_frame(picture, now))
                due_at = max(due_at + interval, time.monotonic())
                self._closing.wait(due_at - time.monotonic() if interval else 0)
            elif is_film:
                return CameraState.ENDED
            elif now - last_good_at > _LOST_AFTER:
                return CameraState.MISSING
            else:
                self._closing.wait(_BAD_READ_PAUSE)
        return CameraState.MISSING

    def _is_frozen(self, picture: npt.NDArray[Any] | Jpeg, now: float) -> bool:
        same_seconds = self._sameness.lasts(picture, now)
        is_new = same_seconds >= FROZEN_AFTER and self._state is not CameraState.FROZEN
        if is_new and not is_black(thumbnail_of(_frame(picture, now).glance())):
            self._report(CameraState.FROZEN)
        return self._state is CameraState.FROZEN and same_seconds > 0

    def _report(self, state: CameraState) -> None:
        if state is not self._state:
            fault = camera_fault(self._source, state, was_live=self._was_live())
            self._state = state
            self._queue.report(CameraReport(state, fault))

    def _was_live(self) -> bool:
        return self._state in {CameraState.LIVE, CameraState.FROZEN}

    def _within(self, seconds: float, call: Callable[[], T]) -> T:
        self._overdue_at = time.monotonic() + seconds
        try:
            return call()
        finally:
            self._overdue_at = float("inf")
