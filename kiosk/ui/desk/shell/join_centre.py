"""The step of a new computer that joins a centre: it reads the code that a desk shows, or takes it typed."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.pairing import read_pairing_text
from kiosk.scanning.messages import CodeSeen
from kiosk.scanning.source import parse_source
from kiosk.services.settings.camera_choice import choice_of
from kiosk.settings import Settings
from kiosk.ui.camera.media_devices import openable
from kiosk.ui.camera.tryout import Tryout
from kiosk.ui.camera.watched import Watched
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.sentences import sentence
from kiosk.ui.widgets.parts import Rank, button, label
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _


class JoinedCentre(Protocol):
    """A computer that has joined a centre."""

    @property
    def settings(self) -> Settings:
        """Returns its options now."""

    @property
    def database(self) -> str:
        """Returns the centre's name for people."""


Join = Callable[[str], JoinedCentre]
"""Joins a centre with the text of a code; it takes some seconds."""


class JoinCentre(QWidget):
    """Looks through this computer's camera for a code while it is shown.

    Signals:
        joined: The computer has joined a centre; the JoinedCentre.
    """

    joined = Signal(object)

    def __init__(self, work: DatabaseWorker, settings: Settings, join: Join, back: QPushButton) -> None:
        """Builds the step.

        Args:
            work: Runs work in the background.
            settings: Every option, for the camera.
            join: Joins a centre.
            back: The button that leaves this step.
        """
        super().__init__()
        self._work = work
        self._settings = settings
        self._join = join
        self._is_joining = False
        self._tryout = Tryout(self)
        self._tryout.code_seen.connect(self._read)
        self.watched = Watched(self._tryout, mirrored=settings.mirror_preview)
        self.line = QLineEdit()
        self.line.setPlaceholderText("kiosk://…")
        self.line.setAccessibleName(_("The code as text"))
        self.line.returnPressed.connect(self.submit)
        self.error = label("", "error", wraps=True)
        self.error.hide()
        self.main_button = button(_("&Join"), self.submit, rank=Rank.MAIN)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        typed = label(_("No camera? Type or paste the code:"), "soft")
        for each in (self.watched, typed, self.line, self.error, self.main_button, back):
            box.addWidget(each)

    def begin(self) -> None:
        """Focuses the line."""
        self.line.setFocus()

    def submit(self) -> None:
        """Joins with the typed text."""
        if self.line.text().strip():
            self._join_with(self.line.text())

    def showEvent(self, event: QShowEvent) -> None:
        """Opens the camera."""
        super().showEvent(event)
        if event.spontaneous():
            return
        try:
            source = parse_source(self._settings.camera)
        except Refused:
            self.watched.begin(is_chosen=False)
            return
        self.watched.begin(is_chosen=True)
        self._tryout.watch(openable(source), choice_of(self._settings).request)

    def hideEvent(self, event: QHideEvent) -> None:
        """Closes the camera: another step is shown, or the window closes."""
        if not event.spontaneous():
            self._tryout.shutdown()
        super().hideEvent(event)

    def _read(self, seen: CodeSeen) -> None:
        if read_pairing_text(seen.text) is not None:
            self._join_with(seen.text)

    def _join_with(self, text: str) -> None:
        if self._is_joining:
            return
        self._set_joining(is_joining=True)
        self.error.hide()
        self._work.ask(
            lambda _database: self._join(text), success=self.joined.emit, failure=self._fail, asker=self
        )

    def _fail(self, error: Exception) -> None:
        self._set_joining(is_joining=False)
        self.error.setText(sentence(error))
        self.error.show()
        self.line.setFocus()

    def _set_joining(self, *, is_joining: bool) -> None:
        self._is_joining = is_joining
        self.main_button.setDisabled(is_joining)
        self.main_button.setText(_("Joining…") if is_joining else _("&Join"))
