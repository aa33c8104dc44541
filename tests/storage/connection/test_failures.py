"""Every fault of a database ends in one fact without a password."""

import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.refusals.database_addresses import (
    AddressNotUnderstood,
    AddressOfOtherKind,
    AddressUnstorable,
    DatabaseAddressRefusal,
    DatabaseNotNamed,
    NotAPlainFile,
    WrongSlashes,
)
from kiosk.domain.storage_faults import (
    ConnectionsInUse,
    FileTrouble,
    FolderNotMade,
    LacksTables,
    NotPrepared,
    RevisionAhead,
    RevisionBehind,
    RevisionForeign,
    ServerTrouble,
    UnfitCause,
)
from kiosk.storage.connection import engine
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from tests.databases import OwnServer, own_server
from tests.refusals import refuses
from tests.storage.raw import foreign_program, run
from tests.storage.sample import fill
from tests.storage_faults import unavailable, unfit

SECRET = "hunter2-secret"  # noqa: S105 -- to look for in messages
UNPRIVILEGED = 65534


@pytest.fixture(scope="module")
def fragile_server() -> Iterator[OwnServer]:
    """Yields a server for this module only, which its tests kill and lock down."""
    with own_server() as own:
        yield own


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", AddressNotUnderstood()),
        ("not a url", AddressNotUnderstood()),
        (f"postgresql://kiosk:{SECRET}@db.example:port/kiosk", AddressNotUnderstood()),
        (f"mysql://kiosk:{SECRET}@db.example/kiosk", AddressOfOtherKind("mysql")),
        (f"postgresql+asyncpg://kiosk:{SECRET}@db.example/kiosk", AddressOfOtherKind("postgresql+asyncpg")),
        (f"postgresql://kiosk:{SECRET}@db.example", DatabaseNotNamed()),
        ("postgresql://kiosk@db.example/kiosk\0", AddressUnstorable()),
        ("sqlite://", NotAPlainFile()),
        ("sqlite:///:memory:", NotAPlainFile()),
        ("sqlite://kiosk.sqlite", WrongSlashes()),
    ],
)
def test_a_url_that_cannot_be_used_is_refused(url: str, reason: DatabaseAddressRefusal) -> None:
    with refuses(reason) as refusal:
        Store.open(url)
    assert SECRET not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_url_is_understood_however_it_is_spelt(scheme: str) -> None:
    store = Store.open(f"{scheme}://kiosk:{SECRET}@db.example/kiosk")
    assert store.name == "PostgreSQL kiosk on db.example"
    store.close()


def test_a_sqlite_file_gets_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "kiosk.sqlite"
    store = Store.open(f"sqlite:///{file}")
    assert store.name == f"SQLite file {file}"
    store.upgrade()
    store.close()
    assert file.exists()


def test_an_absent_server_is_reported_as_unreachable() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _expect(f"postgresql://kiosk:{SECRET}@127.0.0.1:{port}/kiosk", ServerTrouble.UNREACHABLE)


def test_connecting_to_a_server_that_never_answers_fails_after_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 2)  # libpq's least
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        store = Store.open(f"postgresql://kiosk@127.0.0.1:{silent.getsockname()[1]}/kiosk")
        with unavailable(ServerTrouble.UNREACHABLE):
            store.check_revision()
        store.close()


def test_an_unknown_server_name_is_reported() -> None:
    _expect(f"postgresql://kiosk:{SECRET}@nobody-knows.invalid/kiosk", ServerTrouble.NAME_UNKNOWN)


def test_a_wrong_password_is_reported_and_not_shown(fragile_server: OwnServer) -> None:
    own = fragile_server
    own.server.run("CREATE ROLE walter LOGIN PASSWORD 'right'")
    rules = own.folder / "pg_hba.conf"
    rules.write_text("local all walter scram-sha-256\n" + rules.read_text())
    own.server.run("SELECT pg_reload_conf()")
    wrong = own.server.admin.set(username="walter", password=SECRET)
    _expect(wrong.render_as_string(hide_password=False), ServerTrouble.LOGIN_REFUSED)
    right = Store.open(wrong.set(password="right").render_as_string(hide_password=False))  # noqa: S106 -- a test's own
    assert right.revision() is None  # the control
    right.close()


def test_a_missing_database_is_reported(postgres_url: str) -> None:
    _expect(postgres_url.replace("kiosk_test_", "gone_"), ServerTrouble.DATABASE_MISSING)


def test_an_empty_database_asks_to_be_upgraded(empty_database_url: str) -> None:
    store = Store.open(empty_database_url)
    assert store.revision() is None
    with unfit(NotPrepared(store.name)):
        store.check_revision()
    with pytest.raises(StorageUnfit) as lacks, store.read() as transaction:
        transaction.people.count()
    # The SQLite file does not exist; the server's database has no tables.
    assert lacks.value.cause in {NotPrepared(store.name), LacksTables(store.name)}
    store.close()


@pytest.mark.parametrize(
    ("revision", "cause"),
    [
        ("0003", partial(RevisionBehind, needed=HEAD)),
        ("9999", partial(RevisionAhead, known=HEAD)),
        ("ae1027a6acf", RevisionForeign),
    ],
)
def test_an_older_a_newer_and_a_foreign_revision_are_distinguished(
    store: Store, database_url: str, revision: str, cause: Callable[[str, str], UnfitCause]
) -> None:
    store.check_revision()  # the control
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE alembic_version SET version_num = :revision", revision=revision)
    with unfit(cause(store.name, revision)):
        store.check_revision()
    if revision != "0003":
        with unfit(cause(store.name, revision)):
            store.upgrade()


