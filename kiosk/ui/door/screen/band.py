"""The white band at the bottom of a yes that the centre has not confirmed yet."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from kiosk.ui.common.theme import LIGHT
from kiosk.ui.door.labels import Band
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.joined import in_a_row

_HEIGHT = 232  # pixels of the 1080p drawing, as all numbers below
_MARGIN = 96
_BADGE = 112
_SIDE_SHARE = 0.3  # of the width, for the kiosk's name and what waits
_NARROW = 6  # times the height: a band that is not wider has no side


class BandPicture:
    """A band set into a width, ready to be painted. It looks the same day and night, as the outcome above it.

    The door's name and what waits are at its right side, or below the other texts in a narrow window.

    Attributes:
        height: Its height, in logical pixels.
        main: Where the check-in is, and what it means for the person.
        side: The door's name, and how many check-ins wait.
    """

    def __init__(self, band: Band, width: float, unit: float) -> None:
        """Sets the texts.

        Args:
            band: The texts and the icon.
            width: The window's width, in logical pixels.
            unit: The logical pixels of a pixel of the drawing.
        """
        self.height = _HEIGHT * unit
        self._icon = band.icon
        self._unit = unit
        self._width = width
        small = TextStyle(max(14.0, 30 * unit), max(12.0, 20 * unit))
        is_narrow = width < _NARROW * self.height
        side = () if is_narrow else (band.kiosk, band.waiting)
        below = in_a_row(band.kiosk, band.waiting) if is_narrow else ""
        self.side = [FittedText(text, small, _SIDE_SHARE * width, self.height / 3) for text in side if text]
        room = self._right() - self._left()
        share = 0.26 if below else 0.4
        title = _title(band.title, unit, room, self.height * 0.4)
        style = TextStyle(max(15.0, 36 * unit), max(13.0, 24 * unit), lines=2)
        self.main = [title, FittedText(band.line, style, room, self.height * share)]
        if below:
            self.main.append(FittedText(below, small, room, self.height * 0.2))

    def paint(self, painter: QPainter, top: float, ratio: float) -> None:
        """Paints the band.

        Args:
            painter: The painter of the widget that it covers from side to side.
            top: Its upper edge.
            ratio: The number of device pixels in a logical pixel.
        """
        painter.fillRect(QRectF(0, top, self._width, self.height + 1), QColor(LIGHT.surface))
        self._paint_badge(painter, top, ratio)
        y = self._first_top(self.main, top)
        for number, text in enumerate(self.main):
            box = QRectF(self._left(), y, self._right() - self._left(), text.rect.height())
            text.paint(painter, box, LIGHT.soft_ink if number else LIGHT.ink)
            y += text.rect.height() + self._gap()
        y = self._first_top(self.side, top)
        for text in self.side:
            # At the window's edge, whichever way the text runs.
            x = self._width - self._margin() - text.rect.right()
            text.paint(painter, QRectF(x, y, text.rect.width(), text.rect.height()), LIGHT.soft_ink)
            y += text.rect.height() + self._gap()

    def _first_top(self, texts: list[FittedText], top: float) -> float:
        """Returns the upper edge of texts below each other in the middle of the band's height."""
        whole = sum(text.rect.height() for text in texts) + self._gap() * (len(texts) - 1)
        return top + (self.height - whole) / 2

    def _paint_badge(self, painter: QPainter, top: float, ratio: float) -> None:
        side = _BADGE * self._unit
        box = QRectF(self._margin(), top + (self.height - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.good.background))
        painter.drawRoundedRect(box, 0.28 * side, 0.28 * side)
        picture = icon(self._icon, 0.5 * side, LIGHT.good.ink, ratio)
        inset = 0.25 * side
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box.adjusted(inset, inset, -inset, -inset), picture, QRectF(picture.rect()))

    def _margin(self) -> float:
        return min(_MARGIN * self._unit, 0.06 * self._width)

    def _left(self) -> float:
        return self._margin() + (_BADGE + 48) * self._unit

    def _right(self) -> float:
        beside = max((text.rect.width() + 32 * self._unit for text in self.side), default=0.0)
        return self._width - self._margin() - beside

    def _gap(self) -> float:
        return 8 * self._unit


def _title(text: str, unit: float, width: float, height: float) -> FittedText:
    """Returns the title in one line if it can be, else in two."""
    bold = TextStyle(max(20.0, 54 * unit), max(16.0, 38 * unit), QFont.Weight.Bold, tracking=-2.2)
    one = FittedText(text, bold, width, height)
    if not one.is_cut:
        return one
    two = TextStyle(
        max(18.0, 40 * unit), max(14.0, 24 * unit), QFont.Weight.Bold, lines=2, spacing=0.95, tracking=-2.2
    )
    return FittedText(text, two, width, height)
