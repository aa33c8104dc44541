"""Keeps the shown page up to date: changes in the database are coalesced into refreshes."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from kiosk.domain.news import News
from kiosk.ui.common.database_worker import DatabaseWorker

if TYPE_CHECKING:
    from kiosk.services.live.change_feed import Watch

LEAST_MILLISECONDS = 200
"""The shortest time between two refreshes, in milliseconds."""

USUAL_LOOK_MILLISECONDS = 10_000
"""The interval of refreshes without news, in milliseconds, as behind a connection pooler without LISTEN."""


class Follower(Protocol):
    """A view of the database that can be read again.

    Attributes:
        look_milliseconds: The interval of refreshes without news; 0 for no such refreshes.
    """

    look_milliseconds: int

    def concerns(self, news: News) -> bool:
        """Returns True when its contents may have changed."""

    def refresh(self) -> object:
        """Reads its contents again."""


class ChangeFeed(QObject):
    """Refreshes one follower at a time on the news of one watch. Lives in the GUI thread.

    News come from the database, and without delay from this desk's own changes.
    On many changes the follower is refreshed a few times a second. While a query has no answer, as in
    an outage, the next refresh waits for the answer.
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
        """True while a refresh is pending."""
        return self._due.isActive()

    def follow(self, follower: Follower) -> None:
        """Refreshes this follower from now on, and no other."""
        self._due.stop()
        self._look.stop()
        self._follower = follower
        if not follower.look_milliseconds:
            return
        self._look.start(follower.look_milliseconds)
        if self._watch is None:
            self._watch = self._work.watch(self._received.emit)

    def stop(self) -> None:
        """Stops all refreshes; the watch's thread ends by itself."""
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
