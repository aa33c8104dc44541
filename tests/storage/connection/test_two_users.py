"""A door and a desk of two system users share one SQLite file, set up as in docs/technician.md."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DOOR, DESK = 64_321, 64_322
EACH_OWN, SHARED = 64_400, 64_401

# Imports the code as root, which may read it; then becomes the user. For each line of input it writes to the
# database, which it keeps open, and prints the rows that it finds or why it could not write.
PROGRAM = """
import os, sys
from kiosk.domain.errors import StorageUnavailable
from kiosk.storage.store import Store
url, key, user, own, shared, umask = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
if os.getuid() == 0:
    os.setgroups([shared])
    os.setgid(own)
    os.setuid(user)
os.umask(umask)
store = Store.open(url)
try:
    for _ in sys.stdin:
        with store.write() as transaction:
            transaction.installation.set(key, "written")
        with store.read() as transaction:
            found = [each for each in ("door", "desk") if transaction.installation.get(each)]
        print(*found, flush=True)
    store.close()
except StorageUnavailable as fault:
    print(fault, flush=True)
"""


class Person:
    """A program of one system user, with the database open."""

    def __init__(self, url: str, key: str, user: int) -> None:
        identity = [str(user), str(EACH_OWN + user % 2), str(SHARED), str(0o077)]
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-c", PROGRAM, url, key, *identity],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def writes(self) -> str:
        """Writes once; returns what the database then contains, or the sentence why it cannot write."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def leaves(self) -> None:
        """Closes the database."""
        self._process.communicate(timeout=30)
        assert self._process.returncode == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not pytest's own folder: other users may not enter it.
    made = Path(tempfile.mkdtemp(prefix="kiosk-shared-"))
    yield made
    shutil.rmtree(made)


@contextmanager
def door_and_desk(folder: Path, template: Path, *, mode: int) -> Iterator[tuple[Person, Person]]:
    """Yields both users' programs on a database in a folder of a group that they share."""
    file = folder / "kiosk.sqlite"
    shutil.copyfile(template, file)
    if os.getuid() == 0:  # an ordinary user can only share with itself
        os.chown(folder, 0, SHARED)
        os.chown(file, DOOR, SHARED)
    folder.chmod(0o2770)
    file.chmod(mode)
    door, desk = (Person(f"sqlite:///{file}", *who) for who in (("door", DOOR), ("desk", DESK)))
    try:
        yield door, desk
    finally:
        door.leaves()
        desk.leaves()


def test_both_write_while_the_other_has_it_open_and_after_the_other_has_left(
    folder: Path, sqlite_template: Path
) -> None:
    with door_and_desk(folder, sqlite_template, mode=0o660) as (door, desk):
        assert door.writes() == "door"
        assert desk.writes() == "door desk"
        assert door.writes() == "door desk"
        modes = {each.name: f"{each.stat().st_mode & 0o777:o}" for each in folder.iterdir()}
        assert modes == {f"kiosk.sqlite{ending}": "660" for ending in ("", "-wal", "-shm")}
        groups = {each.stat().st_gid for each in folder.iterdir()}
        assert groups == {folder.stat().st_gid}
        door.leaves()
        assert desk.writes() == "door desk"
    with_another = Person(f"sqlite:///{folder / 'kiosk.sqlite'}", "door", DOOR)
    assert with_another.writes() == "door desk"
    with_another.leaves()


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_without_the_right_to_write_the_desk_shows_the_reason(
    folder: Path, sqlite_template: Path, mode: int
) -> None:
    with door_and_desk(folder, sqlite_template, mode=mode) as (door, desk):
        assert door.writes() == "door"
        is_shared_with_oneself = os.getuid() != 0
        answer = desk.writes()
        assert is_shared_with_oneself or "database" in answer, answer
        assert door.writes()
