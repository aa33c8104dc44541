"""The staff page: dark on one side, so that guests see from a distance that it is not check-in."""

import time
from datetime import timedelta
from enum import Enum, auto

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.door.screen.button import TOUCH, Button, ButtonRank
from kiosk.ui.door.screen.keypad import is_typing
from kiosk.ui.door.staff.choices import StaffChoices
from kiosk.ui.door.staff.password_form import PasswordForm
from kiosk.ui.door.staff.pin_pad import PinPad, least_key_height
from kiosk.ui.door.staff.side import DarkSide
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.door.staff import back_words, pause_words
from kiosk.wording.language.catalogue import _

IDLE_SECONDS = 30
"""After this time without a touch or a key the page returns to check-in."""

_TICK_MS = 1000
_SIDE_SHARE = 0.434  # of the width in landscape
_TOP_SHARE = 0.28  # of the height in portrait


class Shown(Enum):
    """The question that the page asks."""

    NOTHING = auto()  # the question is not known yet, or there is none
    PIN = auto()
    PASSWORD = auto()
    CHOICES = auto()


class StaffPage(QWidget):
    """Covers the window, takes each key and touch, and returns to check-in by itself.

    Signals:
        left: The page closed, by its button or after a time without a touch.
        ticked: A second passed while the page is shown.
    """

    left = Signal()
    ticked = Signal()

    def __init__(self, parent: QWidget, *, kiosk_name: str, idle_seconds: int = IDLE_SECONDS) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Staff only"))
        self._palette = LIGHT
        self._unit = 1.0
        self.side = DarkSide(self, kiosk_name=kiosk_name)
        self._idle_seconds = idle_seconds
        self._seconds_left = idle_seconds
        self._wait_until = 0.0
        self._shown = Shown.NOTHING
        self.pad = PinPad(self)
        self.form = PasswordForm(self)
        self.choices = StaffChoices(self)
        self.back = Button(_("Back to check-in"), ButtonRank.PLAIN, self)
        self.back.clicked.connect(self.leave)
        self.form.typed.connect(self.touch)
        for each in (*self.pad.buttons(), self.form.go_on):
            each.clicked.connect(self.touch)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self.hide()

    @property
    def shown(self) -> Shown:
        """Returns the question that the page asks."""
        return self._shown

    def open_page(self, event_title: str, clock_line: str = "") -> None:
        """Covers the window, without a question yet.

        Args:
            event_title: The door's event; empty before it is known.
            clock_line: A sentence about this computer's clock; empty while it is right.
        """
        self.side.show_event(event_title)
        self.side.show_clock_line(clock_line)
        self.ask_nothing("")
        self.touch()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_pin(self, line: str, wait: timedelta) -> None:
        """Asks for the PIN, after a pause if there is one.

        Args:
            line: Explains the reason for the PIN.
            wait: The pause before a PIN is taken; may be zero.
        """
        self._show(Shown.PIN, line)
        self.pad.show_message("")
        self.pad.wake()
        self.pause(wait)

    def ask_password(self, line: str) -> None:
        """Asks for an organizer's e-mail and password."""
        self._show(Shown.PASSWORD, line)
        self.form.begin()

    def ask_choice(self, line: str) -> None:
        """Shows the choices."""
        self._show(Shown.CHOICES, line)

    def ask_nothing(self, line: str) -> None:
        """Shows a sentence without a question."""
        self._show(Shown.NOTHING, line)

    def refuse_pin(self, message: str, wait: timedelta) -> None:
        """Shows that the PIN was wrong, and takes the next one after a pause."""
        self.pad.wake()
        self.pad.show_message(message)
        self.pause(wait)

    def pause(self, wait: timedelta) -> None:
        """Takes no PIN for a time, and shows the seconds that remain."""
        self._wait_until = time.monotonic() + wait.total_seconds()
        if wait:
            self.pad.rest()
            self.pad.show_message(pause_words(wait))

    def touch(self) -> None:
        """Notes that somebody uses the page, which then stays open."""
        self._seconds_left = self._idle_seconds
        self._ticker.start()
        self.update()

    def leave(self) -> None:
        """Returns to check-in, and clears what was typed."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        for each in (self.side, self.pad, self.form, self.choices):
            each.wear(palette, unit)
        self.back.wear(palette, max(20.0, 34 * unit))
        self._place()

    def take_key(self, event: QKeyEvent) -> None:
        """Takes a key, whichever widget has the focus: none reaches the guests' keypad."""
        self.touch()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif self._shown is Shown.PIN:
            self._take_pin_key(event)
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Clears what was typed, unless the window is only minimised."""
        if not event.spontaneous():
            self._ticker.stop()
            self.pad.clear()
            self.form.clear()
        super().hideEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Places all parts again."""
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Types as the page's own keys do; Esc returns to check-in."""
        self.take_key(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Accepts the tap, so that no part behind gets it."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the background and the time until the page closes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._palette.background))
        foot = QRectF(self.back.x(), self.back.geometry().bottom() + 1, self.back.width(), self._foot())
        style = TextStyle(max(16.0, 28 * self._unit), 13, centred=True, counts=True)
        text = FittedText(back_words(self._seconds_left), style, foot.width(), foot.height())
        text.paint(painter, foot, self._palette.soft_ink, middle=True)
        painter.end()

    def _take_pin_key(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Backspace:
                self.pad.take_back()
            case Qt.Key.Key_Delete:
                self.pad.clear()
            case _ if is_typing(event) and event.text() in "0123456789":
                self.pad.add(event.text())
            case _ if is_typing(event):
                self.pad.clear()  # a hand scanner read a pass: its digits are not a PIN

    def _show(self, shown: Shown, line: str) -> None:
        self._shown = shown
        self.side.show_line(line)
        self.setAccessibleDescription(line)
        self._wait_until = 0.0
        for each, part in (
            (Shown.PIN, self.pad),
            (Shown.PASSWORD, self.form),
            (Shown.CHOICES, self.choices),
        ):
            part.setVisible(each is shown)
        if shown is not Shown.PASSWORD:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _tick(self) -> None:
        self._seconds_left -= 1
        if self._seconds_left <= 0:
            self.leave()
            return
        if self._wait_until:
            left = self._wait_until - time.monotonic()
            if left > 0:
                self.pad.show_message(pause_words(timedelta(seconds=left)))
            else:
                self._wait_until = 0.0
                self.pad.wake()
                self.pad.show_message("")
        self.update()
        self.ticked.emit()

    def _is_portrait(self) -> bool:
        return self.height() > self.width()

    def _side(self) -> QRectF:
        if self._is_portrait():
            return QRectF(0, 0, self.width(), round(_TOP_SHARE * self.height()))
        return QRectF(0, 0, round(_SIDE_SHARE * self.width()), self.height())

    def _foot(self) -> float:
        return max(28.0, 64 * self._unit)

    def _place(self) -> None:
        side = self._side()
        self.side.setGeometry(side.toRect())
        room = QRectF(self.rect())
        if self._is_portrait():
            room.setTop(side.bottom())
        else:
            room.setLeft(side.right())
        gap = max(12.0, 32 * self._unit)
        width = min(room.width() - 4 * gap, max(656 * self._unit, 3 * TOUCH + 140))
        back = max(TOUCH, 96 * self._unit)
        below = gap + back + self._foot()
        wanted = self.pad.head_height() + 4 * least_key_height(self._unit) + 3 * max(8.0, 16 * self._unit)
        height = min(wanted, room.height() - below - 2 * gap)
        left = room.center().x() - width / 2
        top = room.center().y() - (height + below) / 2
        for each in (self.pad, self.form, self.choices):
            each.setGeometry(round(left), round(top), round(width), round(height))
        self.back.setGeometry(round(left), round(top + height + gap), round(width), round(back))
        self.update()
