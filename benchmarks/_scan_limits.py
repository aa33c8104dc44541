"""Measures how far away codes are read, and how many texts are exact, for `script/bench scan`."""

import zxingcpp

from benchmarks._scan_engines import CASCADE, ZBAR, ZXING, engines
from benchmarks._scan_scene import (
    HEIGHT,
    WIDTH,
    Conditions,
    Pose,
    card,
    code_of,
    corners_seen,
    photographed,
    put,
    room,
    view,
)
from kiosk.qr import qr_modules
from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.opencv import Picture, np

VERSIONS = (1, 3, 7)
MODULE_PX = (4.0, 3.5, 3.0, 2.75, 2.5, 2.25, 2.0, 1.8, 1.6, 1.4, 1.2, 1.0)
_DISTANCE, _MOST_MISSED = 4, 0.1  # a part of the seed; a share of the takes
TEXTS = (
    "WS001",
    "héllo wörld, Ștefan Țîrcă",
    "Привет, мир",
    "日本語のコード",
    "點 and 点",
    "안녕하세요",
    "שלום",
    "مرحبا",
    "🎟️🎉👩‍👩‍👧",
    "ÿ",
    "\x00\x01\x7f",
    "a" * 500,
)


def smallest_modules(takes: int, seed: int) -> list[tuple[str, ...]]:
    """Returns a table: for each version, the fewest pixels a module at which an engine reads 9 of 10.

    The codes are on a phone, nearly straight, in a lit hall, a little out of focus, with a webcam's noise.
    """
    heads = ("px per module, 9 of 10 read", *(f"version {version}" for version in VERSIONS))
    names = (CASCADE, ZXING, ZBAR)
    return [
        heads,
        *((name, *(_smallest(name, version, takes, seed) for version in VERSIONS)) for name in names),
    ]


def texts_exact() -> tuple[int, int]:
    """Returns how many texts are read exactly, and how many were written, each in two encodings."""
    cascade, right, asked = Cascade(), 0, 0
    for text in TEXTS:
        for picture in _written(text):
            asked += 1
            right += decode(picture, cascade) == [text]
    return right, asked


def _smallest(name: str, version: int, takes: int, seed: int) -> str:
    smallest = "none"
    for module_px in MODULE_PX:
        missed = sum(not _is_read(name, version, module_px, take, seed) for take in range(takes))
        if missed > takes * _MOST_MISSED:
            break
        smallest = f"{module_px:g}"
    return smallest


def _is_read(name: str, version: int, module_px: float, take: int, seed: int) -> bool:
    rng = np.random.default_rng((seed, _DISTANCE, version, take))
    modules, text = code_of(rng, version, "M")
    held = card(rng, modules, is_inverted=False, is_phone=True)
    pose = Pose(rng.uniform(0, 6), rng.uniform(-0.2, 0.2), WIDTH / 2, HEIGHT / 2)
    conditions = Conditions(module_px, tilt=10, blur=0.5, noise=3, version=version)
    to_picture = view(held, pose, module_px, conditions.tilt)
    scene, cover = put(room(rng), held, to_picture)
    picture = photographed(scene, cover, corners_seen(held, to_picture), conditions, rng, rng)
    return text in engines()[name]()(picture)


def _written(text: str) -> list[Picture]:
    """Draws the text as UTF-8 bytes without an ECI, and as zxing-cpp writes it: with an ECI or as Kanji."""
    modules = np.array(qr_modules(text))
    pictures = [_drawn(modules)]
    written = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    pictures.append(np.asarray(np.array(written.to_image(scale=4)), np.uint8))
    return pictures


def _drawn(modules: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> Picture:
    side = np.ones((4, 4))
    return np.asarray(np.where(np.kron(np.pad(modules, 4), side) > 0, 0, 255), np.uint8)
