"""The answer to a scan, shown over the whole window until it closes by itself."""

from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QElapsedTimer, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import FAILURE, ON_COLOUR
from kiosk.ui.door.labels import Look
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.joined import sentences

_ARRIVAL_MS = 160


class Overlay(QWidget):
    """Shows one look at a time. The first frame has the whole colour and texts; only the disc is animated.

    It does not take the keyboard focus or delay a scan: the next look replaces it at once.

    Signals:
        ended: It closed, by itself or by a tap.
    """

    ended = Signal()

    def __init__(self, parent: QWidget, *, tap_grace_ms: int) -> None:
        super().__init__(parent)
        # The parts behind it are not painted while it is shown.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._unit = 1.0
        self._tap_grace_ms = tap_grace_ms
        self._shown_for = QElapsedTimer()
        self._stays = False
        self._look = Look(FAILURE, "", "", "", "", "")
        self._texts: tuple[FittedText, FittedText, FittedText] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._arrival = QVariantAnimation(self)
        self._arrival.setDuration(_ARRIVAL_MS)
        self._arrival.setStartValue(0.55)
        self._arrival.setEndValue(1.0)
        self._arrival.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._arrival.valueChanged.connect(self._grow)
        self.hide()

    @property
    def look(self) -> Look:
        """Returns the look that it shows, or showed last."""
        return self._look

    @property
    def stays(self) -> bool:
        """True when the look that it shows, or showed last, stays until it is replaced."""
        return self._stays

    def show_look(self, look: Look, for_ms: int | None) -> None:
        """Shows a look for a time, instead of the one before.

        Args:
            look: The look to show.
            for_ms: The time in milliseconds; None shows it until another look replaces it, even when tapped.
        """
        self._look = look
        self._stays = for_ms is None
        self._texts = None
        announced = sentences(look.title, look.line, look.foot)
        self.setAccessibleName(announced)
        self._shown_for.start()
        self._timer.stop()
        if for_ms is not None:
            self._timer.start(for_ms)
        self._arrival.stop()
        self._arrival.start()
        self.show()
        self.raise_()
        self.update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, announced))

    def change_foot(self, look: Look) -> None:
        """Shows the same look with another foot; does not extend its time."""
        if look != self._look:
            self._look = look
            self._texts = None
            self.update()

    def finish_arrival(self) -> None:
        """Shows the disc at its full size at once, for a screenshot or a person who wants no motion."""
        self._arrival.stop()
        self.update()

    def dismiss(self) -> None:
        """Closes at once."""
        if self.isVisible():
            self.hide()
            self.ended.emit()

    def scale_to(self, unit: float) -> None:
        """Applies the scale."""
        self._unit = unit
        self._texts = None
        self.update()

    def texts(self) -> tuple[FittedText, FittedText, FittedText]:
        """Returns title, line and foot as they are laid out now."""
        if self._texts is None:
            self._texts = self._set()
        return self._texts

    def hideEvent(self, event: QHideEvent) -> None:
        """Ends the timers and reports the end, unless the window is only minimised."""
        if not event.spontaneous():
            self._timer.stop()
            self._arrival.stop()
        super().hideEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lays out the texts for the new size."""
        self._texts = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Accepts the tap, so that no part behind gets it."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Closes at a tap, unless it is the second of a double tap on the button that led here."""
        event.accept()
        if not self._stays and self._shown_for.elapsed() >= self._tap_grace_ms:
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the colour, the disc and, where they need painting, the texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._look.colour))
        self._paint_disc(painter)
        if not self._disc().toAlignedRect().contains(event.rect()):
            self._paint_words(painter)
        painter.end()

    def _grow(self) -> None:
        self.update(self._disc().toAlignedRect())

    def _paint_disc(self, painter: QPainter) -> None:
        if not self._look.icon:
            return
        whole = self._disc()
        grown = (
            self._arrival.currentValue() if self._arrival.state() is QVariantAnimation.State.Running else 1.0
        )
        side = whole.width() * float(grown)
        disc = QRectF(whole.center().x() - side / 2, whole.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 38))
        painter.drawEllipse(disc)
        picture = icon(self._look.icon, whole.width() * 0.54, ON_COLOUR, self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inset = side * 0.23
        painter.drawPixmap(disc.adjusted(inset, inset, -inset, -inset), picture, QRectF(picture.rect()))

    def _paint_words(self, painter: QPainter) -> None:
        title, line, foot = self.texts()
        width = self._text_width()
        left = (self.width() - width) / 2
        y = self._disc().bottom() + self._gap() * 0.6
        title.paint(painter, QRectF(left, y, width, title.rect.height()), ON_COLOUR)
        y += title.rect.height() + self._gap() * 0.45
        line.paint(painter, QRectF(left, y, width, line.rect.height()), ON_COLOUR)
        bottom = self.height() - 64 * self._unit - foot.rect.height()
        foot.paint(painter, QRectF(left, bottom, width, foot.rect.height()), ON_COLOUR)

    def _disc(self) -> QRectF:
        title, line, _ = self.texts()
        side = 250 * self._unit
        block = side + self._gap() * 1.05 + title.rect.height() + line.rect.height()
        top = max(24 * self._unit, (self.height() * 0.94 - block) / 2)
        return QRectF((self.width() - side) / 2, top, side, side)

    def _set(self) -> tuple[FittedText, FittedText, FittedText]:
        unit, width, height = self._unit, self._text_width(), self.height()
        foot = FittedText(
            self._look.foot, TextStyle(max(16.0, 30 * unit), 14, lines=2, centred=True), width, height * 0.1
        )
        line = FittedText(
            self._look.line,
            TextStyle(max(20.0, 50 * unit), max(14.0, 26 * unit), QFont.Weight.Medium, lines=4, centred=True),
            width,
            height * 0.24,
        )
        largest = max(34.0, 116 * unit)
        bold = TextStyle(
            largest, 0.66 * largest, QFont.Weight.Bold, spacing=0.95, tracking=-2.2, centred=True
        )
        title = FittedText(self._look.title, bold, width, height * 0.3)
        if title.is_cut:
            wrapped = replace(bold, smallest=max(20.0, 40 * unit), lines=4)
            title = FittedText(self._look.title, wrapped, width, height * 0.3)
        return title, line, foot

    def _text_width(self) -> float:
        return self.width() - 2 * 90 * self._unit

    def _gap(self) -> float:
        return 52 * self._unit
