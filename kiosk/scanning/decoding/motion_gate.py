"""Decides which frames are read, so that an empty room costs hardly any processor time."""

from typing import Any

import numpy.typing as npt

from kiosk.scanning.opencv import Picture, cv2, np

AWAKE_SECONDS = 1.5
"""The time for which every frame is read after a motion."""

REREAD_SECONDS = 2.0
"""The interval at which a still scene is read: a code in it may not have been readable at first."""

PATIENCE_SECONDS = 10.0
"""The time for which a candidate that cannot be read and does not move is tried at full speed."""

THUMBNAIL_COLUMNS = 32
"""The width of a thumbnail in pixels; each is the mean of a square cell of the frame."""

_MOST_ROWS = 64
_MOVED = 6  # grey levels in one cell; a camera's noise changes a cell by less than one
_COLOUR = 3  # dimensions
_GREEN = 1


def thumbnail_of(picture: npt.NDArray[Any]) -> Picture:
    """Shrinks a picture of any size to the mean brightness of square cells, 32 across, at most 64 down.

    Args:
        picture: height x width, or height x width x channels.

    Returns:
        rows x 32 uint8, from the green channel; 0 x 0 when the array is not a picture of uint8.
    """
    if picture.dtype != np.uint8 or not picture.size or picture.ndim not in {2, _COLOUR}:
        return np.zeros((0, 0), np.uint8)
    # Averages all pixels: a fine pattern must give the same cells at full and at half size.
    height, width = picture.shape[:2]
    rows = min(_MOST_ROWS, max(1, round(THUMBNAIL_COLUMNS * height / width)))
    shrunk = cv2.resize(picture, (THUMBNAIL_COLUMNS, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk if shrunk.ndim < _COLOUR else shrunk[..., min(_GREEN, shrunk.shape[2] - 1)])


class MotionGate:
    """Lets every frame through while something moves, and few frames of a still scene.

    Each frame is compared with the one that was read last, so that slow motion opens the gate as well.
    """

    def __init__(self, *, held_seconds: float, is_open: bool = False) -> None:
        """Starts open.

        Args:
            held_seconds: How often a still scene with a code in it is read: a code that is unread for longer
                would count as gone.
            is_open: Let every frame through, of a video file for example.
        """
        self._held_seconds = held_seconds
        self._is_open = is_open
        self._read: npt.NDArray[np.int16] | None = None
        self._read_at = float("-inf")
        self._awake_until = self._moved_at = float("-inf")

    def is_awake(self, now: float) -> bool:
        """Returns True while every frame is read."""
        return self._is_open or self._read is None or now < self._awake_until

    def stay_awake(self, now: float) -> None:
        """Keeps the gate open: there is a candidate that could not be read yet.

        It stays open for PATIENCE_SECONDS after the last motion: what lies there for longer is a poster.
        """
        if now - self._moved_at < PATIENCE_SECONDS:
            self._awake_until = max(self._awake_until, now + AWAKE_SECONDS)

    def lets_through(self, thumbnail: Picture, now: float, *, is_code_in_view: bool = False) -> bool:
        """Takes a frame's thumbnail; returns True when the frame is to be read.

        Args:
            thumbnail: See thumbnail_of.
            now: When it was taken; time.monotonic(), in seconds.
            is_code_in_view: A code was read a moment ago.
        """
        read_again_seconds = self._held_seconds if is_code_in_view else REREAD_SECONDS
        seen = thumbnail.astype(np.int16)
        if self._read is None or self._read.shape != seen.shape or _is_moved(seen - self._read):
            self._moved_at = now
            self._awake_until = now + AWAKE_SECONDS
        elif not self.is_awake(now) and now - self._read_at < read_again_seconds:
            return False
        self._read, self._read_at = seen, now
        return True


def _is_moved(change: npt.NDArray[np.int16]) -> bool:
    if not change.size:
        return False
    # A change of the whole picture comes from the camera's exposure or from a lamp.
    return bool(np.abs(change - np.median(change)).max() >= _MOVED)
