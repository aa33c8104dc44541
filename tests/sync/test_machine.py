"""A ladder of evenings that hypothesis makes up: one door, sixteen on one server, doors that sync."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.sync.evenings import Fault, play, quicken
from tests.sync.faulty_sync import (
    FAULTS,
    drop_what_was_not_answered,
    forget_deletions,
    ignore_the_ledger,
    let_in_twice,
    show_no_conflicts,
)
from tests.sync.machines import CheckInMachine
from tests.sync.sites import PlainSite, SyncedSite
from tests.sync.synced_machine import SyncedMachine


@pytest.fixture
def synced(
    postgres_url: str,
    sqlite_template: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[SyncedSite]:
    quicken(monkeypatch)
    caplog.set_level(logging.ERROR, "kiosk")  # doors warn of outages, of which there are many
    with closing(SyncedSite(postgres_url, ["Door A", "Door B"], sqlite_template, tmp_path)) as site:
        yield site


def test_one_door_on_sqlite_does_what_the_oracle_expects(sqlite_url: str) -> None:
    with closing(PlainSite(sqlite_url, ["Door A"])) as site:
        play(CheckInMachine, site, 10, is_same=True)


def test_sixteen_doors_on_one_server_do_what_the_oracle_expects(postgres_url: str) -> None:
    with closing(PlainSite(postgres_url, [f"Door {number}" for number in range(16)])) as site:
        play(CheckInMachine, site, 5, is_same=True)


def test_two_doors_that_are_cut_off_crash_and_heal_lose_nobody(synced: SyncedSite) -> None:
    play(SyncedMachine, synced, 3, is_same=True)


def test_the_machine_finds_a_database_that_lets_in_twice(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(PlainSite(sqlite_url, ["Door A"])) as site:
        let_in_twice(monkeypatch, site.foreign)
        with pytest.raises(AssertionError):
            play(CheckInMachine, site, 50, is_same=True)


def cut_off_for_a_while(machine: SyncedMachine) -> None:
    machine.cut_off(0, [0], requests=True, is_cut=True)
    machine.settle()


def undo_what_is_sent_again(machine: SyncedMachine) -> None:
    for _ in range(10):  # the door may learn of it before it sends
        machine.lose_answer(0, 0)
        machine.undo(0)
        machine.settle()


def undo_and_settle(machine: SyncedMachine) -> None:
    machine.scan_pass(0, 0)
    machine.settle()
    machine.undo(0)
    machine.settle()


def cut_off_both(machine: SyncedMachine) -> None:
    machine.cut_off(0, [0], requests=True, is_cut=True)
    machine.cut_off(1, [0], requests=True, is_cut=True)
    machine.settle()


@pytest.mark.parametrize(
    ("fault", "evening"),
    [
        (drop_what_was_not_answered, cut_off_for_a_while),
        (ignore_the_ledger, undo_what_is_sent_again),
        (forget_deletions, undo_and_settle),
        (show_no_conflicts, cut_off_both),
    ],
    ids=lambda each: each.__name__,
)
def test_the_oracle_notices(
    fault: Fault,
    evening: Callable[[SyncedMachine], None],
    synced: SyncedSite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    synced.settle_seconds = 2.0
    fault(monkeypatch, synced.foreign)
    machine = SyncedMachine(synced)
    machine.invite(1)
    machine.settle()
    with pytest.raises(AssertionError, match=FAULTS[fault]):
        evening(machine)
    synced.end_example()
