"""A badge at a sidebar's button: a number of things that need a person."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from kiosk.domain.news import News, Topic
from kiosk.services.database import Database
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.widgets.parts import label
from kiosk.wording.desk.kiosks import needs_somebody
from kiosk.wording.language.numbers import number

COUNT_MILLISECONDS = 10_000
"""The interval at which the number is read again, in milliseconds, whichever page is shown."""

_CHANGING = {Topic.KIOSKS, Topic.SCANS, None}


class SidebarBadge(QObject):
    """Counts in the background and shows the number at a button while it is not nought."""

    def __init__(
        self, side_button: QPushButton, work: DatabaseWorker, count: Callable[[Database], int]
    ) -> None:
        """Makes the badge and begins to count.

        Args:
            side_button: The button, whose accessible name is its title.
            work: Queries the database.
            count: Returns the number.
        """
        super().__init__(side_button)
        self._button = side_button
        self._title = side_button.accessibleName()
        self._work = work
        self._count = count
        self.label: QLabel = label("", "badge")
        self.label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QHBoxLayout(side_button)
        box.setContentsMargins(0, 0, 8, 0)
        box.addStretch(1)
        box.addWidget(self.label)
        self.label.hide()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.refresh)
        self._timer.start(COUNT_MILLISECONDS)
        work.changed.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self.refresh()

    def stop(self) -> None:
        """Stops counting."""
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Counts again; of several counts that wait only the last is made."""
        self._work.ask(
            self._count, success=self._show, failure=self._keep, asker=self, instead_of="the number"
        )

    @Slot(object)
    def _receive(self, news: News) -> None:
        if self._timer.isActive() and news.topic in _CHANGING:
            self.refresh()

    def _show(self, count: int) -> None:
        self.label.setText(number(count))
        self.label.setVisible(count > 0)
        self._button.setAccessibleName(needs_somebody(self._title, count) if count else self._title)

    def _keep(self, _error: Exception) -> None:
        """Keeps the last number: the shown page explains that the database does not answer."""
