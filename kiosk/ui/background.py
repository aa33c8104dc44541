"""One thread that does blocking work in order, and brings each result back to the GUI thread."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.domain.errors import FAULTS_WITH_SENTENCES, Cancelled

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Background(QObject):
    """The thread that owns the database while a window is open.

    Lives in the GUI thread. Work runs strictly in the order it was submitted.
    """

    _finished = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._is_shut_down = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self, work: Callable[[], T], *, success: Callable[[T], None], failure: Callable[[Exception], None]
    ) -> None:
        """Runs work in the thread, then success or failure with its result in the GUI thread.

        Exceptions that are not a known kind of fault are logged whole before failure is told.
        """

        def deliver(done: Future[T]) -> None:
            if done.cancelled():
                return
            error = done.exception()
            if error is None:
                self._finished.emit(success, done.result())
            elif isinstance(error, Exception):
                if not isinstance(error, (*FAULTS_WITH_SENTENCES, Cancelled)):
                    _log.error("background work failed", exc_info=error)
                self._finished.emit(failure, error)

        self._thread.submit(work).add_done_callback(deliver)

    def shutdown(self) -> None:
        """Waits for the work under way and drops what has not begun; no result is delivered after."""
        self._is_shut_down = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object)
    def _deliver(self, callback: Callable[[Any], None], result: object) -> None:
        if not self._is_shut_down:
            callback(result)
