"""Tries a camera: opens it, reads its mode and its pictures for a time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.cameras import Light
from kiosk.domain.faults.camera import CameraCause
from kiosk.scanning.capture.camera import Camera
from kiosk.scanning.capture.opening import CameraSource
from kiosk.scanning.capture_request import DEFAULT_REQUEST, CaptureRequest
from kiosk.scanning.decoding.motion_gate import thumbnail_of
from kiosk.scanning.limits import DEFAULT_LIMITS, Limits
from kiosk.scanning.messages import CameraReport, CameraState

if TYPE_CHECKING:
    from kiosk.scanning.capture.frames import AnyFrame

_DARK, _BRIGHT = 40, 225  # grey levels on the mean


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of trying a camera.

    Attributes:
        state: Its state at the end.
        cause: The fault; None while the camera works.
        width: The width of its last picture, in pixels; 0 without one.
        height: The height of its last picture, in pixels; 0 without one.
        rate: The measured number of pictures a second.
        codec: Four letters such as MJPG; empty when the driver does not report them.
        brightness: The mean grey level of the last picture, 0 to 255.
        opened_seconds: The time from the start to the first picture, in seconds; None without one.
        frames: The number of pictures.
    """

    state: CameraState
    cause: CameraCause | None
    width: int
    height: int
    rate: float
    codec: str
    brightness: float
    opened_seconds: float | None
    frames: int

    @property
    def is_usable(self) -> bool:
        """True when a door can use the camera."""
        return self.frames > 0 and self.state in {CameraState.LIVE, CameraState.ENDED}

    @property
    def light(self) -> Light:
        """Returns the light in its last picture."""
        if self.brightness < _DARK:
            return Light.DARK
        return Light.TOO_BRIGHT if self.brightness > _BRIGHT else Light.GOOD


def try_camera(
    source: CameraSource,
    seconds: float,
    *,
    request: CaptureRequest = DEFAULT_REQUEST,
    limits: Limits = DEFAULT_LIMITS,
    clock: Callable[[], float] = time.monotonic,
) -> Trial:
    """Opens a source, reads its pictures for a time and returns the result.

    Args:
        source: Any source except a Crowd, which needs no camera.
        seconds: The time from its first picture, and the time limit of that picture, in seconds.
        request: The size and the controls to request from a webcam.
        limits: The time limits of a driver.
        clock: Returns the time in seconds.

    Raises:
        CameraStuck: The driver stopped answering.
    """
    began_at = clock()
    report = CameraReport(CameraState.OPENING)
    last: AnyFrame | None = None
    first_at = 0.0
    frames = 0
    camera = Camera(source, limits, request)
    try:
        while report.state is not CameraState.ENDED and clock() - (first_at or began_at) < seconds:
            item = camera.next(timeout=0.1)
            camera.check()
            if isinstance(item, CameraReport):
                report = item
            elif item is not None:
                first_at = first_at or item.taken_at
                last, frames = item, frames + 1
        frames += camera.dropped()
        mode = camera.mode()
    finally:
        camera.close()
    took = 0.0 if last is None else last.taken_at - first_at
    height, width = (0, 0) if last is None else last.picture.shape[:2]
    return Trial(
        state=report.state,
        cause=report.cause,
        width=width,
        height=height,
        rate=(frames - 1) / took if took else 0.0,
        codec="" if mode is None else mode.codec,
        brightness=0.0 if last is None else float(thumbnail_of(last.picture).mean()),
        opened_seconds=None if last is None else first_at - began_at,
        frames=frames,
    )
