"""A question to a database that may never answer, with a time limit of some seconds."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.domain.errors import EXPECTED_FAULTS, StorageUnavailable
from kiosk.domain.faults.storage import NoAnswerInTime

T = TypeVar("T")

ANSWER_LIMIT_MS = 5000
"""The time limit of an answer, in milliseconds."""

_MOST_AT_ONCE = 3  # the most threads that may wait for a silent database
_log = logging.getLogger(__name__)


class TimedQuestion(QObject):
    """Asks one question at a time, each in its own daemon thread.

    Lives in the GUI thread. An answer that comes too late is dropped.
    """

    _finished = Signal(int, object, object)

    def __init__(self, name: str, parent: QObject, *, patience_ms: int = ANSWER_LIMIT_MS) -> None:
        super().__init__(parent)
        self._name = name
        self._number = 0
        self._threads: list[threading.Thread] = []
        self._success: Callable[[object], None] | None = None
        self._failure: Callable[[Exception], None] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._give_up)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, ask: Callable[[], T], *, success: Callable[[T], None], failure: Callable[[Exception], None]
    ) -> None:
        """Asks a question; the answer of an earlier one is dropped.

        Args:
            ask: Asks the question and returns the answer; it may never return.
            success: Receives the answer, in the GUI thread.
            failure: Receives the exception, or StorageUnavailable when no answer came in time.
        """
        self.drop()
        number = self._number
        self._success = success  # type: ignore[assignment] # gets what its own question answered
        self._failure = failure
        self._threads = [each for each in self._threads if each.is_alive()]
        self._patience.start()
        if len(self._threads) >= _MOST_AT_ONCE:
            self._patience.start(0)
            return
        thread = threading.Thread(target=self._ask, args=(number, ask), name=self._name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def drop(self) -> None:
        """Drops the answer of the open question."""
        self._number += 1
        self._success = self._failure = None
        self._patience.stop()

    def _ask(self, number: int, ask: Callable[[], object]) -> None:
        answer: object = None
        error: Exception | None = None
        try:
            answer = ask()
        except Exception as fault:  # noqa: BLE001 -- after any error somebody waits for an answer
            if not isinstance(fault, EXPECTED_FAULTS):
                _log.error("a question in the background failed", exc_info=fault)
            error = fault
        with suppress(RuntimeError):  # the window was deleted
            self._finished.emit(number, answer, error)

    def _deliver(self, number: int, answer: object, error: Exception | None) -> None:
        if number != self._number:
            return
        success, failure = self._success, self._failure
        self.drop()
        if error is not None and failure is not None:
            failure(error)
        elif error is None and success is not None:
            success(answer)

    def _give_up(self) -> None:
        failure = self._failure
        self.drop()
        if failure is not None:
            failure(StorageUnavailable(NoAnswerInTime()))
