"""Reports to the desk that a door is running, without delaying its check-ins."""

import logging
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.domain.check_in.kiosk import REPORT_EVERY
from kiosk.ui.common.background import Background

_log = logging.getLogger(__name__)


class PresenceReporter(QObject):
    """Reports at an interval, in its own thread: no scan waits for a slow report."""

    def __init__(
        self, report: Callable[[], None], parent: QObject | None = None, *, every: timedelta = REPORT_EVERY
    ) -> None:
        """Prepares the reports; the first one is sent by `start`.

        Args:
            report: Sends one report; called in the background.
            parent: The QObject that owns this one.
            every: The interval.
        """
        super().__init__(parent)
        self._report = report
        self._thread = Background("presence", self)
        self._is_reporting = False
        self._is_lost = False  # logged once an outage
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 * every.total_seconds()))
        self._timer.timeout.connect(self._report_once)

    def start(self) -> None:
        """Reports at once, and then at each interval."""
        self._report_once()
        self._timer.start()

    def shutdown(self) -> None:
        """Stops reporting; waits briefly for a report in progress."""
        self._timer.stop()
        self._thread.shutdown()

    @Slot()
    def _report_once(self) -> None:
        if self._is_reporting:
            return
        self._is_reporting = True
        self._thread.submit(self._report, success=self._note_success, failure=self._note_failure)

    def _note_success(self, _nothing: None) -> None:
        self._is_reporting = self._is_lost = False

    def _note_failure(self, error: Exception) -> None:
        self._is_reporting = False
        if not self._is_lost:
            self._is_lost = True
            # Not a warning: people at the door are not affected, and the door warns of its own outages.
            _log.info("the presence of this kiosk cannot be reported to the desk: %s", error)
