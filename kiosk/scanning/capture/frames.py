"""Frames, captures, and the queue from a capturing thread to the decoding thread."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any, Protocol

import numpy.typing as npt

from kiosk.domain.faults.camera import DriverFailed, DriverStuck
from kiosk.scanning.capture.jpeg import Jpeg, JpegFrame
from kiosk.scanning.capture.negotiation import Mode
from kiosk.scanning.messages import CameraReport


@dataclass(frozen=True, slots=True, eq=False)  # two pictures are not compared
class Frame:
    """A picture, and the time when it left the camera.

    Attributes:
        picture: Usually height x width x 3 uint8 (B G R); not mirrored.
        taken_at: time.monotonic(), in seconds.
    """

    picture: npt.NDArray[Any]
    taken_at: float

    def glance(self) -> npt.NDArray[Any]:
        """Returns the picture at the lowest cost, perhaps at half size."""
        return self.picture


AnyFrame = Frame | JpegFrame


class Capture(Protocol):
    """An open source of frames."""

    def read(self) -> tuple[bool, npt.NDArray[Any] | Jpeg | None]:
        """Waits for the next frame; returns (True, frame), or (False, None) when there is none."""

    def mode(self) -> Mode:
        """Returns the mode that it agreed to."""

    def release(self) -> None:
        """Releases the device."""


class FrameSource(Protocol):
    """A camera of any kind, as the scanner's loop uses it."""

    def next(self, timeout: float) -> AnyFrame | CameraReport | None:
        """Returns the oldest frame or report that waits; None when none comes for `timeout` seconds."""

    def dropped(self) -> int:
        """Returns how many frames were replaced before they were taken."""

    def mode(self) -> Mode | None:
        """Returns the mode that it agreed to; None before it was opened."""

    def check(self) -> None:
        """Checks that the driver still works; raises CameraStuck when it has not returned for too long."""

    def close(self) -> None:
        """Releases the camera."""


class CameraStuck(Exception):  # noqa: N818 -- a camera's condition, not an error of the program
    """Raised when a camera's driver hangs or failed: only a new process can open it again.

    Attributes:
        reason: The driver, and whether it hangs or failed.
    """

    def __init__(self, reason: DriverStuck | DriverFailed) -> None:
        super().__init__(reason)
        self.reason = reason


class FrameQueue:
    """Passes frames one at a time, with the reports in order between them.

    A live camera's new frame replaces one that was not taken yet, which counts as dropped. A file's frame
    waits until the one before it is taken, so that no frame is lost.
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
        """Adds a frame; a file's frame waits until the one before it is taken."""
        with self._changed:
            if self._keeps_all:
                self._changed.wait_for(lambda: self._is_closed or not self._waiting_frames())
            for old in self._waiting_frames():
                self._items.remove(old)
                self._dropped += 1
            self._items.append(frame)
            self._changed.notify_all()

    def report(self, report: CameraReport) -> None:
        """Adds a report of the camera's state behind the frames added before."""
        with self._changed:
            self._items.append(report)
            self._changed.notify_all()

    def next(self, timeout: float) -> AnyFrame | CameraReport | None:
        """Returns the oldest frame or report that waits; None when none comes for `timeout` seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._items, timeout):
                return None
            item = self._items.popleft()
            self._changed.notify_all()
            return item

    def dropped(self) -> int:
        """Returns how many frames were replaced before they were taken."""
        return self._dropped

    def close(self) -> None:
        """Ends the wait of `put`."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _waiting_frames(self) -> list[AnyFrame]:
        return [item for item in self._items if not isinstance(item, CameraReport)]
