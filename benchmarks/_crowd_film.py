"""Makes a clip of the rehearsal's crowd, 1280x720, 30 frames a second.

Run it in a separate process, because the window's process must not import OpenCV:

    python -m benchmarks._crowd_film FILE FRAMES PASS…
"""

import subprocess
import sys
from itertools import islice
from pathlib import Path


def crowd_film(path: Path, passes: list[str], frames: int) -> Path:
    """Makes a clip with this number of frames, of people who hold up these passes."""
    command = [sys.executable, "-m", "benchmarks._crowd_film", str(path), str(frames), *passes]
    subprocess.run(command, check=True)  # noqa: S603 -- our own program
    return path


def main() -> None:
    """Writes the clip."""
    from kiosk.scanning.opencv import cv2  # noqa: PLC0415 -- same
    from kiosk.scanning.rehearsal.crowd import (  # noqa: PLC0415 -- the process that imports this module has a window
        FRAMES_PER_SECOND,
        HEIGHT,
        WIDTH,
        pictures,
    )
    from kiosk.scanning.source import Crowd  # noqa: PLC0415 -- same

    path, frames, *passes = sys.argv[1:]
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), FRAMES_PER_SECOND, (WIDTH, HEIGHT))
    for picture in islice(pictures(Crowd(passes=tuple(passes), seed=5)), int(frames)):
        writer.write(picture)
    writer.release()


if __name__ == "__main__":
    main()
