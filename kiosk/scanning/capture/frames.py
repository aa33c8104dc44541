"""Frames and camera reports on their way from a capturing thread to the decoding one."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any, Protocol

import numpy.typing as npt

from kiosk.domain.camera_faults import DriverFailed, DriverStuck
from kiosk.scanning.capture.jpeg import Jpeg, JpegFrame
from kiosk.scanning.capture.negotiation import Mode
from kiosk.scanning.messages import CameraReport


@dataclass(frozen=True, slots=True, eq=False)  # two pictures are not compared
class Frame:
    """A picture and when it left the camera.

    Attributes:
        picture: Not mirrored.
        taken_at: time.monotonic(), in seconds.
    """

    picture: npt.NDArray[Any]
    taken_at: float

    def glance(self) -> npt.NDArray[Any]:
        """The picture, as cheaply as it can be had; perhaps at half size."""
        return self.picture


AnyFrame = Frame | JpegFrame


class Capture(Protocol):
    """A source that is open."""

    def read(self) -> tuple[bool, npt.NDArray[Any] | Jpeg | None]:
        """The next frame, waiting for it; False when there is none."""

    def mode(self) -> Mode:
        """What it agreed to."""

    def release(self) -> None:
        """Lets go of the device."""


class FrameSource(Protocol):
    """What the scanner's loop needs of a camera, whichever kind."""

    def next(self, timeout: float) -> AnyFrame | CameraReport | None:
        """What came first of what nobody took yet; None when nothing comes for `timeout` seconds."""

    def dropped(self) -> int:
        """Frames that nobody could take, so far."""

    def mode(self) -> Mode | None:
        """What it agreed to; None before it was opened."""

    def check(self) -> None:
        """Raises CameraStuck when the driver has not come back for too long."""

    def close(self) -> None:
        """Lets go of the camera."""


class CameraStuck(Exception):  # noqa: N818 -- a camera's condition, not an error of the program
    """The camera's driver hangs or failed; only a new process gets rid of it.

    Attributes:
        reason: Which driver, and which of the two.
    """

    def __init__(self, reason: DriverStuck | DriverFailed) -> None:
        super().__init__(reason)
        self.reason = reason


class FrameQueue:
    """One frame at a time, reports in order between them.

    A live camera's new frame takes the place of one that nobody took, which is counted as dropped.
    A file's waits until the one before it is taken, so that none is lost.
    """

    def __init__(self, *, keeps_all: bool) -> None:
        """Starts empty.

        Args:
            keeps_all: True for a file, False for a live camera.
        """
        self._keeps_all = keeps_all
        self._changed = threading.Condition()
        self._items: deque[AnyFrame | CameraReport] = deque()
        self._dropped = 0
        self._is_closed = False

    def put(self, frame: AnyFrame) -> None:
        """Offers a frame; where none may be lost, waits for the one before it to be taken."""
        with self._changed:
            if self._keeps_all:
                self._changed.wait_for(lambda: self._is_closed or not self._waiting_frames())
            for old in self._waiting_frames():
                self._items.remove(old)
                self._dropped += 1
            self._items.append(frame)
            self._changed.notify_all()

    def report(self, report: CameraReport) -> None:
        """Says what the camera does, after the frames put before."""
        with self._changed:
            self._items.append(report)
            self._changed.notify_all()

    def next(self, timeout: float) -> AnyFrame | CameraReport | None:
        """What came first of what nobody took yet; None when nothing comes for `timeout` seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._items, timeout):
                return None
            item = self._items.popleft()
            self._changed.notify_all()
            return item

    def dropped(self) -> int:
        """Frames that nobody could take, so far."""
        return self._dropped

    def close(self) -> None:
        """Lets a waiting `put` go."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _waiting_frames(self) -> list[AnyFrame]:
        return [item for item in self._items if not isinstance(item, CameraReport)]
