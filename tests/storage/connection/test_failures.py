"""Faults that both engines have end in one fact each, and mistakes of this program in none."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import (
    ConnectionsInUse,
    LacksTables,
    NotPrepared,
    RevisionAhead,
    RevisionBehind,
    RevisionForeign,
    UnfitCause,
)
from kiosk.storage.connection import engine
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from tests.storage.connection.failing import write_while
from tests.storage.raw import foreign_program, run
from tests.storage.sample import fill
from tests.storage_faults import unavailable, unfit


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
        write_while(store, stumble)
    with store.read() as transaction:
        assert transaction.installation.get("a") is None
