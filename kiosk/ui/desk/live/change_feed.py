"""Brings news of the database to the GUI thread: at once after a pause, a few times a second in a rush."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from kiosk.domain.news import News
from kiosk.ui.common.database_worker import Work

if TYPE_CHECKING:
    from kiosk.services.live.change_feed import Watch

_LEAST_MILLISECONDS = 200
_LOOK_MILLISECONDS = 10_000
"""Even when nothing is told, as behind a connection pooler that knows no LISTEN, somebody looks."""


class EventWatch(QObject):
    """A watch of one event. Lives in the GUI thread.

    Signals:
        changed: Something of the event may be otherwise; at most five times a second.
    """

    changed = Signal()
    _told = Signal(object)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._watch: Watch | None = None
        self._event_id: UUID | None = None
        self._since_told = QElapsedTimer()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._tell)
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def start(self, event_id: UUID) -> None:
        """Watches this event from now on, instead of any other."""
        self._event_id = event_id
        if self._watch is None:
            self._watch = self._work.watch(self._told.emit)
        self._look.start()

    def stop(self) -> None:
        """Watches no more; its thread comes to its end by itself."""
        self._event_id = None
        self._soon.stop()
        self._look.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    @Slot(object)
    def _hear(self, news: News) -> None:
        if self._event_id is None or not news.concerns(self._event_id) or self._soon.isActive():
            return
        waited = self._since_told.elapsed() if self._since_told.isValid() else _LEAST_MILLISECONDS
        self._soon.start(max(0, _LEAST_MILLISECONDS - waited))

    @Slot()
    def _tell(self) -> None:
        self._since_told.start()
        self._look.start()
        self.changed.emit()
