"""Draws the scenes of `script/bench scan`: a room, and a phone or a sheet that shows a code.

They are grey, 1280x720, drawn from a seed; every difficulty of a picture is a number in `Conditions`.
"""

import math
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy.typing as npt
import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from kiosk.scanning.opencv import Picture, cv2, np

WIDTH, HEIGHT = 1280, 720
LENS = 1000.0
"""The focal length in pixels, of a webcam with a field of view of 65 degrees."""

Plane = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]
Rng = np.random.Generator
Range = tuple[float, float]

_MODULE = 8  # pixels of a card for one module
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
_ROOM_FOR_DATA = {"L": 0.8, "M": 0.62, "Q": 0.44, "H": 0.34}  # of a version's codewords
_CODEWORDS = (0, 26, 44, 70, 100, 134, 172, 196, 242, 292, 346)  # by version: ISO/IEC 18004, table 1
_LETTERS = (*string.ascii_letters, " ")
_STEEPEST = 62.0  # degrees
_AnyT = TypeVar("_AnyT")


@dataclass(frozen=True, slots=True)
class Tier:
    """The difficulty of one tier's pictures: ranges of values, and shares of pictures.

    Attributes:
        module_px: The width of a module in pixels of the picture, without tilt.
        tilt: In degrees.
        blur: The defocus: a Gaussian's standard deviation in pixels.
        motion: The motion while the shutter is open, in pixels.
        noise: One standard deviation, in grey levels.
        dark, glare, moire, covered, inverted: The shares of pictures that have this difficulty.
        quality: The JPEG quality.
        version: The code's version.
    """

    module_px: Range
    tilt: Range
    blur: Range
    motion: Range
    noise: Range
    dark: float
    glare: float
    moire: float
    covered: float
    inverted: float
    quality: tuple[int, int]
    version: tuple[int, int]


TIERS = {
    "easy": Tier((5, 8), (0, 15), (0, 0.6), (0, 1), (0, 3), 0, 0, 0.1, 0, 0.2, (80, 95), (2, 5)),
    "medium": Tier(
        (3.2, 6), (5, 35), (0.3, 1.3), (0, 4), (1, 7), 0.2, 0.2, 0.25, 0.1, 0.25, (60, 92), (2, 7)
    ),
    "hard": Tier(
        (2.4, 5), (15, 48), (0.5, 1.9), (0, 7), (3, 12), 0.4, 0.35, 0.4, 0.25, 0.3, (40, 85), (2, 9)
    ),
    "extreme": Tier(
        (2, 4), (25, 60), (0.6, 2.4), (1, 10), (5, 18), 0.6, 0.5, 0.5, 0.35, 0.35, (30, 75), (2, 10)
    ),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of one picture.

    Attributes:
        module_px, tilt, blur, motion, noise, quality, version: As in Tier.
        light: The brightness of the room; 1 in a lit hall.
        glare: The grey levels that a lamp's reflection adds; 0 for none.
        moire: The contrast of the stripes that a screen makes; 0 for none.
        covered: Half the width of a cover on the code's edge, in halves of the code's diagonal; 0 for none.
        is_inverted: True for light modules on a dark ground.
        level: The level of error correction.
        is_phone: True for a phone, False for paper.
    """

    module_px: float
    tilt: float = 0.0
    blur: float = 0.0
    motion: float = 0.0
    noise: float = 0.0
    light: float = 1.0
    glare: float = 0.0
    moire: float = 0.0
    covered: float = 0.0
    quality: int = 90
    version: int = 2
    is_inverted: bool = False
    level: str = "M"
    is_phone: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A phone or a sheet in its own plane.

    Attributes:
        plane: Its pixels, eight for a module.
        left, top, side: The code's position and size on it in pixels, without its quiet zone.
    """

    plane: Plane
    left: int
    top: int
    side: int

    @property
    def corners(self) -> Plane:
        """Returns the code's corners on the card, clockwise from the top left; 1 x 4 x 2 float32."""
        left, top, right, bottom = self.left, self.top, self.left + self.side, self.top + self.side
        return np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32)


@dataclass(frozen=True, slots=True)
class Pose:
    """The pose of a card: its tilt's direction and its turn (in radians), its centre (in pixels)."""

    tilts_to: float
    turn: float
    x: float
    y: float


def one_of(rng: Rng, choices: Sequence[_AnyT]) -> _AnyT:
    """Returns one of the choices at random."""
    return choices[int(rng.integers(len(choices)))]


