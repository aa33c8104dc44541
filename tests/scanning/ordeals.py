"""Ordeals of a scanner at a real door: tests run each a few times, script/faults hundreds of times.

Each ordeal uses the scanner's own process, a network camera, signals, and programs that are killed. It raises
AssertionError when the scanner does not survive.
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
from kiosk.scanning.process.shared_memory_cleanup import SHARED_MEMORY_PREFIX, remove_leftovers
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Source, StreamUrl
from tests.scanning.conftest import Listener
from tests.scanning.doors import LOADED_LIBRARIES, has_mapped, is_gone, parent_program
from tests.scanning.mjpeg import mjpeg_camera
from tests.scanning.pictures import colour, jpegs, qr, scene
from tests.waiting import until

_GAP = timedelta(seconds=0.2)
_SHARED = Path("/dev/shm")  # noqa: S108 -- where Linux keeps shared memory
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Survived:
    """The result of an ordeal that the scanner survived; all times are in seconds.

    Attributes:
        name: The fault.
        times: How often it happened.
        noticed: From the fault to the scanner's report.
        back: From the report, or from the end of the fault's cause, to live pictures.
        codes: From the fault, or from the end of its cause, to the next code.
        note: Other observations.
    """

    name: str
    times: int
    noticed: tuple[float, ...] = ()
    back: tuple[float, ...] = ()
    codes: tuple[float, ...] = ()
    note: str = ""


def killed(times: int) -> Survived:
    """Kills the process again and again."""
    return _replaced_after("the process is killed", times, signal.SIGKILL, DEFAULT_LIMITS)


def stopped(times: int, silence_seconds: float = DEFAULT_LIMITS.silence_seconds) -> Survived:
    """Stops the process, as a driver that never returns does; the watchdog must notice."""
    limits = Limits(silence_seconds=silence_seconds)
    return _replaced_after("the process is stopped", times, signal.SIGSTOP, limits)


def stopped_at_start(times: int, silence_seconds: float = DEFAULT_LIMITS.silence_seconds) -> Survived:
    """Stops the process before its first message, at each moment of its start in turn."""
    limits = Limits(silence_seconds=silence_seconds)
    noticed: list[float] = []
    codes: list[float] = []
    with _codes() as url, listening(StreamUrl(url), limits) as listener:
        wait_for_a_code(listener)
        for number in range(times):
            old = process_of(listener)
            os.kill(old, signal.SIGKILL)
            assert until(lambda old=old: listener.scanner.process_id not in {old, None})  # type: ignore[misc] # bound early
            process, moment = process_of(listener), LOADED_LIBRARIES[number % len(LOADED_LIBRARIES)]
            assert until(lambda process=process, moment=moment: has_mapped(process, moment))  # type: ignore[misc] # bound early
            began_at = time.monotonic()
            os.kill(process, signal.SIGSTOP)
            noticed.append(wait_for_report(listener, CameraState.RESTARTING, began_at) - began_at)
            wait_for_a_code(listener)
            codes.append(time.monotonic() - began_at)
            assert is_gone(process)
        assert listener.scanner.restarts == 2 * times, "a working start was interrupted"
    return Survived("the process is stopped while it starts", times, tuple(noticed), codes=tuple(codes))


def _replaced_after(name: str, times: int, by: signal.Signals, limits: Limits) -> Survived:
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
            process, began_at = process_of(listener), time.monotonic()
            os.kill(process, by)
            reported_at = wait_for_report(listener, CameraState.RESTARTING, began_at)
            listener.next_process(process)
            wait_for_a_code(listener)
            codes.append(time.monotonic() - began_at)
            noticed.append(reported_at - began_at)
            back.append(wait_for_report(listener, CameraState.LIVE, reported_at) - reported_at)
            assert is_gone(process)
        assert listener.scanner.restarts == times
        assert listener.states().count(CameraState.RESTARTING) == times
    assert len(lines) == times
    return Survived(
        name, times, tuple(noticed), tuple(back), tuple(codes), f"{times} restarts counted and logged"
    )


def orphaned(times: int, folder: Path) -> Survived:
    """Kills the window's program, alone or with its processes, while the scanner works or hangs."""
    left: set[Path] = set()
    for number in range(times):
        with parent_program(["door_program.py"], folder) as (running, printed):
            process = printed["process"]
            assert isinstance(process, int)
            shared = _memory_of(running.pid)
            if number % 2:
                os.kill(process, signal.SIGSTOP)
            for each in _resource_trackers(running.pid) if number % 3 == 0 else []:
                each.kill()  # so that no process removes the program's memory
            running.kill()
            assert is_gone(process), "the scanner's process is left"
            left |= {memory for memory in shared if memory.exists()}
    assert left, "a program without a resource tracker leaves its memory"
    remove_leftovers(young_seconds=0)
    assert not any(memory.exists() for memory in left), "memory is left"
    return Survived("the program is killed", times, note=f"{len(left)} shared memories left and removed")


@contextmanager
def listening(source: Source, limits: Limits = DEFAULT_LIMITS) -> Iterator[Listener]:
    """Runs a scanner with a listener until the end of the block."""
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
    with mjpeg_camera(alternating_codes()) as port:
        yield f"http://127.0.0.1:{port}/"


def alternating_codes() -> list[bytes]:
    """Returns frames of alternating codes, each in view for a moment, so that a new one comes soon."""
    codes = [qr(f"CODE {number}", pixels_per_module=5) for number in range(5)]
    pictures = [colour(scene((code, 30, 15), width=320, height=240)) for code in codes]
    return [jpeg for jpeg in jpegs(pictures) for _ in range(3)]


@contextmanager
def _logged(phrase: str) -> Iterator[list[str]]:
    """Collects the scanner's log lines that contain a phrase."""
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


def wait_for_report(listener: Listener, state: CameraState, since: float) -> float:
    """Waits for a state's first report since then; returns its time."""
    listener.wait_for(lambda: listener.reported_at(state, since) is not None, _PATIENCE_SECONDS)
    reported_at = listener.reported_at(state, since)
    assert reported_at is not None, f"{state} was not reported; the last were {listener.states()[-4:]}"
    return reported_at


def wait_for_pulses(listener: Listener, count: int) -> None:
    """Waits for a number of further pulses of the process."""
    looked = len(listener.pulses())
    assert listener.wait_for(lambda: len(listener.pulses()) >= looked + count, _PATIENCE_SECONDS)


def wait_for_a_code(listener: Listener) -> None:
    """Waits for the next code, for a long time: the machine may be busy."""
    before = len(listener.codes())
    came = listener.wait_for(lambda: len(listener.codes()) > before, _PATIENCE_SECONDS)
    assert came, f"no code came for {_PATIENCE_SECONDS} s; the last states were {listener.states()[-4:]}"


def process_of(listener: Listener) -> int:
    """Returns the id of the scanner's current process."""
    process = listener.scanner.process_id
    assert process is not None
    return process


def _memory_of(program: int) -> set[Path]:
    """Returns the shared memory that a program has mapped."""
    maps = Path(f"/proc/{program}/maps").read_text(encoding="utf-8")
    return {_SHARED / name for name in re.findall(rf"{_SHARED}/({SHARED_MEMORY_PREFIX}\w+)", maps)}


def _resource_trackers(program: int) -> list[psutil.Process]:
    """Returns the processes that would remove a program's shared memory after its end."""
    return [
        each for each in psutil.Process(program).children() if "resource_tracker" in " ".join(each.cmdline())
    ]
