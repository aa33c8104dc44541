"""Queries and jobs of a page run beside the GUI thread, and end with the page or the desk."""

import threading
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from kiosk.domain.faults.storage import ServerTrouble
from kiosk.domain.progress import ProgressCallback
from kiosk.services.database import Database
from kiosk.services.transactions import reading
from kiosk.storage.store import Store
from kiosk.ui.common.background import Background
from tests.storage_faults import faulty
from tests.ui.desk.evening import Desk

ENDLESS = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")


def test_a_query_in_the_gui_thread_is_detected(sqlite_url: str, stalls: list[str], qtbot: QtBot) -> None:
    store = Store.open(sqlite_url)
    background = Background("test")
    store.check_revision()  # by the test itself
    done: list[object] = []
    background.submit(store.check_revision, success=done.append, failure=done.append)
    qtbot.waitUntil(lambda: done == [None])
    assert stalls == []
    background._deliver(lambda _: store.check_revision(), None)  # noqa: SLF001 -- a screen that queries
    assert {each.split(":")[0] for each in stalls} == {"background.py"}
    stalls.clear()
    background.shutdown()
    store.close()


def test_of_quick_queries_only_the_last_is_answered(desk: Desk) -> None:
    held = threading.Event()
    answers: list[object] = []
    asked: list[int] = []
    work, asker = desk.context.work, desk.window

    def question(number: int, _database: Database) -> int:
        asked.append(number)
        held.wait(5)
        return number

    for number in range(5):
        work.ask(
            partial(question, number),
            success=answers.append,
            failure=answers.append,
            asker=asker,
            instead_of="search",
        )
    held.set()
    desk.settle()
    assert answers == [4]
    assert asked in ([0, 4], [4])


@pytest.mark.parametrize("is_away", [True, False])
def test_queries_behind_one_that_could_not_reach_the_database_fail_with_it(
    desk: Desk, *, is_away: bool
) -> None:
    may_fail = threading.Event()
    answers: list[object] = []
    fault = faulty(ServerTrouble.UNREACHABLE, is_away=is_away)

    def wait(_database: Database) -> None:
        may_fail.wait(5)
        raise fault

    for question in (wait, lambda _database: "answered"):
        desk.context.work.ask(question, success=answers.append, failure=answers.append, asker=desk.window)
    may_fail.set()
    desk.settle()
    assert answers == [fault, fault if is_away else "answered"]
    desk.context.work.ask(
        lambda _database: "back", success=answers.append, failure=answers.append, asker=desk.window
    )
    desk.settle()
    assert answers[-1] == "back"  # a second try queries the database


def test_a_desk_closes_while_its_database_is_silent(desk: Desk) -> None:
    begun = threading.Event()

    def endless(store: Database) -> None:
        with reading(store, is_patient=True) as transaction:
            begun.set()
            transaction.reports._connection.execute(ENDLESS)  # noqa: SLF001 -- no query of the program hangs

    answers: list[object] = []
    desk.context.work.ask(endless, success=answers.append, failure=answers.append, asker=desk.window)
    assert begun.wait(5)
    desk.context.work.shutdown()  # a thread that still runs fails the guard
    assert answers == []


def test_a_job_reports_its_progress_and_ends_when_cancelled(desk: Desk, qtbot: QtBot) -> None:
    halfway = threading.Event()

    def count(_database: Database, on_progress: ProgressCallback) -> int:
        for number in range(1_000_000):
            on_progress(number, 1_000_000)
            halfway.set()
        return 1_000_000

    job = desk.context.work.start(count)
    ends: list[str] = []
    job.succeeded.connect(lambda _result: ends.append("succeeded"))
    job.failed.connect(lambda _error: ends.append("failed"))
    with qtbot.waitSignal(job.cancelled):
        assert halfway.wait(5)
        job.cancel()
    assert ends == []
    assert not desk.context.work.has_jobs


def test_closing_the_desk_ends_a_running_job(desk: Desk) -> None:
    begun = threading.Event()

    def never_done(_database: Database, on_progress: ProgressCallback) -> None:
        while True:
            begun.set()
            on_progress(0, None)

    desk.context.work.start(never_done)
    assert begun.wait(5)
    desk.context.work.shutdown()  # a thread that still runs fails the guard


def test_a_deleted_page_gets_no_callback(desk: Desk, qtbot: QtBot) -> None:
    held = threading.Event()
    answers: list[object] = []
    asker = QWidget()
    desk.context.work.ask(
        lambda _database: held.wait(5), success=answers.append, failure=answers.append, asker=asker
    )
    with qtbot.waitSignal(asker.destroyed):
        asker.deleteLater()
    held.set()
    desk.settle()
    assert answers == []