def conditions_of(rng: Rng, tier: Tier) -> Conditions:
    """Returns random conditions for one picture of a tier."""

    def happens(share: float) -> bool:
        return bool(rng.random() < share)

    return Conditions(
        module_px=rng.uniform(*tier.module_px),
        tilt=rng.uniform(*tier.tilt),
        blur=rng.uniform(*tier.blur),
        motion=rng.uniform(*tier.motion),
        noise=rng.uniform(*tier.noise),
        light=rng.uniform(0.25, 0.7) if happens(tier.dark) else 1.0,
        glare=rng.uniform(80, 260) if happens(tier.glare) else 0.0,
        moire=rng.uniform(0.04, 0.2) if happens(tier.moire) else 0.0,
        covered=rng.uniform(0.05, 0.18) if happens(tier.covered) else 0.0,
        quality=int(rng.integers(tier.quality[0], tier.quality[1] + 1)),
        version=int(rng.integers(tier.version[0], tier.version[1] + 1)),
        is_inverted=happens(tier.inverted),
        level=one_of(rng, "LMMQH"),
        is_phone=happens(2 / 3),
    )


def code_of(rng: Rng, version: int, level: str) -> tuple[npt.NDArray[np.bool_], str]:
    """Returns a code's modules, True for dark, and its text: a link, an id, digits or letters."""
    fill = _ROOM_FOR_DATA[level] * rng.uniform(0.75, 0.95)
    length = max(6, int(_CODEWORDS[version] * fill) - 3)
    match one_of(rng, ("link", "id", "digits", "letters")):
        case "link":
            text = "https://ki.example/t/" + _string(rng, string.ascii_letters + string.digits, length - 21)
        case "id":
            text = _string(rng, "0123456789ABCDEF-", length)
        case "digits":
            text = _string(rng, string.digits, length)
        case _:
            text = "id:" + _string(rng, string.ascii_lowercase, max(3, length - 3))
    while True:
        code = qrcode.QRCode(version=version, error_correction=_LEVELS[level], border=0)
        code.add_data(text)
        try:
            code.make(fit=False)
        except (DataOverflowError, ValueError):
            text = text[:-2]
        else:
            return np.array(code.get_matrix(), np.bool_), text


def room(rng: Rng, photos: Sequence[Picture] = ()) -> Plane:
    """Draws a background: a photo out of focus in half of the cases, if any; or shapes and writing."""
    if photos and rng.random() < 0.5:  # noqa: PLR2004 -- half the time
        photo = one_of(rng, photos)
        height, width = photo.shape
        scale = max(WIDTH / width, HEIGHT / height) * rng.uniform(1, 1.4)
        size = (int(width * scale) + 1, int(height * scale) + 1)
        large = cv2.resize(photo, size, interpolation=cv2.INTER_CUBIC)
        y = int(rng.integers(large.shape[0] - HEIGHT + 1))
        x = int(rng.integers(large.shape[1] - WIDTH + 1))
        shown = large[y : y + HEIGHT, x : x + WIDTH].astype(np.float32)
        return _blurred(shown[:, ::-1] if rng.random() < 0.5 else shown, rng.uniform(0.8, 4))  # noqa: PLR2004 -- same
    rows, columns = int(rng.integers(2, 7)), int(rng.integers(2, 9))
    coarse = rng.uniform(30, 220, (rows, columns)).astype(np.float32)
    wall = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    for _ in range(int(rng.integers(5, 41))):
        _clutter(rng, wall)
    return _blurred(wall, rng.uniform(0.6, 5))


