"""Whether a frame is worth reading: nobody in front costs next to nothing."""

from typing import Any

import numpy.typing as npt

from kiosk.scanning.opencv import Picture, cv2, np

AWAKE_SECONDS = 1.5
"""How long every frame is read after something moved."""

IDLE_SECONDS = 2.0
"""How often a still scene is read all the same: something may lie there that could not be read at first."""

PATIENCE_SECONDS = 10.0
"""How long something that cannot be read and does not move is tried at full speed."""

COLUMNS = 32
"""Of the coarse grid in which frames are compared; its cells are square."""

_MOST_ROWS = 64
_MOVED = 6  # grey levels in one spot; a camera's noise is under one there
_COLOUR = 3  # dimensions
_GREEN = 1


def thumbnail_of(picture: npt.NDArray[Any]) -> Picture:
    """Mean brightness in a coarse grid, of a picture of any size; empty of what is no picture."""
    if picture.dtype != np.uint8 or not picture.size or picture.ndim not in {2, _COLOUR}:
        return np.zeros((0, 0), np.uint8)
    # Of every pixel: a fine pattern must look the same at whole and at half size.
    height, width = picture.shape[:2]
    rows = min(_MOST_ROWS, max(1, round(COLUMNS * height / width)))
    shrunk = cv2.resize(picture, (COLUMNS, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk if shrunk.ndim < _COLOUR else shrunk[..., min(_GREEN, shrunk.shape[2] - 1)])


class MotionGate:
    """Lets every frame through while something moves, and few while nothing does.

    Each frame is compared with the one that was read last, so that what creeps in opens it as well.
    """

    def __init__(self, *, held_seconds: float, is_open: bool = False) -> None:
        """Starts awake.

        Args:
            held_seconds: How often a still scene with a code in it is read: the code must not seem to have
                left meanwhile.
            is_open: Let every frame through, of a film for example.
        """
        self._held_seconds = held_seconds
        self._is_open = is_open
        self._read: npt.NDArray[np.int16] | None = None
        self._read_at = float("-inf")
        self._awake_until = self._moved_at = float("-inf")

    def is_awake(self, now: float) -> bool:
        """True while every frame is read, whatever is in it."""
        return self._is_open or self._read is None or now < self._awake_until

    def stay_awake(self, now: float) -> None:
        """Reads every frame for longer: there is something that could not be read yet.

        Not for ever: what lies there for long is a poster.
        """
        if now - self._moved_at < PATIENCE_SECONDS:
            self._awake_until = max(self._awake_until, now + AWAKE_SECONDS)

    def lets_through(self, thumbnail: Picture, now: float, *, is_code_in_view: bool = False) -> bool:
        """Takes a frame; true when it is to be read.

        Args:
            thumbnail: Its brightness in the coarse grid.
            now: When it was taken; time.monotonic(), in seconds.
            is_code_in_view: A code was read a moment ago.
        """
        read_again_seconds = self._held_seconds if is_code_in_view else IDLE_SECONDS
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
    # The whole picture growing lighter is the camera's exposure, or a lamp.
    return bool(np.abs(change - np.median(change)).max() >= _MOVED)
