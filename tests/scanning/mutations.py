"""Mutates pictures of QR codes in the ways of files, printers, hands and attackers; always the same ones.

Each depends on its number only, so that a picture that broke something can be made again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy.typing as npt
import qrcode

from kiosk.scanning.capture.jpeg import Jpeg, JpegFrame
from kiosk.scanning.decoding.zxing import ZxingEngine
from kiosk.scanning.opencv import Picture, cv2, np

_Modules = npt.NDArray[np.bool_]
_Pixels = npt.NDArray[Any]

_QUIET = 4
_TEXTS = (
    "KP7QX4M2N8P0R3T5V9W",
    "WS001",
    "https://kiosk.example.org/c/WS001?from=poster",
    "Ștefan Țîrcă · 日本語のコード · 🎟️",
    "0123456789",
    "é" * 40,
    "\x00\x01\x7f",
    "'; DROP TABLE attendance; --",
)
_LEVELS = (
    qrcode.constants.ERROR_CORRECT_L,
    qrcode.constants.ERROR_CORRECT_M,
    qrcode.constants.ERROR_CORRECT_Q,
    qrcode.constants.ERROR_CORRECT_H,
)
_FILES = (".jpg", ".jpg", ".jpg", ".bmp", ".bmp", ".webp", ".png", ".tiff")
_GIANT_EVERY = 25  # one in 25 is really large; the files of the others only claim a giant size
_EXTREMES = (0, 1, 2, 255, 65_500)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A spoiled picture.

    Attributes:
        kind: How it was spoiled.
        picture: The picture; None when the file cannot be read as a picture any more.
        texts: The texts that may be read in it.
    """

    kind: str
    picture: _Pixels | None
    texts: frozenset[str]


def mutation(number: int) -> Mutation:
    """Returns the picture of a number.

    Args:
        number: From 0; the kinds take turns.
    """
    random = Random(number)  # noqa: S311 -- the same pictures each time
    kind = list(_KINDS)[number % len(_KINDS)]
    text, level, mask = random.choice(_TEXTS), random.choice(_LEVELS), random.randrange(8)
    modules, texts = _modules_of(text, level, mask), {text}
    match kind:
        case "modules":
            other = _modules_of(text[:-3] + "".join(random.choices("0123456789", k=3)), level, mask)
            modules = _modules_changed(modules, other, random)
            # They may be another code's now: zxing-cpp reads which one in a clean drawing of the modules.
            texts |= {symbol.text for symbol in ZxingEngine().read(_drawn(modules, 5))}
        case "mirrored":
            texts = set()
    picture = _KINDS[kind](_drawn(modules, random.randint(2, 6)), random)
    return Mutation(kind, picture, frozenset(texts))


def _drawn(modules: _Modules, pixels: int) -> Picture:
    larger = np.kron(np.pad(modules, _QUIET), np.ones((pixels, pixels), np.bool_))
    return np.where(larger, 0, 255).astype(np.uint8)


def _modules_of(text: str, level: int, mask: int) -> _Modules:
    code = qrcode.QRCode(error_correction=level, border=0, mask_pattern=mask)
    code.add_data(text)
    code.make()
    return np.array(code.get_matrix(), np.bool_)


def _modules_changed(modules: _Modules, other: _Modules, random: Random) -> _Modules:
    """Changes some modules at random, or towards another code's."""
    changed = modules.copy()
    if random.random() < 0.5 and other.shape == modules.shape:
        is_other = np.random.default_rng(random.getrandbits(32)).random(modules.shape) < random.random()
        return np.where(is_other, other, modules)
    for _ in range(round(random.uniform(0, 0.1) * modules.size)):
        y, x = random.randrange(len(modules)), random.randrange(len(modules))
        changed[y, x] ^= True
    return changed


def _held(card: Picture, random: Random) -> Picture:
    """Puts a card somewhere in a grey room."""
    height, width = len(card) + random.randint(0, 120), len(card) + random.randint(0, 160)
    room = np.full((height, width), random.randint(120, 255), np.uint8)
    y, x = random.randint(0, height - len(card)), random.randint(0, width - len(card))
    room[y : y + len(card), x : x + len(card)] = card
    return room


def _bytes_changed(card: Picture, random: Random) -> _Pixels | None:
    kind = random.choice(_FILES)
    quality = [cv2.IMWRITE_JPEG_QUALITY, random.randint(10, 95)] if kind == ".jpg" else []
    packed = bytearray(cv2.imencode(kind, _held(card, random), quality)[1].tobytes())
    for _ in range(random.randint(1, 8)):
        packed[random.randrange(len(packed))] = random.randrange(256)
    match random.randrange(4):
        case 0:
            del packed[random.randrange(1, len(packed)) :]
        case 1:
            at = random.randrange(len(packed))
            packed[at:at] = random.randbytes(random.randint(1, 300))
        case _:
            pass
    return _unpacked(bytes(packed), random)


