"""A real X screen for tests: Xvfb, and the colours that it shows."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import ImageGrab


@dataclass(frozen=True, slots=True)
class Screen:
    """A running X server."""

    display: str
    size: tuple[int, int]

    def colours(self) -> set[str]:
        """Returns the colours that cover at least a tenth of the screen, as #RRGGBB."""
        pixels = self.size[0] * self.size[1]
        picture = ImageGrab.grab(xdisplay=self.display).convert("RGB")
        found = picture.getcolors(pixels) or []
        return {
            "#{:02X}{:02X}{:02X}".format(*colour)
            for count, colour in found
            if count >= pixels / 10 and isinstance(colour, tuple)
        }


@contextmanager
def real_screen(size: tuple[int, int] = (1280, 720), *, without: str = "") -> Iterator[Screen]:
    """Yields an X server on a free display; ends it at the end.

    Args:
        size: Width and height of its screen in pixels.
        without: An extension of the X protocol that it lacks.

    Raises:
        FileNotFoundError: Xvfb is not installed; script/test installs it.
    """
    reading, writing = os.pipe()
    # -noreset: otherwise it would restart when its only client, the first look at it, disconnects.
    options = ["-noreset", "-nolisten", "tcp", "-screen", "0", f"{size[0]}x{size[1]}x24"]
    options += ["-extension", without] if without else []
    command = ["Xvfb", "-displayfd", str(writing), *options]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:  # noqa: S603 -- fixed
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                yield Screen(f":{answer.readline().strip()}", size)
        finally:
            server.terminate()
