"""The sheet on which a camera is chosen, with its picture."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.scanning.devices import SYSTEM_LISTS_CAMERAS, Device, devices
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.services.live.kiosks import is_kiosk_online
from kiosk.services.settings.camera_choice import CameraChoice, save_choice
from kiosk.ui.camera.adjustments import Adjustments
from kiosk.ui.camera.choices import CameraChoices
from kiosk.ui.camera.entries import EntryKind
from kiosk.ui.camera.media_devices import media_devices, openable
from kiosk.ui.camera.tryout import Tryout
from kiosk.ui.camera.watched import Watched
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.sentences import sentence
from kiosk.ui.widgets.parts import label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk.camera_choice import in_use_here
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences

_WIDEST, _CHOICES_WIDTH = 960, 400
_SETTLE_MS = 400
"""Milliseconds from the last key or click until the camera is opened with the new values."""


class CameraSheet(Sheet):
    """Shows the picture of each camera when it is chosen. A camera is open only while the sheet is visible.

    Signals:
        saved: The settings were written; the CameraChoice.
    """

    saved = Signal(object)

    def __init__(  # noqa: PLR0913 -- by name
        self,
        parent: QWidget,
        work: DatabaseWorker,
        tryout: Tryout,
        *,
        before: CameraChoice,
        fixed: Mapping[str, str],
        kiosk_name: str,
        mirrored: bool,
        offers_files: bool = True,
    ) -> None:
        """Builds the sheet.

        Args:
            parent: The page.
            work: Runs work in the background.
            tryout: Opens the cameras; it outlives the sheet.
            before: The present choice.
            fixed: The reasons why options cannot be changed here, by the names of the options.
            kiosk_name: The name of this machine's kiosk, which may be using the camera.
            mirrored: True when the picture is shown as in a mirror.
            offers_files: False at a door, where no file dialog is ever opened.
        """
        width = min(_WIDEST, parent.window().width() - 4 * GAP)
        super().__init__(parent, _("Choose the camera"), verb=_("&Save"), width=width)
        self._work = work
        self._tryout = tryout
        self._before = before
        self._kiosk_name = kiosk_name
        self.choices = CameraChoices(before.camera, offers_files=offers_files)
        self.adjustments = Adjustments(before, fixed)
        self.watched = Watched(tryout, mirrored=mirrored)
        self.error = label("", "error", wraps=True)
        self.error.hide()
        left = QWidget()
        left.setFixedWidth(_CHOICES_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choices, 1)
        column.addWidget(self.adjustments)
        both = QHBoxLayout()
        both.setSpacing(GAP)
        both.addWidget(left)
        both.addWidget(self.watched, 1)
        self.body.addLayout(both)
        self.body.addWidget(self.error)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._look)
        self.choices.changed.connect(self._follow)
        self.choices.typed.connect(self._wait)
        self.choices.refresh_asked.connect(self.refresh)
        self.adjustments.changed.connect(self._wait)
        tryout.camera_reported.connect(self._explain)
        self.confirmed.connect(self._save)
        self._follow()
        self.choices.list.setFocus()

    def refresh(self) -> None:
        """Lists the machine's cameras again."""
        self._work.ask(
            lambda _database: devices(),
            success=self._show_devices,
            failure=lambda error: self._show_error(sentence(error)),
            asker=self,
            instead_of="cameras",
        )

    def choice(self) -> CameraChoice:
        """Returns the present choice."""
        return CameraChoice(self.choices.text(), *self.adjustments.figures())

    def showEvent(self, event: QShowEvent) -> None:
        """Lists the cameras, and opens the chosen one."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()
            self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Closes the camera: the sheet closes, or the desk is locked."""
        if not event.spontaneous():
            self._settling.stop()
            self._tryout.stop()
        super().hideEvent(event)

    def _show_devices(self, found: tuple[Device, ...]) -> None:
        before = self.choices.text()
        self.choices.show_devices(found if found or SYSTEM_LISTS_CAMERAS else media_devices())
        if self.choices.text() != before:
            self._follow()

    def _follow(self) -> None:
        self.adjustments.setVisible(self.choices.kind is EntryKind.CAMERA)
        self._wait()

    def _wait(self) -> None:
        """Opens the camera again once the choice has settled."""
        self._show_error("")
        if self.isVisible():
            self._settling.start()

    def _look(self) -> None:
        source = self.choices.source()
        self.choices.show_fault()
        self.watched.begin(is_chosen=source is not None)
        if source is None:
            self._tryout.stop()
        else:
            self._tryout.watch(openable(source), self.choice().request)

    def _explain(self, report: CameraReport) -> None:
        if report.state is not CameraState.BUSY or not self._kiosk_name:
            return

        def explain(is_online: bool) -> None:  # noqa: FBT001 -- an answer
            if is_online and self.watched.state is CameraState.BUSY:
                self.watched.explain_fault(in_use_here())

        self._work.ask(
            lambda database: is_kiosk_online(database, self._kiosk_name),
            success=explain,
            failure=lambda _error: None,  # the camera's own sentence stays
            asker=self,
            instead_of="kiosk",
        )

    def _save(self) -> None:
        if self.choices.fault():
            self.choices.go_to_fault()
            return
        chosen = self.choice()
        self.set_busy(_("Saving…"))
        self._work.ask(
            lambda _database: save_choice(self._before, chosen),
            success=lambda wrong: self._end(chosen, [sentence(Refused(each)) for each in wrong.values()]),
            failure=lambda error: self._end(chosen, [sentence(error)]),
            asker=self,
        )

    def _end(self, chosen: CameraChoice, wrong: Sequence[str]) -> None:
        self.set_busy()
        if wrong:
            self._show_error(sentences(*wrong))
            return
        self.saved.emit(chosen)
        self.accept()

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
