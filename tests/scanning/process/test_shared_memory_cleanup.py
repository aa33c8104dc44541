"""Cleaning up the shared memory of runs that crashed."""

import json
import os
import signal
import subprocess
import sys
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import pytest

from kiosk.scanning.process.preview_memory import PreviewMemory
from kiosk.scanning.process.shared_memory_cleanup import SHARED_MEMORY_PREFIX, remove_leftovers

CRASHED = """
import json, sys
from kiosk.scanning.process.preview_memory import PreviewMemory

memory = PreviewMemory()
print(json.dumps(memory.name), flush=True)
sys.stdin.read()
"""


def crash() -> str:
    """Kills a run with all its processes; returns the name of its memory."""
    running = subprocess.Popen(  # noqa: S603 -- this test's own program
        [sys.executable, "-c", CRASHED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    name: str = json.loads(running.stdout.readline())
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    return name


def exists(name: str) -> bool:
    return (Path("/dev/shm") / name).exists()  # noqa: S108 -- where Linux keeps shared memory


def test_memory_of_a_crashed_run_is_removed_and_that_of_a_running_one_is_not() -> None:
    ours = PreviewMemory()
    left = crash()
    try:
        assert exists(left), "a run that is killed leaves its memory"
        assert remove_leftovers(young_seconds=0) >= 1
        assert not exists(left)
        assert exists(ours.name)
    finally:
        ours.close()


def test_memory_that_was_made_a_moment_ago_is_not_removed() -> None:
    left = crash()
    remove_leftovers(young_seconds=3600)
    assert exists(left)
    remove_leftovers(young_seconds=0)
    assert not exists(left)


def test_memory_of_other_programs_is_not_removed() -> None:
    theirs = SharedMemory("notkiosk-1", create=True, size=8)
    try:
        remove_leftovers(young_seconds=0)
        assert exists("notkiosk-1")
    finally:
        theirs.close()
        theirs.unlink()


def test_a_symbolic_link_in_the_place_of_memory_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("stays")
    (tmp_path / f"{SHARED_MEMORY_PREFIX}trap").symlink_to(precious)
    assert remove_leftovers(folder=tmp_path, young_seconds=0) == 0
    assert precious.read_text() == "stays"


def test_nothing_is_removed_where_shared_memory_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert remove_leftovers(young_seconds=0) == 0
