"""Fixtures that put an intruder at a guarded door."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.services.accounts.staff_pin import StaffPin
from kiosk.ui.door.staff.gate import GateTimes
from tests.ui.door.conftest import NewWindow
from tests.ui.door.staff.gates import PIN, Intruder

NewIntruder = Callable[..., Intruder]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "staff-pin.json"


@pytest.fixture
def new_intruder(qtbot: QtBot, new_window: NewWindow, path: Path) -> Iterator[NewIntruder]:
    made: list[Intruder] = []

    def make(
        *, idle_seconds: int = 30, hold_ms: int = 3000, patience_ms: int = 5000, notice_ms: int = 20_000
    ) -> Intruder:
        times = GateTimes(idle_seconds, hold_ms, patience_ms, notice_ms)
        made.append(Intruder(qtbot, new_window(), path, times))
        return made[-1]

    yield make
    for each in made:
        each.database.may_answer.set()
        each.gate.shutdown()
        for thread in each.gate._question._threads:  # noqa: SLF001 -- released above
            thread.join()


@pytest.fixture
def guarded(new_intruder: NewIntruder, path: Path) -> Intruder:
    """A door on a machine with a PIN."""
    StaffPin(path).set(PIN)
    return new_intruder()
