"""Arrivals over time, as bars."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kiosk.domain.live import Curve
from kiosk.ui.desk.live.words import bars, curve_sentence
from kiosk.ui.desk.style import colours_of
from kiosk.ui.door.times import clock_time
from kiosk.ui.theme import font

_LABEL = 12
_FOOT = 24
_HEAD = 22
_GAP = 0.28
_WIDEST = 36.0
_ROUND = 4.0


class ArrivalsChart(QWidget):
    """One bar a stretch of time, the highest one with its number; every bar's in its tooltip."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._curve: Curve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_curve(None)

    def show_curve(self, curve: Curve | None) -> None:
        """Shows other arrivals, or that there are none."""
        self._curve = curve
        self.setAccessibleName(curve_sentence(curve, self._zone))
        self.update()

    def curve(self) -> Curve | None:
        """What it shows."""
        return self._curve

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Room for the bars to be told apart."""
        return QSize(300, 220)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Less, where the window is small."""
        return QSize(140, 90)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paints it in the window's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(_LABEL, tabular=True))
        colours = colours_of(self)
        if self._curve is None:
            painter.setPen(QColor(colours.soft_ink))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Nobody has arrived yet.")
            return
        most = max(self._curve.counts)
        painter.setPen(QColor(colours.line))
        floor = self.height() - _FOOT + 0.5
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        for number, count in enumerate(self._curve.counts):
            if count:
                painter.drawPath(_bar(self._place(number, count, most)))
        painter.setPen(QColor(colours.ink))
        highest = self._place(self._curve.counts.index(most), most, most)
        self._write(painter, highest.center().x(), highest.top() - _HEAD, f"{most:,}")
        painter.setPen(QColor(colours.soft_ink))
        for number in self._labelled():
            at = self._curve.since + self._curve.bar * number
            middle = self._place(number, most, most).center().x()
            self._write(painter, middle, self.height() - _FOOT + 4, self._time(at))

    def event(self, event: QEvent) -> bool:
        """Tells a bar's number where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._said_at(event.position().x()), self)
            return True
        return super().event(event)

    def _said_at(self, x: float) -> str:
        if self._curve is None:
            return ""
        number = int(x / (self._step() or 1))
        if number >= len(self._curve.counts):
            return ""
        since = self._curve.since + self._curve.bar * number
        until = since + self._curve.bar
        return f"{self._time(since)} \N{EN DASH} {self._time(until)}: {self._curve.counts[number]:,}"

    def _time(self, at: object) -> str:
        raise NotImplementedError

    def _step(self) -> float:
        count = len(self._curve.counts) if self._curve is not None else 1
        return min(self.width() / max(count, 1), _WIDEST / (1 - _GAP))
