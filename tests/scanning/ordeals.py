"""What a scanner goes through at a real door: a few times each as tests, hundreds of times by script/faults.

Each ordeal runs the real thing: the scanner's own process, a network camera, signals, programs that die.
It raises AssertionError where the scanner does not come through.
"""

import logging
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil

from kiosk.scanning import scanner as scanner_room
from kiosk.scanning.limits import DEFAULT_LIMITS, Limits
from kiosk.scanning.messages import CameraState
from kiosk.scanning.process.shared_memory_cleanup import PREFIX, remove_leftovers
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Source, StreamUrl
from tests.scanning.conftest import Listener
from tests.scanning.doors import MOMENTS, has_mapped, is_gone, parent
from tests.scanning.mjpeg import mjpeg_camera
from tests.scanning.pictures import colour, jpegs, qr, scene
from tests.waiting import until

_GAP = timedelta(seconds=0.2)
_SHARED = Path("/dev/shm")  # noqa: S108 -- where Linux keeps shared memory
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Survived:
    """An ordeal that the scanner came through; all times in seconds.

    Attributes:
        name: What happened.
        times: How often.
        noticed: From the fault to the scanner's saying so.
        back: From there, or from the end of the fault's cause, to live pictures.
        codes: From the fault, or from the end of its cause, to the next code.
        note: What else was seen.
    """

    name: str
    times: int
    noticed: tuple[float, ...] = ()
    back: tuple[float, ...] = ()
    codes: tuple[float, ...] = ()
    note: str = ""


def killed(times: int) -> Survived:
    """The process is killed outright."""
    return _replaced("the process is killed", times, signal.SIGKILL, DEFAULT_LIMITS)


def stopped(times: int, silence_seconds: float = DEFAULT_LIMITS.silence_seconds) -> Survived:
    """The process is stopped, as by a driver that never returns; the watchdog must notice."""
    limits = Limits(silence_seconds=silence_seconds)
    return _replaced("the process is stopped", times, signal.SIGSTOP, limits)


def stopped_at_start(times: int, silence_seconds: float = DEFAULT_LIMITS.silence_seconds) -> Survived:
    """A process is stopped before it has said anything, at each moment of its start in turn."""
    limits = Limits(silence_seconds=silence_seconds)
    noticed: list[float] = []
    codes: list[float] = []
    with _codes() as url, listening(StreamUrl(url), limits) as listener:
        wait_for_a_code(listener)
        for number in range(times):
            old = process_of(listener)
            os.kill(old, signal.SIGKILL)
            assert until(lambda old=old: listener.scanner.process_id not in {old, None})  # type: ignore[misc] # bound early
            process, moment = process_of(listener), MOMENTS[number % len(MOMENTS)]
            assert until(lambda process=process, moment=moment: has_mapped(process, moment))  # type: ignore[misc] # bound early
            at = time.monotonic()
            os.kill(process, signal.SIGSTOP)
            noticed.append(wait_until_said(listener, CameraState.RESTARTING, at) - at)
            wait_for_a_code(listener)
            codes.append(time.monotonic() - at)
            assert is_gone(process)
        assert listener.scanner.restarts == 2 * times, "an honest start was not waited for"
    return Survived("the process is stopped while it starts", times, tuple(noticed), codes=tuple(codes))


def _replaced(name: str, times: int, by: signal.Signals, limits: Limits) -> Survived:
    noticed: list[float] = []
    back: list[float] = []
    codes: list[float] = []
    with (
        _codes() as url,
        _logged("is being replaced") as lines,
        listening(StreamUrl(url), limits) as listener,
    ):
        wait_for_a_code(listener)
        for _ in range(times):
            process, at = process_of(listener), time.monotonic()
            os.kill(process, by)
            told_at = wait_until_said(listener, CameraState.RESTARTING, at)
            listener.next_process(process)
            wait_for_a_code(listener)
            codes.append(time.monotonic() - at)
            noticed.append(told_at - at)
            back.append(wait_until_said(listener, CameraState.LIVE, told_at) - told_at)
            assert is_gone(process)
        assert listener.scanner.restarts == times
        assert listener.states().count(CameraState.RESTARTING) == times
    assert len(lines) == times
    return Survived(
        name, times, tuple(noticed), tuple(back), tuple(codes), f"{times} restarts counted and logged"
    )


