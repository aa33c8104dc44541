"""Draws what a rehearsal's virtual camera sees: a foyer, people, and the phones and sheets they hold up."""

from dataclasses import dataclass
from enum import Enum, auto
from random import Random
from typing import Any

import numpy.typing as npt

from kiosk.qr import QUIET_ZONE, qr_modules
from kiosk.scanning.opencv import Homography, Picture, cv2, np

Colour = tuple[int, int, int]
"""B, G, R."""

Point = tuple[int, int]
"""x, y in pixels."""


_FINE = 2  # sprites are drawn twice as large and shrunk, so that their edges are smooth
_OPAQUE = 255

_ACCENT: Colour = (219, 75, 43)
_INK: Colour = (32, 18, 11)
_PAPER: Colour = (238, 244, 246)
_NIGHT: Colour = (34, 28, 24)
_GREY: Colour = (150, 150, 150)
_SKINS: tuple[Colour, ...] = (
    (178, 205, 240),
    (140, 178, 224),
    (102, 140, 198),
    (74, 104, 158),
    (52, 72, 110),
)
_HAIRS: tuple[Colour, ...] = ((30, 34, 42), (38, 56, 84), (70, 110, 160), (120, 190, 225), (168, 168, 172))
_CLOTHES: tuple[Colour, ...] = (
    (120, 84, 52),
    (92, 128, 74),
    (64, 70, 168),
    (150, 132, 60),
    (84, 66, 74),
    (60, 140, 205),
)


class Prop(Enum):
    """The things on which a code is held up."""

    PAPER = auto()
    PHONE = auto()
    DARK_PHONE = auto()  # dark mode: a light card with the code on a dark page


@dataclass(frozen=True, slots=True)
class Sprite:
    """A drawn picture with soft edges.

    Attributes:
        pixels: height x width x 4 uint8: B G R A, the colours already multiplied by A.
    """

    pixels: Picture

    @property
    def width(self) -> int:
        """Returns its width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Returns its height in pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person's appearance."""

    skin: Colour
    hair: Colour
    clothes: Colour
    has_long_hair: bool


def random_appearance(rng: Random) -> Appearance:
    """Returns a random appearance."""
    return Appearance(
        skin=rng.choice(_SKINS),
        hair=rng.choice(_HAIRS),
        clothes=rng.choice(_CLOTHES),
        has_long_hair=rng.random() < 0.5,  # noqa: PLR2004 -- one in two
    )


def foyer(width: int, height: int) -> Picture:
    """Draws the empty room behind the people, out of focus: height x width x 3 uint8, B G R."""
    # Drawn small and blurred: the lens is focused on a nearer person.
    room = np.zeros((90, 160, 3), np.uint8)
    room[:] = np.linspace((196, 206, 210), (168, 180, 188), 90)[:, None]
    cv2.rectangle(room, (0, 70), (160, 90), (112, 128, 142), -1)
    cv2.rectangle(room, (8, 8), (54, 56), (236, 240, 238), -1)
    cv2.rectangle(room, (8, 38), (54, 56), (196, 214, 196), -1)
    cv2.line(room, (31, 8), (31, 56), (150, 158, 164), 2)
    cv2.rectangle(room, (112, 18), (140, 70), (120, 142, 168), -1)
    cv2.rectangle(room, (115, 21), (137, 70), (132, 156, 184), -1)
    cv2.ellipse(room, (94, 60), (8, 14), 0, 0, 360, (96, 132, 92), -1)
    cv2.rectangle(room, (90, 66), (98, 75), (104, 116, 128), -1)
    for x in (28, 80, 132):
        cv2.circle(room, (x, 2), 4, (244, 250, 252), -1)
    large = cv2.resize(room, (width // 2, height // 2), interpolation=cv2.INTER_CUBIC)
    return _bytes(cv2.resize(cv2.GaussianBlur(large, (0, 0), 3), (width, height)))


def person(appearance: Appearance) -> Sprite:
    """Draws a person from the waist up, facing the camera."""
    width, height = 460, 690
    canvas = _canvas(width, height)
    shade = _shade(appearance.skin, 0.86)
    if appearance.has_long_hair:
        _ellipse(canvas, (230, 190), (112, 168), appearance.hair)
    _rounded(canvas, (28, 330), (432, 900), 130, appearance.clothes)
    _rounded(canvas, (186, 250), (274, 380), 40, shade)
    _ellipse(canvas, (230, 352), (70, 38), shade)
    _ellipse(canvas, (230, 168), (92, 118), appearance.skin)
    _ellipse(canvas, (230, 108), (98, 70), appearance.hair)
    _ellipse(canvas, (230, 172), (78, 66), appearance.skin)
    for x in (196, 264):
        _ellipse(canvas, (x, 172), (8, 10), _INK)
    cv2.ellipse(
        canvas, _fine((230, 208)), _fine((34, 24)), 0, 20, 160, (*_shade(shade, 0.6), _OPAQUE), 5 * _FINE
    )
    return _shrunk(canvas)


def card(text: str, prop: Prop) -> Sprite:
    """Draws a phone or a sheet of paper that shows a text's QR."""
    if prop is Prop.PAPER:
        width, height = 300, 400
        canvas = _canvas(width, height)
        _rounded(canvas, (0, 0), (width, height), 8, _PAPER)
        cv2.rectangle(canvas, (0, 0), _fine((width, 56)), (*_ACCENT, _OPAQUE), -1)
        _bars(canvas, ((24, 22, 150, 14, _PAPER), (70, 352, 160, 14, _INK), (100, 374, 100, 8, _GREY)))
        _put_qr(canvas, text, top=72, side=264)
    else:
        width, height = 288, 540
        canvas = _canvas(width, height)
        page = _NIGHT if prop is Prop.DARK_PHONE else (255, 255, 255)
        text_colour = _PAPER if prop is Prop.DARK_PHONE else _INK
        _rounded(canvas, (0, 0), (width, height), 40, (20, 20, 20))
        _rounded(canvas, (10, 10), (width - 10, height - 10), 32, page)
        _rounded(canvas, (110, 20), (178, 36), 8, (20, 20, 20))
        _bars(canvas, ((64, 66, 160, 16, text_colour), (94, 96, 100, 10, _GREY)))
        _rounded(canvas, (14, 128), (width - 14, 388), 14, (255, 255, 255))
        _put_qr(canvas, text, top=132, side=252)
        _bars(canvas, ((74, 414, 140, 14, text_colour), (34, 462, 220, 44, _ACCENT)))
    return _shrunk(canvas)


def paste(scene: Picture, sprite: Sprite, left: int, top: int) -> None:
    """Draws a sprite into a scene; the part outside is cut off."""
    height, width = scene.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + sprite.width), min(height, top + sprite.height)
    if x0 < x1 and y0 < y1:
        _blend(scene[y0:y1, x0:x1], sprite.pixels[y0 - top : y1 - top, x0 - left : x1 - left])


def paste_tilted(scene: Picture, sprite: Sprite, to_scene: Homography, blur: int) -> None:
    """Draws a sprite into a scene in perspective.

    Args:
        scene: Changed in place.
        sprite: The sprite to draw.
        to_scene: The homography from the sprite's pixels to the scene's.
        blur: How many pixels it moved sideways while the shutter was open; 1 for none.
    """
    height, width = scene.shape[:2]
    edges = np.array(
        [[[0, 0], [sprite.width, 0], [sprite.width, sprite.height], [0, sprite.height]]], np.float64
    )
    corners = cv2.perspectiveTransform(edges, to_scene)[0]
    (x0, y0), (x1, y1) = (
        np.floor(corners.min(0)).astype(int) - blur,
        np.ceil(corners.max(0)).astype(int) + blur,
    )
    x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1)), min(height, int(y1))
    if x0 >= x1 or y0 >= y1:
        return
    shift = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]], np.float64)
    seen = cv2.warpPerspective(sprite.pixels, shift @ to_scene, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
    seen = cv2.blur(seen, (blur, 1)) if blur > 1 else cv2.GaussianBlur(seen, (3, 3), 0.6)
    _blend(scene[y0:y1, x0:x1], _bytes(seen))


def _blend(scene: Picture, pixels: Picture) -> None:
    colour = cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR)
    through = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(pixels, 3)), cv2.COLOR_GRAY2BGR)
    scene[:] = cv2.add(cv2.multiply(scene, through, scale=1 / _OPAQUE), colour)


