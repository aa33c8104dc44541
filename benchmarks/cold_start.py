"""Measures from the start of `python -m kiosk door` to the row of the first pass in the database.

The camera is a clip whose first frame already shows the pass; the window is a real one under Xvfb;
the database is a prepared SQLite file. Everything is seen from outside: the window's colour on the
X screen, the row's own instant (when the window's process had the code) and its appearance in the
file. Each start has a database and a home of its own; the program's files are in the system's cache.
"""

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._figures import figure_of, is_quick, report
from benchmarks._film import film
from benchmarks._ground import file_system, working_folder
from kiosk.app.demo import prepare_demo
from kiosk.services.demo.demo import DEMO_EVENT_CODE, demo_passes
from kiosk.settings import load_settings
from tests import screen

STARTS, _QUICK_STARTS = 10, 2
SIZE = (1920, 1080)
_CLIP_FRAMES = 300
_LOOK_SECONDS = 0.004
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Start:
    """One start; milliseconds since the program was called.

    Attributes:
        shown: The window was painted on the screen.
        arrived: The window's process received the first code.
        recorded: Its check-in was committed.
    """

    shown: float
    arrived: float
    recorded: float


@contextmanager
def looking_at(display: str) -> Iterator[Callable[[], bool]]:
    """Returns True while an X screen is as black at its upper edge as an empty Xvfb."""
    x11 = ctypes.CDLL("libX11.so.6")
    for name in ("XOpenDisplay", "XGetImage"):
        getattr(x11, name).restype = ctypes.c_void_p
    x11.XGetPixel.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    root = ctypes.c_ulong(x11.XDefaultRootWindow(connection))
    every_plane, in_whole_pixels = ctypes.c_ulong(0xFFFFFF), 2

    def is_black() -> bool:
        image = ctypes.c_void_p(
            x11.XGetImage(connection, root, SIZE[0] // 2, 2, 1, 1, every_plane, in_whole_pixels)
        )
        pixel: int = x11.XGetPixel(image, 0, 0)
        x11.XDestroyImage(image)
        return pixel & 0xFFFFFF == 0

    try:
        yield is_black
    finally:
        x11.XCloseDisplay(connection)


def start(environment: dict[str, str], database: Path, clip: Path, is_black: Callable[[], bool]) -> Start:
    """Starts the program, waits for its window and its first row, and ends it."""
    arguments = ["door", "--event", DEMO_EVENT_CODE, "--camera", str(clip)]
    with closing(sqlite3.connect(database, isolation_level=None)) as rows:
        while not is_black():
            time.sleep(_LOOK_SECONDS)  # the window before this one is still shown
        began_at, called_at = time.monotonic(), datetime.now(UTC)
        with subprocess.Popen([sys.executable, "-P", "-m", "kiosk", *arguments], env=environment) as kiosk:  # noqa: S603 -- our own program
            shown: float | None = None
            row: tuple[str] | None = None
            while shown is None or row is None:
                time.sleep(_LOOK_SECONDS)
                elapsed = (time.monotonic() - began_at) * 1000
                if shown is None and not is_black():
                    shown = elapsed
                if row is None and (row := rows.execute("SELECT timestamp FROM attendance").fetchone()):
                    recorded = elapsed
                if kiosk.poll() is not None or elapsed > _PATIENCE_SECONDS * 1000:
                    kiosk.kill()
                    raise SystemExit("The program ended, or checked nobody in, before there was a figure.")
            kiosk.terminate()
    arrived_at = datetime.fromisoformat(row[0]).replace(tzinfo=UTC)
    return Start(shown, (arrived_at - called_at).total_seconds() * 1000, recorded)


def starts(folder: Path, times: int) -> list[Start]:
    """Starts the program repeatedly, each time on a new database, and returns the starts."""
    clip = film(folder / "pass.avi", [demo_passes()[0].token], held=_CLIP_FRAMES, between=0)
    prepared = folder / "prepared.sqlite"
    prepare_demo(load_settings(database_url=f"sqlite:///{prepared}"))
    measured = []
    with screen.real_screen(SIZE) as shown, looking_at(shown.display) as is_black:
        for number in range(times):
            home = folder / str(number)
            home.mkdir()
            database = shutil.copyfile(prepared, home / "kiosk.sqlite")
            kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
            environment = {
                **kept,
                "HOME": str(home),
                "DISPLAY": shown.display,
                "QT_QPA_PLATFORM": "xcb",
                "KIOSK_DATABASE_URL": f"sqlite:///{database}",
            }
            measured.append(start(environment, database, clip, is_black))
    return measured


def main() -> None:
    """Measures and prints."""
    times = _QUICK_STARTS if is_quick(__doc__ or "") else STARTS
    with working_folder() as folder:
        measured = starts(folder, times)
        disk = file_system(folder)
    report(
        [
            figure_of("cold start to painted window", [each.shown for each in measured]),
            figure_of("cold start to first code", [each.arrived for each in measured]),
            figure_of(
                "cold start to first scan committed",
                [each.recorded for each in measured],
                to_reach={"max": 2000},
            ),
        ],
        f"Cold start: `python -m kiosk door`, {SIZE[0]}x{SIZE[1]} X window (Xvfb), SQLite on {disk}",
    )


if __name__ == "__main__":
    main()
