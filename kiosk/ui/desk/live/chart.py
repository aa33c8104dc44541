"""A bar chart of arrivals over time."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kiosk.domain.check_in.live import Curve
from kiosk.ui.common.theme import font
from kiosk.ui.widgets.style import colours_of
from kiosk.wording.desk.live import bar_start_text, bar_words, curve_sentence
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

_LABEL = 12
_FOOT = 24
_HEAD = 20
_LEAST_LABEL_GAP = 80
_GAP = 0.28
_WIDEST = 48.0
_ROUND = 4.0


class ArrivalsChart(QWidget):
    """Draws a bar for each period; the highest bar has its number, and each bar has it in a tooltip."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._curve: Curve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_curve(None)

    def show_curve(self, curve: Curve | None) -> None:
        """Shows other arrivals, or a text when there are none."""
        self._curve = curve
        self.setAccessibleName(curve_sentence(curve, self._zone))
        self.update()

    def curve(self) -> Curve | None:
        """Returns the arrivals that it shows."""
        return self._curve

    def sizeHint(self) -> QSize:
        """Returns a size at which single bars can be distinguished."""
        return QSize(300, 220)

    def minimumSizeHint(self) -> QSize:
        """Returns a smaller size for small windows."""
        return QSize(140, 90)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- Qt's name
        """Paints the chart in the window's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(_LABEL, tabular=True))
        colours = colours_of(self)
        if self._curve is None:
            painter.setPen(QColor(colours.soft_ink))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Nobody has arrived yet."))
            return
        painter.setPen(QColor(colours.line))
        floor = self.height() - _FOOT + 0.5
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        bars = self._bars(self._curve)
        for each in bars:
            painter.drawRoundedRect(each, _ROUND, _ROUND)
        painter.setPen(QColor(colours.ink))
        most = max(self._curve.counts)
        highest = bars[self._curve.counts.index(most)]
        self._write(painter, highest.center().x(), highest.top() - _HEAD, number(most))
        painter.setPen(QColor(colours.soft_ink))
        for bar in self._labelled(self._curve):
            at = bar_start_text(self._curve, bar, self._zone)
            self._write(painter, bars[bar].center().x(), self.height() - _FOOT + 4, at)

    def event(self, event: QEvent) -> bool:
        """Shows a bar's number in a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos().x()), self)
            return True
        return super().event(event)

    def tooltip_at(self, x: int) -> str:
        """Returns the text about the bar at a horizontal position, in pixels."""
        if self._curve is None:
            return ""
        bar = int((x - self._left(self._curve)) // self._step(self._curve))
        return bar_words(self._curve, bar, self._zone) if 0 <= bar < len(self._curve.counts) else ""

    def _bars(self, curve: Curve) -> list[QRectF]:
        room = max(self.height() - _FOOT - _HEAD, 1)
        step, most = self._step(curve), max(curve.counts)
        left = self._left(curve) + step * _GAP / 2
        bars = []
        for place, count in enumerate(curve.counts):
            height = 0.0 if not count else max(room * count / most, 2)
            bars.append(
                QRectF(left + step * place, self.height() - _FOOT - height, step * (1 - _GAP), height)
            )
        return bars

    def _step(self, curve: Curve) -> float:
        return min(self.width() / len(curve.counts), _WIDEST)

    def _left(self, curve: Curve) -> float:
        return (self.width() - self._step(curve) * len(curve.counts)) / 2

    def _labelled(self, curve: Curve) -> range:
        every = 1
        while self._step(curve) * every < _LEAST_LABEL_GAP:
            every += 1
        return range(0, len(curve.counts), every)

    def _write(self, painter: QPainter, middle: float, top: float, text: str) -> None:
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        left = min(max(middle - width / 2, 0), max(self.width() - width, 0))
        painter.drawText(QRectF(left, top, width, _HEAD), Qt.AlignmentFlag.AlignCenter, text)
