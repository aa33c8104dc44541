"""Keeps the shown page up to date: news of the database, coalesced, become refreshes."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from kiosk.domain.news import News
from kiosk.ui.common.database_worker import DatabaseWorker

if TYPE_CHECKING:
    from kiosk.services.live.change_feed import Watch

LEAST_MILLISECONDS = 200
"""The shortest time between two refreshes."""

USUAL_LOOK_MILLISECONDS = 10_000
"""How often a page is read when no news come, as behind a connection pooler that knows no LISTEN."""


class Follower(Protocol):
    """Shows something of the database, and can read it again.

    Attributes:
        look_milliseconds: How often it is read again without news; 0 for something never read again.
    """

    look_milliseconds: int

    def concerns(self, news: News) -> bool:
        """Returns True when what it shows may have changed."""

    def refresh(self) -> object:
        """Reads again what it shows."""


class ChangeFeed(QObject):
    """Refreshes one follower at a time, from the news of one watch. Lives in the GUI thread.

    News come from the database, whoever changed it, and at once from what this desk itself stored.
    In a rush the follower is refreshed a few times a second. While a question is not answered, as in
    an outage, nothing more is asked: the refresh waits for the answer.
    """

    _received = Signal(object)

    def __init__(self, work: DatabaseWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._watch: Watch | None = None
        self._follower: Follower | None = None
        self._since_refresh = QElapsedTimer()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._refresh)
        self._look = QTimer(self)
        self._look.timeout.connect(self._refresh)
        self._received.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        work.changed.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def is_due(self) -> bool:
        """True while news wait for their refresh."""
        return self._due.isActive()

    def follow(self, follower: Follower) -> None:
        """Refreshes this one from now on, and no other."""
        self._due.stop()
        self._look.stop()
        self._follower = follower
        if not follower.look_milliseconds:
            return
        self._look.start(follower.look_milliseconds)
        if self._watch is None:
            self._watch = self._work.watch(self._received.emit)

    def stop(self) -> None:
        """Refreshes nobody from now on; the watch's thread comes to its end by itself."""
        self._follower = None
        self._due.stop()
        self._look.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    @Slot(object)
    def _receive(self, news: News) -> None:
        if self._follower is None or self._due.isActive() or not self._follower.concerns(news):
            return
        waited = self._since_refresh.elapsed() if self._since_refresh.isValid() else LEAST_MILLISECONDS
        self._due.start(max(0, LEAST_MILLISECONDS - waited))

    @Slot()
    def _refresh(self) -> None:
        if self._follower is None:
            return
        if self._work.has_questions:
            self._due.start(LEAST_MILLISECONDS)
            return
        self._due.stop()
        self._since_refresh.start()
        self._look.start()
        self._follower.refresh()
