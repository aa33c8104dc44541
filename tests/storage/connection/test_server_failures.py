"""Every fault of a PostgreSQL server ends in one fact without a password."""

import socket
from collections.abc import Iterator

import pytest

from kiosk.domain.faults.storage import ServerTrouble
from kiosk.storage.connection import engine
from kiosk.storage.store import Store
from tests.databases import OwnServer, own_server
from tests.storage.connection.failing import SECRET, expect_everywhere, write_while
from tests.storage.raw import foreign_program, run
from tests.storage.sample import fill
from tests.storage_faults import unavailable


@pytest.fixture(scope="module")
def fragile_server() -> Iterator[OwnServer]:
    """Yields a server for this module only, which its tests kill and lock down."""
    with own_server() as own:
        yield own


def test_an_absent_server_is_reported_as_unreachable() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    expect_everywhere(f"postgresql://kiosk:{SECRET}@127.0.0.1:{port}/kiosk", ServerTrouble.UNREACHABLE)


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
    expect_everywhere(f"postgresql://kiosk:{SECRET}@nobody-knows.invalid/kiosk", ServerTrouble.NAME_UNKNOWN)


def test_a_wrong_password_is_reported_and_not_shown(fragile_server: OwnServer) -> None:
    own = fragile_server
    own.server.run("CREATE ROLE walter LOGIN PASSWORD 'right'")
    rules = own.folder / "pg_hba.conf"
    rules.write_text("local all walter scram-sha-256\n" + rules.read_text())
    own.server.run("SELECT pg_reload_conf()")
    wrong = own.server.admin.set(username="walter", password=SECRET)
    expect_everywhere(wrong.render_as_string(hide_password=False), ServerTrouble.LOGIN_REFUSED)
    right = Store.open(wrong.set(password="right").render_as_string(hide_password=False))  # noqa: S106 -- a test's own
    assert right.revision() is None  # the control
    right.close()


def test_a_missing_database_is_reported(postgres_url: str) -> None:
    expect_everywhere(postgres_url.replace("kiosk_test_", "gone_"), ServerTrouble.DATABASE_MISSING)


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
        write_while(store, lambda: _cut_everybody_else(postgres_url))
    with store.read() as transaction:
        assert transaction.installation.get("a") is None
        assert transaction.events.get(sample.event) is not None
    write_while(store, lambda: None)  # the control: uncut, it is saved
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
            write_while(store, own.kill)
        with unavailable(ServerTrouble.UNREACHABLE):
            store.check_revision()
        own.start()
        store.check_revision()
        with store.read() as transaction:
            assert transaction.installation.get("a") is None
        write_while(store, lambda: None)
        store.close()


def _cut_everybody_else(url: str) -> None:
    with foreign_program(url) as connection:
        run(
            connection,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
