"""Runs the database work of a desk's screens: short queries in one thread, long jobs in another."""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from kiosk.domain.errors import Cancelled, StorageUnavailable
from kiosk.domain.news import News
from kiosk.domain.progress import ProgressCallback
from kiosk.services.database import Database
from kiosk.services.live.change_feed import Watch, watch
from kiosk.ui.common.background import Background, shut_down

T = TypeVar("T")

_PROGRESS_SECONDS = 0.05


class Job(QObject):
    """One long job. It ends with exactly one of the signals succeeded, failed and cancelled.

    Signals:
        progressed: How much is done, and of how much or None.
        succeeded: The result.
        failed: The exception.
        cancelled: It was cancelled, and changed nothing.
    """

    progressed = Signal(int, object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_cancelled = False
        self._reported_at = 0.0

    def cancel(self) -> None:
        """Asks it to end; it does at its next report of progress."""
        self._is_cancelled = True

    def report_progress(self, done: int, total: int | None) -> None:
        """Reports progress; called in the job's thread.

        Raises:
            Cancelled: It was cancelled.
        """
        if self._is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._reported_at >= _PROGRESS_SECONDS:
            self._reported_at = now
            self.progressed.emit(done, total)

    def succeed(self, result: object) -> None:
        """Ends it with a result."""
        self.succeeded.emit(result)

    def fail(self, error: Exception) -> None:
        """Ends it with an exception, or as cancelled."""
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)


class DatabaseWorker(QObject):
    """The threads that use the database for a desk. Lives in the GUI thread.

    Queries are answered one after the other in the order they were asked; a job runs beside them.

    Signals:
        changed: Something was stored; News of it. Emitted in the thread that stored it, before the answer.
    """

    changed = Signal(object)

    def __init__(self, database: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database.reporting(self._report)
        self._is_shut_down = False
        self._questions = Background("desk", self)
        self._jobs = Background("desk-job", self)
        self._newest: dict[object, int] = {}
        self._running: set[Job] = set()
        self._open_questions = 0
        self._away: StorageUnavailable | None = None  # the newest; only the queries' thread uses these two
        self._away_at = 0.0

    def ask(
        self,
        question: Callable[[Database], T],
        *,
        success: Callable[[T], None],
        failure: Callable[[Exception], None],
        asker: QObject,
        instead_of: object = None,
    ) -> None:
        """Runs a query in the background, and passes its result to the GUI thread while the asker exists.

        Args:
            question: The query. Gets the database; runs in the database's thread.
            success: Gets the result.
            failure: Gets the exception; unknown kinds are in the log already.
            asker: The object that asks: once it is deleted, neither function is called.
            instead_of: A key. Of several queries with one key only the last is answered, and earlier ones
                that have not begun are dropped.
        """
        number = 0
        key = None if instead_of is None else (id(asker), instead_of)
        if key is not None:
            number = self._newest.get(key, 0) + 1
            self._newest[key] = number

        def is_wanted() -> bool:
            return key is None or self._newest.get(key) == number

        def answer(result: T) -> None:
            self._open_questions -= 1
            if is_wanted() and isValid(asker):
                success(result)

        asked_at = time.monotonic()

        def ask() -> T:
            if not is_wanted():
                raise Cancelled
            return self._answer(question, asked_at)

        def fail(error: Exception) -> None:
            self._open_questions -= 1
            if not isinstance(error, Cancelled) and is_wanted() and isValid(asker):
                failure(error)

        self._open_questions += 1
        self._questions.submit(ask, success=answer, failure=fail)

    def start(self, work: Callable[[Database, ProgressCallback], T]) -> Job:
        """Starts a long job in a thread of its own; another waits until it is done.

        Args:
            work: Gets the database, and a function that reports its progress and raises Cancelled once
                the job is cancelled.

        Returns:
            The job, whose signals report its progress and its end.
        """
        job = Job(self)
        self._running.add(job)

        def end(deliver: Callable[[T], None] | Callable[[Exception], None], result: object) -> None:
            self._running.discard(job)
            deliver(result)  # type: ignore[arg-type] # each gets the type that it was made for
            job.deleteLater()

        self._jobs.submit(
            lambda: work(self._database, job.report_progress),
            success=partial(end, job.succeed),
            failure=partial(end, job.fail),
        )
        return job

    def watch(self, report: Callable[[News], None]) -> Watch:
        """Starts to report each change of the database, by any program, until the watch is stopped.

        Args:
            report: Called in the watch's own thread; it must not wait for anything.
        """
        return watch(self._database, report)

    @property
    def is_busy(self) -> bool:
        """True while a job or a query is running or waiting."""
        return bool(self._running or self._open_questions)

    @property
    def has_questions(self) -> bool:
        """True while a query is running or waiting."""
        return bool(self._open_questions)

    @property
    def has_jobs(self) -> bool:
        """True while a job runs or waits."""
        return bool(self._running)

    def shutdown(self) -> None:
        """Cancels the jobs, waits a moment for running work, and delivers no further results."""
        self._is_shut_down = True
        for job in self._running:
            job.cancel()
        shut_down((self._questions, self._jobs), self._database.interrupt)

    def _report(self, news: News) -> None:
        if not self._is_shut_down:  # afterwards this object may be gone
            self.changed.emit(news)

    def _answer(self, question: Callable[[Database], T], asked_at: float) -> T:
        if self._away is not None and asked_at < self._away_at:
            raise self._away  # it was asked before this fault was known, and would wait as long
        try:
            return question(self._database)
        except StorageUnavailable as error:
            if error.is_away:
                self._away, self._away_at = error, time.monotonic()
            raise