def orphaned(times: int, folder: Path) -> Survived:
    """The window's program is killed, alone or with all it started, while the scanner works or hangs."""
    left: set[Path] = set()
    for number in range(times):
        with parent(["door_program.py"], folder) as (running, said):
            process = said["process"]
            assert isinstance(process, int)
            shared = _memory_of(running.pid)
            if number % 2:
                os.kill(process, signal.SIGSTOP)
            for each in _resource_trackers(running.pid) if number % 3 == 0 else []:
                each.kill()  # so that nobody tidies up after the program
            running.kill()
            assert is_gone(process), "an orphan is left"
            left |= {memory for memory in shared if memory.exists()}
    assert left, "a program that nobody tidies up after leaves its memory"
    remove_leftovers(young_seconds=0)
    assert not any(memory.exists() for memory in left), "memory is left"
    return Survived("the program is killed", times, note=f"{len(left)} shared memories left and removed")


@contextmanager
def listening(source: Source, limits: Limits = DEFAULT_LIMITS) -> Iterator[Listener]:
    """A scanner with somebody listening, until the end of the block."""
    scanner = Scanner(source, rescan_gap=_GAP, limits=limits)
    listener = Listener(scanner)
    scanner.connect(listener)
    scanner.start()
    try:
        yield listener
    finally:
        scanner.shutdown()


@contextmanager
def _codes() -> Iterator[str]:
    with mjpeg_camera(turns()) as port:
        yield f"http://127.0.0.1:{port}/"


def turns() -> list[bytes]:
    """Codes that take turns, each in view for a moment, so that there is always a new one soon."""
    codes = [qr(f"CODE {number}", pixels_per_module=5) for number in range(5)]
    pictures = [colour(scene((code, 30, 15), width=320, height=240)) for code in codes]
    return [jpeg for jpeg in jpegs(pictures) for _ in range(3)]


@contextmanager
def _logged(phrase: str) -> Iterator[list[str]]:
    """The scanner's log lines with a phrase in them."""
    lines: list[str] = []

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if phrase in record.getMessage():
                lines.append(record.getMessage())

    log, handler = logging.getLogger(scanner_room.__name__), Lines()
    log.addHandler(handler)
    try:
        yield lines
    finally:
        log.removeHandler(handler)


def wait_until_said(listener: Listener, state: CameraState, since: float) -> float:
    """When a state was said first since then."""
    listener.wait_for(lambda: listener.said_at(state, since) is not None, _PATIENCE_SECONDS)
    at = listener.said_at(state, since)
    assert at is not None, f"{state} was not said; the last states were {listener.states()[-4:]}"
    return at


def wait_for_pulses(listener: Listener, count: int) -> None:
    """Waits until the process has said so often that it is alive."""
    looked = len(listener.pulses())
    assert listener.wait_for(lambda: len(listener.pulses()) >= looked + count, _PATIENCE_SECONDS)


def wait_for_a_code(listener: Listener) -> None:
    """Waits for the next code, long: the machine may have much else to do."""
    before = len(listener.codes())
    came = listener.wait_for(lambda: len(listener.codes()) > before, _PATIENCE_SECONDS)
    assert came, f"no code came for {_PATIENCE_SECONDS} s; the last states were {listener.states()[-4:]}"


def process_of(listener: Listener) -> int:
    """The id of the process that scans now."""
    process = listener.scanner.process_id
    assert process is not None
    return process


def _memory_of(program: int) -> set[Path]:
    """The shared memory that a program has."""
    maps = Path(f"/proc/{program}/maps").read_text(encoding="utf-8")
    return {_SHARED / name for name in re.findall(rf"{_SHARED}/({PREFIX}\w+)", maps)}


def _resource_trackers(program: int) -> list[psutil.Process]:
    """The processes that would remove a program's shared memory after its end."""
    return [
        each for each in psutil.Process(program).children() if "resource_tracker" in " ".join(each.cmdline())
    ]
