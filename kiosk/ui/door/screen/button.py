"""A button for a finger: large, flat, and with a focus ring only when the keyboard moved the focus."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.widgets.fitted import FittedText, TextStyle

TOUCH = 64.0
"""The least width and height of anything that people touch, in logical pixels."""

_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_FADED = 0.45


class ButtonRank(Enum):
    """The prominence of a button."""

    MAIN = "main"
    PLAIN = "plain"
    KEY = "key"
    CARD = "card"


class Button(QAbstractButton):
    """One touch target with a text, or with an icon and a text for screen readers."""

    def __init__(self, text: str, rank: ButtonRank, parent: QWidget, *, icon_name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._words = text
        self._rank = rank
        self._icon_name = icon_name
        self._palette = LIGHT
        self._size = 20.0
        self._has_ring = False
        self._fitted: FittedText | None = None

    def wear(self, palette: Palette, size: float) -> None:
        """Applies the colours, and the size of its letters in logical pixels."""
        if size != self._size:
            self._fitted = None
        self._palette = palette
        self._size = size
        self.update()

    def natural_width(self) -> float:
        """Returns the width of its text with its margins, in logical pixels."""
        return FittedText(self._words, self._style(), 10_000, 1000).rect.width() + 2 * self._size * 1.1

    def sizeHint(self) -> QSize:
        """Returns its size, at least the width and height of a finger."""
        return QSize(round(max(TOUCH, self.natural_width())), round(TOUCH))

    def resizeEvent(self, _event: object) -> None:
        """Fits the text to the new size."""
        self._fitted = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring when the keyboard moved the focus here."""
        self._has_ring = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides the ring."""
        self._has_ring = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Presses the button at Enter, as at Space; a key of the keypad leaves Enter to its page."""
        if self._rank is not ButtonRank.KEY and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the shape, the text or the icon, and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back, ink = self._colours()
        if not self.isEnabled():
            painter.setOpacity(_FADED)
        box = QRectF(self.rect())
        radius = min(box.height() / 4, self._size * 0.7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(box, radius, radius)
        if self._icon_name:
            side = self._size * 1.4
            picture = icon(self._icon_name, side, ink, self.devicePixelRatioF())
            painter.drawPixmap(box.center() - QPointF(side / 2, side / 2), picture)
        else:
            self._text().paint(painter, box.adjusted(4, 0, -4, 0), ink, middle=True)
        if self._has_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            outer = self._palette.on_accent if self._rank is ButtonRank.MAIN else self._palette.focus
            painter.setPen(QPen(QColor(outer), 3))
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), radius - 3, radius - 3)
        painter.end()

    def _colours(self) -> tuple[QColor, str]:
        palette = self._palette
        back = QColor(_backs(palette).get(self._rank, palette.button))
        if self.isDown():
            back = back.darker(118) if back.lightnessF() > 0.4 else back.lighter(140)  # noqa: PLR2004 -- half-way
        return back, palette.on_accent if self._rank is ButtonRank.MAIN else palette.ink

    def _text(self) -> FittedText:
        if self._fitted is None:
            self._fitted = FittedText(self._words, self._style(), self.width() - 8, self.height())
        return self._fitted

    def _style(self) -> TextStyle:
        is_light = self._rank in {ButtonRank.KEY, ButtonRank.CARD}
        weight = QFont.Weight.Medium if is_light else QFont.Weight.DemiBold
        return TextStyle(
            self._size, self._size * 0.5, weight, centred=True, is_code=self._rank is ButtonRank.KEY
        )


def _backs(palette: Palette) -> dict[ButtonRank, str]:
    return {
        ButtonRank.MAIN: palette.accent,
        ButtonRank.KEY: palette.surface,
        ButtonRank.CARD: palette.surface,
    }
