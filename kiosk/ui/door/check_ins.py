"""Check-ins on their way to the database: each person has an answer or a failure within seconds."""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.clock import Clock
from kiosk.domain.errors import Cancelled, StorageUnavailable
from kiosk.domain.scan import Answer, Method, Scan
from kiosk.domain.storage_faults import NoAnswerInTime, TooManyWaiting
from kiosk.ui.common.background import Background

ANSWERED_WITHIN = timedelta(seconds=4.5)
"""From the act to an answer or a failure on the screen, whatever the database does."""

_MAX_UNDER_WAY = 8  # scans that a slow database keeps waiting; more would answer people who have left
_MAX_UNANSWERED = 64  # codes whose ids are kept; more is a flood

_log = logging.getLogger(__name__)

Identify = Callable[[str | None], str | None]
"""Reduces a code to what it stands for: None for a walk-in, however it was asked for."""


@dataclass(slots=True, eq=False)
class _Try:
    """One scan that was offered to the database.

    Attributes:
        scan: The act.
        stands_for: Its code, identified.
        deadline: Runs until the person has an answer, or sends them away with a failure.
        is_over: The person has an answer or a failure.
    """

    scan: Scan
    stands_for: str | None
    deadline: QTimer
    is_over: bool = False


class CheckIns(QObject):
    """Hands scans to the database's thread, and keeps a scan's id until somebody has an answer.

    Lives in the GUI thread. An answer that comes after its person was sent away with a failure is
    nobody's any more: it is kept, by its id, for when they show the same code again.

    Signals:
        answered: A scan has its answer, in time.
        failed: A scan has none; the exception says why.
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
        """Answers nobody any more; returns the thread that check-ins are made in, for its end."""
        for each in self._under_way:
            each.deadline.stop()
        return self._background

    def offer(self, method: Method, text: str | None) -> None:
        """Takes a code that was held up or typed, or a tap on Walk-in (None).

        A code that is under way already gets no second try: its answer is for whoever shows it.
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
        """Keeps the id of a scan whose answer nobody saw: the person will show the code again."""
        self._unanswered.setdefault(self._identify(scan.text), deque()).append(scan.id)

    def _run(self, offered: _Try) -> Answer:
        if offered.is_over:  # its person was sent away while it waited behind others
            raise Cancelled
        return self._check_in(offered.scan)

    def _answer(self, offered: _Try, answer: Answer) -> None:
        if offered.is_over:
            _log.info("an answer came after its person was told to try again: %s", answer.outcome)
            if not answer.is_checked_in:
                self._forget(offered)  # no row was made: their next try is another act
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
