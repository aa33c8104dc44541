"""The door's controller: connects the window, the scanner and the database's threads.

Everything here runs in the GUI thread; what blocks is handed to the background.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.kiosk import KioskCamera
from kiosk.domain.check_in.scan import Answer, Method, Scan
from kiosk.domain.clock import Clock
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.faults.storage import NoAnswerInTime
from kiosk.scanning.messages import CameraReport, CameraState, CodeSeen
from kiosk.ui.camera.scanner_link import ScannerLink
from kiosk.ui.common.background import Background, shut_down
from kiosk.ui.door.camera_state import kiosk_camera
from kiosk.ui.door.check_ins import ANSWERED_WITHIN, CheckIns, Identify
from kiosk.ui.door.clock_watch import ClockWatch
from kiosk.ui.door.same_hand import SameHand
from kiosk.ui.door.window import DoorWindow
from kiosk.wording.door.screen import fault_for_guests, lost_reason, shut_reason

VIEW_INTERVAL_MS = 1000
"""The interval at which the event is read again: a change made elsewhere shows within two seconds."""

VIEW_PATIENCE_MS = 2500
"""After this time without the event the screen shows that the database does not answer."""

_TICK_MS = 1000
_WAITING_AFTER_MS = 300
_MOST_UNREAD = 100  # codes that are remembered while staff use the screen
_STILL_HERE = timedelta(seconds=3)  # since their code was seen

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DoorServices:
    """The services that a door calls, each with its database.

    Attributes:
        view: Reads the event; called in the background.
        check_in: Decides and records one scan; called in the background, after the first view.
        identify: Returns the canonical form of a code; never waits.
        move: Makes the next scans be of another event; called in the background.
        interrupt: Makes every call that waits for the database fail at once.
    """

    view: Callable[[], DoorStatus]
    check_in: Callable[[Scan], Answer]
    identify: Identify
    interrupt: Callable[[], None]
    move: Callable[[UUID], None]


class DoorController(QObject):
    """One event's door, from a scan to the answer on the screen.

    Signals:
        opened: The event was read for the first time: from now on the door takes scans.
        rejected: The database's first answer was that this door cannot open: the event does not exist,
            the database is not prepared, or it refuses this kiosk. The exception is the reason.
        camera_changed: The camera works, or works no longer; with the KioskCamera.
        answered: A scan was decided and recorded, and its answer is on the screen.
    """

    opened = Signal()
    rejected = Signal(object)
    answered = Signal(Answer)
    camera_changed = Signal(KioskCamera)

    def __init__(
        self,
        window: DoorWindow,
        services: DoorServices,
        link: ScannerLink,
        clock: Clock,
        *,
        answered_within: timedelta = ANSWERED_WITHIN,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._link: ScannerLink | None = None  # None while staff choose another camera
        self._clock = clock
        self._check_ins = CheckIns(
            services.check_in, services.identify, clock, self, answered_within=answered_within
        )
        self._check_ins.answered.connect(self._show_answer)
        self._check_ins.failed.connect(self._show_failure)
        self._viewing = Background("event", self)  # a check-in that waits must not delay reading the event
        self._is_open = False
        self._same_hand = SameHand()
        self._clock_watch = ClockWatch()
        self._failed: set[str] = set()  # codes to try again once their holder has read the failure
        self._early: dict[str, datetime] = {}  # codes held up before the door opened
        self._is_paused = False
        self._unread: set[str] = set()  # codes whose holders got no answer because the door paused
        self._is_viewing = False
        self._is_moved = False  # to another event, which was not shown yet
        self._is_lost = False  # logged once an outage, not once a second
        self._problem: object = None  # the logged reason why the door cannot open
        self._view_timer = self._repeating(VIEW_INTERVAL_MS, self._look)
        self._tick_timer = self._repeating(_TICK_MS, self._tick)
        self._late_view_timer = self._once(VIEW_PATIENCE_MS, self._show_late)
        self._waiting_timer = self._once(_WAITING_AFTER_MS, window.show_waiting)
        window.walk_in_asked.connect(self._walk_in)
        window.code_entered.connect(self._enter_code)
        window.overlay.ended.connect(self._try_again)
        self._join(link)

    @property
    def window(self) -> DoorWindow:
        """Returns the window of this door."""
        return self._window

    @property
    def is_open(self) -> bool:
        """True once the event was read for the first time."""
        return self._is_open

    def start(self) -> None:
        """Begins to read the event at an interval; takes scans once it was read for the first time."""
        self._tick()
        self._tick_timer.start()
        self._look()
        self._view_timer.start()
        if self._link is not None:
            self._link.start()

    @Slot()
    def pause(self) -> None:
        """Stops checking people in while staff use the screen."""
        self._is_paused = True

    @Slot()
    def resume(self) -> None:
        """Checks people in again; a code that is still held up is read again."""
        self._is_paused = False
        unread, self._unread = self._unread, set()
        self._forget(unread)
        self._try_again()

    def unlink(self) -> ScannerLink | None:
        """Stops scanning, not the rest; returns the link, whose scanner the caller ends."""
        left, self._link = self._link, None
        if left is not None:
            left.leave()
            self._window.show_camera(CameraReport(CameraState.OPENING))
        return left

    def relink(self, link: ScannerLink) -> None:
        """Starts scanning again.

        Args:
            link: Connected to a started scanner; the door ends both.
        """
        self._join(link)
        link.start()

    def shutdown(self) -> None:
        """Ends the scanner and the database's threads within a second, even while they wait."""
        for timer in (self._view_timer, self._tick_timer, self._late_view_timer, self._waiting_timer):
            timer.stop()
        if self._link is not None:
            self._link.shutdown()
        shut_down((self._check_ins.stop(), self._viewing), self._services.interrupt)

    def _join(self, link: ScannerLink) -> None:
        self._link = link
        link.code_seen.connect(self._scan_code)
        link.camera_reported.connect(self._show_camera)
        link.advised.connect(self._window.show_advice)
        link.preview_changed.connect(self._window.show_preview)

    @Slot(CameraReport)
    def _show_camera(self, report: CameraReport) -> None:
        self._window.show_camera(report)
        state = kiosk_camera(report.state)
        if state is not None:
            self.camera_changed.emit(state)

    @Slot(CodeSeen)
    def _scan_code(self, seen: CodeSeen) -> None:
        if self._is_open:
            self._offer(Method.CAMERA, seen.text)
        else:
            self._early[seen.text] = self._clock()

    @Slot(str)
    def _enter_code(self, text: str) -> None:
        self._offer(Method.TYPED, text)

    @Slot()
    def _walk_in(self) -> None:
        self._offer(Method.BUTTON, None)

    def _offer(self, method: Method, text: str | None) -> None:
        if self._is_paused:
            self._leave_unread(method, text)
            return
        self._waiting_timer.start()
        self._check_ins.offer(method, text)

    @Slot(Scan, Answer)
    def _show_answer(self, scan: Scan, answer: Answer) -> None:
        self._finish_one()
        if self._is_paused:
            self._check_ins.keep(scan)
            self._leave_unread(scan.method, scan.text)
        elif not self._same_hand.is_beside_another(scan, answer):
            self._window.show_answer(answer)
        elif not self._check_ins.is_waiting:
            self._window.end_waiting()
        if scan.method is Method.BUTTON:
            self._window.end_walk_in()
        self.answered.emit(answer)
        self._look()

    @Slot(Scan, object)
    def _show_failure(self, scan: Scan, error: Exception) -> None:
        self._finish_one()
        self._window.show_failure(fault_for_guests(error))
        if scan.method is Method.BUTTON:
            self._window.end_walk_in()
        if scan.method is Method.CAMERA and scan.text is not None:
            self._failed.add(scan.text)

    @Slot()
    def _try_again(self) -> None:
        """Tries failed codes that are still held up again, after their holders could read the failure."""
        failed, self._failed = self._failed, set()
        self._forget(failed)

    def _leave_unread(self, method: Method, text: str | None) -> None:
        """Remembers a code that was shown during a pause, to read it again afterwards."""
        if method is Method.CAMERA and text is not None and len(self._unread) < _MOST_UNREAD:
            self._unread.add(text)
        if method is Method.BUTTON:
            self._window.end_walk_in()

    def _forget(self, texts: Iterable[str]) -> None:
        if self._link is not None:
            for text in texts:
                self._link.forget(text)

    def _finish_one(self) -> None:
        if self._check_ins.is_waiting:
            self._waiting_timer.start()  # or the next in the queue would take this answer as theirs
        else:
            self._waiting_timer.stop()

    @Slot()
    def _tick(self) -> None:
        self._window.set_clock(self._clock())

    @Slot()
    def _look(self) -> None:
        if self._is_viewing:
            return
        self._is_viewing = True
        self._late_view_timer.start()
        self._viewing.submit(self._services.view, success=self._show_view, failure=self._fail_view)

    def _show_view(self, view: DoorStatus) -> None:
        self._is_viewing = self._is_lost = False
        self._late_view_timer.stop()
        self._window.show_storage_lost(None)
        self._window.show_view(view, self._clock())
        if self._is_moved:
            self._is_moved = False
            self._window.greet()
        self._clock_watch.note(None if view.link is None else view.link.clock_offset)
        self._clock_watch.note_doubt(view.clock_doubt)
        self._follow_move(view.moves_to)
        if not self._is_open:
            self._is_open = True
            self.opened.emit()
            self._take_early()

    def _follow_move(self, event_id: UUID | None) -> None:
        """Changes to the event to which an organizer moved this door, between two guests."""
        is_busy = self._check_ins.is_waiting or self._window.is_in_use or self._is_paused
        if event_id is None or not self._is_open or is_busy or self._is_viewing:
            return
        self._is_viewing = True
        move = partial(self._services.move, event_id)
        self._viewing.submit(move, success=self._end_move, failure=self._fail_view)

    def _end_move(self, _nothing: None) -> None:
        self._is_viewing = False
        self._is_moved = True
        self._look()

    def _take_early(self) -> None:
        """Checks in people who came before the door opened; an older code counts if it is still held up."""
        now = self._clock()
        early, self._early = self._early, {}
        for text, seen_at in early.items():
            if now - seen_at <= _STILL_HERE:
                self._offer(Method.CAMERA, text)
            else:
                self._failed.add(text)
        self._try_again()

    def _fail_view(self, error: Exception) -> None:
        self._is_viewing = False
        self._late_view_timer.stop()
        is_away = isinstance(error, StorageUnavailable) and not error.is_lasting
        if self._is_open or is_away:
            self._show_lost(error)
            return
        if not self._is_lost:
            self.rejected.emit(error)
        elif error.args != self._problem:
            _log.warning("the door cannot open: %s", error)
        self._problem = error.args
        self._window.start_page.show_problem(shut_reason(error))

    def _show_late(self) -> None:
        self._show_lost(StorageUnavailable(NoAnswerInTime()))

    def _show_lost(self, error: Exception) -> None:
        if not self._is_lost:
            self._is_lost = True
            _log.warning("the event cannot be read: %s", error)
        self._window.show_storage_lost(lost_reason(error))

    def _repeating(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _once(self, after_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = self._repeating(after_ms, slot)
        timer.setSingleShot(True)
        return timer
