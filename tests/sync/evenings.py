"""Evenings that hypothesis makes up: tests play a few, `script/faults sync` plays hundreds."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Connection

from tests.sync.faulty_sync import FAULTS
from tests.sync.machines import CheckInMachine
from tests.sync.sites import Site, SyncedSite
from tests.sync.synced_machine import SyncedMachine

STEPS = 20

_PLAYED = settings(
    database=None,
    deadline=None,
    phases=[Phase.generate],  # a failure shows its journal; a smaller one takes many minutes of waiting
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)

Fault = Callable[[pytest.MonkeyPatch, Connection], None]


@dataclass(frozen=True, slots=True)
class FoundFault:
    """The complaint of a machine, after some evenings."""

    evenings: int
    complaint: str

    def is_of(self, fault: Fault) -> bool:
        """Returns whether the machine complained of just this fault."""
        return re.search(FAULTS[fault], self.complaint) is not None


def play(
    machine: Callable[..., CheckInMachine], site: Site, evenings: int, steps: int = STEPS, *, is_same: bool
) -> None:
    """Plays evenings at a site.

    Args:
        machine: The rules.
        site: The doors.
        evenings: How many.
        steps: The most steps of each.
        is_same: True for the same evenings at each call.
    """
    how = settings(_PLAYED, max_examples=evenings, stateful_step_count=steps, derandomize=is_same)
    run_state_machine_as_test(lambda: machine(site), settings=how)  # type: ignore[arg-type]  # any callable does


def quicken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes doors try again sooner, so that a minute holds more faults."""
    monkeypatch.setattr("kiosk.sync.syncer.RETRY_SECONDS", 0.05)
    monkeypatch.setattr("kiosk.sync.syncer.PAUSE_SECONDS", (0.01, 0.05))
    monkeypatch.setattr("kiosk.sync.syncer.LOOK_AGAIN_SECONDS", 0.3)


def find(fault: Fault, site: SyncedSite, evenings: int) -> FoundFault | None:
    """Returns how hypothesis finds a fault that is put into the program, or None if it does not.

    Args:
        fault: One of FAULTS.
        site: Its database is spoiled afterwards.
        evenings: The most that it may play.
    """
    site.settle_seconds = 3.0
    with pytest.MonkeyPatch.context() as monkeypatch:
        fault(monkeypatch, site.foreign)
        try:
            play(SyncedMachine, site, evenings, is_same=False)
        except Exception as error:  # noqa: BLE001 -- whatever the machine complains of
            return FoundFault(site.examples, "".join(traceback.format_exception(error)))
    return None
