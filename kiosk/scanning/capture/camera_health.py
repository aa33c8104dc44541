"""Detects from a live camera's pictures that it is frozen at one picture, or that its lens is covered."""

from typing import Any

import numpy.typing as npt

from kiosk.scanning.capture.jpeg import Jpeg
from kiosk.scanning.opencv import Picture, np

FROZEN_AFTER = 2.0
"""Seconds of identical bytes; a sensor's noise never gives the same picture twice."""

DARK_AFTER, LIGHT_AFTER = 1.0, 0.2
"""Seconds of darkness before it is reported, and of light before it ends."""

_DARK, _LIGHT = 40, 55  # grey levels of the thumbnail's brightest pixel
_SAMPLED = 64  # rows that are compared first


class Sameness:
    """Measures how long a camera has given the same picture."""

    def __init__(self) -> None:
        """Starts with no picture."""
        self._last: npt.NDArray[Any] | Jpeg | None = None
        self._since = 0.0

    def lasts(self, picture: npt.NDArray[Any] | Jpeg, now: float) -> float:
        """Takes a picture; returns the seconds since the first picture that was equal to it.

        Args:
            picture: The newest picture.
            now: When it was taken; time.monotonic(), in seconds.
        """
        if self._last is None or not _is_same(self._last, picture):
            self._since = now
        self._last = picture
        return now - self._since


class Darkness:
    """Detects a covered lens: no pixel of the thumbnail is bright for a while."""

    def __init__(self) -> None:
        """Starts uncovered."""
        self._is_dark = False
        self._otherwise_since: float | None = None

    def is_dark(self, thumbnail: Picture, now: float) -> bool:
        """Takes a picture's thumbnail; returns True while the lens is covered.

        Args:
            thumbnail: See thumbnail_of; a phone in a dark room makes at least one of its pixels bright.
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
    """Returns True for a black picture: a shutter before the lens gives identical pictures, too."""
    return int(thumbnail.max(initial=0)) < _DARK


def _is_same(one: npt.NDArray[Any] | Jpeg, other: npt.NDArray[Any] | Jpeg) -> bool:
    if isinstance(one, Jpeg) or isinstance(other, Jpeg):
        return isinstance(one, Jpeg) and isinstance(other, Jpeg) and one == other
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    step = max(1, one.shape[0] // _SAMPLED)
    return bool(np.array_equal(one[::step], other[::step]) and np.array_equal(one, other))
