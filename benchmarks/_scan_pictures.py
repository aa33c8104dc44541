"""Draws the pictures of `script/bench scan` that show a code: stills and clips, each with its true text."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks._scan_scene import (
    HEIGHT,
    TIERS,
    WIDTH,
    Card,
    Conditions,
    Matrix,
    Plane,
    Pose,
    Rng,
    card,
    code_of,
    conditions_of,
    corners_seen,
    one_of,
    photographed,
    put,
    room,
    view,
)
from kiosk.scanning.opencv import Picture, cv2, np

TUNING_SEED = 1
"""The seed of the pictures on which the cascade's numbers were chosen."""

HELD_OUT_SEED = 2
"""The seed of the pictures on which nothing was ever chosen; its figures are quoted."""

STILL_SHARES = {"easy": 0.2, "medium": 0.25, "hard": 0.25, "extreme": 0.15, "empty": 0.15}
CLIP_TIERS = ("easy", "medium", "hard", "hard", "extreme")
EMPTY_FRAMES, CLIP_FRAMES, FRAMES_PER_SECOND = 8, 45, 30
_EMPTY = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float64)
_STILLS, _CLIPS = 1, 2  # a part of the seed, so that no two pictures share their random numbers
_EDGE = 4  # pixels: the least distance of a code from the picture's edge
_SMALLEST = 180  # pixels a side of a background


@dataclass(frozen=True, slots=True)
class Still:
    """One picture and its code's text.

    Attributes:
        tier: The difficulty.
        name: The name that people see.
        picture: height x width uint8, grey.
        text: The code's text; empty when there is no code.
        also: The texts of further codes in it, which need not be read.
    """

    tier: str
    name: str
    picture: Picture
    text: str
    also: tuple[str, ...] = ()


def stills(count: int, seed: int, photos: Sequence[Picture] = ()) -> Iterator[Still]:
    """Yields `count` stills, the tiers mixed evenly."""
    names = list(STILL_SHARES)
    done = dict.fromkeys(names, 0)
    for number in range(count):
        tier = max(names, key=lambda name: STILL_SHARES[name] * (number + 1) - done[name])
        done[tier] += 1
        rng = np.random.default_rng((seed, _STILLS, number))
        yield _empty_still(rng, number, photos) if tier == "empty" else _still(rng, number, tier, photos)


def clip(number: int, seed: int, photos: Sequence[Picture] = ()) -> tuple[str, str, Iterator[Picture]]:
    """Returns a clip's tier, the text that is held up, and its frames.

    The room is empty for EMPTY_FRAMES; then a phone slides in, the lens focuses, and the hand trembles.
    """
    tier = CLIP_TIERS[number % len(CLIP_TIERS)]
    rng = np.random.default_rng((seed, _CLIPS, number))
    behind = room(rng, photos)
    held, text, conditions, pose = _held_up(rng, tier)
    return tier, text, _frames(rng, number, seed, behind, held, conditions, pose)


def photos_in(folder: Path | None) -> list[tuple[str, Picture]]:
    """Reads every picture in a folder, in grey; returns names and pictures in the names' order."""
    if folder is None or not folder.is_dir():
        return []
    read = [(path.name, cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)) for path in sorted(folder.iterdir())]
    return [(name, np.asarray(picture, np.uint8)) for name, picture in read if picture is not None]


def backgrounds(pictures: Sequence[tuple[str, Picture]]) -> list[Picture]:
    """Returns the pictures that are large enough for a background."""
    return [picture for _, picture in pictures if min(picture.shape) >= _SMALLEST]


def _still(rng: Rng, number: int, tier: str, photos: Sequence[Picture]) -> Still:
    behind = room(rng, photos)
    held, text, conditions, pose = _held_up(rng, tier)
    to_picture = view(held, pose, conditions.module_px, conditions.tilt)
    scene, cover = put(behind, held, to_picture)
    picture = photographed(scene, cover, corners_seen(held, to_picture), conditions, rng, rng)
    return Still(tier, f"still {number}", picture, text)


