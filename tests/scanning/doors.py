"""A camera with alternating codes, and whole programs with a scanner, for tests of faults."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psutil

from kiosk.scanning import scanner as scanner_module
from tests.scanning.mjpeg import mjpeg_camera
from tests.scanning.pictures import colour, jpegs, qr, scene
from tests.waiting import until

# Codes that take turns, each in view for a fifth of a second, so that there is always a new one soon.
ALTERNATING_FRAMES = [colour(scene((qr(f"CODE {number}"), 500, 250))) for number in range(5)]
GAP = timedelta(seconds=0.4)

PARENT_PROGRAM = """
import json, sys, threading
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd

def main():
    scanner = Scanner(Crowd(passes=("KP7QX4M2N8P0R3T5V9W",)))
    seen = threading.Event()
    scanner.start()
    scanner.connect(lambda message: type(message).__name__ == "CodeSeen" and seen.set())
    assert seen.wait(30)
    heavy = sorted({"cv2", "numpy", "pyzbar", "qrcode", "PIL"} & set(sys.modules))
    print(json.dumps({"process": scanner.process_id, "heavy": heavy}), flush=True)
    sys.stdin.read()
    scanner.shutdown()

if __name__ == "__main__":
    main()
"""


@contextmanager
def camera_with_codes() -> Iterator[str]:
    frames = [frame for frame in jpegs(ALTERNATING_FRAMES) for _ in range(6)]
    with mjpeg_camera(frames) as port:
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def parent_program(
    command: list[str], folder: Path
) -> Iterator[tuple[subprocess.Popen[str], dict[str, object]]]:
    """Runs another program with a scanner; yields it, and what it printed after its first code."""
    program = folder / "door_program.py"
    program.write_text(PARENT_PROGRAM)
    path = os.pathsep.join([str(folder), str(Path(scanner_module.__file__).parents[2])])
    running = subprocess.Popen(  # noqa: S603 -- this test's own program
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    printed: dict[str, object] = {}
    try:
        assert running.stdout is not None
        printed = json.loads(running.stdout.readline())
        yield running, printed
    finally:
        running.kill()
        process = printed.get("process")
        if isinstance(process, int) and not is_gone(process):
            os.kill(process, signal.SIGKILL)  # the test fails: it was left behind
        running.communicate()


LOADED_LIBRARIES = ("", "numpy", "cv2", "zxing", "libzbar")
"""Moments of a process's start, by the library that it loads then; the first is at once."""


def has_mapped(process: int, library: str) -> bool:
    """Returns True when a process has begun to load a library."""
    return library in Path(f"/proc/{process}/maps").read_text(encoding="utf-8")


def is_gone(process: int, seconds: float = 5) -> bool:
    """Waits for the end of a process; returns False when it still runs at the deadline."""
    return until(lambda: _is_dead(process), seconds)


def _is_dead(process: int) -> bool:
    try:
        # A zombie: its new parent has not waited for it yet.
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
