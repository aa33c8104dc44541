"""Faults of the scanner's process and of its parent, as they happen at a real door."""

import errno
import multiprocessing.context
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.scanning.limits import MIB, Limits
from kiosk.scanning.messages import CameraState
from kiosk.scanning.source import DevicePath, StreamUrl, VideoFile
from tests.scanning.conftest import Listener
from tests.scanning.doors import GAP, camera_with_codes, is_gone, parent_program
from tests.scanning.mjpeg import mjpeg_camera
from tests.scanning.pictures import TOKEN, colour, held_up, jpegs, qr, scene, write_clip

Scan = Callable[..., Listener]


def process_of(listener: Listener) -> int:
    process = listener.scanner.process_id
    assert process is not None
    return process


@pytest.mark.complains("is being replaced")
def test_a_killed_process_is_replaced_each_time_and_codes_keep_coming(
    scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    with camera_with_codes() as url:
        listener = scan(StreamUrl(url), gap=GAP)
        listener.wait_for_codes(1)
        for times in (1, 2):
            process = process_of(listener)
            os.kill(process, signal.SIGKILL)
            listener.next_process(process)
            count = len(listener.codes())
            listener.wait_for_codes(count + 2)
            assert listener.scanner.restarts == times
            assert is_gone(process)
    assert listener.states().count(CameraState.RESTARTING) == 2
    assert caplog.text.count("ended by itself") == 2


@pytest.mark.complains("is being replaced")
def test_a_silent_process_is_replaced_and_codes_keep_coming(
    scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    with camera_with_codes() as url:
        listener = scan(StreamUrl(url), gap=GAP)
        listener.wait_for_codes(1)
        process = process_of(listener)
        os.kill(process, signal.SIGSTOP)
        listener.next_process(process)
        count = len(listener.codes())
        listener.wait_for_codes(count + 2)
    assert is_gone(process)
    assert listener.scanner.restarts == 1
    assert "was silent" in caplog.text


def test_without_the_watchdog_a_silent_process_is_not_replaced(
    scan: Scan,
) -> None:
    with camera_with_codes() as url:
        listener = scan(StreamUrl(url), gap=GAP, limits=Limits(silence_seconds=3600))
        listener.wait_for_codes(1)
        process = process_of(listener)
        os.kill(process, signal.SIGSTOP)
        assert not listener.wait_for(lambda: CameraState.RESTARTING in listener.states(), seconds=2.5)
        assert process_of(listener) == process


@pytest.mark.complains("is being replaced")
def test_a_pass_held_up_while_the_process_is_replaced_is_not_counted_again(
    scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    with mjpeg_camera(jpegs([colour(scene((qr(TOKEN), 500, 250)))])) as port:
        listener = scan(StreamUrl(f"http://127.0.0.1:{port}/"))
        listener.wait_for_codes(1)
        os.kill(process_of(listener), signal.SIGKILL)
        listener.wait_for_state(CameraState.LIVE, times=2)
        pulses = len(listener.pulses())
        assert listener.wait_for(lambda: len(listener.pulses()) >= pulses + 3)
        assert listener.pulses()[-1].frames > 3, "the new process reads the pass many times"
        assert listener.codes() == [TOKEN]
        listener.scanner.forget(TOKEN)
        listener.wait_for_codes(2)
    assert "restart 1" in caplog.text


@pytest.mark.complains("cannot go on")
@pytest.mark.complains("is being replaced")
def test_a_process_that_cannot_work_logs_why_and_is_restarted_with_pauses(
    scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cv2.py").write_text("raise ImportError('this OpenCV is broken')")
    monkeypatch.syspath_prepend(tmp_path)
    listener = scan(StreamUrl("http://127.0.0.1:9/"))
    listener.wait_for_state(CameraState.RESTARTING, times=2)
    assert "this OpenCV is broken" in caplog.text
    assert not listener.wait_for(lambda: listener.scanner.restarts > 4, seconds=1)


@pytest.mark.complains("is being replaced")
def test_a_process_that_could_not_be_started_is_started_again(
    scan: Scan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    really_start = multiprocessing.context.SpawnProcess.start
    starts: list[object] = []

    def start(process: multiprocessing.context.SpawnProcess) -> None:
        starts.append(process)
        if len(starts) == 1:
            raise OSError(errno.EAGAIN, "Resource temporarily unavailable")
        really_start(process)

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", start)
    with camera_with_codes() as url:
        scan(StreamUrl(url), gap=GAP).wait_for_codes(1)
    assert len(starts) == 2
    assert "could not be started" in caplog.text


def test_messages_of_native_libraries_do_not_reach_the_terminal(
    scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # The scanner's process imports this pyzbar, which writes to the descriptors as C libraries do.
    noisy = tmp_path / "pyzbar.py"
    noisy.write_text("import os\nos.write(1, b'noise')\nos.write(2, b'noise')\nraise ImportError")
    monkeypatch.syspath_prepend(tmp_path)
    whole = jpegs([colour(scene((qr(TOKEN), 500, 250)))])[0]
    missing = scan(DevicePath("/dev/no-such-camera"))
    with mjpeg_camera([whole, whole[: len(whole) // 2], b"\xff\xd8\xff\xdb no jpeg \xff\xd9", whole]) as port:
        broken = scan(StreamUrl(f"http://127.0.0.1:{port}/"))
        broken.wait_for_state(CameraState.UNREADABLE)
        assert broken.wait_for(lambda: any(pulse.frames > 5 for pulse in broken.pulses()))
    missing.wait_for_state(CameraState.MISSING)
    shown = capfd.readouterr()
    assert (shown.out, shown.err) == ("", "")


@pytest.mark.parametrize("command", [["-m", "door_program"], ["door_program.py"]], ids=["module", "script"])
def test_the_windows_process_does_not_import_the_scanners_libraries(
    command: list[str], tmp_path: Path
) -> None:
    with parent_program(command, tmp_path) as (running, printed):
        assert printed["heavy"] == []
        _, errors = running.communicate(input="", timeout=20)
        assert running.returncode == 0
        assert errors == "", "no leak and no warning was printed"


@pytest.mark.parametrize("condition", ["busy", *(["stopped"] if sys.platform == "linux" else [])])
def test_the_scanners_process_ends_when_its_parent_is_killed(condition: str, tmp_path: Path) -> None:
    with parent_program(["door_program.py"], tmp_path) as (running, printed):
        process = printed["process"]
        assert isinstance(process, int)
        assert not is_gone(process, seconds=0.2)
        if condition == "stopped":
            os.kill(process, signal.SIGSTOP)  # a stopped process cannot end itself
        running.kill()
        assert is_gone(process)


def test_ctrl_c_does_not_end_the_scanners_process(scan: Scan) -> None:
    with camera_with_codes() as url:
        listener = scan(StreamUrl(url), gap=GAP)
        listener.wait_for_codes(1)
        os.kill(process_of(listener), signal.SIGINT)
        count = len(listener.codes())
        listener.wait_for_codes(count + 2)
        assert listener.scanner.restarts == 0


@pytest.mark.complains("cannot go on")
@pytest.mark.complains("is being replaced")
def test_a_process_that_uses_too_much_memory_is_replaced(
    scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    with camera_with_codes() as url:
        listener = scan(StreamUrl(url), gap=GAP, limits=Limits(memory=10 * MIB))
        listener.wait_for_state(CameraState.RESTARTING)
    assert "10 MiB is its ceiling" in caplog.text


@pytest.mark.complains("cannot go on")
@pytest.mark.complains("is being replaced")
def test_a_driver_whose_read_never_returns_costs_one_restart(
    scan: Scan, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    film = write_clip(tmp_path / "film.avi", held_up(TOKEN, frames=40)).read_bytes()
    pipe = tmp_path / "pipe.avi"
    os.mkfifo(pipe)
    listener = scan(VideoFile(pipe), limits=Limits(read_seconds=0.5))
    with pipe.open("wb", buffering=0) as stalled:
        stalled.write(film[: len(film) // 2])  # and no more: the native read waits for ever
        listener.wait_for_state(CameraState.RESTARTING)
    assert "DriverStuck" in caplog.text
    with pipe.open("wb", buffering=0) as working:
        working.write(film)
        listener.wait_for_codes(1)
    assert listener.scanner.restarts == 1