def _empty_still(rng: Rng, number: int, photos: Sequence[Picture]) -> Still:
    conditions = conditions_of(rng, TIERS[one_of(rng, ("easy", "medium", "hard"))])
    conditions = replace(conditions, covered=0.0, glare=0.0, moire=0.0)
    scene = room(rng, photos)
    picture = photographed(scene, np.zeros_like(scene), _EMPTY, conditions, rng, rng)
    return Still("empty", f"still {number}", picture, "")


def _held_up(rng: Rng, tier: str) -> tuple[Card, str, Conditions, Pose]:
    while True:
        conditions = conditions_of(rng, TIERS[tier])
        modules, text = code_of(rng, conditions.version, conditions.level)
        held = card(rng, modules, is_inverted=conditions.is_inverted, is_phone=conditions.is_phone)
        placed = _placed(rng, held, conditions)
        if placed is not None:
            return held, text, *placed


def _placed(rng: Rng, held: Card, conditions: Conditions) -> tuple[Conditions, Pose] | None:
    """Places a card in the picture, a little further away each time it does not fit; may return None."""
    for _ in range(60):
        if rng.random() < 0.6:  # noqa: PLR2004 -- most people hold it upright, or sideways
            turn = one_of(rng, (0.0, 0.5, 1.0, 1.5)) * math.pi + rng.normal(0, 0.2)
        else:
            turn = rng.uniform(0, 2 * math.pi)
        pose = Pose(
            rng.uniform(0, 2 * math.pi), turn, rng.uniform(0.25, 0.75) * WIDTH, rng.uniform(0.3, 0.7) * HEIGHT
        )
        corners = corners_seen(held, view(held, pose, conditions.module_px, conditions.tilt))
        if corners.min() > _EDGE and (corners < (WIDTH - _EDGE, HEIGHT - _EDGE)).all():
            return conditions, pose
        conditions = replace(conditions, module_px=max(2.0, conditions.module_px * 0.96))
    return None


def _frames(  # noqa: PLR0913, PLR0917 -- the parts of one clip
    rng: Rng, number: int, seed: int, behind: Plane, held: Card, conditions: Conditions, pose: Pose
) -> Iterator[Picture]:
    away = rng.uniform(0, 2 * math.pi)
    hand = np.zeros(2)
    before: Matrix | None = None
    for frame in range(CLIP_FRAMES):
        noise = np.random.default_rng((seed, _CLIPS, number, frame))
        look = np.random.default_rng((seed, _CLIPS, number, CLIP_FRAMES))
        since = frame - EMPTY_FRAMES
        if since < 0:
            bare = replace(conditions, covered=0.0, glare=0.0, moire=0.0, motion=0.0)
            yield photographed(behind, np.zeros_like(behind), _EMPTY, bare, look, noise)
            continue
        arrived = 1 - math.exp(-since / 5)
        hand = 0.8 * hand + noise.normal(0, 1.5, 2)
        shift = 900 * (1 - arrived)
        at = np.array([pose.x + shift * math.cos(away), pose.y + shift * math.sin(away)]) + hand
        speed = 0.0 if before is None else float(np.linalg.norm(at - before))
        before = at
        now = replace(
            conditions,
            module_px=conditions.module_px * (0.75 + 0.25 * arrived) * (1 + 0.01 * math.sin(since / 4)),
            tilt=conditions.tilt + 15 * (1 - arrived) + 2 * math.sin(since / 6),
            blur=conditions.blur * 0.6 + 3 * math.exp(-since / 7),
            motion=conditions.motion * noise.uniform(0, 1) + speed * 0.35,
        )
        held_so = Pose(pose.tilts_to, pose.turn + 0.15 * (1 - arrived), float(at[0]), float(at[1]))
        to_picture = view(held, held_so, now.module_px, now.tilt)
        scene, cover = put(behind, held, to_picture)
        yield photographed(scene, cover, corners_seen(held, to_picture), now, look, noise)
