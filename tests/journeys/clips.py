"""Video files of codes that a hand holds up to a camera: tilted, moving, with noise.

Run it in a separate process: the tests' process has a window and must not import OpenCV.

    python -m tests.journeys.clips FILE TEXT…
"""

import sys
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import qrcode

WIDTH, HEIGHT, FPS = 1280, 720, 30
HELD_FRAMES = 24
EMPTY_FRAMES = 60  # two seconds, longer than the rescan gap
MODULE_PIXELS = 8

Picture = npt.NDArray[np.uint8]


def main() -> None:
    """Writes the clip: each text is held up for a time, with an empty view between them."""
    path, *texts = sys.argv[1:]
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), FPS, (WIDTH, HEIGHT))
    random = np.random.default_rng(7)
    for text in texts:
        for frame in _held_up(_card(text), random):
            writer.write(frame)
        for _ in range(EMPTY_FRAMES):
            writer.write(_room(random))
    writer.release()


def _card(text: str) -> Picture:
    code = qrcode.QRCode(box_size=MODULE_PIXELS, border=4)
    code.add_data(text)
    code.make()
    dark, light = 30, 225
    modules = np.where(np.array(code.get_matrix()), dark, light).astype(np.uint8)
    return modules.repeat(MODULE_PIXELS, axis=0).repeat(MODULE_PIXELS, axis=1)


def _room(random: np.random.Generator) -> Any:  # noqa: ANN401 -- OpenCV's own arrays
    grey = np.linspace(60, 150, WIDTH, dtype=np.float32)[None, :].repeat(HEIGHT, 0)
    noisy = grey + random.normal(0, 4, grey.shape)
    return cv2.cvtColor(np.clip(noisy, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def _held_up(card: Picture, random: np.random.Generator) -> Iterator[Any]:
    side = card.shape[0]
    corners = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    for number in range(HELD_FRAMES):
        drift = np.array([WIDTH * 0.42 + 6 * number, HEIGHT * 0.32 + 4 * np.sin(number / 3)], np.float32)
        tilt = np.array([[0, 0], [-0.02, 0.07], [-0.06, -0.04], [0.03, -0.02]], np.float32) * side
        there = corners + tilt + drift + random.normal(0, 0.8, (4, 2)).astype(np.float32)
        matrix = cv2.getPerspectiveTransform(corners, there.astype(np.float32))
        frame = _room(random)
        colour = cv2.cvtColor(card, cv2.COLOR_GRAY2BGR)
        held = cv2.warpPerspective(
            colour, matrix, (WIDTH, HEIGHT), dst=frame, borderMode=cv2.BORDER_TRANSPARENT
        )
        yield cv2.GaussianBlur(held, (0, 0), 0.9)


if __name__ == "__main__":
    main()
