"""Draws the scenes of `script/scanner-pictures`: codes held up with one known difficulty each."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy.typing as npt

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
from benchmarks.steps import STEPS, read_by, readers
from kiosk.scanning.decoding.cascade import CascadeStep
from kiosk.scanning.decoding.decode import Corner
from kiosk.scanning.decoding.regions import Region, region_around
from kiosk.scanning.decoding.zxing import readings
from kiosk.scanning.opencv import Picture, np

_DRAWN = 7  # a part of the seed, so that no two pictures share their random numbers
_TAKES = 20
_ROOM = 0.35  # of the code's side: the margin of the cascade's regions
_FEW = 3  # other steps that may read the same picture


@dataclass(frozen=True, slots=True)
class Held:
    """A code that a person holds up.

    Attributes:
        picture: Grey, 1280x720.
        modules: The code's modules, True for dark.
        text: The code's text.
        corners: The code's corners in the picture.
        region: The region that the cascade would find for it.
    """

    picture: Picture
    modules: npt.NDArray[np.bool_]
    text: str
    corners: tuple[Corner, ...]
    region: Region

    @property
    def pixels(self) -> Picture:
        """Returns the region's pixels."""
        return self.region.of(self.picture)


@dataclass(frozen=True, slots=True)
class Rescue:
    """A picture that a step of the cascade reads and the cheap steps do not.

    Attributes:
        held: The picture.
        step: The step.
        others: The names of the other steps that read it as well.
    """

    held: Held
    step: CascadeStep
    others: tuple[str, ...]


_USUAL = Conditions(3.2, tilt=8, blur=0.5, noise=3, version=3, is_phone=False)

SPOILED = {
    "adaptive sampling, refocused": replace(_USUAL, blur=1.7, motion=3, noise=3, tilt=20),
    "zxing, refocused": replace(_USUAL, blur=1.5, noise=4, module_px=2.8),
    "zxing, steeply refocused": replace(_USUAL, blur=2.0, noise=0.6),
    "zxing, enlarged": replace(_USUAL, module_px=1.7, blur=0.4),
    "adaptive sampling, as it is": replace(_USUAL, motion=7, noise=3, tilt=20),
    "zbar, refocused": replace(_USUAL, blur=1.9, noise=2, module_px=3.6),
    "zxing, sharpened": replace(_USUAL, module_px=2.0, blur=0.9, noise=4),
    "zxing, stilled": replace(_USUAL, motion=5, blur=0.6, noise=2),
    "zxing, evened": replace(_USUAL, glare=240, light=0.6, module_px=4, noise=3),
    "zbar, as it is": replace(_USUAL, covered=0.16, module_px=3.4, noise=3),
    "zbar, steeply refocused": replace(_USUAL, blur=2.2, noise=0.8, module_px=3.6),
}
"""The conditions that spoil the picture with which each step is shown."""


def held_up(conditions: Conditions, take: int) -> Held:
    """Draws a held code under these conditions; another take has another code, room and hand."""
    rng = np.random.default_rng((_DRAWN, take))
    modules, text = code_of(rng, conditions.version, conditions.level)
    held = card(rng, modules, is_inverted=conditions.is_inverted, is_phone=conditions.is_phone)
    pose = Pose(rng.uniform(0, 2 * math.pi), rng.uniform(-0.35, 0.35), WIDTH / 2, HEIGHT / 2)
    to_picture = view(held, pose, conditions.module_px, conditions.tilt)
    scene, cover = put(room(rng), held, to_picture)
    seen = corners_seen(held, to_picture)
    picture = photographed(scene, cover, seen, conditions, rng, rng)
    corners = tuple((float(x), float(y)) for x, y in seen)
    region = region_around(corners, _ROOM, WIDTH, HEIGHT)
    if region is None:
        raise AssertionError("the pose holds every code within the picture")
    return Held(picture, modules, text, corners, region)


def rescue_by(step: CascadeStep) -> Rescue:
    """Finds a picture that this step reads, the cheap steps do not, and few other steps do if possible."""
    rescues = list(_until_few(_rescues(step)))
    if not rescues:
        raise AssertionError(f"of {_TAKES} takes, {step.name!r} rescues none: change what spoils its picture")
    return min(rescues, key=lambda each: len(each.others))


def is_read_cheaply(held: Held) -> bool:
    """Returns True when zxing-cpp reads the code without an enhancement."""
    found = [*readings(held.pixels), *readings(held.picture, is_thorough=True)]
    return any(each.symbol.text == held.text for each in found)


def _rescues(step: CascadeStep) -> Iterator[Rescue]:
    for take in range(_TAKES):
        held = held_up(SPOILED[step.name], take)
        if not is_read_cheaply(held) and held.text in read_by(step, held.pixels, _engines()):
            others = [
                other.name
                for other in STEPS
                if other.name != step.name and held.text in read_by(other, held.pixels, _engines())
            ]
            yield Rescue(held, step, tuple(others))


def _until_few(rescues: Iterator[Rescue]) -> Iterator[Rescue]:
    for each in rescues:
        yield each
        if len(each.others) <= _FEW:
            return


@lru_cache(maxsize=1)
def _engines() -> dict[str, Callable[[Picture], list[str]]]:
    return readers()