def _unpacked(content: bytes, random: Random) -> _Pixels | None:
    """Decodes the content like a camera's frame (JPEG) or like a file."""
    if content.startswith(b"\xff\xd8"):
        frame = JpegFrame(Jpeg(content), taken_at=0)
        return frame.glance() if random.random() < 0.3 else frame.picture
    try:
        return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None


def _cut(card: Picture, random: Random) -> Picture:
    room = _held(card, random)
    if random.random() < 0.5:  # a finger, a sticker, a crack
        for _ in range(random.randint(1, 4)):
            y, x = random.randrange(len(room)), random.randrange(room.shape[1])
            room[y : y + random.randint(1, 50), x : x + random.randint(1, 50)] = random.randrange(256)
        return room
    top, left = random.randint(0, len(room) // 3), random.randint(0, room.shape[1] // 3)
    return room[top : len(room) - random.randint(0, len(room) // 3), left:]


def _turned(card: Picture, random: Random) -> Picture:
    room = _held(card, random)
    height, width = room.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    tilt = np.array([[random.uniform(-0.15, 0.15) * width for _ in range(2)] for _ in range(4)])
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(0, 360), random.uniform(0.6, 1.5))
    turned = cv2.transform(corners[np.newaxis], turn)[0] + tilt
    matrix = cv2.getPerspectiveTransform(corners, turned.astype(np.float32))
    return np.asarray(cv2.warpPerspective(room, matrix, (width, height), borderValue=[200.0]), np.uint8)


def _spoiled(card: Picture, random: Random) -> Picture:
    rng = np.random.default_rng(random.getrandbits(32))
    room = cv2.GaussianBlur(_held(card, random), (0, 0), random.uniform(0.3, 3))
    contrast, light = random.uniform(0.1, 1.2), random.uniform(-60, 120)
    slope = np.linspace(0, random.uniform(-120, 120), room.shape[1])
    dim = room * contrast + light + slope + rng.normal(0, random.uniform(0, 30), room.shape)
    shown = np.clip(dim, 0, 255).astype(np.uint8)
    return 255 - shown if random.random() < 0.3 else shown


def _rows_shifted(card: Picture, random: Random) -> Picture:
    room = _held(card, random)
    start = random.randrange(len(room))
    rows = slice(start, start + random.randrange(60))
    room[rows] = np.roll(room[rows], random.randrange(-20, 20), axis=1)
    return room


def _mirrored(card: Picture, random: Random) -> Picture:
    flipped = _held(card, random)[:, ::-1]
    return np.rot90(flipped, random.randrange(4))


def _giant(card: Picture, random: Random) -> _Pixels | None:
    if random.random() < 1 / _GIANT_EVERY:
        times = random.randint(4000, 9000) // len(card)
        return card.repeat(times, axis=0).repeat(times, axis=1)
    packed = bytearray(cv2.imencode(".jpg", card)[1].tobytes())
    at = packed.index(b"\xff\xc0") + 5  # the size in the frame header
    packed[at : at + 4] = random.choice(_EXTREMES).to_bytes(2) + random.choice(_EXTREMES).to_bytes(2)
    return _unpacked(bytes(packed), random)


def _empty(card: Picture, random: Random) -> _Pixels:
    shapes: tuple[tuple[int, ...], ...] = (
        *((), (0,), (7,), (0, 0), (0, 640), (480, 0, 3), (1, 1), (1, 4000), (4000, 1, 3), (2, 2, 2, 2)),
        *((9, 9, 5), (9, 9, 0), (40, 40, 2), (3, 3), (15, 16)),
    )
    shape = random.choice(shapes)
    return np.resize(card, shape) if card.size and 0 not in shape else np.zeros(shape, np.uint8)


def _odd(card: Picture, random: Random) -> _Pixels:
    """Returns the same picture in another number type or layout."""
    room = _held(card, random)
    typed: _Pixels = random.choice(_TYPED)(room)
    coloured = np.repeat(typed[..., np.newaxis], random.choice((1, 3)), axis=2)
    spread = np.zeros((*room.shape, 6), typed.dtype)
    spread[..., 1::2] = coloured[..., :1]
    return random.choice((typed, coloured, np.asfortranarray(coloured), spread[..., 1::2], typed[::-1, ::-1]))


_TYPED: tuple[Callable[[Picture], _Pixels], ...] = (
    lambda grey: grey,
    lambda grey: grey > 127,
    lambda grey: grey.astype(np.uint16) * 257,
    lambda grey: grey.astype(np.int64),
    lambda grey: grey.astype(np.float32),
    lambda grey: grey / 255.0,
    lambda grey: grey.astype(">u2") * 257,
    lambda grey: np.where(grey > 127, np.inf, -np.inf),
    lambda grey: grey.astype(np.float16),
)

_KINDS: dict[str, Callable[[Picture, Random], _Pixels | None]] = {
    "bytes": _bytes_changed,
    "modules": _held,
    "cut": _cut,
    "turned": _turned,
    "spoiled": _spoiled,
    "rows": _rows_shifted,
    "mirrored": _mirrored,
    "giant": _giant,
    "empty": _empty,
    "odd": _odd,
}
