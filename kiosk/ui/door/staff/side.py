"""The dark side of the staff page: its readers, its question and its door."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import DARK, LIGHT, ON_COLOUR, Palette
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import plain

_SOFT = "#C3CCDA"
_BADGE = "#1E2A44"


class DarkSide(QWidget):
    """Paints texts only; it has nothing to touch."""

    def __init__(self, parent: QWidget, *, kiosk_name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._palette = LIGHT
        self._unit = 1.0
        self._kiosk_name = plain(kiosk_name)
        self._event_title = ""
        self._clock_line = ""
        self._line = ""

    @property
    def line(self) -> str:
        """Returns the sentence below "Staff only"."""
        return self._line

    def show_line(self, line: str) -> None:
        """Shows a sentence below "Staff only"."""
        self._line = line
        self.setAccessibleName(line)
        self.update()

    def show_event(self, title: str) -> None:
        """Shows the title of the door's event; empty before the event is known."""
        self._event_title = plain(title)
        self.update()

    def show_clock_line(self, line: str) -> None:
        """Shows a sentence about a clock that is wrong; an empty one shows nothing."""
        self._clock_line = line
        self.setAccessibleDescription(line)
        self.update()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the badge, the texts and the door's name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_night = self._palette is DARK
        painter.fillRect(self.rect(), QColor(DARK.surface if is_night else DARK.background))
        margin = max(32.0, 96 * self._unit)
        side = max(64.0, 112 * self._unit)
        badge = QRectF(margin, margin * (0.5 if self._is_wide() else 1.0), side, side)
        _paint_badge(painter, badge, self.devicePixelRatioF())
        width = self.width() - 2 * margin
        foot = self._paint_foot(painter, QRectF(margin, 0, width, self.height() - badge.top()))
        top = self._paint_title(painter, badge, width) + 24 * self._unit
        style = TextStyle(max(18.0, 36 * self._unit), 13, lines=9)
        line = FittedText(self._line, style, width, foot - top - 16 * self._unit)
        line.paint(painter, QRectF(margin, top, width, line.rect.height()), _SOFT)
        painter.end()

    def _paint_title(self, painter: QPainter, badge: QRectF, width: float) -> float:
        """Paints "Staff only" below the badge, or beside it in a low side; returns its lower edge."""
        unit = self._unit
        box = QRectF(badge.left(), badge.bottom() + 56 * unit, width, max(44.0, 100 * unit))
        if self._is_wide():
            shift = badge.width() + 32 * unit
            box = QRectF(badge.left() + shift, badge.top(), width - shift, badge.height())
        bold = TextStyle(max(34.0, 80 * unit), 24, QFont.Weight.Bold, tracking=-2.2)
        words = FittedText(_("Staff only"), bold, box.width(), box.height())
        words.paint(painter, box, ON_COLOUR, middle=self._is_wide())
        return max(box.bottom(), badge.bottom())

    def _paint_foot(self, painter: QPainter, box: QRectF) -> float:
        """Paints the door's name, a clock's error, and that check-in pauses; returns their upper edge."""
        size = max(16.0, 28 * self._unit)
        y = box.bottom()
        for text, weight, colour, lines in (
            (self._clock_line, QFont.Weight.Medium, DARK.wary.ink, 2),
            (_("Check-in pauses while this is open."), QFont.Weight.Normal, _SOFT, 1),
            (self._event_title, QFont.Weight.Normal, _SOFT, 1),
            (self._kiosk_name, QFont.Weight.DemiBold, ON_COLOUR, 1),
        ):
            if text:
                style = TextStyle(size, 13, weight, lines=lines)
                fitted = FittedText(text, style, box.width(), (1.3 * lines + 0.7) * size)
                y -= fitted.rect.height() + 6 * self._unit
                fitted.paint(painter, QRectF(box.left(), y, box.width(), fitted.rect.height()), colour)
        return y

    def _is_wide(self) -> bool:
        return self.width() > self.height()


def _paint_badge(painter: QPainter, box: QRectF, ratio: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_BADGE))
    painter.drawRoundedRect(box, 0.22 * box.width(), 0.22 * box.width())
    lock = icon("lock", box.width() * 0.5, ON_COLOUR, ratio)
    inset = box.width() * 0.25
    painter.drawPixmap(box.adjusted(inset, inset, -inset, -inset), lock, QRectF(lock.rect()))
