"""The status bar, always visible: the state of the door and its link, check-ins, time and two buttons."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.door.labels import StatePill
from kiosk.ui.door.screen.button import TOUCH, Button, ButtonRank
from kiosk.ui.door.screen.status_row import Piece, StatusTexts, arranged, arranged_around, paint
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
        self._texts = StatusTexts(kiosk=kiosk_name)
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

    def show_state(
        self, state: StatePill, counter: str, as_of: str = "", pills: tuple[StatePill, ...] = ()
    ) -> None:
        """Shows the door's state and the number of check-ins.

        Args:
            state: The event's state.
            counter: The number of check-ins; empty while it is not known.
            as_of: The time as of which the number is right; empty while it is right now.
            pills: The states of the link with the centre, the most important first.
        """
        self._change(replace(self._texts, state=state, counter=counter, as_of=as_of, pills=pills))

    def show_clock(self, clock: str) -> None:
        """Shows the time of day, as text."""
        self._change(replace(self._texts, clock=clock))

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
        for piece in self.pieces():
            paint(painter, piece, self._palette)
        painter.end()

    def pieces(self) -> list[Piece]:
        """Returns the texts at their places."""
        row, size = self._text_row(), self._size()
        if self._lost is None:
            return arranged(self._texts, row, size, has_two_lines=self._is_portrait)
        lines = 3 if self._is_portrait else 2
        return arranged_around(self._lost, self._texts, row, size, lines=lines)

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

    def _change(self, texts: StatusTexts) -> None:
        if texts != self._texts:
            self._texts = texts
            self._refresh()

    def _refresh(self) -> None:
        texts = self._texts
        states = (pill.text for pill in texts.all_pills())
        self.setAccessibleName(listed(*states, texts.counter, texts.as_of, self._lost or "", texts.clock))
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

    def _size(self) -> float:
        return max(16.0, (30 if self._is_portrait else 26) * self._unit)