def card(rng: Rng, modules: npt.NDArray[np.bool_], *, is_inverted: bool, is_phone: bool) -> Card:
    """Draws a phone or a sheet that shows a code."""
    if is_phone:
        dark, light = rng.uniform(5, 50), rng.uniform(200, 252)
    else:
        dark, light = rng.uniform(15, 60), rng.uniform(185, 245)
    ink, ground = (light, dark) if is_inverted else (dark, light)
    pixels = np.kron(modules, np.ones((_MODULE, _MODULE), np.bool_))
    code = np.where(pixels, ink, ground).astype(np.float32)
    side = code.shape[0]
    quiet = one_of(rng, (2, 3, 4, 4, 4)) * _MODULE
    inner = side + 2 * quiet
    if is_phone:
        width, height = int(inner * rng.uniform(1.0, 1.35)), int(inner * rng.uniform(1.3, 2.1))
        bezel = int(0.05 * width) + 8
        plane = np.full((height + 2 * bezel, width + 2 * bezel), rng.uniform(0, 25), np.float32)
        other = rng.uniform(0, 60) if is_inverted else rng.uniform(190, 250)
        plane[bezel:-bezel, bezel:-bezel] = ground if rng.random() < 0.7 else other  # noqa: PLR2004 -- a share
        left = bezel + (width - inner) // 2
        top = bezel + int((height - inner) * rng.uniform(0.2, 0.8))
        for _ in range(int(rng.integers(1, 6))):
            y = int(rng.integers(bezel, plane.shape[0] - bezel))
            _write(plane, _string(rng, _LETTERS, 16), (bezel + 8, y), 0, rng.uniform(0.8, 1.8), ink, 2)
    else:
        left = top = int(inner * rng.uniform(0, 0.5))
        paper = rng.uniform(10, 70) if is_inverted else rng.uniform(170, 245)
        plane = np.full((inner + 2 * left, inner + 2 * left), paper, np.float32)
    plane[top : top + inner, left : left + inner] = ground
    left, top = left + quiet, top + quiet
    plane[top : top + side, left : left + side] = code
    return Card(plane, left, top, side)


def view(held: Card, pose: Pose, module_px: float, tilt: float) -> Matrix:
    """Returns the homography from a card's plane to the picture, for a focal length of LENS."""
    turned = (
        _about_z(pose.tilts_to)
        @ _about_y(math.radians(min(tilt, _STEEPEST)))
        @ _about_z(-pose.tilts_to)
        @ _about_z(pose.turn)
    )
    lens = np.array([[LENS, 0, pose.x], [0, LENS, pose.y], [0, 0, 1]])
    middle = held.side / 2
    to_middle = np.array([[1, 0, -(held.left + middle)], [0, 1, -(held.top + middle)], [0, 0, 1]])
    away = np.array([0, 0, LENS * _MODULE / module_px])
    return np.asarray(lens @ np.stack([turned[:, 0], turned[:, 1], away], 1) @ to_middle, np.float64)


def corners_seen(held: Card, to_picture: Matrix) -> Matrix:
    """Returns the code's corners in the picture, 4 x 2 pixels."""
    return np.asarray(cv2.perspectiveTransform(held.corners, to_picture)[0], np.float64)


def put(behind: Plane, held: Card, to_picture: Matrix) -> tuple[Plane, Plane]:
    """Returns the picture with the card in it, and the share of each pixel that the card covers."""
    fine = 2  # drawn twice as large and shrunk, which smooths the edges
    to_fine = np.diag([fine, fine, 1.0])
    to_fine[0, 2] = to_fine[1, 2] = (fine - 1) / 2
    size = (WIDTH * fine, HEIGHT * fine)

    def seen(plane: Plane) -> Plane:
        large = cv2.warpPerspective(plane, to_fine @ to_picture, size, flags=cv2.INTER_LINEAR)
        small = cv2.resize(large, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.float32)

    cover = seen(np.ones_like(held.plane))
    shown = seen(cv2.GaussianBlur(held.plane, (0, 0), 1.2).astype(np.float32))
    return behind * (1 - cover) + shown * cover, cover


