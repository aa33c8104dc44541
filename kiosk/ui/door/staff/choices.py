"""The two large buttons that staff get when they hold the corner."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import Palette
from kiosk.ui.door.screen.button import Button, ButtonRank
from kiosk.ui.door.staff_purpose import Purpose
from kiosk.wording.language.catalogue import _


class StaffChoices(QWidget):
    """The staff's choices; each takes one tap, without another question.

    Signals:
        chosen: A button was tapped; with its Purpose.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._unit = 1.0
        self.camera = Button(_("Choose camera"), ButtonRank.CARD, self)
        self.close_kiosk = Button(_("Close the kiosk"), ButtonRank.MAIN, self)
        self.camera.clicked.connect(lambda: self.chosen.emit(Purpose.CAMERA))
        self.close_kiosk.clicked.connect(lambda: self.chosen.emit(Purpose.CLOSE))

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._unit = unit
        for each in (self.camera, self.close_kiosk):
            each.wear(palette, max(22.0, 40 * unit))
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Places the buttons."""
        self._place()

    def _place(self) -> None:
        height = round(max(96.0, 160 * self._unit))
        gap = round(max(16.0, 32 * self._unit))
        top = max(0, (self.height() - 2 * height - gap) // 2)
        self.camera.setGeometry(0, top, self.width(), height)
        self.close_kiosk.setGeometry(0, top + height + gap, self.width(), height)
