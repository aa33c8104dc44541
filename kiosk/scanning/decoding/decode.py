"""Turns a frame into the texts of the codes in it; defines engines and symbols for the modules beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy.typing as npt

from kiosk.domain.faults.camera import EngineNotInstalled
from kiosk.scanning.opencv import Picture, cv2, np

MAX_SIDE = 4096
"""Pixels. Pictures with a longer side are shrunk before reading; cameras do not give them."""

_WHITE = 255
_FLAT = 2  # dimensions of a grey picture

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code that an engine read.

    Attributes:
        text: The code's text.
        corners: Its corners in pixels (x, y), in the symbol's own order: top left, top right,
            bottom right, bottom left. Empty when the engine reports none.
        step: The name of the cascade's step that read it; empty for a single engine.
    """

    text: str
    corners: tuple[Corner, ...] = ()
    step: str = ""


class Engine(Protocol):
    """An engine that reads QR codes."""

    def read(self, grey: Picture) -> list[Symbol]:
        """Returns every QR code in a grey picture, height x width uint8, in any order."""


class EngineMissing(Exception):  # noqa: N818 -- the environment's fault, as StorageUnavailable
    """Raised when a decoding engine is not installed.

    Attributes:
        reason: The system on which it is missing.
    """

    def __init__(self, reason: EngineNotInstalled) -> None:
        super().__init__(reason)
        self.reason = reason


def decode(frame: npt.NDArray[Any], engine: Engine) -> list[str]:
    """Returns the texts of all codes in a frame, the nearest to its centre first, each once.

    Mirrored codes are left out: the kiosk's own QR reflected in a window must not count.

    Args:
        frame: A picture of any size, shape and number type; B G R where it has colour. An array that is
            not a picture has no codes.
        engine: Reads the codes.
    """
    return [symbol.text for symbol in symbols_in(frame, engine.read)]


def symbols_in(frame: npt.NDArray[Any], read: Callable[[Picture], list[Symbol]]) -> list[Symbol]:
    """Returns the codes in a frame, as `decode` does, with their corners and the steps that read them.

    Args:
        frame: See `decode`.
        read: Returns every code in a grey picture.
    """
    grey = grey_of(frame)
    if grey is None:
        return []
    height, width = grey.shape
    if max(height, width) > MAX_SIDE:
        scale = MAX_SIDE / max(height, width)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
        height, width = grey.shape
    symbols = [symbol for symbol in read(grey) if symbol.text and not is_mirrored(symbol.corners)]
    symbols.sort(key=lambda symbol: _off_centre(symbol.corners, width, height))
    nearest: dict[str, Symbol] = {}
    for symbol in symbols:
        nearest.setdefault(symbol.text, symbol)
    return list(nearest.values())


def grey_of(frame: npt.NDArray[Any]) -> Picture | None:
    """Converts a frame to grey: height x width uint8, the colour channels weighted; None for other arrays.

    Transparent pixels are put on white.
    """
    if not frame.size or frame.ndim not in {_FLAT, _FLAT + 1}:
        return None
    picture = _in_bytes(frame if frame.ndim > _FLAT else frame[..., np.newaxis])
    if picture is None:
        return None
    match picture.shape[2]:
        case 1:
            grey: npt.NDArray[Any] = picture[..., 0]
        case 2:
            grey = _on_white(picture[..., 0], picture[..., 1])
        case 3:
            grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        case 4:
            grey = _on_white(cv2.cvtColor(picture, cv2.COLOR_BGRA2GRAY), picture[..., 3])
        case _:
            return None
    return np.ascontiguousarray(grey, dtype=np.uint8)


def is_mirrored(corners: tuple[Corner, ...]) -> bool:
    """Returns True when a symbol's corners, in its own order, run anticlockwise in the picture."""
    following = (*corners[1:], *corners[:1])
    return (
        sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(corners, following, strict=True)) < 0
    )


def _in_bytes(picture: npt.NDArray[Any]) -> Picture | None:
    match picture.dtype.kind, picture.dtype.itemsize:
        case "u", 1:
            scaled = picture
        case "b", _:
            scaled = picture * _WHITE
        case "u", 2:
            scaled = picture >> 8
        case (("u" | "i"), _):
            scaled = np.clip(picture, 0, _WHITE)
        case "f", _:
            known = np.clip(np.nan_to_num(picture, nan=0, posinf=_WHITE, neginf=0), 0, _WHITE)
            is_share = known.max() <= 1  # the range is 0 to 1, as in scientific pictures, or 0 to 255
            scaled = known * _WHITE if is_share else known
        case _:
            return None
    return np.ascontiguousarray(scaled, dtype=np.uint8)


def _on_white(grey: npt.NDArray[Any], alpha: Picture) -> npt.NDArray[Any]:
    opaque = alpha.astype(np.uint16)
    return (grey * opaque + _WHITE * (_WHITE - opaque)) // _WHITE


def _off_centre(corners: tuple[Corner, ...], width: int, height: int) -> float:
    if not corners:
        return float("inf")
    x = sum(corner[0] for corner in corners) / len(corners)
    y = sum(corner[1] for corner in corners) / len(corners)
    return (x - width / 2) ** 2 + (y - height / 2) ** 2
