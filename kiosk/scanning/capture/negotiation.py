"""Negotiates size, rate and controls with a webcam: requests them, and reads the mode that it agreed to."""

import sys
from dataclasses import dataclass
from typing import Protocol

from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.opencv import cv2

FRAMES_PER_SECOND = 30
"""The frame rate that a webcam is asked for."""

_FLUENT = 24  # frames a second; some cameras claim 29.97, some 25
_SMALL = (640, 480)
_LETTERS = 4
# What OpenCV's back ends call automatic and manual exposure.
_AUTOMATIC, _MANUAL = (3, 1) if sys.platform == "linux" else (0.75, 0.25)


class Adjustable(Protocol):
    """The part of cv2.VideoCapture that is used here."""

    def get(self, propId: int, /) -> float:  # noqa: N803 -- cv2's own name for it
        """Returns a property, such as the frame rate."""

    def set(self, propId: int, value: float, /) -> bool:  # noqa: N803 -- cv2's own name for it
        """Requests a property; returns False when the camera does not have it."""


@dataclass(frozen=True, slots=True)
class Mode:
    """The size, rate and codec of a camera's pictures.

    Attributes:
        width: The width in pixels.
        height: The height in pixels.
        rate: Frames a second, as the driver reports it; 0 when it does not.
        codec: Four letters such as MJPG; empty when the driver does not report it.
    """

    width: int
    height: int
    rate: float
    codec: str


def negotiate(capture: Adjustable, request: CaptureRequest) -> Mode:
    """Agrees on a mode: the requested size at 30 frames a second, or the nearest that the camera has.

    MJPG first: uncompressed 720p does not fit through USB 2 at that rate.
    """
    wanted = (request.width, request.height)
    offers: list[tuple[Mode, tuple[str, tuple[int, int]]]] = []
    for asked in (("MJPG", wanted), ("YUYV", wanted), ("MJPG", _SMALL)):
        mode = _ask(capture, *asked)
        if mode.rate >= _FLUENT and mode.height >= min(request.height, asked[1][1]):
            break
        offers.append((mode, asked))
    else:
        mode, asked = max(offers, key=lambda offer: _worth(offer[0], request))
        mode = _ask(capture, *asked)
    _adjust(capture, request)
    return mode


def mode_of(capture: Adjustable) -> Mode:
    """Returns the mode that a capture reports."""
    return Mode(
        width=max(0, int(capture.get(cv2.CAP_PROP_FRAME_WIDTH))),
        height=max(0, int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT))),
        rate=max(0.0, capture.get(cv2.CAP_PROP_FPS)),
        codec=_letters(capture.get(cv2.CAP_PROP_FOURCC)),
    )


def _ask(capture: Adjustable, codec: str, size: tuple[int, int]) -> Mode:
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*codec))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    capture.set(cv2.CAP_PROP_FPS, FRAMES_PER_SECOND)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return mode_of(capture)


def _worth(mode: Mode, request: CaptureRequest) -> float:
    """Returns the useful pixels a second; a driver that reports no rate counts as 30 frames a second."""
    rate = min(mode.rate or FRAMES_PER_SECOND, FRAMES_PER_SECOND)
    return rate * min(mode.width * mode.height, request.width * request.height)


def _adjust(capture: Adjustable, request: CaptureRequest) -> None:
    # Automatic is requested as well: a webcam keeps the settings of the program before this one.
    if request.exposure is None:
        capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _AUTOMATIC)
    else:
        capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _MANUAL)
        capture.set(cv2.CAP_PROP_EXPOSURE, request.exposure)
    if request.focus is None:
        capture.set(cv2.CAP_PROP_AUTOFOCUS, 1)
    else:
        capture.set(cv2.CAP_PROP_AUTOFOCUS, 0)
        capture.set(cv2.CAP_PROP_FOCUS, request.focus)


def _letters(number: float) -> str:
    if not 0 < number < 2**32:
        return ""
    letters = int(number).to_bytes(_LETTERS, "little").rstrip(b"\0 ")
    return letters.decode("ascii", "replace") if letters.isalnum() else ""
