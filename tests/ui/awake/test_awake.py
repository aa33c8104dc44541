"""Requests to keep the screen on while a door is open, and the notice to staff when no program agrees."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.awake import dbus
from kiosk.ui.awake.awake import ScreenAwake, inhibitors_here
from kiosk.ui.awake.inhibitor import APPLICATION, REASON, Inhibitor, NotHeldError
from kiosk.ui.awake.macos import DisplayAssertion
from kiosk.ui.awake.windows import ExecutionState
from kiosk.ui.awake.x11 import XSaver
from kiosk.wording.door.staff import screen_may_go_dark
from tests.ui.awake.buses import COOKIE, LOGIN, PORTAL, SCREEN_SAVER, running_bus, serving, silent_bus

ASK_SCREEN_SAVER = ("org.freedesktop.ScreenSaver.Inhibit", (APPLICATION, REASON))
PATIENCE_SECONDS = 5.0


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus that serves as both the session's and the system's."""
    with running_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def no_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'missing'}")


class Staff:
    """A staff member who reads the notices of a door."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.reads: list[str] = []
        self.opened: list[ScreenAwake] = []

    def opens(self, *inhibitors: Inhibitor, decide_seconds: float = PATIENCE_SECONDS) -> ScreenAwake:
        awake = ScreenAwake(inhibitors, ask_again_seconds=0.1, decide_seconds=decide_seconds)
        awake.not_awake.connect(self.reads.append)
        awake.start()
        self.opened.append(awake)
        return awake

    def waits_until(self, happened: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(happened, timeout=10_000)


@pytest.fixture
def staff(qtbot: QtBot) -> Iterator[Staff]:
    person = Staff(qtbot)
    yield person
    for awake in person.opened:
        awake.shutdown()


def test_the_desktops_screen_saver_is_asked_and_then_released(bus: str, staff: Staff) -> None:
    with serving(bus, SCREEN_SAVER) as desktop:
        awake = staff.opens(dbus.desktop_screen_saver())
        staff.waits_until(lambda: awake.is_held)
        assert desktop.calls == [ASK_SCREEN_SAVER]
        awake.shutdown()
        assert desktop.calls == [
            ASK_SCREEN_SAVER,
            ("org.freedesktop.ScreenSaver.UnInhibit", (COOKIE,)),
        ]
        assert desktop.has_asker_left()
    assert staff.reads == []


def test_the_portal_is_asked_not_to_go_idle_and_its_request_is_closed(bus: str, staff: Staff) -> None:
    with serving(bus, PORTAL) as desktop:
        awake = staff.opens(dbus.portal())
        staff.waits_until(lambda: awake.is_held)
        awake.shutdown()
        assert desktop.calls == [
            ("org.freedesktop.portal.Inhibit.Inhibit", ("", 8, {"reason": ("s", REASON)})),
            ("org.freedesktop.portal.Request.Close", ()),
        ]


@pytest.mark.complains("nobody could be asked")
def test_the_login_manager_keeps_the_machine_on_but_does_not_count_for_the_screen(
    bus: str, staff: Staff
) -> None:
    with serving(bus, LOGIN) as system:
        awake = staff.opens(dbus.login_manager())
        staff.waits_until(lambda: bool(staff.reads))
        assert system.calls == [
            ("org.freedesktop.login1.Manager.Inhibit", ("idle", APPLICATION, REASON, "block"))
        ]
        assert system.is_lock_open()
        assert not awake.is_held
        awake.shutdown()
        assert not system.is_lock_open()


def test_a_screen_saver_that_was_restarted_is_asked_again(bus: str, staff: Staff) -> None:
    with serving(bus, SCREEN_SAVER) as desktop:
        awake = staff.opens(dbus.desktop_screen_saver())
        staff.waits_until(lambda: awake.is_held)
        assert desktop.calls == [ASK_SCREEN_SAVER]
    staff.waits_until(lambda: not awake.is_held)
    with serving(bus, SCREEN_SAVER) as restarted:
        staff.waits_until(lambda: awake.is_held)
        assert restarted.calls == [ASK_SCREEN_SAVER]
        awake.shutdown()
    assert staff.reads == []


@pytest.mark.complains("nobody could be asked")
@pytest.mark.usefixtures("no_bus")
def test_without_any_bus_staff_get_one_notice(staff: Staff) -> None:
    staff.opens(dbus.desktop_screen_saver(), dbus.login_manager(), dbus.portal())
    staff.waits_until(lambda: bool(staff.reads))
    asked_again = time.monotonic() + 0.5
    staff.waits_until(lambda: time.monotonic() > asked_again)
    assert staff.reads == [screen_may_go_dark()]


@pytest.mark.complains("nobody could be asked")
def test_staff_get_a_notice_when_the_screen_saver_refuses(bus: str, staff: Staff) -> None:
    with serving(bus, SCREEN_SAVER, refuses=True) as desktop:
        awake = staff.opens(dbus.desktop_screen_saver())
        staff.waits_until(lambda: staff.reads == [screen_may_go_dark()])
        assert not awake.is_held
        desktop.refuses = False
        staff.waits_until(lambda: awake.is_held)
        awake.shutdown()


@pytest.mark.complains("nobody could be asked")
def test_a_service_that_never_answers_delays_neither_the_start_nor_the_end(bus: str, staff: Staff) -> None:
    with serving(bus, SCREEN_SAVER, answers=False) as desktop:
        began = time.monotonic()
        awake = staff.opens(dbus.desktop_screen_saver(seconds=1.5), decide_seconds=0.3)
        assert time.monotonic() - began < 0.2
        staff.waits_until(lambda: staff.reads == [screen_may_go_dark()])
        assert desktop.calls == [ASK_SCREEN_SAVER]
        began = time.monotonic()
        awake.shutdown()
        assert time.monotonic() - began < 1


@pytest.mark.complains("nobody could be asked")
def test_a_bus_that_never_answers_delays_neither_the_start_nor_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, staff: Staff
) -> None:
    with silent_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        began = time.monotonic()
        awake = staff.opens(dbus.desktop_screen_saver(seconds=1.5), decide_seconds=0.3)
        assert time.monotonic() - began < 0.2
        staff.waits_until(lambda: staff.reads == [screen_may_go_dark()])
        began = time.monotonic()
        awake.shutdown()
        assert time.monotonic() - began < 1


@pytest.mark.parametrize("address", ["autolaunch:", "tcp:host=localhost,port=1", "nonsense", "unix:", ";"])
@pytest.mark.complains("nobody could be asked")
def test_staff_get_a_notice_when_the_bus_address_leads_nowhere(
    address: str, monkeypatch: pytest.MonkeyPatch, staff: Staff
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    staff.opens(dbus.desktop_screen_saver())
    staff.waits_until(lambda: staff.reads == [screen_may_go_dark()])


def test_a_session_whose_bus_is_only_in_its_runtime_folder_is_found(
    tmp_path: Path, bus: str, monkeypatch: pytest.MonkeyPatch, staff: Staff
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with serving(bus, SCREEN_SAVER):
        awake = staff.opens(dbus.desktop_screen_saver())
        staff.waits_until(lambda: awake.is_held)
        awake.shutdown()


@pytest.mark.parametrize(
    ("system", "window_system", "environment", "asked"),
    [
        (
            "linux",
            "xcb",
            {},
            ["the desktop's screen saver", "the login manager", "the X server's screen saver"],
        ),
        (
            "linux",
            "xcb",
            {"WAYLAND_DISPLAY": "wayland-0"},
            ["the desktop's screen saver", "the login manager", "the desktop portal"],
        ),
        ("linux", "wayland", {}, ["the desktop's screen saver", "the login manager", "the desktop portal"]),
        ("linux", "eglfs", {}, ["the desktop's screen saver", "the login manager"]),
        ("win32", "windows", {}, ["Windows"]),
        ("darwin", "cocoa", {}, ["macOS"]),
        ("linux", "offscreen", {}, []),
    ],
)
def test_each_system_has_its_own_inhibitors(
    system: str, window_system: str, environment: dict[str, str], asked: list[str]
) -> None:
    found = inhibitors_here(window_system, system=system, environment=environment)
    assert [each.name for each in found] == asked


@pytest.mark.parametrize(
    "inhibitor", [ExecutionState(), DisplayAssertion(), XSaver()], ids=lambda each: each.name
)
def test_inhibitors_of_another_system_do_not_hold(
    inhibitor: Inhibitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(NotHeldError):
        inhibitor.ask()
    assert not inhibitor.is_held()
    inhibitor.give_back()
