"""What a live camera's pictures tell about it: that it hangs at one picture, or that its lens is covered."""

from typing import Any

import numpy.typing as npt

from kiosk.scanning.capture.jpeg import Jpeg
from kiosk.scanning.opencv import Picture, np

FROZEN_AFTER = 2.0
"""Seconds of the very same bytes; a lens's noise never gives two pictures alike."""

DARK_AFTER, LIGHT_AFTER = 1.0, 0.2
"""Seconds of darkness before it is told, and of light until it is over."""

_DARK, _LIGHT = 40, 55  # grey levels of the brightest spot
_SAMPLED = 64  # rows


class Sameness:
    """For how long a camera has given the very same picture."""

    def __init__(self) -> None:
        """Starts with no picture."""
        self._last: npt.NDArray[Any] | Jpeg | None = None
        self._since = 0.0

    def lasts(self, picture: npt.NDArray[Any] | Jpeg, now: float) -> float:
        """Takes a picture; seconds since the first of those that are like it.

        Args:
            picture: The newest.
            now: When it was taken; time.monotonic(), in seconds.
        """
        if self._last is None or not _is_same(self._last, picture):
            self._since = now
        self._last = picture
        return now - self._since


class Darkness:
    """Whether the lens is covered: not one spot of the picture is bright, for a while."""

    def __init__(self) -> None:
        """Starts in the light."""
        self._is_dark = False
        self._otherwise_since: float | None = None

    def is_dark(self, thumbnail: Picture, now: float) -> bool:
        """Takes a picture.

        Args:
            thumbnail: Mean brightness in a coarse grid; of a phone in a dark room at least one is bright.
            now: When it was taken; time.monotonic(), in seconds.
        """
        is_otherwise = int(thumbnail.max(initial=0)) > _LIGHT if self._is_dark else is_black(thumbnail)
        if not is_otherwise:
            self._otherwise_since = None
            return self._is_dark
        if self._otherwise_since is None:
            self._otherwise_since = now
        if now - self._otherwise_since >= (LIGHT_AFTER if self._is_dark else DARK_AFTER):
            self._is_dark = not self._is_dark
            self._otherwise_since = None
        return self._is_dark


def is_black(thumbnail: Picture) -> bool:
    """True when nothing is to be seen: a shutter before the lens gives the same bytes for ever."""
    return int(thumbnail.max(initial=0)) < _DARK


def _is_same(one: npt.NDArray[Any] | Jpeg, other: npt.NDArray[Any] | Jpeg) -> bool:
    if isinstance(one, Jpeg) or isinstance(other, Jpeg):
        return isinstance(one, Jpeg) and isinstance(other, Jpeg) and one == other
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    step = max(1, one.shape[0] // _SAMPLED)
    return bool(np.array_equal(one[::step], other[::step]) and np.array_equal(one, other))
