"""The simulated power cut loses what was not synced, and only this; Python's own SQLite goes through it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.sync.power_cut import CutDisk
from tests.sync.sqlite_disk import Deleted, Synced, Truncated, Written, sqlite_disk


def cuts(disk: CutDisk, count: int = 200) -> set[bytes | None]:
    """Returns the contents that one file may have after a cut."""
    return {disk.after_cut(Random(seed)).get("a") for seed in range(count)}  # noqa: S311 -- repeatable


def test_pythons_own_sqlite_goes_through_the_shim(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite_disk(tmp_path) as disk, closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE kept (value TEXT)")
        known = len(disk.events)
        connection.execute("INSERT INTO kept VALUES ('a value that can be found')")
        *writes, sync = disk.events[known:]
    assert sync == Synced("a.sqlite-wal")
    assert any(b"a value that can be found" in each.content for each in writes if isinstance(each, Written))
    assert Deleted("a.sqlite-wal") in disk.events
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_the_log_alone_gives_the_files_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "b.sqlite").write_bytes(b"")
    path = tmp_path / "a.sqlite"
    with sqlite_disk(tmp_path) as disk, closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for size in (10, 10_000, 100_000):
            with connection:
                connection.execute("CREATE TABLE IF NOT EXISTS kept (value BLOB)")
                connection.execute("INSERT INTO kept VALUES (zeroblob(?))", (size,))
        whole = CutDisk(disk.before)
        for event in [*disk.events, Synced("a.sqlite"), Synced("a.sqlite-wal")]:
            whole.follow(event)
        found = whole.after_cut(Random(1))  # noqa: S311 -- as above
        assert found == {
            each.name: each.read_bytes() for each in tmp_path.iterdir() if not each.name.endswith("-shm")
        }


def test_a_synced_write_survives_every_cut_and_an_unsynced_one_any_part_of_its_sectors() -> None:
    disk = CutDisk({"a": b"." * 1024})
    disk.follow(Written("a", 0, b"1" * 512))
    disk.follow(Synced("a"))
    disk.follow(Written("a", 500, b"2" * 100))
    kept = b"1" * 500
    first, second = (b"1" * 12, b"2" * 12), (b"." * 88, b"2" * 88)
    assert cuts(disk) == {kept + head + tail + b"." * 424 for head in first for tail in second}


def test_a_new_file_a_shorter_one_and_a_deletion_may_each_be_forgotten() -> None:
    disk = CutDisk({})
    disk.follow(Written("a", 0, b"new"))
    assert cuts(disk) == {None, b"new"}
    disk.follow(Synced("a"))
    disk.follow(Truncated("a", 1))
    assert cuts(disk) == {b"new", b"n"}
    disk.follow(Synced("a"))
    disk.follow(Deleted("a"))
    disk.follow(Written("a", 0, b"x"))
    assert cuts(disk) == {b"n", None, b"x"}


def test_a_full_disk_refuses_a_write_and_takes_it_later(tmp_path: Path) -> None:
    with sqlite_disk(tmp_path) as disk, closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        connection.execute("CREATE TABLE kept (value BLOB)")
        disk.fill_after(1)
        with pytest.raises(sqlite3.OperationalError, match="full"), connection:
            connection.execute("INSERT INTO kept VALUES (zeroblob(100000))")
        disk.make_room()
        with connection:
            connection.execute("INSERT INTO kept VALUES (zeroblob(100000))")
        assert disk.refused
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