def photographed(  # noqa: PLR0913, PLR0917 -- the parts of one picture
    scene: Plane, cover: Plane, corners: Matrix, conditions: Conditions, look: Rng, noise: Rng
) -> Picture:
    """Returns the scene as a cheap webcam gives it.

    Args:
        scene: The grey levels.
        cover: The share of each pixel that the card covers.
        corners: The code's corners in the picture.
        conditions: The picture's difficulties.
        look: Random numbers that stay the same through a clip: stripes, lamp, thumb, direction of motion.
        noise: Random numbers that change with each frame.
    """
    if conditions.moire:
        angle, frequency = look.uniform(0, math.pi), look.uniform(0.04, 0.45)
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        along = x * math.cos(angle) + y * math.sin(angle)
        stripes = np.sin(2 * math.pi * frequency * along + look.uniform(0, 6)).astype(np.float32)
        scene = scene * (1 + cover * stripes * np.float32(conditions.moire))
    if conditions.covered:
        scene = scene.copy()
        _cover_edge(look, scene, corners, conditions.covered)
    if conditions.blur > 0.05:  # noqa: PLR2004 -- less changes nothing
        scene = _blurred(scene, conditions.blur)
    if conditions.motion >= 1.5:  # noqa: PLR2004 -- same
        scene = moved(scene, conditions.motion, look.uniform(0, math.pi))
    if conditions.glare:
        reach = float(np.linalg.norm(corners[0] - corners[2]))
        lamp = corners.mean(0) + look.normal(0, 1, 2) * reach * 0.35
        spread = reach * look.uniform(0.12, 0.4)
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        far = (x - np.float32(lamp[0])) ** 2 + (y - np.float32(lamp[1])) ** 2
        scene = scene + np.float32(conditions.glare) * np.exp(-far / np.float32(2 * spread**2))
    if conditions.light < 1:
        gamma = 1 + 0.6 * (1 - conditions.light)
        dimmed = (np.clip(scene, 0, 255) / 255) ** np.float32(gamma) * np.float32(255 * conditions.light)
        scene = np.asarray(dimmed, np.float32)
    shot = 0.03 * np.clip(scene, 0, 255) * min(1.0, conditions.noise / 4)
    grain = noise.standard_normal(scene.shape, np.float32)
    taken = np.clip(scene + grain * np.sqrt(conditions.noise**2 + shot), 0, 255).astype(np.uint8)
    packed = cv2.imencode(".jpg", taken, [cv2.IMWRITE_JPEG_QUALITY, conditions.quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def _string(rng: Rng, letters: Sequence[str], length: int) -> str:
    return "".join(one_of(rng, letters) for _ in range(max(1, length)))


def _blurred(plane: Plane, sigma: float) -> Plane:
    return np.asarray(
        np.clip(cv2.GaussianBlur(np.ascontiguousarray(plane), (0, 0), sigma), 0, 255), np.float32
    )


def _clutter(rng: Rng, wall: Plane) -> None:
    shade, size = rng.uniform(0, 255), int(rng.integers(5, 181))
    x, y = int(rng.integers(WIDTH)), int(rng.integers(HEIGHT))
    match one_of(rng, ("box",) * 7 + ("disc",) * 5 + ("words",) * 4 + ("line",) * 4):
        case "box":
            cv2.rectangle(wall, (x, y), (x + size, y + int(rng.integers(5, 201))), shade, -1)
        case "disc":
            cv2.circle(wall, (x, y), size // 2, shade, one_of(rng, (-1, 3, 8)))
        case "words":
            font, scale, thick = int(rng.integers(8)), rng.uniform(0.5, 3), int(rng.integers(1, 5))
            _write(wall, _string(rng, _LETTERS, 14), (x, y), font, scale, shade, thick)
        case _:
            end = (int(rng.integers(WIDTH)), int(rng.integers(HEIGHT)))
            cv2.line(wall, (x, y), end, shade, int(rng.integers(1, 10)), cv2.LINE_AA)


def _write(  # noqa: PLR0913, PLR0917 -- OpenCV's own parameters
    plane: Plane, words: str, at: tuple[int, int], font: int, scale: float, shade: float, thick: int
) -> None:
    ink = np.zeros(plane.shape, np.uint8)
    cv2.putText(ink, words, at, font, scale, 255, thick, cv2.LINE_AA)
    share = ink.astype(np.float32) / 255
    plane[...] = plane * (1 - share) + np.float32(shade) * share


def _cover_edge(look: Rng, scene: Plane, corners: Matrix, share: float) -> None:
    side, along = int(look.integers(4)), look.uniform(0.1, 0.9)
    at = corners[side] * (1 - along) + corners[(side + 1) % 4] * along
    at = at + (corners.mean(0) - at) * look.uniform(-0.1, 0.25)
    wide = float(np.linalg.norm(corners[0] - corners[2])) / 2 * share
    axes = (max(1, int(wide)), max(1, int(wide * 0.6)))
    turn, shade = look.uniform(0, 360), look.uniform(60, 190)
    cv2.ellipse(scene, (int(at[0]), int(at[1])), axes, turn, 0, 360, shade, -1, cv2.LINE_AA)


def moved(scene: Plane, length: float, angle: float) -> Plane:
    side = (int(length) | 1) + 2
    path, middle = np.zeros((side, side), np.float32), (side - 1) / 2
    x, y = math.cos(angle) * length / 2, math.sin(angle) * length / 2
    start, end = (round(middle - x), round(middle - y)), (round(middle + x), round(middle + y))
    cv2.line(path, start, end, 1.0, 1)
    return np.asarray(cv2.filter2D(scene, -1, path / path.sum()), np.float32)


def _about_y(angle: float) -> Matrix:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def _about_z(angle: float) -> Matrix:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
