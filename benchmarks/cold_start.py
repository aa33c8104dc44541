"""Measures from the start of `python -m kiosk door` to the row of the first pass in the database.

The camera is a clip whose first frame already shows the pass; the window is a real one under Xvfb.
The database is a prepared SQLite file; then PostgreSQL, for a door that has its own database from an
earlier day and for one that has to make it. Everything is seen from outside: the window's colour on the
X screen, the row's own instant (when the window's process had the code) and its appearance in the door's
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

from benchmarks._figures import Figure, figure_of, is_quick, report
from benchmarks._film import film
from benchmarks._ground import file_system, working_folder
from kiosk.app.demo import prepare_demo
from kiosk.app.door_database import opened_door_database
from kiosk.services.demo.demo import DEMO_EVENT_CODE, demo_passes
from kiosk.settings import load_settings
from tests import screen
from tests.databases import own_server
from tests.storage.raw import foreign_program, run
from tests.waiting import until

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


@dataclass(frozen=True, slots=True)
class Ground:
    """A database before a start of the program.

    Attributes:
        name: Its name in the figures.
        options: The program's environment variables for it.
        file: The door's file in the program's home.
        prepared: A file to begin with, or None when the door makes its own.
        clear: Removes the check-in of the start before.
    """

    name: str
    options: dict[str, str]
    file: str
    prepared: Path | None
    clear: Callable[[], None]


def start(environment: dict[str, str], database: Path, clip: Path, is_black: Callable[[], bool]) -> Start:
    """Starts the program, waits for its window and its first row, and ends it."""
    arguments = ["door", "--event", DEMO_EVENT_CODE, "--camera", str(clip)]
    while not is_black():
        time.sleep(_LOOK_SECONDS)  # the window before this one is still shown
    began_at, called_at = time.monotonic(), datetime.now(UTC)
    with subprocess.Popen([sys.executable, "-P", "-m", "kiosk", *arguments], env=environment) as kiosk:  # noqa: S603 -- our own program
        shown: float | None = None
        row: str | None = None
        while shown is None or row is None:
            time.sleep(_LOOK_SECONDS)
            elapsed = (time.monotonic() - began_at) * 1000
            if shown is None and not is_black():
                shown = elapsed
            if row is None and (row := _first_row(database)) is not None:
                recorded = elapsed
            if kiosk.poll() is not None or elapsed > _PATIENCE_SECONDS * 1000:
                kiosk.kill()
                raise SystemExit("The program ended, or checked nobody in, before there was a figure.")
        kiosk.terminate()
    arrived_at = datetime.fromisoformat(row).replace(tzinfo=UTC)
    return Start(shown, (arrived_at - called_at).total_seconds() * 1000, recorded)


def _first_row(database: Path) -> str | None:
    """Returns the instant of the first check-in, or None while there is none, no table or no file."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, isolation_level=None)) as rows:
            row: tuple[str] | None = rows.execute("SELECT timestamp FROM attendance").fetchone()
    except sqlite3.OperationalError:
        return None
    return None if row is None else row[0]


def starts(ground: Ground, folder: Path, times: int) -> list[Start]:
    """Starts the program repeatedly, each time on a new database, and returns the starts."""
    folder.mkdir()
    clip = film(folder / "pass.avi", [demo_passes()[0].token], held=_CLIP_FRAMES, between=0)
    measured = []
    with screen.real_screen(SIZE) as shown, looking_at(shown.display) as is_black:
        for number in range(times):
            ground.clear()
            home = folder / str(number)
            home.mkdir()
            database = home / ground.file
            if ground.prepared is not None:
                shutil.copyfile(ground.prepared, database)
            kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
            environment = {
                **kept,
                "HOME": str(home),
                "DISPLAY": shown.display,
                "QT_QPA_PLATFORM": "xcb",
                **{name: value.format(file=database) for name, value in ground.options.items()},
            }
            measured.append(start(environment, database, clip, is_black))
    return measured


@contextmanager
def grounds(folder: Path) -> Iterator[list[Ground]]:
    """Yields the databases that are measured."""
    prepared, own = folder / "prepared.sqlite", folder / "own.sqlite"
    prepare_demo(load_settings(database_url=f"sqlite:///{prepared}"))
    with own_server() as server, server.server.database() as url:
        settings = load_settings(database_url=url, door_database=own)
        prepare_demo(settings)
        with opened_door_database(settings, DEMO_EVENT_CODE) as (_database, link):
            if link is None or not until(lambda: link.status.roster_at is not None):
                raise SystemExit("These figures mean nothing: the door did not read its list.")

        def clear() -> None:
            with foreign_program(url) as connection:
                run(connection, "DELETE FROM attendance")

        embedded = {"KIOSK_DATABASE_URL": "sqlite:///{file}"}
        linked = {"KIOSK_DATABASE_URL": url, "KIOSK_DOOR_DATABASE": "{file}"}
        yield [
            Ground("SQLite", embedded, "kiosk.sqlite", prepared, lambda: None),
            Ground("PostgreSQL", linked, "door.sqlite", own, clear),
            Ground("PostgreSQL, a new door", linked, "door.sqlite", None, clear),
        ]


def main() -> None:
    """Measures and prints."""
    times = _QUICK_STARTS if is_quick(__doc__ or "") else STARTS
    figures: list[Figure] = []
    with working_folder() as folder, grounds(folder) as measured:
        disk = file_system(folder)
        for number, ground in enumerate(measured):
            found = starts(ground, folder / str(number), times)
            figures += [
                figure_of(f"{ground.name}: to painted window", [each.shown for each in found]),
                figure_of(f"{ground.name}: to first code", [each.arrived for each in found]),
                figure_of(
                    f"{ground.name}: to first scan committed",
                    [each.recorded for each in found],
                    to_reach={"max": 2000},
                ),
            ]
    report(
        figures,
        f"Cold start: `python -m kiosk door`, {SIZE[0]}x{SIZE[1]} X window (Xvfb), door's file on {disk}",
    )


if __name__ == "__main__":
    main()
