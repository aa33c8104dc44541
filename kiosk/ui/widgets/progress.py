"""Shows a long job on a page: its name, its progress, and a button to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from kiosk.ui.common.database_worker import Job
from kiosk.ui.widgets.parts import button, label, row
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


class Progress(QWidget):
    """Follows one job at a time; hidden while there is none.

    Signals:
        ended: The job that it followed succeeded, failed or was cancelled.
    """

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._what = ""
        self.caption = label("", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = button(_("&Cancel"), self._cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        box.addWidget(self.caption)
        box.addWidget(self.bar)
        box.addLayout(row(None, self.cancel_button))
        self.hide()

    def follow(
        self,
        job: Job,
        what: str,
        *,
        success: Callable[[Any], object],
        failure: Callable[[Exception], object],
        cancelled: Callable[[], object],
    ) -> None:
        """Shows a job until it ends.

        Args:
            job: A job that was just started.
            what: The name of its work, such as `Writing the passes`.
            success: Gets its result.
            failure: Gets its exception.
            cancelled: Called when it was cancelled and changed nothing.
        """
        self._job, self._what = job, what
        self.bar.setAccessibleName(what)
        self.cancel_button.setEnabled(True)
        self._show_progress(0, None)
        job.progressed.connect(self._show_progress)
        for signal in (job.succeeded, job.failed, job.cancelled):
            signal.connect(self._end)
        job.succeeded.connect(success)
        job.failed.connect(failure)
        job.cancelled.connect(cancelled)
        self.show()
        self.cancel_button.setFocus()

    @property
    def is_busy(self) -> bool:
        """True while it follows a job."""
        return self._job is not None

    def _show_progress(self, done: int, total: object) -> None:
        if isinstance(total, int) and total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(min(done, total))
            text = _("{work}: {done} of {total}")
            self.caption.setText(text.format(work=self._what, done=number(done), total=number(total)))
        else:
            self.bar.setRange(0, 0)
            text = _("{work}: {done}") if done else _("{work}…")
            self.caption.setText(text.format(work=self._what, done=number(done)))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setDisabled(True)
            self.caption.setText(_("Stopping…"))

    def _end(self, _result: object = None) -> None:
        self._job = None
        self.hide()
        self.ended.emit()
