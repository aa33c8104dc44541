"""A technician rehearses a venue: kiosks are killed and cut off, and the ledger's difference is nought."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.domain.rehearsal import RehearsalLedger

LEDGER = RehearsalLedger(
    shown=3,
    saved_here=1,
    recorded=3,
    missing=(),
    twice=0,
    confirmed_twice=0,
    duplicates=1,
    unseen=0,
    faults={},
    seconds=1.5,
)


def rehearse(url: str, home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kiosk", "rehearse", *arguments]
    surroundings = os.environ | {"KIOSK_DATABASE_URL": url, "HOME": str(home), "PYTHONPATH": str(Path.cwd())}
    return subprocess.run(  # noqa: S603 -- our own program
        command,
        capture_output=True,
        text=True,
        env=surroundings,
        cwd=home,
        timeout=170,
        check=False,
    )


def test_kiosks_that_are_killed_and_cut_off_lose_nobody(empty_postgres_url: str, tmp_path: Path) -> None:
    done = rehearse(empty_postgres_url, tmp_path, "--kiosks", "3", "--people", "150", "--faults", "--json")
    assert done.returncode == 0, done.stderr
    ledger = json.loads(done.stdout)
    assert ledger["missing"] == []
    assert ledger["shown"] == ledger["recorded"] > 150
    assert (ledger["twice"], ledger["confirmed_twice"]) == (0, 0)
    assert sum(ledger["faults"].values()) > 0


def test_a_rehearsal_never_touches_a_database_with_people(postgres_url: str, tmp_path: Path) -> None:
    first = rehearse(postgres_url, tmp_path, "--kiosks", "1", "--people", "1")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "Difference: 0"
    again = rehearse(postgres_url, tmp_path, "--kiosks", "1", "--people", "1")
    assert again.returncode == 1
    assert "holds people or events already" in again.stderr


def test_a_rehearsal_needs_a_server(sqlite_url: str, tmp_path: Path) -> None:
    done = rehearse(sqlite_url, tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs an empty PostgreSQL database" in done.stderr


@pytest.mark.parametrize("change", [{"missing": (uuid4(),)}, {"twice": 1}, {"confirmed_twice": 1}])
def test_a_ledger_with_somebody_lost_or_twice_is_not_balanced(change: dict[str, object]) -> None:
    assert LEDGER.is_balanced
    values = {name: getattr(LEDGER, name) for name in LEDGER.__slots__} | change
    assert not RehearsalLedger(**values).is_balanced
