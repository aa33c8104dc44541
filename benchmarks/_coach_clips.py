"""Draws clips for `script/bench coach`: a person holds up a code with one known fault, at 720p.

They use the scenes of `script/bench scan`, in a foyer or in any other room. The tests' clips, on which the
coach's thresholds were first chosen, are drawn in another way.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from benchmarks._scan_negatives import Modules, decoy
from benchmarks._scan_scene import (
    HEIGHT,
    WIDTH,
    Card,
    Conditions,
    Matrix,
    Plane,
    Pose,
    Rng,
    card,
    code_of,
    corners_seen,
    moved,
    one_of,
    photographed,
    put,
    room,
    view,
)
from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture, cv2, np
from kiosk.scanning.rehearsal.sprites import foyer, paste, person, random_appearance

RATE = 30
"""Frames a second, like a camera's."""

FRAMES = 54

_ARRIVES = 9  # frames until the code is at its place
WELL = "well held, but spoiled"
NOTHING = "no code"

_COACHED = 5  # a part of the seed, so that no two clips share their random numbers
_VERSIONS = (1, 1, 2, 3)  # passes are of version 1
_SWINGS = 10.0  # radians a second, of a hand that swings
_ROUND = 0.8  # the ellipse's shorter by its longer axis


@dataclass(frozen=True, slots=True)
class Fault:
    """The fault of a clip.

    Attributes:
        conditions: The conditions of each frame.
        speed: The highest speed of the hand, in pixels a frame.
        shutter: The share of a frame's time in which the shutter is open.
        shades: The darkest and the lightest grey level of the card; None to leave them.
    """

    conditions: Conditions
    speed: float = 0.0
    shutter: float = 0.5
    shades: tuple[float, float] | None = None


def fault(kind: str, rng: Rng) -> Fault:  # noqa: PLR0911 -- one return a fault
    """Returns a fault of this kind, of random severity."""
    between = rng.uniform
    usual = Conditions(
        between(4, 7),
        tilt=between(0, 20),
        blur=between(0.4, 1),
        noise=between(1.5, 4),
        version=one_of(rng, _VERSIONS),
        is_inverted=rng.random() < 0.2,  # noqa: PLR2004 -- a share
        is_phone=rng.random() < 2 / 3,
    )
    match kind:
        case Advice.CLOSER:
            return Fault(replace(usual, module_px=between(1.1, 1.7)))
        case Advice.FURTHER:
            return Fault(replace(usual, module_px=between(26, 44), blur=between(4, 10)))
        case Advice.HOLD_STILL:
            return Fault(usual, speed=between(28, 55), shutter=between(0.5, 1))
        case Advice.TILT:
            return Fault(replace(usual, glare=between(280, 480)))
        case Advice.BRIGHTER:
            dark, contrast = between(8, 30), between(10, 24)
            dim = replace(usual, is_phone=True, noise=between(2.5, 6))
            return Fault(dim, shades=(dark, dark + contrast))
        case Advice.TOO_DARK:
            return Fault(replace(usual, light=between(0.035, 0.08), noise=between(3, 7)))
        case _:
            return Fault(usual)


def clip(kind: str, number: int, seed: int) -> Iterator[Picture]:
    """Yields the frames of a person who holds up a code with this fault, or holds up none.

    Args:
        kind: A piece of advice, WELL or NOTHING.
        number: The clip's number among those of its kind.
        seed: The seed of all clips.
    """
    rng = np.random.default_rng((seed, _COACHED, number, *kind.encode()))
    behind = _foyer(rng) if rng.random() < 0.5 else room(rng)  # noqa: PLR2004 -- half of them
    wrong = fault(kind, rng)
    held = None if kind == NOTHING else _held(rng, kind, wrong)
    at = np.array([rng.uniform(0.35, 0.65) * WIDTH, rng.uniform(0.4, 0.6) * HEIGHT])
    pose = Pose(rng.uniform(0, 6.3), rng.normal(0, 0.2), 0, 0)
    away, heading, phase = rng.uniform(0, 6.3, 3)
    look_seed = int(rng.integers(2**31))
    before = at
    for frame in range(FRAMES):
        noise = np.random.default_rng((look_seed, frame))
        look = np.random.default_rng(look_seed)
        swing = _swing(wrong.speed * RATE / _SWINGS, heading, _SWINGS * frame / RATE + phase)
        here = at + 2.0 * np.array([math.sin(frame / 5), math.cos(frame / 4)])
        here = (
            here + swing + 700 * max(0.0, 1 - frame / _ARRIVES) * np.array([math.cos(away), math.sin(away)])
        )
        passed, before = here - before, here
        if held is None:
            scene, cover = behind, np.zeros_like(behind)
            corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float64)
        else:
            to_picture = view(
                held,
                replace(pose, x=float(here[0]), y=float(here[1])),
                wrong.conditions.module_px,
                wrong.conditions.tilt,
            )
            scene, cover = put(behind, held, to_picture)
            streak = float(np.hypot(*passed)) * wrong.shutter if frame else 0.0
            if streak > 1:
                scene, cover = _streaked(behind, scene, cover, streak, math.atan2(passed[1], passed[0]))
            corners = corners_seen(held, to_picture)
        yield photographed(scene, cover, corners, wrong.conditions, look, noise)


def _held(rng: Rng, kind: str, wrong: Fault) -> Card:
    modules: Modules
    if kind == WELL:
        modules = decoy(rng, "framed")
    else:
        modules, _ = code_of(rng, wrong.conditions.version, "M")
    held = card(rng, modules, is_inverted=wrong.conditions.is_inverted, is_phone=wrong.conditions.is_phone)
    if wrong.shades is None:
        return held
    dark, light = wrong.shades
    return replace(held, plane=(dark + held.plane / 255 * (light - dark)).astype(np.float32))


def _swing(reach: float, heading: float, turn: float) -> Matrix:
    """Returns the offset in pixels of a hand that moves along an ellipse."""
    along, across = reach * math.cos(turn), _ROUND * reach * math.sin(turn)
    c, s = math.cos(heading), math.sin(heading)
    return np.array([c * along - s * across, s * along + c * across])


def _streaked(behind: Plane, scene: Plane, cover: Plane, length: float, angle: float) -> tuple[Plane, Plane]:
    """Blurs a card by its motion, in front of a sharp background; also returns its cover."""
    shown = moved(scene - behind * (1 - cover), length, angle)
    covered = moved(cover, length, angle)
    return behind * (1 - covered) + shown, covered


def _foyer(rng: Rng) -> Plane:
    """Draws the door's foyer with a person in it."""
    random = Random(int(rng.integers(2**31)))  # noqa: S311 -- the same person each time
    shown = foyer(WIDTH, HEIGHT)
    paste(shown, person(random_appearance(random)), random.randint(200, 700), 44)
    return np.asarray(cv2.cvtColor(shown, cv2.COLOR_BGR2GRAY), np.float32)