def _put_qr(canvas: Picture, text: str, *, top: int, side: int) -> None:
    modules = np.pad(np.array(qr_modules(text), bool), QUIET_ZONE)
    size = max(1, side * _FINE // len(modules))
    tile = np.kron(np.where(modules, 16, _OPAQUE), np.ones((size, size))).astype(np.uint8)
    left = (canvas.shape[1] - len(tile)) // 2
    top = top * _FINE + (side * _FINE - len(tile)) // 2
    canvas[top : top + len(tile), left : left + len(tile), :3] = tile[..., None]


def _bars(canvas: Picture, bars: tuple[tuple[int, int, int, int, Colour], ...]) -> None:
    for left, top, width, height, colour in bars:  # they look like text that is too far away to read
        _rounded(canvas, (left, top), (left + width, top + height), height // 2, colour)


def _rounded(
    canvas: Picture, start: tuple[int, int], end: tuple[int, int], radius: int, colour: Colour
) -> None:
    paint = (*colour, _OPAQUE)
    (x0, y0), (x1, y1), r = _fine(start), _fine((end[0] - 1, end[1] - 1)), radius * _FINE
    cv2.rectangle(canvas, (x0 + r, y0), (x1 - r, y1), paint, -1)
    cv2.rectangle(canvas, (x0, y0 + r), (x1, y1 - r), paint, -1)
    for centre in ((x0 + r, y0 + r), (x1 - r, y0 + r), (x0 + r, y1 - r), (x1 - r, y1 - r)):
        cv2.circle(canvas, centre, r, paint, -1)


def _ellipse(canvas: Picture, centre: Point, axes: Point, colour: Colour) -> None:
    cv2.ellipse(canvas, _fine(centre), _fine(axes), 0, 0, 360, (*colour, _OPAQUE), -1)


def _canvas(width: int, height: int) -> Picture:
    return np.zeros((height * _FINE, width * _FINE, 4), np.uint8)


def _shrunk(canvas: Picture) -> Sprite:
    height, width = canvas.shape[:2]
    return Sprite(_bytes(cv2.resize(canvas, (width // _FINE, height // _FINE), interpolation=cv2.INTER_AREA)))


def _fine(point: Point) -> Point:
    return point[0] * _FINE, point[1] * _FINE


def _shade(colour: Colour, light: float) -> Colour:
    return int(colour[0] * light), int(colour[1] * light), int(colour[2] * light)


def _bytes(picture: npt.NDArray[Any]) -> Picture:
    return picture.astype(np.uint8, copy=False)
