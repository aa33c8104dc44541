"""A scanner's process that stops before its first message is replaced as fast as any other."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kiosk.scanning.limits import Limits
from kiosk.scanning.messages import CameraState
from kiosk.scanning.process.request import latest_codes_that_fit
from kiosk.scanning.process.watchdog import Watchdog
from kiosk.scanning.source import StreamUrl
from tests.scanning.conftest import Listener
from tests.scanning.doors import GAP, LOADED_LIBRARIES, camera_with_codes, has_mapped, is_gone
from tests.waiting import until

Scan = Callable[..., Listener]
SILENCE = Limits(silence_seconds=0.8)
MOST_SECONDS = 5.0
"""The limit for a silence of 0.8 s on a busy machine; without the inspection it took at least 14 s."""

SLOW_CV2 = """
import os, pathlib, sys, threading, time
here = pathlib.Path(__file__)
tries = here.with_suffix(".tries")
with tries.open("a") as each:
    each.write("x")
if tries.stat().st_size <= {times}:
    {delay}
sys.path.remove(str(here.parent))
del sys.modules["cv2"]
import cv2
"""


def install_slow_opencv(folder: Path, delay: str, *, times: int) -> None:
    """Installs an OpenCV that delays the first `times` imports in the scanner's process."""
    (folder / "cv2.py").write_text(SLOW_CV2.format(delay=delay, times=times))


@pytest.mark.parametrize("moment", LOADED_LIBRARIES)
@pytest.mark.complains("was silent for too long and is being replaced")
def test_a_process_that_is_stopped_while_it_starts_is_replaced_in_seconds(scan: Scan, moment: str) -> None:
    with camera_with_codes() as url:
        listener = scan(StreamUrl(url), gap=GAP, limits=SILENCE)
        process = listener.scanner.process_id
        assert process is not None
        assert until(lambda: has_mapped(process, moment))
        at = time.monotonic()
        os.kill(process, signal.SIGSTOP)
        listener.wait_for_state(CameraState.RESTARTING)
        assert time.monotonic() - at < MOST_SECONDS
        listener.wait_for_codes(1)
    assert is_gone(process)
    assert listener.scanner.restarts == 1


@pytest.mark.complains("was silent for too long and is being replaced")
def test_a_process_that_hangs_while_it_imports_opencv_is_replaced_in_seconds(
    scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_slow_opencv(tmp_path, "threading.Event().wait()", times=2)
    monkeypatch.syspath_prepend(tmp_path)
    with camera_with_codes() as url:
        at = time.monotonic()
        listener = scan(StreamUrl(url), gap=GAP, limits=SILENCE)
        listener.wait_for_state(CameraState.RESTARTING)
        assert time.monotonic() - at < MOST_SECONDS
        listener.wait_for_codes(1)
    assert listener.scanner.restarts == 2


def test_a_slow_start_that_makes_progress_is_not_interrupted(
    scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The start takes four times the longest silence, and works all the time.
    works = "[pow(3, 9999) for _ in iter(lambda: time.process_time() < 3.2, False)]"
    install_slow_opencv(tmp_path, works, times=1)
    monkeypatch.syspath_prepend(tmp_path)
    with camera_with_codes() as url:
        listener = scan(StreamUrl(url), gap=GAP, limits=SILENCE)
        assert listener.wait_for(lambda: bool(listener.codes()), seconds=60)
    assert listener.scanner.restarts == 0


class ManualClock:
    """A clock that the test sets, in seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def idle_process() -> Iterator[int]:
    """Runs a process that does nothing; yields its id."""
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE) as process:
        assert until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_SLEEPING)
        yield process.pid


def seconds_until_silent(watchdog: Watchdog, clock: ManualClock) -> float:
    """Returns the seconds until the watchdog reports a process that does not change."""
    began_at = clock.now
    while not watchdog.is_silent():
        clock.now += max(watchdog.wait_seconds(), 0.001)
    return clock.now - began_at


@pytest.mark.parametrize(("failed", "seconds"), [(0, 2), (1, 4), (3, 16)])
def test_each_failed_start_doubles_the_time_of_the_next(
    idle_process: int, failed: int, seconds: float
) -> None:
    clock = ManualClock()
    watchdog = Watchdog(idle_process, 2, failed_starts=failed, clock=clock)
    assert seconds_until_silent(watchdog, clock) == pytest.approx(seconds, abs=0.3)
    watchdog.note_message()  # Control: failed starts change the limit of a start only.
    assert seconds_until_silent(watchdog, clock) == pytest.approx(2, abs=0.01)


def test_a_start_that_works_without_an_end_is_given_up_after_20_seconds() -> None:
    clock = ManualClock()
    watchdog = Watchdog(os.getpid(), 2, clock=clock)  # this process runs while it is inspected
    assert seconds_until_silent(watchdog, clock) == pytest.approx(20, abs=0.3)


def test_a_start_gets_20_seconds_where_the_system_reports_no_process_states() -> None:
    clock = ManualClock()
    assert seconds_until_silent(Watchdog(None, 2, clock=clock), clock) == pytest.approx(20, abs=0.3)


@pytest.mark.parametrize("has_started", [False, True])
def test_a_scanner_does_not_count_as_silent_after_the_laptop_slept(
    idle_process: int, *, has_started: bool
) -> None:
    clock = ManualClock()
    watchdog = Watchdog(idle_process, 2, clock=clock)
    if has_started:
        watchdog.note_message()
    clock.now += 3600
    assert not watchdog.is_silent()
    assert seconds_until_silent(watchdog, clock) == pytest.approx(2, abs=0.3)


def test_a_process_gets_the_latest_codes_in_view_that_fit_into_its_pipe() -> None:
    few = ("KP7QX4M2N8P0R3T5V9W", "\ud800", "ș")
    assert latest_codes_that_fit(few) == few
    many = [f"{number}" + "😀" * 500 for number in range(50)]
    assert latest_codes_that_fit(many) == tuple(many[-2:])
    assert latest_codes_that_fit(["x" * 10_000]) == ()
