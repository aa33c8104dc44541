"""A database that stops answering without closing the connection is noticed, and not awaited for ever."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import pytest
from sqlalchemy import make_url, text

from kiosk.app.rehearsal.network import Link, linked
from kiosk.domain.faults.storage import FileTrouble, ServerTrouble
from kiosk.storage.connection import deadline, engine
from kiosk.storage.store import Store
from tests.databases import PostgresServer
from tests.storage.raw import ask, foreign_program
from tests.storage_faults import unavailable
from tests.waiting import until

LONG = 30
"""Seconds in which each of these waits ends; without the deadline none would."""

SILENT = (ServerTrouble.SILENT, ServerTrouble.UNREACHABLE)

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@dataclass(frozen=True)
class Far:
    """A store on a server behind a link, and a thread that works with it."""

    store: Store
    link: Link
    thread: ThreadPoolExecutor

    def write(self, during: Callable[[], object], *, is_patient: bool = False) -> Future[None]:
        return self.thread.submit(_write, self.store, during, is_patient=is_patient)


@pytest.fixture
def far(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    monkeypatch.setattr(deadline, "SILENCE_SECONDS", 0.5)
    monkeypatch.setattr(deadline, "PING_SECONDS", 0.3)
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 2)  # libpq's least
    with linked(postgres_url) as link, closing(Store.open(link.url)) as store, ThreadPoolExecutor(1) as one:
        _write(store, lambda: None)  # a connection waits in the pool
        yield Far(store, link, one)


@pytest.mark.parametrize("requests", [True, False])
def test_a_server_that_falls_silent_during_a_query_is_given_up(far: Far, *, requests: bool) -> None:
    asked = far.write(lambda: far.link.silence(requests=requests))
    with unavailable(ServerTrouble.SILENT):
        asked.result(timeout=LONG)
    far.link.restore()
    far.write(lambda: None).result(timeout=LONG)  # the same store goes on


def test_without_the_deadline_a_silent_server_would_be_awaited(
    far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "SILENCE_SECONDS", 1000)
    asked = far.write(far.link.silence)
    with pytest.raises(TimeoutError):
        asked.result(timeout=3)
    far.link.restore()
    asked.result(timeout=LONG)


def test_a_server_that_fell_silent_between_two_queries_is_given_up(far: Far) -> None:
    far.link.silence()
    with unavailable(ServerTrouble.UNREACHABLE):
        far.write(lambda: None).result(timeout=LONG)
    far.link.restore()
    far.write(lambda: None).result(timeout=LONG)


def test_after_a_silence_during_the_commit_it_is_unknown_whether_it_was_saved(
    far: Far, postgres_url: str
) -> None:
    with unavailable(ServerTrouble.PERHAPS_SAVED):
        far.thread.submit(_save_in_silence, far).result(timeout=LONG)
    with foreign_program(postgres_url) as other:  # the request reached the server; only the answer was lost
        assert until(lambda: ask(other, "SELECT value FROM installation WHERE key = 'saved'") == "1")


def test_an_export_continues_while_the_server_is_working(far: Far) -> None:
    far.write(lambda: None, is_patient=True).result(timeout=LONG)
    slow = far.thread.submit(_ask, far.store, "SELECT pg_sleep(2)", is_patient=True)
    assert slow.result(timeout=LONG) == ""
    # Control: an impatient transaction fails instead.
    with unavailable(*SILENT):
        far.thread.submit(_ask, far.store, "SELECT pg_sleep(2)").result(timeout=LONG)


def test_a_server_that_takes_a_second_for_its_answer_is_waited_for(
    far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "SILENCE_SECONDS", LONG)
    assert far.thread.submit(_ask, far.store, "SELECT pg_sleep(1)").result(timeout=LONG) == ""


def test_an_export_continues_while_the_server_accepts_no_more_connections(
    far: Far, postgres_server: PostgresServer, postgres_url: str
) -> None:
    far.write(lambda: None, is_patient=True).result(timeout=LONG)
    postgres_server.run(f'ALTER DATABASE "{make_url(postgres_url).database}" ALLOW_CONNECTIONS false')
    slow = far.thread.submit(_ask, far.store, "SELECT pg_sleep(2)", is_patient=True)
    assert slow.result(timeout=LONG) == ""


def test_an_export_is_given_up_when_the_server_answers_no_connection(far: Far) -> None:
    export = far.write(far.link.silence, is_patient=True)
    with unavailable(*SILENT):
        export.result(timeout=LONG)


def test_patience_ends_with_the_report_that_needed_it(far: Far) -> None:
    far.write(lambda: None, is_patient=True).result(timeout=LONG)
    with unavailable(*SILENT):
        far.thread.submit(_ask, far.store, "SELECT pg_sleep(2)").result(timeout=LONG)


def test_an_upgrade_of_a_server_that_falls_silent_is_given_up(far: Far) -> None:
    far.link.silence()
    with unavailable(*SILENT):
        far.thread.submit(far.store.upgrade).result(timeout=LONG)


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_a_running_statement_can_be_ended_from_another_thread(
    request: pytest.FixtureRequest, engine_name: str
) -> None:
    url = request.getfixturevalue("sqlite_url" if engine_name == "sqlite" else "postgres_url")
    asked = _ENDLESS if engine_name == "sqlite" else "SELECT pg_sleep(600)"
    with closing(Store.open(url)) as store, ThreadPoolExecutor(1) as thread:
        running = thread.submit(_ask, store, asked, is_patient=True)
        with pytest.raises(TimeoutError):
            running.result(timeout=0.5)  # the control: it does not end by itself
        store.interrupt()
        with unavailable(FileTrouble.INTERRUPTED, ServerTrouble.CONNECTION_LOST):
            running.result(timeout=LONG)
        assert _ask(store, "SELECT 1") == 1  # and the store goes on


def test_the_limits_of_the_server_are_shorter_than_the_limit_of_silence() -> None:
    assert engine.LOCK_SECONDS < engine.STATEMENT_SECONDS < deadline.SILENCE_SECONDS == 5
    assert deadline.PING_SECONDS == 2


def _write(store: Store, during: Callable[[], object], *, is_patient: bool = False) -> None:
    with store.write(is_patient=is_patient) as transaction:
        transaction.installation.set("a", "1")
        during()
        transaction.installation.set("b", "1")


def _save_in_silence(far: Far) -> None:
    with far.store.write() as transaction:
        transaction.installation.set("saved", "1")
        far.link.silence(requests=False)


def _ask(store: Store, asked: str, *, is_patient: bool = False) -> object:
    with store.read(is_patient=is_patient) as transaction:
        return transaction.reports._connection.execute(text(asked)).scalar()  # noqa: SLF001 -- no query of ours hangs
