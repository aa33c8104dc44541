"""Staff at the door's screen: check-in pauses while they use it, and only they end the program."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.domain.codes import event_qr_text
from kiosk.scanning.source import DevicePath, StreamUrl
from kiosk.services.accounts import accounts
from kiosk.services.accounts.staff_pin import staff_pin
from kiosk.ui.common import theme
from kiosk.ui.door.staff.gate import StaffGate
from kiosk.ui.door.staff.page import Shown
from tests.journeys.stand import EVENT_CODE, Evening, Visitor, standing
from tests.scanning.mjpeg import mjpeg_camera
from tests.scanning.pictures import held_up, jpegs
from tests.screen import real_screen

PIN = "258014"
EMAIL, PASSWORD = "ioana@example.org", "correct horse"
NO_CAMERA = DevicePath("/dev/no-such-camera")


@pytest.fixture
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no PIN is set."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def held_code() -> Iterator[str]:
    """A camera to which nobody holds up anything at first, and then somebody the event's code."""
    held = [*held_up(event_qr_text(EVENT_CODE, None), frames=200)]
    with mjpeg_camera(jpegs([*[0 * held[0]] * 60, *held])) as port:
        yield f"http://127.0.0.1:{port}/"


def gate_of(visitor: Visitor) -> StaffGate:
    (gate,) = visitor.window.findChildren(StaffGate)
    return gate


def ask_to_close(qtbot: QtBot, visitor: Visitor, shown: Shown) -> StaffGate:
    gate = gate_of(visitor)
    visitor.waits_for(visitor.window.isActiveWindow)
    qtbot.keyClick(visitor.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    visitor.waits_for(lambda: gate.is_open and gate.page.shown is shown)
    return gate


def test_a_code_held_up_while_staff_use_the_screen_waits_until_they_have_left(
    qtbot: QtBot, evening: Evening, own_machine: Path, held_code: str
) -> None:
    assert own_machine.is_dir()
    staff_pin().set(PIN)
    with standing(qtbot, evening, StreamUrl(held_code), camera=held_code) as visitor:
        gate = ask_to_close(qtbot, visitor, Shown.PIN)
        visitor.waits_for(lambda: visitor.door._unread != set())  # noqa: SLF001 -- the camera has read it
        assert evening.rows() == []
        assert visitor.answers == []
        gate.page.leave()
        visitor.waits_for_outcomes("CHECKED_IN")
    assert evening.rows() == [(None, "CAMERA", "Door A")]


def test_without_a_pin_only_an_organizer_s_password_closes_the_door(
    qtbot: QtBot, evening: Evening, own_machine: Path
) -> None:
    assert own_machine.is_dir()
    accounts.create_organizer(evening.store, name="Ioana", email=EMAIL, password=PASSWORD)
    closed: list[str] = []
    with standing(qtbot, evening, NO_CAMERA, database_url=evening.url) as visitor:
        gate = gate_of(visitor)
        visitor.waits_for(gate.notice.isVisible)
        gate.close_allowed.connect(lambda: closed.append("closed"))
        ask_to_close(qtbot, visitor, Shown.PASSWORD)
        qtbot.keyClicks(gate.page.form.email, EMAIL)
        qtbot.keyClicks(gate.page.form.password, "not hers")
        qtbot.keyClick(gate.page.form.password, Qt.Key.Key_Return)
        visitor.waits_for(lambda: "No organizer's account" in gate.page.form.message)
        assert closed == []
        qtbot.keyClicks(gate.page.form.password, PASSWORD)
        qtbot.keyClick(gate.page.form.password, Qt.Key.Key_Return)
        visitor.waits_for(lambda: closed == ["closed"])


def test_a_lost_database_is_reported_to_staff_without_its_name(
    qtbot: QtBot, evening: Evening, own_machine: Path
) -> None:
    assert own_machine.is_dir()
    away = "postgresql+psycopg://kiosk@127.0.0.1:1/secretname"
    with standing(qtbot, evening, NO_CAMERA, database_url=away) as visitor:
        gate = ask_to_close(qtbot, visitor, Shown.PASSWORD)
        qtbot.keyClicks(gate.page.form.email, EMAIL)
        qtbot.keyClicks(gate.page.form.password, PASSWORD)
        qtbot.keyClick(gate.page.form.password, Qt.Key.Key_Return)
        visitor.waits_for(lambda: "does not answer" in gate.page.form.message)
        assert "secretname" not in gate.page.form.message


def test_where_no_organizer_has_a_password_the_page_shows_how_to_set_a_pin(
    qtbot: QtBot, evening: Evening, own_machine: Path
) -> None:
    assert own_machine.is_dir()
    with standing(qtbot, evening, NO_CAMERA, database_url=evening.url) as visitor:
        gate = gate_of(visitor)
        visitor.waits_for(visitor.window.isActiveWindow)
        qtbot.keyClick(visitor.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        visitor.waits_for(lambda: "no organizer has a password" in gate.page.side.line)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_signal_closes_a_door_cleanly_without_a_pin(
    evening: Evening, tmp_path: Path, stop: signal.Signals
) -> None:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    surroundings = {**kept, "HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    command = [
        sys.executable,
        "-m",
        "kiosk",
        "door",
        "--event",
        EVENT_CODE,
        "--camera",
        "/dev/none",
        "--json",
    ]
    with (
        real_screen() as screen,
        subprocess.Popen(  # noqa: S603 -- our own program
            command,
            env={**surroundings, "DISPLAY": screen.display, "KIOSK_DATABASE_URL": evening.url},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as kiosk,
    ):
        deadline = time.monotonic() + 60
        while theme.LIGHT.background not in screen.colours():
            assert kiosk.poll() is None, kiosk.communicate()
            assert time.monotonic() < deadline, "the door was not shown in time"
        assert kiosk.stderr is not None
        complaint = kiosk.stderr.readline()  # printed when the door takes scans
        kiosk.send_signal(stop)
        output, other_complaints = kiosk.communicate(timeout=60)
    assert kiosk.returncode == 0
    assert json.loads(output) == {"event": EVENT_CODE, "outcomes": {}}
    assert complaint.startswith("No staff PIN is set on this machine")
    assert other_complaints == ""