def test_a_file_that_is_not_a_database_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0 surely not a database" * 100)
    _expect(f"sqlite:///{file}", FileTrouble.NOT_A_DATABASE)


def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.sqlite"
    file.mkdir()
    _expect(f"sqlite:///{file}", FileTrouble.CANNOT_BE_OPENED)
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
            _write_while(store, lambda: None)
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


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("LOCK_SECONDS", ServerTrouble.LOCKED_TOO_LONG),
        ("STATEMENT_SECONDS", ServerTrouble.ANSWER_TOOK_TOO_LONG),
    ],
)
def test_a_locked_table_is_waited_for_and_then_reported_as_busy(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, name: str, trouble: ServerTrouble
) -> None:
    monkeypatch.setattr(engine, name, 0.1)
    store = Store.open(postgres_url)
    sample = fill(store)
    with foreign_program(postgres_url) as connection:
        locking = connection.execution_options(isolation_level="READ COMMITTED")
        run(locking, "LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
        with unavailable(trouble), store.write() as transaction:
            transaction.events.lock_for_no_key_update(sample.event)
        locking.rollback()
    with store.write() as transaction:
        transaction.events.lock_for_no_key_update(sample.event)
    store.close()


def test_a_pool_with_every_connection_in_use_is_reported_as_busy(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "POOL_SECONDS", 0.1)
    store = Store.open(database_url, pool_min=1, pool_max=1)
    with (
        store.read(),
        unavailable(ConnectionsInUse(store.name)),
        store.read(),
    ):
        pytest.fail("one connection for two")
    store.close()


def test_a_server_in_recovery_is_reported_as_read_only(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    with unavailable(ServerTrouble.READ_ONLY), store.read() as transaction:
        transaction.installation.set("a", "1")
    store.close()


def test_an_account_without_the_right_is_reported(fragile_server: OwnServer) -> None:
    own = fragile_server
    own.server.run("CREATE ROLE guest LOGIN")
    with own.server.database() as url:
        made = Store.open(url)
        made.upgrade()
        made.close()
        store = Store.open(url.replace("//postgres", "//guest"))
        with unavailable(ServerTrouble.RIGHT_MISSING), store.read() as transaction:
            transaction.people.count()
        store.close()


def test_a_connection_that_the_server_closes_is_reported_and_the_next_use_works(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    sample = fill(store)
    with unavailable(ServerTrouble.STOPPING, ServerTrouble.CONNECTION_LOST):
        _write_while(store, lambda: _cut_everybody_else(postgres_url))
    with store.read() as transaction:
        assert transaction.installation.get("a") is None
        assert transaction.events.get(sample.event) is not None
    _write_while(store, lambda: None)  # the control: uncut, it is saved
    with store.read() as transaction:
        assert transaction.installation.get("a") == "1"
    store.close()


def test_a_killed_server_is_reported_and_the_same_store_works_when_it_is_back(
    fragile_server: OwnServer,
) -> None:
    own = fragile_server
    with own.server.database() as url:
        store = Store.open(url)
        store.upgrade()
        with unavailable(ServerTrouble.STOPPING, ServerTrouble.CONNECTION_LOST):
            _write_while(store, own.kill)
        with unavailable(ServerTrouble.UNREACHABLE):
            store.check_revision()
        own.start()
        store.check_revision()
        with store.read() as transaction:
            assert transaction.installation.get("a") is None
        _write_while(store, lambda: None)
        store.close()


def test_mistakes_of_this_program_are_not_reported_as_faults_of_the_database(store: Store) -> None:
    sample = fill(store)
    with pytest.raises(IntegrityError), store.write() as transaction:
        transaction.guests.add(sample.event, sample.group)  # a group is no participant
    with pytest.raises(DBAPIError, match="syntax") as mistake, store.read() as transaction:
        transaction.events._connection.execute(text("SELEKT 1"))  # noqa: SLF001 -- a mistake nobody ships
    assert not isinstance(mistake.value, StorageUnavailable | StorageUnfit)


def test_an_error_in_the_middle_leaves_nothing_behind(store: Store) -> None:
    def stumble() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        _write_while(store, stumble)
    with store.read() as transaction:
        assert transaction.installation.get("a") is None


def _expect(url: str, trouble: FileTrouble | ServerTrouble) -> None:
    store = Store.open(url)
    for act in (store.check_revision, store.upgrade, lambda: _write_while(store, lambda: None)):
        with unavailable(trouble) as failure:
            act()
        assert SECRET not in str(failure.value)
    store.close()


def _write_while(store: Store, happening: Callable[[], object]) -> None:
    with store.write() as transaction:
        transaction.installation.set("a", "1")
        happening()
        transaction.installation.set("b", "1")


def _fill_the_disk(store: Store) -> None:
    with store.write() as transaction:
        connection = transaction.events._connection  # noqa: SLF001 -- a full disk is had no other way
        connection.exec_driver_sql("PRAGMA max_page_count = 1").close()
        for number in range(100):
            transaction.installation.set(f"{number}", "x" * 100_000)


def _cut_everybody_else(url: str) -> None:
    with foreign_program(url) as connection:
        run(
            connection,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )


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
