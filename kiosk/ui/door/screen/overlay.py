"""The answer to a scan, shown over the whole window until it closes by itself."""

import math
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
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import FAILURE, ON_COLOUR
from kiosk.ui.door.labels import Look
from kiosk.ui.door.screen.band import BandPicture
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.joined import sentences

_ARRIVAL_MS = 160
_DASHES = 16  # of the ring around the icon of a yes that is not confirmed yet
_RING = 0.046  # the ring's width, as a share of its side


class Overlay(QWidget):
    """Shows one look at a time. The first frame has the whole colour and texts; only the disc is animated.

    A look with a band has the band below, and a dashed ring in place of the disc.

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
        self._band: BandPicture | None = None
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
        announced = _spoken(look)
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
            self._band = self._set_band()
            self._texts = self._set()
        return self._texts

    def band(self) -> BandPicture | None:
        """Returns the band as it is laid out now, or None when the look has none."""
        self.texts()
        return self._band

    def disc(self) -> QRectF:
        """Returns the place of the disc or ring at its full size, in the window's logical pixels."""
        title, line, _ = self.texts()
        side = 250 * self._unit
        block = side + self._gap() * 1.05 + title.rect.height() + line.rect.height()
        share = 0.94 if self._look.band is None else 0.98  # the foot needs room too
        top = max(24 * self._unit, (self._room() * share - block) / 2)
        return QRectF((self.width() - side) / 2, top, side, side)

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
        if not self.disc().toAlignedRect().contains(event.rect()):
            self._paint_words(painter)
        painter.end()

    def _grow(self) -> None:
        self.update(self.disc().toAlignedRect())

    def _paint_disc(self, painter: QPainter) -> None:
        if not self._look.icon:
            return
        whole = self.disc()
        grown = (
            self._arrival.currentValue() if self._arrival.state() is QVariantAnimation.State.Running else 1.0
        )
        side = whole.width() * float(grown)
        disc = QRectF(whole.center().x() - side / 2, whole.center().y() - side / 2, side, side)
        if self._look.band is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(255, 255, 255, 38))
            painter.drawEllipse(disc)
        else:
            _paint_ring(painter, disc)
        picture = icon(self._look.icon, whole.width() * 0.54, ON_COLOUR, self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inset = side * 0.23
        painter.drawPixmap(disc.adjusted(inset, inset, -inset, -inset), picture, QRectF(picture.rect()))

    def _paint_words(self, painter: QPainter) -> None:
        title, line, foot = self.texts()
        width = self._text_width()
        left = (self.width() - width) / 2
        y = self.disc().bottom() + self._gap() * 0.6
        title.paint(painter, QRectF(left, y, width, title.rect.height()), ON_COLOUR)
        y += title.rect.height() + self._gap() * 0.45
        line.paint(painter, QRectF(left, y, width, line.rect.height()), ON_COLOUR)
        bottom = self.height() - 64 * self._unit - foot.rect.height()
        foot.paint(painter, QRectF(left, bottom, width, foot.rect.height()), ON_COLOUR)
        band = self.band()
        if band is not None:
            band.paint(painter, self.height() - band.height, self.devicePixelRatioF())

    def _set(self) -> tuple[FittedText, FittedText, FittedText]:
        unit, width, height = self._unit, self._text_width(), self._room()
        foot = FittedText(
            self._look.foot, TextStyle(max(16.0, 30 * unit), 14, lines=2, centred=True), width, height * 0.1
        )
        medium = TextStyle(max(20.0, 50 * unit), max(18.0, 42 * unit), QFont.Weight.Medium, centred=True)
        line = FittedText(self._look.line, medium, width, height * 0.24)
        if line.is_cut:
            wrapped = replace(medium, smallest=max(14.0, 26 * unit), lines=4)
            line = FittedText(self._look.line, wrapped, width, height * 0.24)
        largest = max(34.0, 116 * unit)
        bold = TextStyle(
            largest, 0.66 * largest, QFont.Weight.Bold, spacing=0.95, tracking=-2.2, centred=True
        )
        title = FittedText(self._look.title, bold, width, height * 0.3)
        if title.is_cut:
            wrapped = replace(bold, smallest=max(20.0, 40 * unit), lines=4)
            title = FittedText(self._look.title, wrapped, width, height * 0.3)
        return title, line, foot

    def _set_band(self) -> BandPicture | None:
        band = self._look.band
        return None if band is None else BandPicture(band, self.width(), self._unit)

    def _room(self) -> float:
        """Returns the height above the band."""
        return self.height() - (0 if self._band is None else self._band.height)

    def _text_width(self) -> float:
        return self.width() - 2 * 90 * self._unit

    def _gap(self) -> float:
        return 52 * self._unit


def _spoken(look: Look) -> str:
    """Returns everything that a person reads, as a screen reader speaks it."""
    below = ("", "") if look.band is None else (look.band.title, look.band.line)
    return sentences(look.title, look.line, look.foot, *below)


def _paint_ring(painter: QPainter, disc: QRectF) -> None:
    """Paints a ring of equal dashes, as wide as the disc."""
    width = _RING * disc.width()
    pen = QPen(QColor(ON_COLOUR), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    period = math.pi * (disc.width() - width) / width / _DASHES  # in widths, as Qt counts dashes
    dash = 0.66 * period - 1  # the round caps add one width
    pen.setDashPattern([dash, period - dash])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc.adjusted(width / 2, width / 2, -width / 2, -width / 2))
