"""The program as a door starts it: in its own process, with a real X window, video and database."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kiosk.services.accounts.staff_pin import PIN_FILE, StaffPin
from kiosk.ui.common import theme
from tests.journeys.stand import ANA, EVENT_CODE, Evening, Film
from tests.screen import Screen, real_screen

DEADLINE_SECONDS = 60
# Runs the kiosk and then prints which of the scanner's libraries its process has imported.
RUN_AND_CONFESS = """
import json, sys
from kiosk.cli.main import run
if __name__ == "__main__":
    try:
        run()
    finally:
        print(json.dumps([name for name in ("cv2", "pyzbar", "numpy") if name in sys.modules]))
"""


@pytest.fixture
def screen() -> Iterator[Screen]:
    with real_screen() as shown:
        yield shown


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """Returns the environment of a user who has never started the program."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    return {**kept, "HOME": str(tmp_path), "KIOSK_NAME": "Door A", "PYTHONPATH": str(Path.cwd())}


def test_a_pass_in_a_video_becomes_a_green_x_window_and_a_row(
    evening: Evening, film: Film, screen: Screen, surroundings: dict[str, str], tmp_path: Path
) -> None:
    evening.register(ANA)
    # With a PIN there is no warning, and the given time still ends the door.
    StaffPin(tmp_path / ".local" / "share" / "kiosk" / PIN_FILE).set("258014")
    program = tmp_path / "program.py"
    program.write_text(RUN_AND_CONFESS)
    arguments = ["door", "--event", EVENT_CODE, "--camera", str(film.of(ANA)), "--seconds", "6", "--json"]
    environment = {
        **surroundings,
        "DISPLAY": screen.display,
        "QT_QPA_PLATFORM": "xcb",
        "KIOSK_DATABASE_URL": evening.url,
    }
    with subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, str(program), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as kiosk:
        _wait_until(lambda: theme.SUCCESS in screen.colours(), kiosk)
        family = psutil.Process(kiosk.pid).children(recursive=True)
        output, complaints = kiosk.communicate(timeout=DEADLINE_SECONDS)
    assert (kiosk.returncode, complaints) == (0, "")
    report, confession = map(json.loads, output.splitlines())
    assert report == {"event": EVENT_CODE, "outcomes": {"CHECKED_IN": 1}}
    assert confession == [], "the window's process holds libraries of the scanner's"
    assert family, "there was no scanner process"
    _wait_until(lambda: not any(_is_alive(each) for each in family))
    assert evening.rows() == [("Ana Ionescu", "CAMERA", "Door A")]
    log = next(tmp_path.rglob("kiosk.log")).read_text()
    assert [line for line in log.splitlines() if " WARNING " in line or " ERROR " in line] == []


def test_without_a_screen_the_program_ends_with_one_sentence(surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "demo"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("kiosk: There is no screen")
    assert done.stderr.count("\n") == 1


def test_with_a_screen_that_does_not_answer_the_program_ends_with_one_sentence(
    surroundings: dict[str, str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "demo"],
        env={**surroundings, "DISPLAY": ":4711"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_door_without_an_event_ends_with_one_sentence(
    evening: Evening, screen: Screen, surroundings: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "door", "--event", "NOT-THERE", "--camera", "/dev/no-such-camera"],
        env={**surroundings, "DISPLAY": screen.display, "KIOSK_DATABASE_URL": evening.url},
        capture_output=True,
        text=True,
        check=False,
        timeout=DEADLINE_SECONDS,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("kiosk: No event has the code 'NOT-THERE'")
    assert done.stderr.count("\n") == 1


def test_the_demo_with_its_crowd_checks_people_in_and_leaves_passes_to_print(
    screen: Screen, surroundings: dict[str, str], tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "demo", "--camera", "crowd", "--seconds", "12"],
        env={**surroundings, "DISPLAY": screen.display},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as kiosk:
        outcomes = {theme.SUCCESS, theme.CAUTION, theme.REFUSAL}
        _wait_until(lambda: bool(outcomes & screen.colours()), kiosk)
        output, complaints = kiosk.communicate(timeout=DEADLINE_SECONDS)
    assert (kiosk.returncode, complaints) == (0, "")
    sheet = next(tmp_path.rglob("demo-passes.pdf"))
    assert str(sheet) in output
    assert sheet.read_bytes().startswith(b"%PDF")


def _is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE  # dead, but not yet reaped by its new parent
    return False


def _wait_until(happened: Callable[[], bool], kiosk: "subprocess.Popen[str] | None" = None) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not happened():
        assert kiosk is None or kiosk.poll() is None, kiosk.communicate()
        assert time.monotonic() < deadline, "it did not happen in time"
