"""What a scanner goes through at a real door: a few times each as tests, hundreds of times by script/faults.

Each ordeal runs the real thing: the scanner's own process, a network camera, signals, programs that die.
It raises AssertionError where the scanner does not come through.
"""

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import cycle, pairwise
from pathlib import Path

import psutil

from kiosk.scanning.leftovers import PREFIX, remove_leftovers
from kiosk.scanning.limits import DEFAULT_LIMITS, Limits
from kiosk.scanning.messages import CameraState
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Source, StreamUrl
from tests.scanning.conftest import Listener
from tests.scanning.doors import is_gone, parent
from tests.scanning.mjpeg import free_port, mjpeg_camera, network_camera, send_frames, send_head
from tests.scanning.pictures import colour, jpegs, qr, scene

_GAP = timedelta(seconds=0.2)
_SHARED = Path("/dev/shm")  # noqa: S108 -- where Linux keeps shared memory
_MOODS = ("truncated", "resized", "garbage", "giant", "hangs up", "stalls")
_WARM_SHARE = 0.1
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Survived:
    """An ordeal that the scanner came through.

    Attributes:
        name: What happened.
        times: How often.
        waits: From the fault's end, or from the kill, to the next code; in seconds.
        note: What else was seen.
    """

    name: str
    times: int
    waits: tuple[float, ...]
    note: str = ""


def killed(times: int) -> Survived:
    """The process is killed outright."""
    waits: list[float] = []
    with _codes() as url, _listening(StreamUrl(url)) as listener:
        _wait_for_a_code(listener)
        for _ in range(times):
            process, at = _process_of(listener), time.monotonic()
            os.kill(process, signal.SIGKILL)
            listener.next_process(process)
            _wait_for_a_code(listener)
            waits.append(time.monotonic() - at)
            assert is_gone(process)
        assert listener.scanner.restarts == times
        assert listener.states().count(CameraState.RESTARTING) == times
    return Survived("the process is killed", times, tuple(waits), f"{times} restarts")


def stopped(times: int, silence_seconds: float = DEFAULT_LIMITS.silence_seconds) -> Survived:
    """The process is stopped, as by a driver that never returns; the watchdog must notice."""
    waits: list[float] = []
    limits = Limits(silence_seconds=silence_seconds)
    with _codes() as url, _listening(StreamUrl(url), limits) as listener:
        _wait_for_a_code(listener)
        for _ in range(times):
            process, at = _process_of(listener), time.monotonic()
            os.kill(process, signal.SIGSTOP)
            listener.next_process(process)
            _wait_for_a_code(listener)
            waits.append(time.monotonic() - at)
            assert is_gone(process)
        restarts = listener.scanner.restarts
        assert restarts >= times
    return Survived("the process is stopped", times, tuple(waits), f"{restarts} restarts")


def unplugged(times: int, retry_seconds: float = DEFAULT_LIMITS.retry_seconds) -> Survived:
    """The camera goes and comes back."""
    waits: list[float] = []
    port = free_port()
    frames = _turns()
    with _listening(StreamUrl(f"http://127.0.0.1:{port}/"), Limits(retry_seconds=retry_seconds)) as listener:
        for number in range(1, times + 1):
            with mjpeg_camera(frames, port=port):
                at = time.monotonic()
                listener.wait_for_state(CameraState.LIVE, times=number)
                _wait_for_a_code(listener)
                waits.append(time.monotonic() - at)
            gone = number + (listener.states()[1] is CameraState.MISSING)
            listener.wait_for_state(CameraState.MISSING, times=gone)
        states = listener.states()
        assert all(one is not other for one, other in pairwise(states)), "said once each"
        assert listener.scanner.restarts == 0
    return Survived("the camera goes and comes back", times, tuple(waits))


