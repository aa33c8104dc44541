"""Six dots and the keys to type a PIN. The digits are never shown, logged or kept longer than needed."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.pin import PIN_LENGTH
from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.door.screen.button import TOUCH, Button, ButtonRank
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.door.staff import dots_words
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences

_ROWS = 4
_COLUMNS = 3


class PinPad(QWidget):
    """Takes six digits, by touch or from the page's keyboard.

    Signals:
        entered: The six digits; the pad is cleared and disabled until `wake`.
    """

    entered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._unit = 1.0
        self._typed = ""
        self._message = ""
        self._is_resting = False
        self._digits = {digit: self._key(digit) for digit in "1234567890"}
        self.clear_key = Button(_("Clear"), ButtonRank.PLAIN, self)
        self.backspace = Button(_("Delete"), ButtonRank.PLAIN, self, icon_name="backspace")
        self.clear_key.clicked.connect(self.clear)
        self.backspace.clicked.connect(self.take_back)
        self._change("")

    def buttons(self) -> list[Button]:
        """Returns all keys, in reading order."""
        digits = [self._digits[digit] for digit in "123456789"]
        return [*digits, self.clear_key, self._digits["0"], self.backspace]

    @property
    def typed(self) -> int:
        """Returns the number of digits that were typed."""
        return len(self._typed)

    @property
    def message(self) -> str:
        """Returns the sentence below the dots."""
        return self._message

    def add(self, digit: str) -> None:
        """Adds a digit; the sixth submits the PIN."""
        if self._is_resting:
            return
        self.show_message("")
        self._change(self._typed + digit)
        if len(self._typed) == PIN_LENGTH:
            pin = self._typed
            self.rest()
            self.entered.emit(pin)

    def take_back(self) -> None:
        """Removes the last digit."""
        if not self._is_resting:
            self._change(self._typed[:-1])

    def clear(self) -> None:
        """Clears the digits."""
        self._change("")

    def rest(self) -> None:
        """Stops taking digits while a PIN is being checked or must wait."""
        self._is_resting = True
        self._enable_keys()

    def wake(self) -> None:
        """Starts taking digits, from the first one."""
        self._is_resting = False
        self._enable_keys()
        self._change("")

    def show_message(self, message: str) -> None:
        """Shows a sentence below the dots."""
        if message != self._message:
            self._message = message
            self._describe()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        self._place()

    def head_height(self) -> float:
        """Returns the height of the dots and the sentence together, in logical pixels."""
        return max(92.0, 164 * self._unit)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Places the keys."""
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the dots and the sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = max(9.0, 16 * self._unit)
        step = 4 * radius
        y = radius + 2
        x = (self.width() - (PIN_LENGTH - 1) * step) / 2
        for number in range(PIN_LENGTH):
            is_full = number < len(self._typed)
            ring = self._palette.ink if is_full else self._palette.soft_ink
            painter.setPen(QPen(QColor(ring), max(2.0, 4 * self._unit)))
            painter.setBrush(QColor(self._palette.ink) if is_full else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x + number * step, y), radius, radius)
        style = TextStyle(max(20.0, 34 * self._unit), 14, QFont.Weight.DemiBold, lines=2, centred=True)
        top = 2 * y
        box = QRectF(0, top, self.width(), self.head_height() - top)
        text = FittedText(self._message, style, box.width(), box.height())
        text.paint(painter, box, self._palette.bad.ink, middle=True)
        painter.end()

    def _key(self, digit: str) -> Button:
        key = Button(digit, ButtonRank.CARD, self)
        key.clicked.connect(lambda: self.add(digit))
        return key

    def _change(self, typed: str) -> None:
        self._typed = typed
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(sentences(dots_words(len(self._typed), PIN_LENGTH), self._message))
        self.update()

    def _enable_keys(self) -> None:
        for each in self.buttons():
            each.setEnabled(not self._is_resting)

    def _place(self) -> None:
        gap = max(8.0, 16 * self._unit)
        head = self.head_height()
        width = (self.width() - (_COLUMNS - 1) * gap) / _COLUMNS
        height = (self.height() - head - (_ROWS - 1) * gap) / _ROWS
        for number, key in enumerate(self.buttons()):
            row, column = divmod(number, _COLUMNS)
            x, y = column * (width + gap), head + row * (height + gap)
            key.setGeometry(round(x), round(y), round(width), round(height))
            is_digit = key not in {self.clear_key, self.backspace}
            key.wear(self._palette, max(26.0, 56 * self._unit) if is_digit else max(18.0, 32 * self._unit))
        self.update()


def least_key_height(unit: float) -> float:
    """Returns the least height of a key where there is room, in logical pixels.

    Args:
        unit: The logical pixels of one pixel of the drawing.
    """
    return max(TOUCH, 128 * unit)
