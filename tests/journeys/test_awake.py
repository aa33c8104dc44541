"""The screen of an open door stays on; it may turn off again when the door is closed, stopped or killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.services.accounts.staff_pin import PIN_FILE, StaffPin
from kiosk.storage.store import Store
from kiosk.wording.door.staff import screen_may_go_dark
from tests.journeys.stand import EVENT_CODE, Evening
from tests.screen import Screen, real_screen
from tests.ui.awake.buses import SCREEN_SAVER, Service, running_bus, serving, silent_bus
from tests.x_saver import blank_after, saver

DEADLINE_SECONDS = 60
BLANK_SECONDS = 1
LONG_MS = 3000
ENDINGS = {"stopped": signal.SIGTERM, "interrupted": signal.SIGINT, "killed": signal.SIGKILL}


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A screen that turns off after a second without a touch."""
    with real_screen() as shown:
        blank_after(shown.display, BLANK_SECONDS)
        yield shown


@pytest.fixture
def evening(sqlite_url: str) -> Iterator[Evening]:
    store = Store.open(sqlite_url)
    yield Evening(store, sqlite_url)
    store.close()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Service]:
    """A desktop with its own screen saver."""
    with running_bus(tmp_path) as address, serving(address, SCREEN_SAVER) as service:
        yield service


@contextmanager
def opened_door(
    screen: Screen, evening: Evening, home: Path, bus: str = ""
) -> Iterator["subprocess.Popen[str]"]:
    """Runs the program as a door, with a camera that does not exist."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    environment = {
        **kept,
        "HOME": str(home),
        "DISPLAY": screen.display,
        "QT_QPA_PLATFORM": "xcb",
        "DBUS_SESSION_BUS_ADDRESS": bus or f"unix:path={home / 'no bus'}",
        "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={home / 'no bus'}",
        "KIOSK_DATABASE_URL": evening.url,
    }
    StaffPin(home / ".local/share/kiosk" / PIN_FILE).set("482913")  # without it the door asks for one
    command = [sys.executable, "-m", "kiosk", "door", "--event", EVENT_CODE, "--camera", "99"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as door:  # noqa: S603 -- our own program
        try:
            yield door
        finally:
            door.kill()


def end(door: "subprocess.Popen[str]", number: signal.Signals) -> None:
    """Ends a door by a signal, and checks that it ends without an error or output, unless it is killed."""
    door.send_signal(number)
    _, complaints = door.communicate(timeout=DEADLINE_SECONDS)
    assert (door.returncode, complaints) == (0, "") or door.returncode == -signal.SIGKILL


def test_without_a_door_the_screen_turns_off(screen: Screen) -> None:
    wait_until(lambda: saver(screen.display).is_on)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_x_screen_stays_on_while_the_door_is_open(
    ending: str, screen: Screen, evening: Evening, tmp_path: Path
) -> None:
    wait_until(lambda: saver(screen.display).is_on)
    with opened_door(screen, evening, tmp_path) as door:
        wait_until(lambda: not saver(screen.display).is_on)  # the door turns it on
        wait_until(lambda: saver(screen.display).idle_ms > LONG_MS)
        assert not saver(screen.display).is_on
        end(door, ENDINGS[ending])
    assert saver(screen.display).timeout == BLANK_SECONDS
    wait_until(lambda: saver(screen.display).is_on)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_desktop_s_screen_saver_is_released_when_the_door_ends(
    ending: str, screen: Screen, evening: Evening, desktop: Service, tmp_path: Path
) -> None:
    with opened_door(screen, evening, tmp_path, desktop.address) as door:
        wait_until(lambda: desktop.call_count("org.freedesktop.ScreenSaver.Inhibit") == 1)
        wait_until(lambda: not saver(screen.display).is_on)
        assert not desktop.has_asker_left()
        end(door, ENDINGS[ending])
    given_back = desktop.call_count("org.freedesktop.ScreenSaver.UnInhibit")
    assert given_back == (0 if ending == "killed" else 1)
    wait_until(desktop.has_asker_left)


def test_staff_read_that_the_screen_may_go_dark_when_nobody_can_be_asked(
    evening: Evening, tmp_path: Path
) -> None:
    with real_screen(without="MIT-SCREEN-SAVER") as screen, opened_door(screen, evening, tmp_path) as door:
        assert door.stderr is not None
        assert door.stderr.readline() == f"Kiosk: {screen_may_go_dark()}\n"
        end(door, signal.SIGTERM)


def test_a_bus_that_never_answers_delays_neither_the_screen_nor_the_end(
    screen: Screen, evening: Evening, tmp_path: Path
) -> None:
    wait_until(lambda: saver(screen.display).is_on)
    with silent_bus(tmp_path) as bus, opened_door(screen, evening, tmp_path, bus) as door:
        wait_until(lambda: not saver(screen.display).is_on)
        wait_until(lambda: saver(screen.display).idle_ms > LONG_MS)
        assert not saver(screen.display).is_on
        began = time.monotonic()
        end(door, signal.SIGTERM)
        assert time.monotonic() - began < 5


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