def unwell(times: int) -> Survived:
    """The camera truncates, resizes, sends garbage and giants, hangs up and stalls."""
    waits: list[float] = []
    mood = "well"
    frames = _turns()

    def show(viewer: BaseHTTPRequestHandler, is_unplugged: threading.Event) -> None:
        send_head(viewer)
        for frame in cycle(frames):
            match mood:
                case "stalls":
                    is_unplugged.wait(0.2)
                    continue
                case "hangs up":
                    return
                case _:
                    send_frames(viewer, is_unplugged, [_ill(frame, mood)], rate=60)
            if is_unplugged.is_set():
                return

    with network_camera(show) as port, _listening(StreamUrl(f"http://127.0.0.1:{port}/")) as listener:
        for number in range(times):
            _wait_for_a_code(listener)
            mood = _MOODS[number % len(_MOODS)]
            looked = len(listener.pulses())
            assert listener.wait_for(lambda looked=looked: len(listener.pulses()) >= looked + 3)  # type: ignore[misc]
            mood, at = "well", time.monotonic()
            _wait_for_a_code(listener)
            waits.append(time.monotonic() - at)
        assert listener.scanner.restarts == 0
    return Survived("the camera sends what no camera should", times, tuple(waits))


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
    return Survived("the program is killed", times, (), f"{len(left)} shared memories left and removed")


def watched(frames: int, told: Callable[[int, int], None] = lambda _frames, _bytes: None) -> Survived:
    """Very many frames; the process's memory stays flat."""
    shown = _turns(small=True)
    resident: list[int] = []
    began_at = time.monotonic()
    with (
        mjpeg_camera(shown, rate=5000) as port,
        _listening(StreamUrl(f"http://127.0.0.1:{port}/")) as listener,
    ):
        _wait_for_a_code(listener)
        memory = psutil.Process(_process_of(listener)).memory_info
        while not resident or listener.pulses()[-1].frames < frames:
            looked = len(listener.pulses())
            assert listener.wait_for(lambda looked=looked: len(listener.pulses()) > looked)  # type: ignore[misc]
            if listener.pulses()[-1].frames >= frames * _WARM_SHARE:
                resident.append(memory().rss)
                told(listener.pulses()[-1].frames, resident[-1])
        assert listener.scanner.restarts == 0
        last = listener.pulses()[-1]
    growth = max(resident) / resident[0] - 1
    assert growth < 0.1, f"memory grew by {growth:.0%}"
    rate = last.frames / (time.monotonic() - began_at)
    note = f"{growth:+.1%} memory, {resident[-1] / 2**20:.0f} MiB, {last.reads:,} read, {rate:.0f} a second"
    return Survived("frames", last.frames, (), note)


@contextmanager
def _listening(source: Source, limits: Limits = DEFAULT_LIMITS) -> Iterator[Listener]:
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
    with mjpeg_camera(_turns()) as port:
        yield f"http://127.0.0.1:{port}/"


def _turns(*, small: bool = False) -> list[bytes]:
    """Codes that take turns, each in view for a moment, so that there is always a new one soon."""
    width, height = (160, 120) if small else (320, 240)
    pixels = 3 if small else 5
    codes = [qr(f"CODE {number}", pixels_per_module=pixels) for number in range(5)]
    pictures = [colour(scene((code, 30, 15), width=width, height=height)) for code in codes]
    return [jpeg for jpeg in jpegs(pictures) for _ in range(3)]


def _ill(frame: bytes, mood: str) -> bytes:
    match mood:
        case "truncated":
            return frame[: len(frame) // 2]
        case "resized":
            return jpegs([colour(scene(width=64 + len(frame) % 64, height=48))])[0]
        case "garbage":
            return b"\xff\xd8\xff" + os.urandom(2000) + b"\xff\xd9"
        case "giant":
            at = frame.index(b"\xff\xc0")  # where it says how large it is: now 65,500 x 65,500
            return frame[: at + 5] + b"\xff\xdc\xff\xdc" + frame[at + 9 :]
        case _:
            return frame


def _wait_for_a_code(listener: Listener) -> None:
    """Waits for the next code, long: the machine may have much else to do."""
    before = len(listener.codes())
    came = listener.wait_for(lambda: len(listener.codes()) > before, _PATIENCE_SECONDS)
    assert came, f"no code came for {_PATIENCE_SECONDS} s; the last states were {listener.states()[-4:]}"


def _process_of(listener: Listener) -> int:
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
