"""The staff PIN of a machine: stored safely, wrong tries counted reliably, independent of any database."""

import errno
import json
import logging
import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.pin import pin_fault
from kiosk.domain.refusals.people.staff_pin import (
    PinFileDamaged,
    PinFileUnreadable,
    PinNotRemoved,
    PinNotStored,
    WeakPin,
)
from kiosk.services.accounts.passwords import HashKind, hash_kind
from kiosk.services.accounts.pin_file import PinUnreadable
from kiosk.services.accounts.staff_pin import NoPin, PinCheck, PinState, StaffPin, random_pin
from tests.refusals import refuses

PIN, OTHER, WRONG = "258014", "974613", "111222"
NOW = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RIGHT = PinCheck(is_right=True)


class Machine:
    """A machine whose clock can be set and on which the program can be restarted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = NOW
        self.running = 0.0  # seconds of the monotonic clock
        self.verified = 0
        self.kept: dict[str, str] = {}
        self.pin = self.started()

    def started(self) -> StaffPin:
        """Starts the program again."""
        self.pin = StaffPin(
            self.path, clock=lambda: self.now, monotonic=lambda: self.running, verify=self.verify
        )
        return self.pin

    def verify(self, _pin_hash: str, pin: str) -> bool:
        self.verified += 1
        return pin == PIN

    def goes_on(self, seconds: float) -> None:
        """Lets time go by."""
        self.now += seconds * SECOND
        self.running += seconds

    def fails(self, times: int = 1) -> PinCheck:
        for _ in range(times):
            check = self.pin.check(WRONG)
            assert not check.is_right
        return check

    def waits(self) -> float:
        return self.pin.state().wait / SECOND


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk" / "staff-pin.json"


@pytest.fixture
def machine(path: Path) -> Machine:
    made = Machine(path)
    made.pin.set(PIN)
    return made


def test_only_the_pin_that_is_set_opens(path: Path) -> None:
    pin = StaffPin(path)
    assert not pin.is_set()
    pin.set(PIN)
    assert pin.state() == PinState(is_set=True)
    assert pin.check(PIN) == RIGHT
    assert not pin.check(OTHER).is_right
    pin.set(OTHER)  # replaces the first
    assert not pin.check(PIN).is_right
    assert pin.check(OTHER) == RIGHT
    assert pin.clear()
    assert pin.state() == PinState(is_set=False)
    with pytest.raises(NoPin):
        pin.check(OTHER)
    assert not pin.clear()


@pytest.mark.parametrize("pin", ["12345", "123456", "000000", "abcdef", "1" * 10_000])
def test_a_weak_or_malformed_pin_is_refused(path: Path, pin: str) -> None:
    with pytest.raises(Refused) as refused:
        StaffPin(path).set(pin)
    assert isinstance(refused.value.reason, WeakPin)
    assert pin not in repr(refused.value)
    assert not path.exists()


def test_the_file_holds_a_hash_and_only_its_owner_can_read_it(path: Path) -> None:
    earlier = os.umask(0)
    try:
        StaffPin(path).set(PIN)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o640)  # chosen by the machine's owner
        StaffPin(path).check(OTHER)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    finally:
        os.umask(earlier)
    document = json.loads(path.read_text())
    assert PIN not in path.read_text()
    assert hash_kind(document["hash"]) is HashKind.OURS
    assert document["failures"] == 1


def test_neither_the_pin_nor_its_hash_is_in_the_log_or_a_repr(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pin = StaffPin(path, for_this_run=OTHER)
    pin.check(OTHER)
    pin.set(PIN)
    pin.check(PIN)
    pin.check(WRONG)
    printed = caplog.text + repr(vars(pin)) + repr(pin)
    assert "a wrong staff PIN was typed" in printed
    assert not [each for each in (PIN, OTHER, WRONG, "argon2") if each in printed]


def test_a_pin_set_by_another_program_counts_at_once(path: Path) -> None:
    running = StaffPin(path)
    assert not running.is_set()
    StaffPin(path).set(PIN)
    assert running.check(PIN) == RIGHT
    StaffPin(path).set(OTHER)
    assert not running.check(PIN).is_right


def test_the_first_slips_are_free_then_tries_are_counted_then_pauses_grow(machine: Machine) -> None:
    checks = [machine.fails() for _ in range(6)]
    assert [check.tries_left for check in checks] == [None, None, 3, 2, 1, None]
    assert [check.wait / SECOND for check in checks] == [0, 0, 0, 0, 0, 30]
    machine.verified = 0
    assert machine.pin.check(PIN) == PinCheck(is_right=False, wait=30 * SECOND)
    assert machine.verified == 0  # during a pause no PIN is verified
    machine.goes_on(29)
    assert machine.waits() == 1
    machine.goes_on(1)
    assert machine.waits() == 0
    assert machine.fails().wait == 60 * SECOND  # one try after each pause
    machine.goes_on(60)
    assert machine.pin.check(PIN) == RIGHT
    assert machine.fails(2).tries_left is None  # the right PIN reset the count


def test_a_restart_does_not_help_a_guesser(machine: Machine) -> None:
    machine.fails(4)
    machine.started()
    assert machine.fails().tries_left == 1
    assert machine.fails().wait == 30 * SECOND
    machine.started()
    assert machine.waits() == 30
    machine.goes_on(10)
    machine.started()
    assert machine.waits() == 20


def test_a_crash_while_a_pin_is_verified_counts_as_a_failed_try(machine: Machine) -> None:
    def crash(_pin_hash: str, _pin: str) -> bool:
        raise MemoryError

    for _ in range(6):
        with pytest.raises(MemoryError):
            StaffPin(machine.path, clock=lambda: NOW, verify=crash).check(WRONG)
    machine.started()
    assert machine.waits() == 30


def test_setting_the_clock_back_does_not_lengthen_a_pause(machine: Machine) -> None:
    machine.fails(6)
    machine.now -= timedelta(days=400)
    machine.goes_on(10)
    assert machine.waits() == 20  # the monotonic clock was not set back
    machine.started()
    assert machine.waits() == 30  # a new process knows only the file: the whole pause, and no more
    machine.goes_on(10)
    machine.started()
    assert machine.waits() == 20
    machine.goes_on(20)
    assert machine.pin.check(PIN) == RIGHT


def test_setting_the_clock_forward_does_not_shorten_a_pause_while_the_program_runs(machine: Machine) -> None:
    machine.fails(6)
    machine.now += timedelta(days=400)
    assert machine.waits() == 30
    machine.started()  # whoever sets the clock and restarts the program gains one try, not six
    assert machine.waits() == 0
    assert machine.fails().wait == 60 * SECOND


def test_of_many_tries_at_once_no_more_than_six_are_verified(machine: Machine) -> None:
    programs = [
        StaffPin(machine.path, clock=lambda: NOW, monotonic=lambda: 0.0, verify=machine.verify)
        for _ in range(3)
    ]
    start = threading.Barrier(12, timeout=30)

    def guess(number: int) -> PinCheck:
        start.wait()
        return programs[number % 3].check(WRONG)

    with ThreadPoolExecutor(12) as threads:
        checks = list(threads.map(guess, range(12)))
    assert machine.verified == 6
    assert not any(check.is_right for check in checks)
    assert json.loads(machine.path.read_text())["failures"] == 6


def test_wrong_tries_in_two_programs_of_one_user_are_counted_together(machine: Machine) -> None:
    program = (
        "import sys; from pathlib import Path; from kiosk.services.accounts.staff_pin import StaffPin;"
        " StaffPin(Path(sys.argv[1])).check('111222')"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", program, str(machine.path)], check=True)  # noqa: S603 -- our own program
    assert machine.fails().tries_left == 3


DAMAGED = [
    b"",
    b"\xff\xfe",
    b"null",
    b"[]",
    b"{}",
    b'"258014"',
    b"[" * 5000,
    b'{"hash": "258014", "failures": 0, "failed_at": null}',
    b'{"hash": null, "failures": 0, "failed_at": null}',
    b'{"hash": "", "failures": 0, "failed_at": null}',
]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_file_opens_nothing_until_a_new_pin_is_set(path: Path, text: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(text)
    pin = StaffPin(path, for_this_run=OTHER)
    for act in (pin.is_set, pin.state, lambda: pin.check(PIN), lambda: pin.check(OTHER)):
        with refuses(PinFileDamaged()) as refused:
            act()
        assert isinstance(refused.value, PinUnreadable)
    pin.set(PIN)
    assert pin.check(PIN) == RIGHT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("failures", -1),
        ("failures", "0"),
        ("failures", True),
        ("failures", 3),
        ("failed_at", "yesterday"),
        ("failed_at", "2026-11-26T16:30:00"),
        ("failed_at", 5),
        ("hash", "$argon2id$v=19$m=999999999,t=3,p=4$c2FsdA$aGFzaA"),
        ("hash", "$2b$12$" + "a" * 53),
    ],
)
def test_an_invalid_value_in_the_file_counts_as_damage(machine: Machine, name: str, value: object) -> None:
    document = json.loads(machine.path.read_text())
    machine.path.write_text(json.dumps(document))
    assert machine.pin.is_set()  # control: it is the value, not who wrote it
    machine.path.write_text(json.dumps({**document, name: value}))
    with pytest.raises(PinUnreadable):
        machine.pin.check(PIN)


def test_a_folder_in_place_of_the_file_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    pin = StaffPin(path)
    with refuses(PinFileUnreadable) as refused:
        pin.state()
    assert isinstance(refused.value, PinUnreadable)
    with refuses(PinNotStored):
        pin.set(PIN)
    with refuses(PinNotRemoved):
        pin.clear()


def test_setting_a_pin_replaces_an_unreadable_file_with_a_readable_one(path: Path) -> None:
    StaffPin(path).set(OTHER)
    path.chmod(0)
    StaffPin(path).set(PIN)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.complains("count until the program ends")
def test_with_a_full_disk_wrong_tries_still_count_and_the_right_pin_opens(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    machine.fails(5)
    assert json.loads(machine.path.read_text())["failures"] == 0  # the count could not be written
    assert machine.fails().wait == 30 * SECOND  # but it is kept in memory
    assert machine.waits() == 30
    machine.goes_on(30)
    assert machine.pin.check(PIN) == RIGHT
    assert machine.fails().wait == timedelta()
    monkeypatch.undo()
    machine.fails()
    assert json.loads(machine.path.read_text())["failures"] == 2


def test_a_pin_for_one_run_opens_while_none_is_stored_and_its_tries_count(path: Path) -> None:
    pin = StaffPin(path, for_this_run=OTHER, clock=lambda: NOW, monotonic=lambda: 0.0)
    assert pin.is_set()
    assert pin.check(OTHER) == RIGHT
    assert not path.exists()
    StaffPin(path).set(PIN)  # the stored PIN wins at once
    assert not pin.check(OTHER).is_right
    assert pin.check(PIN) == RIGHT
    pin.clear()
    for _ in range(6):
        assert not pin.check(PIN).is_right
    assert pin.check(OTHER).wait == 30 * SECOND


def test_random_pins_are_valid_and_differ() -> None:
    made = {random_pin() for _ in range(200)}
    assert len(made) > 190
    assert all(pin_fault(each) is None for each in made)
