"""The status bar, always visible: the door's state, the number of check-ins, the time and two buttons."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import LIGHT, Palette, Tone, ToneColours
from kiosk.ui.door.labels import StatePill
from kiosk.ui.door.screen.button import TOUCH, Button, ButtonRank
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import listed


class StatusBar(QWidget):
    """State, counter and clock on one side and buttons on the other; in portrait below each other.

    Signals:
        walk_in_asked: Walk-in was tapped; the button rests until `end_guard`.
        keypad_asked: Enter code was tapped.
    """

    walk_in_asked = Signal()
    keypad_asked = Signal()

    def __init__(self, parent: QWidget, *, kiosk_name: str, double_tap_ms: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._palette = LIGHT
        self._unit = 1.0
        self._margin = 16
        self._is_portrait = False
        self._kiosk_name = kiosk_name
        self._pill: StatePill | None = None
        self._counter = ""
        self._clock = ""
        self._lost: str | None = None
        self._had_focus = False
        self._guard = QTimer(self)
        self._guard.setSingleShot(True)
        self._guard.setInterval(double_tap_ms)
        self._guard.timeout.connect(self._release)
        self.enter_code = Button(_("Enter code"), ButtonRank.PLAIN, self)
        self.walk_in = Button(_("Walk-in"), ButtonRank.MAIN, self)
        self.enter_code.clicked.connect(self.keypad_asked)
        self.walk_in.clicked.connect(self._ask_walk_in)

    def show_state(self, pill: StatePill, counter: str) -> None:
        """Shows the door's state and the number of check-ins."""
        if (pill, counter) != (self._pill, self._counter):
            self._pill, self._counter = pill, counter
            self._refresh()

    def show_clock(self, clock: str) -> None:
        """Shows the time of day, as text."""
        if clock != self._clock:
            self._clock = clock
            self._refresh()

    def show_lost(self, sentence: str | None) -> None:
        """Shows calmly that the database does not answer; None removes it."""
        if sentence != self._lost:
            self._lost = sentence
            self._refresh()

    def end_guard(self) -> None:
        """Enables Walk-in after its answer, as soon as a double tap is over."""
        if not self.walk_in.isEnabled():
            self._guard.start()

    def drop_guard(self) -> None:
        """Enables Walk-in at once: the window closes, or another person may tap."""
        self._guard.stop()
        if not self.walk_in.isEnabled():
            self._release()

    def offer_buttons(self, *, is_offered: bool) -> None:
        """Shows or hides the buttons: a door does not offer a check-in that it could not take."""
        for button in (self.enter_code, self.walk_in):
            button.setVisible(is_offered)
        self.update()

    def wear(self, palette: Palette, unit: float, margin: int, *, is_portrait: bool) -> None:
        """Applies the colours, the scale and the orientation."""
        self._palette, self._unit, self._margin, self._is_portrait = palette, unit, margin, is_portrait
        size = max(18.0, (34 if is_portrait else 28) * unit)
        for button in (self.enter_code, self.walk_in):
            button.wear(palette, size)
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Places the buttons."""
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the state, the counter, the lost database and the clock."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._palette.surface))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(self._palette.line))
        row = self._text_row()
        x, right = row.left(), row.right()
        right -= self._paint_right(painter, row)
        if self._pill is not None:
            x += self._paint_pill(painter, self._pill, QRectF(x, row.top(), right - x, row.height()))
            x += 20 * self._unit
        counter = self._text(self._counter, right - x, counts=True)
        counter.paint(painter, QRectF(x, row.top(), right - x, row.height()), self._palette.ink, middle=True)
        x += counter.rect.width() + 24 * self._unit
        if self._lost is not None:
            self._paint_lost(painter, self._lost, QRectF(x, row.top(), right - x, row.height()))
        painter.end()

    def _ask_walk_in(self) -> None:
        self._had_focus = self.walk_in.hasFocus()
        # Otherwise Qt would pass the focus to the next button, and a second press of Space would press it.
        self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self.walk_in.setEnabled(False)
        self.walk_in_asked.emit()

    def _release(self) -> None:
        self.walk_in.setEnabled(True)
        if self._had_focus and self.window().hasFocus():
            self.walk_in.setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh(self) -> None:
        state = self._pill.text if self._pill else ""
        self.setAccessibleName(listed(state, self._counter, self._lost or "", self._clock))
        self.update()

    def _place(self) -> None:
        gap = round(max(12.0, 20 * self._unit))
        if self._is_portrait:
            height = round(max(TOUCH, 104 * self._unit))
            top = self.height() - height - round(26 * self._unit)
            half = (self.width() - 2 * self._margin - gap) // 2
            self.enter_code.setGeometry(self._margin, top, half, height)
            self.walk_in.setGeometry(self._margin + half + gap, top, half, height)
        else:
            height = round(max(TOUCH, 68 * self._unit))
            top = (self.height() - height) // 2
            right = self.width() - self._margin
            for button in (self.walk_in, self.enter_code):
                width = button.sizeHint().width()
                button.setGeometry(right - width, top, width, height)
                right -= width + gap
        self.update()

    def _text_row(self) -> QRectF:
        if self._is_portrait:
            return QRectF(self._margin, 0, self.width() - 2 * self._margin, self.enter_code.y())
        has_buttons = not self.enter_code.isHidden()
        right = self.enter_code.x() - 26 * self._unit if has_buttons else self.width() - self._margin
        return QRectF(self._margin, 0, right - self._margin, self.height())

    def _paint_right(self, painter: QPainter, row: QRectF) -> float:
        """Paints the clock, and the kiosk's name where there is room; returns their width."""
        clock = self._text(self._clock, row.width(), counts=True)
        x = row.right() - clock.rect.width()
        clock.paint(painter, QRectF(x, row.top(), row.width(), row.height()), self._palette.ink, middle=True)
        width = clock.rect.width() + 24 * self._unit
        name = self._text(self._kiosk_name, row.width() * 0.25)
        if self._kiosk_name and row.width() > 0 and self._lost is None and row.width() > 800 * self._unit:
            x -= name.rect.width() + 24 * self._unit
            box = QRectF(x, row.top(), row.width() * 0.25, row.height())
            name.paint(painter, box, self._palette.soft_ink, middle=True)
            width += name.rect.width() + 24 * self._unit
        return width

    def _paint_pill(self, painter: QPainter, pill: StatePill, row: QRectF) -> float:
        tones = {
            Tone.GOOD: self._palette.good,
            Tone.WARY: self._palette.wary,
            Tone.BAD: self._palette.bad,
            Tone.QUIET: self._palette.quiet,
        }
        text = self._text(pill.text, row.width() * 0.5, weight=QFont.Weight.DemiBold)
        return self._paint_rounded(painter, text, row, tones[pill.tone])

    def _paint_lost(self, painter: QPainter, sentence: str, row: QRectF) -> None:
        size = self._size() * 0.8
        style = TextStyle(size, 13.0, QFont.Weight.Medium, lines=3 if self._is_portrait else 2)
        text = FittedText(sentence, style, row.width() - 3.2 * self._size(), row.height() - 12)
        self._paint_rounded(painter, text, row, self._palette.wary)

    def _paint_rounded(self, painter: QPainter, text: FittedText, row: QRectF, tone: ToneColours) -> float:
        size = self._size()
        height = max(size * 1.9, text.rect.height() + size * 0.5)
        box = QRectF(row.left(), row.center().y() - height / 2, text.rect.width() + 2.6 * size, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.background))
        painter.drawRoundedRect(box, min(height / 2, size), min(height / 2, size))
        dot = size * 0.42
        painter.setBrush(QColor(tone.dot))
        painter.drawEllipse(QRectF(box.left() + size * 0.85 - dot / 2, box.center().y() - dot / 2, dot, dot))
        inner = QRectF(box.left() + 1.5 * size, box.top(), text.rect.width() + 1, height)
        text.paint(painter, inner, tone.ink, middle=True)
        return box.width()

    def _text(
        self, text: str, width: float, *, weight: QFont.Weight = QFont.Weight.Medium, counts: bool = False
    ) -> FittedText:
        return FittedText(
            text, TextStyle(self._size(), self._size() * 0.7, weight, counts=counts), width, self.height()
        )

    def _size(self) -> float:
        return max(16.0, (30 if self._is_portrait else 26) * self._unit)
