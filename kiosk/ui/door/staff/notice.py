"""A card for staff at a door's start, which does not hide anything that guests need."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.joined import sentences

NOTICE_MS = 20_000
"""The time in milliseconds for which it is shown: long enough to read it twice."""


class StaffNotice(QWidget):
    """Lies over the camera's picture for a time, below each outcome. A tap closes it.

    It shows its sentences one after the other, once the door is open.
    """

    def __init__(self, parent: QWidget, over: QWidget, below: QWidget, *, for_ms: int = NOTICE_MS) -> None:
        """Builds the card, hidden.

        Args:
            parent: The window.
            over: The part of the window whose upper edge the card covers; guests do not miss it.
            below: The widget that shows outcomes, which covers the card.
            for_ms: The time for which each sentence is shown, in milliseconds.
        """
        super().__init__(parent)
        self._over = over
        self._below = below
        self._palette = LIGHT
        self._unit = 1.0
        self._title = ""
        self._line = ""
        self._waiting: list[tuple[str, str]] = []
        self._is_begun = False
        self._drawn: QPixmap | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(for_ms)
        self._timer.timeout.connect(self.end)
        self.hide()

    def begin(self) -> None:
        """Begins to show the sentences: the door is open."""
        self._is_begun = True
        self._show_next()

    def show_message(self, title: str, line: str) -> None:
        """Shows a sentence to the staff, after those that are shown or wait.

        Args:
            title: Names the subject.
            line: Explains it and what to do.
        """
        self._waiting.append((title, line))
        self._show_next()

    def end(self) -> None:
        """Closes at once, and shows the next waiting sentence."""
        self._timer.stop()
        self.hide()
        self._show_next()

    def drop(self) -> None:
        """Closes at once and drops the waiting sentences: staff use the screen."""
        self._waiting.clear()
        self.end()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours, and its size and place in the window."""
        self._palette, self._unit = palette, unit
        gap = max(8.0, 24 * unit)
        place = QRectF(self._over.geometry()).adjusted(gap, gap, -gap, -gap)
        place.setHeight(min(place.height(), max(132.0, 236 * unit)))
        self.setGeometry(place.toRect())
        self._drawn = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Closes at a tap."""
        event.accept()
        self.end()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the card from a kept drawing, since each new picture of the camera paints it again."""
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()

    def _show_next(self) -> None:
        if not (self._is_begun and self._waiting and self.isHidden()):
            return
        self._title, self._line = self._waiting.pop(0)
        self._drawn = None
        self.setAccessibleName(sentences(self._title, self._line))
        self._timer.start()
        self.show()
        self.raise_()
        self.stackUnder(self._below)
        self.update()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit, tone = self._unit, self._palette.wary
        painter.setPen(QPen(QColor(tone.dot), 2))
        painter.setBrush(QColor(tone.background))
        radius = max(12.0, 24 * unit)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        gap = max(16.0, 32 * unit)
        side = max(36.0, 64 * unit)
        lock = icon("lock", side, tone.ink, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(gap, gap, side, side), lock, QRectF(lock.rect()))
        left = side + 2 * gap
        width = self.width() - left - gap
        bold = TextStyle(max(18.0, 36 * unit), 14, QFont.Weight.Bold, lines=2)
        title = FittedText(self._title, bold, width, self.height() * 0.4)
        title.paint(painter, QRectF(left, gap * 0.8, width, title.rect.height()), tone.ink)
        top = gap * 0.8 + title.rect.height() + 6 * unit
        line = FittedText(
            self._line, TextStyle(max(15.0, 28 * unit), 12, lines=4), width, self.height() - top - 0.5 * gap
        )
        line.paint(painter, QRectF(left, top, width, line.rect.height()), tone.ink)
        painter.end()
        return drawn
