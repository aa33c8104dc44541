"""The door at work: joins the window, the scanner and the database thread.

Everything here runs in the GUI thread; what blocks is handed to the background.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.domain.clock import Clock
from kiosk.domain.door import DoorView
from kiosk.domain.errors import Refused, StorageUnavailable
from kiosk.domain.scan import Answer, Method, Scan
from kiosk.scanning.messages import CodeSeen
from kiosk.ui.background import Background
from kiosk.ui.door.window import DoorWindow
from kiosk.ui.door.words import translate
from kiosk.ui.scanner_link import ScannerLink

VIEW_INTERVAL_MS = 1000
"""How often the event is read again: a change made elsewhere shows within two seconds."""

_WAITING_AFTER_MS = 300
_MAX_UNDER_WAY = 8  # scans a silent database keeps waiting; more would answer people who have left

_log = logging.getLogger(__name__)


def _sentence(error: Exception) -> str:
    """A fault as guests may read it: without the names of servers and files, which are in the log."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, StorageUnavailable):
        return translate("door", "The database does not answer. The kiosk keeps trying.")
    return translate("door", "Something is wrong with this kiosk. Ask at the desk.")


@dataclass(frozen=True, slots=True)
class DoorServices:
    """What the door asks of the database, each called in the background.

    Attributes:
        check_in: Decides and records one scan.
        view: The event as the database has it now.
    """

    check_in: Callable[[Scan], Answer]
    view: Callable[[], DoorView]


class Door(QObject):
    """One event's door, from scan to what the person is told.

    Signals:
        answered: A scan was decided and recorded, and its answer is on the screen.
    """

    answered = Signal(Answer)

    def __init__(self, window: DoorWindow, services: DoorServices, link: ScannerLink, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._link = link
        self._clock = clock
        self._database = Background("database", self)
        self._under_way = 0
        self._is_viewing = False
        self._is_lost = False  # said in the log once an outage, not once a second
        self._view_timer = self._repeating(VIEW_INTERVAL_MS, self._look)
        self._waiting_timer = QTimer(self)
        self._waiting_timer.setSingleShot(True)
        self._waiting_timer.setInterval(_WAITING_AFTER_MS)
        self._waiting_timer.timeout.connect(window.show_waiting)
        window.walk_in_asked.connect(self._walk_in)
        window.code_entered.connect(self._enter_code)
        link.code_seen.connect(self._scan_code)
        link.camera_reported.connect(window.show_camera)
        link.preview_changed.connect(window.show_preview)

    @property
    def window(self) -> DoorWindow:
        """What it shows itself in."""
        return self._window

    def start(self, view: DoorView) -> None:
        """Shows the event as it was just read and begins to take scans."""
        self._show_view(view)
        self._view_timer.start()
        self._link.start()

    def shutdown(self) -> None:
        """Ends the scanner and the database thread; scans that nobody was answered are dropped."""
        self._view_timer.stop()
        self._waiting_timer.stop()
        self._link.shutdown()
        self._database.shutdown()

    @Slot(CodeSeen)
    def _scan_code(self, seen: CodeSeen) -> None:
        self._check_in(Method.CAMERA, seen.text)

    @Slot(str)
    def _enter_code(self, text: str) -> None:
        self._check_in(Method.TYPED, text)

    @Slot()
    def _walk_in(self) -> None:
        self._check_in(Method.BUTTON, None)

    def _check_in(self, method: Method, text: str | None) -> None:
        scan = Scan(id=uuid4(), method=method, text=text, scanned_at=self._clock())
        if self._under_way >= _MAX_UNDER_WAY:
            self._tell_failure(scan, StorageUnavailable("The database is slow to answer."))
            return
        self._under_way += 1
        self._waiting_timer.start()
        self._database.submit(
            partial(self._services.check_in, scan),
            success=self._tell_answer,
            failure=partial(self._finish_failed, scan),
        )

    def _tell_answer(self, answer: Answer) -> None:
        self._finish_one()
        self._window.show_answer(answer)
        self.answered.emit(answer)
        self._look()

    def _finish_failed(self, scan: Scan, error: Exception) -> None:
        self._finish_one()
        self._tell_failure(scan, error)

    def _tell_failure(self, scan: Scan, error: Exception) -> None:
        self._window.show_failure(_sentence(error))
        if scan.method is Method.CAMERA and scan.text is not None:
            self._link.forget(scan.text)  # whoever still holds it up is tried again

    def _finish_one(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._waiting_timer.stop()

    @Slot()
    def _look(self) -> None:
        if self._is_viewing:
            return
        self._is_viewing = True
        self._database.submit(self._services.view, success=self._show_view, failure=self._show_lost)

    def _show_view(self, view: DoorView) -> None:
        self._is_viewing = False
        self._is_lost = False
        self._window.show_storage_lost(None)
        self._window.show_view(view, self._clock())

    def _show_lost(self, error: Exception) -> None:
        self._is_viewing = False
        if not self._is_lost:
            self._is_lost = True
            _log.warning("the event cannot be read: %s", error)
        self._window.set_clock(self._clock())
        self._window.show_storage_lost(_sentence(error))

    def _repeating(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer
