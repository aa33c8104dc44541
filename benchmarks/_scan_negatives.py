"""Draws pictures without a code for `script/bench scan`: rooms, writing, checks, and things like codes.

The most similar ones have a code's correct finder, timing and alignment patterns, version and format, and
random modules as data: every step of the cascade finds them, and only error correction refuses them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy.typing as npt
import zxingcpp

from benchmarks._scan_scene import HEIGHT, WIDTH, Plane, Pose, Rng, card, code_of, one_of, room, view
from kiosk.scanning.opencv import Picture, cv2, np

TAKES = 10
"""The number of pictures of one scene, each with another shift, focus, light and noise."""

DECOYS = ("checks", "bars", "modules", "finders", "rings", "framed", "framed", "micro")
"""The kinds of decoys in a scene; those most similar to a code come most often."""

_NEGATIVES = 3  # a part of the seed, so that no two pictures share their random numbers
_MOST_DECOYS = 3
_FINDER, _RESERVED = 7, 9  # modules: a finder pattern; with the light and the format beside it
_LARGEST_FRAMED = 6  # the last version with one alignment pattern
_ALIGNED_FROM = 2  # the first version with one
_CARD_MODULE = 8  # pixels of a card
_FRONTMOST = 2**31

Modules = npt.NDArray[np.bool_]
"""True for dark."""


def scenes_of(count: int) -> int:
    """Returns how many scenes are needed for a number of pictures."""
    return -(-count // TAKES)


def takes_of(number: int, seed: int, photos: Sequence[Picture] = ()) -> Iterator[Picture]:
    """Yields the pictures of one scene; they depend on the arguments only.

    Args:
        number: The scene's number.
        seed: The seed of all scenes.
        photos: The backgrounds of half of the scenes.
    """
    rng = np.random.default_rng((seed, _NEGATIVES, number))
    scene = room(rng, photos)
    for _ in range(int(rng.integers(_MOST_DECOYS + 1))):
        _put(rng, scene, decoy(rng, one_of(rng, DECOYS)))
    grain = np.empty_like(scene)
    for take in range(TAKES):
        x, y = (int(each) for each in rng.integers(-40, 41, 2))
        light, focus, noise = rng.uniform(0.4, 1.1), rng.uniform(0.3, 2), rng.uniform(0, 10)
        moved = np.roll(scene, (y, x), (0, 1))
        if take % 3:
            cv2.GaussianBlur(moved, (0, 0), focus, dst=moved)
        cv2.setRNGSeed(int(rng.integers(_FRONTMOST)))
        cv2.randn(grain, np.zeros(1), np.full(1, noise))
        yield np.asarray(cv2.addWeighted(moved, light, grain, 1, 0, dtype=cv2.CV_8U), np.uint8)


def decoy(rng: Rng, kind: str) -> Modules:
    """Returns modules with many edges that are not a code, of one of the DECOYS."""
    side = int(rng.integers(15, 45))
    noise = rng.random((side, side)) < 0.5  # noqa: PLR2004 -- as many dark as light
    match kind:
        case "checks":
            noise[:] = np.indices((side, side)).sum(0) % 2 == 0
        case "bars":
            noise[:] = noise[0]
        case (
            "finders"
        ):  # in three corners, but with a size that codes do not have, and without timing patterns
            for rows, columns in (
                (slice(8), slice(8)),
                (slice(-8, None), slice(8)),
                (slice(8), slice(-8, None)),
            ):
                noise[rows, columns] = False
            for y, x in ((0, 0), (side - _FINDER, 0), (0, side - _FINDER)):
                _ring(noise, y, x)
        case "rings":  # anywhere
            for y, x in rng.integers(0, side - _FINDER, (int(rng.integers(2, 8)), 2)):
                _ring(noise, int(y), int(x))
        case "micro":
            return _framed_micro(rng)
        case "framed":
            return _framed(rng)
    return noise


def _framed(rng: Rng) -> Modules:
    """Returns a code of version 1 to 6 with random modules instead of its text and its error correction."""
    version = int(rng.integers(1, _LARGEST_FRAMED + 1))
    modules, _ = code_of(rng, version, one_of(rng, "LMQH"))
    size = len(modules)
    is_text = np.ones_like(modules)
    is_text[6] = is_text[:, 6] = False
    is_text[:_RESERVED, :_RESERVED] = False
    is_text[-8:, :_RESERVED] = is_text[:_RESERVED, -8:] = False
    if version >= _ALIGNED_FROM:
        is_text[size - 9 : size - 4, size - 9 : size - 4] = False
    return _with_noise(rng, modules, is_text)


def _framed_micro(rng: Rng) -> Modules:
    """Returns a Micro QR code spoiled in the same way; not of M1, which has no error correction."""
    text = "".join(one_of(rng, "ABCDEFGH") for _ in range(int(rng.integers(4, 12))))
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.MicroQRCode)
    modules = np.asarray(np.array(barcode.to_image(scale=1, add_quiet_zones=False)) == 0, np.bool_)
    is_text = np.ones_like(modules)
    is_text[0] = is_text[:, 0] = False
    is_text[:_RESERVED, :_RESERVED] = False
    return _with_noise(rng, modules, is_text)


def _with_noise(rng: Rng, modules: Modules, where: Modules) -> Modules:
    return np.where(where, rng.random(modules.shape) < 0.5, modules)  # noqa: PLR2004 -- as many dark as light


def _ring(modules: Modules, y: int, x: int) -> None:
    """Draws a finder pattern."""
    for inset, is_dark in ((0, True), (1, False), (2, True)):
        modules[y + inset : y + _FINDER - inset, x + inset : x + _FINDER - inset] = is_dark


def _put(rng: Rng, scene: Plane, modules: Modules) -> None:
    """Draws modules on a phone or a sheet, as codes are held up: turned, at a slant, faint or strong."""
    held = card(rng, modules, is_inverted=rng.random() < 0.3, is_phone=rng.random() < 0.5)  # noqa: PLR2004 -- shares
    module_px = rng.uniform(2, 9)
    turn = rng.uniform(0, 6.3) if rng.random() < 0.5 else 0.0  # noqa: PLR2004 -- half of them
    tilt = rng.uniform(0, 50) if rng.random() < 0.5 else 0.0  # noqa: PLR2004 -- same
    pose = Pose(rng.uniform(0, 6.3), turn, rng.uniform(0.2, 0.8) * WIDTH, rng.uniform(0.2, 0.8) * HEIGHT)
    strength = np.float32(rng.uniform(0.15, 1) if rng.random() < 0.3 else 1)  # noqa: PLR2004 -- a share
    mean = held.plane.mean()
    plane = mean + (held.plane - mean) * strength
    held = replace(held, plane=cv2.GaussianBlur(plane, (0, 0), max(0.6, 0.4 * _CARD_MODULE / module_px)))
    to_picture = view(held, pose, module_px, tilt)
    cv2.warpPerspective(held.plane, to_picture, (WIDTH, HEIGHT), dst=scene, borderMode=cv2.BORDER_TRANSPARENT)
