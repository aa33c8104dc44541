"""Every fault of an SQLite file ends in one fact."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.domain.faults.storage import FileTrouble, FolderNotMade
from kiosk.storage.connection import engine
from kiosk.storage.store import Store
from tests.storage.connection.failing import expect_everywhere, write_while
from tests.storage.sample import fill
from tests.storage_faults import unavailable

UNPRIVILEGED = 65534


def test_a_file_that_is_not_a_database_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0 surely not a database" * 100)
    expect_everywhere(f"sqlite:///{file}", FileTrouble.NOT_A_DATABASE)


def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.sqlite"
    file.mkdir()
    expect_everywhere(f"sqlite:///{file}", FileTrouble.CANNOT_BE_OPENED)
    store = Store.open(f"sqlite:///{file}")
    with unavailable(FileTrouble.CANNOT_BE_OPENED):
        store.upgrade()
    file.rmdir()  # it was not a database, so an upgrade may create one here
    store.upgrade()
    store.close()


def test_a_folder_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with unavailable(FolderNotMade):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'kiosk.sqlite'}")


def test_a_read_only_folder_is_reported(sqlite_template: Path) -> None:
    with _read_only_copy(sqlite_template) as (readable, missing), _ordinary_user():
        store = Store.open(readable)
        with unavailable(FileTrouble.READ_ONLY):
            write_while(store, lambda: None)
        store.close()
        store = Store.open(missing)
        with unavailable(FileTrouble.CANNOT_BE_OPENED):
            store.upgrade()
        store.close()


def test_a_full_disk_is_reported_and_no_row_is_saved(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with unavailable(FileTrouble.DISK_FULL) as full:
        _fill_the_disk(store)
    assert full.value.is_lasting
    with store.read() as transaction:
        assert transaction.installation.get("0") is None
    store.close()


def test_writing_waits_for_another_program_and_then_reports_the_database_as_busy(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    store = Store.open(sqlite_url)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with unavailable(FileTrouble.BUSY) as busy, store.write():
        pytest.fail("two writers at once")
    assert not busy.value.is_lasting
    with store.read() as transaction:
        assert transaction.people.count() == 0  # readers need not wait
    other.execute("ROLLBACK")
    other.close()
    fill(store)
    store.close()


def _fill_the_disk(store: Store) -> None:
    with store.write() as transaction:
        connection = transaction.events._connection  # noqa: SLF001 -- a full disk is had no other way
        connection.exec_driver_sql("PRAGMA max_page_count = 1").close()
        for number in range(100):
            transaction.installation.set(f"{number}", "x" * 100_000)


@contextmanager
def _read_only_copy(template: Path) -> Iterator[tuple[str, str]]:
    # Not pytest's folder: an ordinary user may not enter root's.
    folder = Path(tempfile.mkdtemp(prefix="kiosk-read-only-"))
    try:
        file = folder / "kiosk.sqlite"
        shutil.copyfile(template, file)
        file.chmod(0o444)
        folder.chmod(0o555)
        yield f"sqlite:///{file}", f"sqlite:///{folder / 'missing.sqlite'}"
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


@contextmanager
def _ordinary_user() -> Iterator[None]:
    """Runs the block as an ordinary user, because root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(UNPRIVILEGED)
    try:
        yield
    finally:
        os.seteuid(0)
