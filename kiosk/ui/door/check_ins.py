"""Check-ins that wait for the database: each person gets an answer or a failure within seconds."""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.check_in.scan import Answer, Method, Scan
from kiosk.domain.clock import Clock
from kiosk.domain.errors import Cancelled, StorageUnavailable
from kiosk.domain.faults.storage import NoAnswerInTime, TooManyWaiting
from kiosk.ui.common.background import Background

ANSWERED_WITHIN = timedelta(seconds=4.5)
"""The longest time from a scan to its answer or failure on the screen, whatever the database does."""

_MAX_UNDER_WAY = 8  # scans that may wait for a slow database; others fail at once
_MAX_UNANSWERED = 64  # codes whose scan ids are kept, to limit memory

_log = logging.getLogger(__name__)

Identify = Callable[[str | None], str | None]
"""Returns the canonical form of a code; None for a walk-in, by button or by the event's code."""


@dataclass(slots=True, eq=False)
class _Try:
    """One scan that was submitted to the database.

    Attributes:
        scan: The scan itself.
        stands_for: The canonical form of its code; None for a walk-in.
        deadline: Runs until the person has an answer; when it ends, they see a failure.
        is_over: The person has an answer or a failure.
    """

    scan: Scan
    stands_for: str | None
    deadline: QTimer
    is_over: bool = False


class CheckIns(QObject):
    """Hands scans to the database's thread, and keeps a scan's id until somebody sees its answer.

    Lives in the GUI thread. An answer that comes after its person saw a failure is not shown to the
    next person. Its scan id is kept for when somebody shows the same code again.

    Signals:
        answered: A scan got its answer in time.
        failed: A scan got no answer in time; the exception is the reason.
    """

    answered = Signal(Scan, Answer)
    failed = Signal(Scan, object)

    def __init__(
        self,
        check_in: Callable[[Scan], Answer],
        identify: Identify,
        clock: Clock,
        parent: QObject | None = None,
        *,
        answered_within: timedelta = ANSWERED_WITHIN,
    ) -> None:
        super().__init__(parent)
        self._check_in = check_in
        self._identify = identify
        self._clock = clock
        self._answered_within = answered_within
        self._under_way: list[_Try] = []
        self._unanswered: OrderedDict[str | None, deque[UUID]] = OrderedDict()
        self._background = Background("database", self)

    @property
    def is_waiting(self) -> bool:
        """True while somebody waits for an answer."""
        return bool(self._under_way)

    def stop(self) -> Background:
        """Stops the deadlines; returns the thread that makes the check-ins, for the caller to end."""
        for each in self._under_way:
            each.deadline.stop()
        return self._background

    def offer(self, method: Method, text: str | None) -> None:
        """Submits a code that was held up or typed, or a tap on Walk-in (None).

        A code that already waits for an answer is not submitted twice.
        """
        if any((each.scan.method, each.scan.text) == (method, text) for each in self._under_way):
            return
        stands_for = self._identify(text)
        kept = self._unanswered.get(stands_for)
        scan = Scan(
            id=kept.popleft() if kept else uuid4(),
            method=method,
            text=text,
            scanned_at=self._clock(),
            may_be_recorded=kept is not None,
        )
        offered = _Try(scan, stands_for, QTimer(self))
        if kept is not None and not kept:
            del self._unanswered[stands_for]
        if len(self._under_way) >= _MAX_UNDER_WAY:
            self._fail(offered, StorageUnavailable(TooManyWaiting()))
            return
        self._under_way.append(offered)
        offered.deadline.timeout.connect(partial(self._give_up, offered))
        offered.deadline.start(round(self._answered_within / timedelta(milliseconds=1)))
        self._background.submit(
            partial(self._run, offered),
            success=partial(self._answer, offered),
            failure=partial(self._fail, offered),
        )

    def keep(self, scan: Scan) -> None:
        """Keeps the id of a scan whose answer nobody saw, for when the person shows the code again."""
        self._unanswered.setdefault(self._identify(scan.text), deque()).append(scan.id)

    def _run(self, offered: _Try) -> Answer:
        if offered.is_over:  # its person saw a failure while it waited behind others
            raise Cancelled
        return self._check_in(offered.scan)

    def _answer(self, offered: _Try, answer: Answer) -> None:
        if offered.is_over:
            _log.info("an answer came after its person was asked to try again: %s", answer.outcome)
            if not answer.is_checked_in:
                self._forget(offered)  # nothing was recorded: their next try is another scan
            return
        self._end(offered)
        self.answered.emit(offered.scan, answer)

    def _give_up(self, offered: _Try) -> None:
        _log.warning("a check-in could not be recorded in time, and may be later")
        self._fail(offered, StorageUnavailable(NoAnswerInTime()))

    def _fail(self, offered: _Try, error: Exception) -> None:
        if offered.is_over:
            return
        self._end(offered)
        self._unanswered.setdefault(offered.stands_for, deque()).append(offered.scan.id)
        while len(self._unanswered) > _MAX_UNANSWERED:
            self._unanswered.popitem(last=False)
        self.failed.emit(offered.scan, error)

    def _end(self, offered: _Try) -> None:
        offered.is_over = True
        offered.deadline.stop()
        offered.deadline.deleteLater()
        if offered in self._under_way:
            self._under_way.remove(offered)

    def _forget(self, offered: _Try) -> None:
        kept = self._unanswered.get(offered.stands_for)
        if kept is not None and offered.scan.id in kept:
            kept.remove(offered.scan.id)
            if not kept:
                del self._unanswered[offered.stands_for]
