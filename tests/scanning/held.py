"""Draws clips of held codes with one known fault each: too far, too near, moved, glare, dim, dark room."""

import math
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import qrcode

from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture, cv2
from kiosk.scanning.rehearsal.sprites import foyer, paste, person, random_appearance

RATE = 10
"""Frames a second of a clip: as many as the coach checks of a camera's thirty."""

STEP = 3
_CAMERA_RATE = 30
NO_CODE = "no code"
WELL_HELD = "well held"

_SIZE = _WIDTH, _HEIGHT = 1280, 720
_FRAMES = 45
_MODULE = 8  # pixels a module in the drawn card

_Image = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """The fault of a clip.

    Attributes:
        module: Pixels a module in the picture.
        blur: The lens's blur, standard deviation in pixels.
        speed: Pixels a frame.
        shine: The brightness added in a spot.
        card: The card's dark and light, 0 to 255.
        light: The room's brightness; 1 is well lit.
        noise: Grey levels, standard deviation.
    """

    module: float
    blur: float = 0.7
    speed: float = 0.0
    shine: float = 0.0
    card: tuple[int, int] = (25, 235)
    light: float = 1.0
    noise: float = 2.5


def fault(kind: str, random: Random) -> Fault:  # noqa: PLR0911 -- one return a fault
    """Returns a fault of this kind, of random severity."""
    between = random.uniform
    match kind:
        case Advice.CLOSER:
            return Fault(module=between(1.0, 2.0), blur=between(0.6, 1.1))
        case Advice.FURTHER:
            return Fault(module=between(30, 44), blur=between(4, 9))
        case Advice.HOLD_STILL:
            return Fault(module=between(4, 7), speed=between(22, 44))
        case Advice.TILT:
            return Fault(module=between(4, 8), shine=between(260, 420))
        case Advice.BRIGHTER:
            dark = random.randint(12, 30)
            return Fault(
                module=between(3.5, 6), card=(dark, dark + random.randint(16, 34)), noise=between(3, 6)
            )
        case Advice.TOO_DARK:
            return Fault(module=between(3.5, 6), light=between(0.07, 0.14), noise=between(4, 7))
        case _:
            return Fault(module=between(3.5, 8))


def clip(kind: str, random: Random) -> list[Picture]:
    """Draws grey frames of a person who holds up a code with this fault, or who holds up none."""
    rng = np.random.default_rng(random.getrandbits(32))
    room = foyer(_WIDTH, _HEIGHT)
    paste(room, person(random_appearance(random)), random.randint(200, 700), 44)
    grey: _Image = cv2.cvtColor(room, cv2.COLOR_BGR2GRAY).astype(np.float32)
    wrong = fault(kind, random)
    card = None if kind == NO_CODE else _card(random, wrong)
    turn, lean = random.gauss(0, 0.15), random.uniform(-0.12, 0.12)
    middle = np.array([random.uniform(0.35, 0.65) * _WIDTH, random.uniform(0.4, 0.6) * _HEIGHT])
    heading, angle = random.uniform(0, 2 * math.pi), random.uniform(0, 2 * math.pi)
    frames = []
    for number in range(0, _FRAMES, STEP):
        sway = np.array([math.sin(number / 5), math.cos(number / 4)]) * 2
        swing = wrong.speed * _CAMERA_RATE / 10 * math.sin(number * 10 / _CAMERA_RATE + angle)
        at = middle + sway + swing * np.array([math.cos(heading), math.sin(heading)])
        frame: _Image = grey.copy()
        if card is not None:
            _hold(frame, card, at, wrong, (turn, lean))
        if wrong.speed:
            frame = cv2.filter2D(frame, -1, _streak(wrong.speed * 0.6, heading))
        frame = cv2.GaussianBlur(frame, (0, 0), wrong.blur)
        if wrong.shine:
            _shine(frame, at, wrong, angle)
        frame = np.clip(frame, 0, 255) * wrong.light + wrong.noise * rng.standard_normal(
            frame.shape, np.float32
        )
        frames.append(np.clip(frame, 0, 255).astype(np.uint8))
    return frames


def _card(random: Random, wrong: Fault) -> Picture:
    code = qrcode.QRCode(version=random.choice((1, 1, 2, 3)), border=4)
    code.add_data(f"KP{random.getrandbits(64):016X}")
    code.make()
    dark, light = wrong.card
    bits = np.kron(np.array(code.get_matrix()), np.ones((_MODULE, _MODULE), bool))
    return np.where(bits, dark, light).astype(np.uint8)


def _hold(
    frame: Picture,
    card: Picture,
    at: _Image,
    wrong: Fault,
    pose: tuple[float, float],
) -> None:
    turn, lean = pose
    side = len(card)
    half = side / _MODULE * wrong.module / 2
    corners = np.array([[-1, -1], [1, -1 + lean], [1, 1 - lean], [-1, 1]]) * half
    turned = corners @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    flat = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, (turned + at).astype(np.float32))
    blurred = cv2.GaussianBlur(card, (0, 0), max(0.6, _MODULE / wrong.module / 2.5)).astype(np.float32)
    shown = cv2.warpPerspective(blurred, matrix, _SIZE, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.ones_like(blurred), matrix, _SIZE, flags=cv2.INTER_LINEAR)
    frame[...] = frame * (1 - mask) + shown * mask


def _streak(length: float, heading: float) -> _Image:
    size = int(length) // 2 * 2 + 3
    kernel = np.zeros((size, size), np.float32)
    middle, reach = size // 2, length / 2
    ends = [
        (round(middle + way * reach * math.cos(heading)), round(middle + way * reach * math.sin(heading)))
        for way in (-1, 1)
    ]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _shine(frame: _Image, at: _Image, wrong: Fault, angle: float) -> None:
    radius = wrong.module * 7
    x, y = at + radius * 0.6 * np.array([math.cos(angle), math.sin(angle)])
    across = np.exp(-((np.arange(_WIDTH) - x) ** 2) / (2 * radius**2)).astype(np.float32)
    down = np.exp(-((np.arange(_HEIGHT) - y) ** 2) / (2 * radius**2)).astype(np.float32)
    frame += wrong.shine * np.outer(down, across)
