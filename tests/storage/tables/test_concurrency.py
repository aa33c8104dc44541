"""Many programs at once: the index decides which is first, and one upgrade waits for another."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from kiosk.domain.check_in.scan import Method
from kiosk.shipped import MIGRATIONS
from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.migration import migrating
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from tests.storage.raw import ask, foreign_program, is_sqlite, run
from tests.storage.sample import START, Sample, fill

DOORS = 8

Result = TypeVar("Result")


def test_one_pass_shown_at_many_doors_at_once_makes_one_row(store: Store) -> None:
    sample = fill(store)
    made = _at_once(lambda _number: _attend(store, sample, sample.participant))
    assert len([each for each in made if each is not None]) == 1
    with store.read() as transaction:
        assert transaction.attendance.count(sample.event) == 1


def test_walk_ins_at_many_doors_at_once_make_a_row_each(store: Store) -> None:
    sample = fill(store)
    made = _at_once(lambda _number: _attend(store, sample, None))
    assert len(set(made)) == DOORS
    with store.read() as transaction:
        assert transaction.attendance.count(sample.event) == DOORS


def test_without_the_index_the_same_rush_would_make_duplicates(store: Store, database_url: str) -> None:
    sample = fill(store)
    with foreign_program(database_url) as connection:
        run(connection, "DROP INDEX attendance_one_per_participant")
        user = ask(connection, "SELECT id FROM users WHERE name <> 'Ana'")

    def attend(_number: int) -> None:
        with foreign_program(database_url) as connection:
            sql = "INSERT INTO attendance (event_id, participant_id) SELECT id, :user FROM events"
            run(connection, sql, user=user)

    _at_once(attend)
    with store.read() as transaction:
        assert transaction.attendance.count(sample.event) == DOORS


def test_the_last_place_goes_to_one_door(store: Store) -> None:
    sample = fill(store)

    def attend_if_empty(_number: int) -> bool:
        with store.write() as transaction:
            transaction.events.lock_for_no_key_update(sample.event)
            if transaction.attendance.count(sample.event):
                return False
            transaction.attendance.add(
                attendance_id=uuid4(),
                event_id=sample.event,
                participant_id=None,
                at=START,
                method=Method.BUTTON,
                kiosk="A",
            )
            return True

    assert sum(_at_once(attend_if_empty)) == 1


def test_two_programs_that_upgrade_at_once_both_find_it_done(empty_database_url: str, tmp_path: Path) -> None:
    program = (
        "import pathlib, sys; from kiosk.storage.store import Store; import kiosk.storage.schema.migration;"
        " s = Store.open(sys.argv[1]); pathlib.Path(sys.argv[2]).touch();"
        " s.upgrade(); s.check_revision(); s.close()"
    )
    ready = [tmp_path / "first", tmp_path / "second"]
    # Both wait at the lock, so that neither can finish before the other starts.
    with migrating(read_address(empty_database_url)) as connection:
        programs = [
            subprocess.Popen(  # noqa: S603 -- our own interpreter
                [sys.executable, "-c", program, empty_database_url, str(file)], cwd=MIGRATIONS.parent
            )
            for file in ready
        ]
        _wait_until(lambda: all(file.exists() for file in ready) and _both_wait(connection))
    assert [each.wait(timeout=60) for each in programs] == [0, 0]
    with foreign_program(empty_database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM alembic_version") == 1
        assert ask(connection, "SELECT version_num FROM alembic_version") == HEAD


def test_two_threads_of_one_program_may_upgrade_at_once(empty_database_url: str) -> None:
    with _opened(empty_database_url) as first, _opened(empty_database_url) as second:
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda store: store.upgrade(), (first, second)))
        assert first.revision() == HEAD


def test_a_reader_sees_one_state_while_others_write(store: Store) -> None:
    sample = fill(store)
    with store.read() as reading:
        assert reading.attendance.count(sample.event) == 0
        _attend(store, sample, None)
        assert reading.attendance.count(sample.event) == 0
    with store.read() as reading:
        assert reading.attendance.count(sample.event) == 1


@pytest.mark.parametrize("name", ["journal_mode", "synchronous", "foreign_keys"])
def test_every_sqlite_connection_is_set_up_alike(sqlite_url: str, name: str) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with _opened(sqlite_url) as store, store.write() as transaction:
        connection: Connection = transaction.events._connection  # noqa: SLF001 -- the setting shows nowhere else
        assert ask(connection, f"PRAGMA {name}") == wanted[name]


def test_every_postgresql_connection_is_set_up_alike(postgres_url: str) -> None:
    wanted = {
        "statement_timeout": "4s",
        "lock_timeout": "3s",
        "TimeZone": "UTC",
        "application_name": "kiosk",
        "default_transaction_isolation": "read committed",
    }
    with _opened(postgres_url) as store, store.read() as transaction:
        connection: Connection = transaction.events._connection  # noqa: SLF001 -- as above
        assert {name: ask(connection, f"SHOW {name}") for name in wanted} == wanted
        assert ask(connection, "SHOW transaction_read_only") == "on"


def _attend(store: Store, sample: Sample, participant: UUID | None) -> UUID | None:
    attendance_id = uuid4()
    with store.write() as transaction:
        is_new = transaction.attendance.add(
            attendance_id=attendance_id,
            event_id=sample.event,
            participant_id=participant,
            at=START,
            method=Method.CAMERA,
            kiosk="A",
        )
    return attendance_id if is_new else None


def _at_once(act: Callable[[int], Result]) -> list[Result]:
    start = threading.Barrier(DOORS, timeout=30)

    def wait_and_act(number: int) -> Result:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(DOORS) as threads:
        return list(threads.map(wait_and_act, range(DOORS)))


def _both_wait(connection: Connection) -> bool:
    if is_sqlite(connection):
        return True  # SQLite has no list of the programs that wait for a lock
    return bool(
        ask(connection, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 2
    )


def _wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    pause = threading.Event()
    for _ in range(int(seconds * 50)):
        if is_so():
            return
        pause.wait(0.02)
    pytest.fail("what was waited for did not happen")


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    store = Store.open(url)
    yield store
    store.close()
