"""A door tells the desk that it is there, beside its work and never in its way."""

import logging
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.domain.kiosk import REPORT_EVERY
from kiosk.ui.common.background import Background

_log = logging.getLogger(__name__)


class Presence(QObject):
    """Reports again and again, in a thread of its own: no scan waits for a report that takes long."""

    def __init__(
        self, report: Callable[[], None], parent: QObject | None = None, *, every: timedelta = REPORT_EVERY
    ) -> None:
        """Reports nothing yet.

        Args:
            report: Tells it once; called in the background.
            parent: As Qt has it.
            every: How often.
        """
        super().__init__(parent)
        self._report = report
        self._thread = Background("presence", self)
        self._is_reporting = False
        self._is_lost = False  # said in the log once an outage
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 * every.total_seconds()))
        self._timer.timeout.connect(self._tell)

    def start(self) -> None:
        """Reports at once, and from then on again and again."""
        self._tell()
        self._timer.start()

    def shutdown(self) -> None:
        """Reports no more; waits a moment for a report under way."""
        self._timer.stop()
        self._thread.shutdown()

    @Slot()
    def _tell(self) -> None:
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
            # No warning: whoever is at the door misses nothing, and the door warns of its own outages.
            _log.info("the desk cannot be told that this kiosk is here: %s", error)
