"""Threads that do blocking work in order, each bringing its results back to the GUI thread."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.domain.errors import EXPECTED_FAULTS, Cancelled

GRACE_SECONDS = 0.25
"""Seconds that a closing window waits for running work, and again after it was interrupted."""

SCANNER_GRACE_SECONDS = 5.0
"""The same in seconds while a scanner's process is being ended, which must not be left running."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Task:
    """One piece of work, with the functions that get its result in the GUI thread."""

    work: Callable[[], object]
    success: Callable[[Any], None]
    failure: Callable[[Exception], None]


class Background(QObject):
    """One thread that waits for a database or a device while a window is open.

    Lives in the GUI thread. Work runs strictly in the order it was submitted. The thread is a daemon:
    a disk or a server that never answers must not keep a closed program alive.
    """

    _finished = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._is_stopped = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """True from the first work until the thread has ended."""
        return self._thread.is_alive()

    def submit(
        self, work: Callable[[], T], *, success: Callable[[T], None], failure: Callable[[Exception], None]
    ) -> None:
        """Runs work in the thread, then success or failure with its result in the GUI thread.

        The work runs in the present language of the caller.

        Exceptions that are not a known kind of fault are logged whole before failure gets them.
        """
        if self._is_stopped:
            return
        if self._thread.ident is None:
            self._thread.start()
        in_this_language = partial(copy_context().run, work)
        self._tasks.put(_Task(in_this_language, success, failure))

    def stop(self) -> None:
        """Drops the work that has not begun, and delivers no further results. Does not wait."""
        self._is_stopped = True
        self._tasks.put(None)

    def join(self, seconds: float) -> None:
        """Waits until the thread has ended, for at most this many seconds."""
        if self._thread.ident is not None:
            self._thread.join(max(0.0, seconds))

    def shutdown(
        self, interrupt: Callable[[], object] | None = None, *, grace_seconds: float = GRACE_SECONDS
    ) -> None:
        """Stops, and waits a moment for running work, as shut_down does for several threads."""
        shut_down((self,), interrupt, grace_seconds=grace_seconds)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            if self._is_stopped:
                continue
            try:
                result = task.work()
            except Exception as error:  # noqa: BLE001 -- the caller gets it, whatever it is
                if not isinstance(error, (*EXPECTED_FAULTS, Cancelled)) and not self._is_stopped:
                    _log.error("background work failed", exc_info=error)
                self._send(task.failure, error)
            else:
                self._send(task.success, result)

    def _send(self, receiver: Callable[[Any], None], result: object) -> None:
        if not self._is_stopped:  # afterwards this object may be gone
            self._finished.emit(receiver, result)

    @Slot(object, object)
    def _deliver(self, receiver: Callable[[Any], None], result: object) -> None:
        if not self._is_stopped:
            receiver(result)


def shut_down(
    threads: Iterable[Background],
    interrupt: Callable[[], object] | None = None,
    *,
    grace_seconds: float = GRACE_SECONDS,
) -> None:
    """Stops several threads and waits a moment for their running work.

    Args:
        threads: The threads; all together get the time of one.
        interrupt: Makes their waits fail; called when they do not end by themselves.
        grace_seconds: How long they get, and the same time again after the interruption. A thread that has
            not ended then is left behind; it ends with the program.
    """
    stopped = list(threads)
    for each in stopped:
        each.stop()
    _join_all(stopped, grace_seconds)
    if interrupt is not None and any(each.is_running for each in stopped):
        interrupt()
        _join_all(stopped, grace_seconds)
    left = [each for each in stopped if each.is_running]
    if left:
        _log.info("%d thread(s) still wait for an answer and are left behind", len(left))


def _join_all(threads: Iterable[Background], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    for each in threads:
        each.join(deadline - time.monotonic())
