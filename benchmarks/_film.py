"""Makes clips of a person who holds up one code after another, 1280x720, 30 frames a second.

Run it in a separate process, because the window's process must not import OpenCV:

    python -m benchmarks._film FILE EMPTY HELD BETWEEN TEXT…

EMPTY frames without a code come first, then each text is held up for HELD frames, with BETWEEN
frames without one after it.
"""

import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.scanning.opencv import Picture

FRAMES_PER_SECOND = 30
_WIDTH, _HEIGHT = 1280, 720
_ROOMS = 12
_NOISE = 1.6  # grey levels, one standard deviation, as of a webcam in a lit hall


def film(path: Path, texts: list[str], *, empty: int = 0, held: int, between: int) -> Path:
    """Makes a clip in a separate process.

    Args:
        path: The file.
        texts: The codes' texts, in order.
        empty: The number of frames before the first text.
        held: The number of frames that show each text.
        between: The number of frames without a text after each.
    """
    numbers = (str(number) for number in (empty, held, between))
    command = [sys.executable, "-m", "benchmarks._film", str(path), *numbers, *texts]
    subprocess.run(command, check=True)  # noqa: S603 -- our own program
    return path


def main() -> None:
    """Writes the clip."""
    from kiosk.scanning.opencv import cv2  # noqa: PLC0415 -- the process that imports this module has a window

    path, empty, held, between, *texts = sys.argv[1:]
    size = (_WIDTH, _HEIGHT)
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), FRAMES_PER_SECOND, size)
    for frame in _frames(texts, int(empty), int(held), int(between)):
        writer.write(frame)
    writer.release()


def _frames(texts: list[str], empty: int, held: int, between: int) -> Iterator["Picture"]:
    import numpy as np  # noqa: PLC0415 -- as in main

    from kiosk.scanning.rehearsal.sprites import Prop, card, foyer, paste, person, random_appearance  # noqa: PLC0415 -- as in main

    rng, random = np.random.default_rng(7), Random(7)  # noqa: S311 -- the same clip each time
    room = foyer(_WIDTH, _HEIGHT)
    paste(room, person(random_appearance(random)), 300, 44)
    noise = (rng.normal(0, _NOISE, room.shape[:2])[..., None] for _ in range(_ROOMS))
    rooms = [np.clip(room + each, 0, 255).astype(np.uint8) for each in noise]
    for number in range(empty):
        yield rooms[number % _ROOMS]
    for text in texts:
        sprite = card(text, random.choice([Prop.PAPER, Prop.PHONE, Prop.DARK_PHONE]))
        for number in range(held):
            frame = rooms[number % _ROOMS].copy()
            x = 640 + 5 * math.sin(number / 5)
            paste(frame, sprite, round(x), round(430 - sprite.height / 2 + 4 * math.sin(number / 3)))
            yield frame
        for number in range(between):
            yield rooms[number % _ROOMS]


if __name__ == "__main__":
    main()
