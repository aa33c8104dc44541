"""A page for typing a code, with a finger or a keyboard."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.door.screen.button import TOUCH, Button, ButtonRank
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.catalogue import _

MOST_TYPED = 200
"""The most characters that can be typed: a hand scanner types a whole check-in URL with an event code."""

KEY_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM._")
_COLUMNS = 10
_GAP = 8
_LEAST_SPAN = 960.0  # a comfortable width of a key, where the screen is wide enough


class Keypad(QWidget):
    """Shows the typed text in large letters above its keys; closes by itself when nobody types.

    Signals:
        opened: The page covers the window.
        left: The page no longer covers the window.
        submitted: The text, without spaces at its ends; the page has closed.
        closed: The page closed without a text.
    """

    opened = Signal()
    left = Signal()
    submitted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, *, idle_ms: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Type your code"))
        self._palette = LIGHT
        self._unit = 1.0
        self._typed = ""
        self._extra = ""
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle_ms)
        self._idle.timeout.connect(self.close_page)
        self._keys = [[self._key(character) for character in row] for row in KEY_ROWS]
        self._extra_keys: list[Button] = []
        self.backspace = Button(_("Delete"), ButtonRank.KEY, self, icon_name="backspace")
        self._keys[-1].append(self.backspace)
        self.cancel = Button(_("Cancel"), ButtonRank.PLAIN, self)
        self.clear = Button(_("Clear"), ButtonRank.PLAIN, self)
        self.check_in = Button(_("Check in"), ButtonRank.MAIN, self)
        self.backspace.clicked.connect(self._take_back)
        self.cancel.clicked.connect(self.close_page)
        self.clear.clicked.connect(self._clear)
        self.check_in.clicked.connect(self._submit)
        self.hide()

    @property
    def typed(self) -> str:
        """Returns the text that was typed."""
        return self._typed

    def buttons(self) -> list[Button]:
        """Returns all keys and buttons, in reading order."""
        keys = [key for row in (self._extra_keys, *self._keys) for key in row]
        return [*keys, self.cancel, self.clear, self.check_in]

    def open_page(self, typed: str = "") -> None:
        """Shows the page; the text begins with what was already typed."""
        self._change("")
        self.show()
        self.raise_()
        self.opened.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.add(typed)

    def close_page(self) -> None:
        """Closes the page and clears the text."""
        if self.isVisible():
            self._leave()
            self.closed.emit()

    def offer(self, code: str) -> None:
        """Adds a key for each character of the event's code that has no key, at most ten."""
        known = "".join(KEY_ROWS)
        # In capitals, as all keys: an event's code counts in any letter case.
        capitals = (c.upper() if len(c.upper()) == 1 else c for c in code if c.isprintable())
        wanted = "".join(dict.fromkeys(c for c in capitals if c not in known))[:_COLUMNS]
        if wanted == self._extra:
            return
        self._extra = wanted
        for key in self._extra_keys:
            key.deleteLater()
        self._extra_keys = [self._key(character) for character in wanted]
        for key in self._extra_keys:
            key.setVisible(True)
        self._place()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        self._place()

    def add(self, text: str) -> None:
        """Appends a text."""
        self._change((self._typed + text)[:MOST_TYPED])

    def typed_text(self) -> FittedText:
        """Returns the typed text as it is laid out now."""
        box = self._field().adjusted(28 * self._unit, 6, -28 * self._unit, -6)
        size = max(26.0, 76 * self._unit)
        shown = (self._typed.upper() if self._typed.isascii() else self._typed) or _("Type your code")
        style = TextStyle(
            size if self._typed else size * 0.6,
            14,
            QFont.Weight.DemiBold if self._typed else QFont.Weight.Normal,
            lines=3 if self._typed else 1,
            tracking=4 if self._typed else 0,
            centred=True,
            is_code=bool(self._typed),
        )
        return FittedText(shown, style, box.width(), box.height())

    def hideEvent(self, event: QHideEvent) -> None:
        """Ends the timer and reports the closed page, unless the window is only minimised."""
        if not event.spontaneous():
            self._idle.stop()
            self.left.emit()
        super().hideEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Places the keys."""
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Types as the page's own keys do: Enter checks in, Esc cancels."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._submit()
            case Qt.Key.Key_Escape:
                self.close_page()
            case Qt.Key.Key_Backspace:
                self._take_back()
            case Qt.Key.Key_Delete:
                self._clear()
            case _ if is_typing(event):
                self.add(event.text())
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the page, the field and the text in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._palette.background))
        field = self._field()
        painter.setPen(QPen(QColor(self._palette.accent if self._typed else self._palette.line), 2))
        painter.setBrush(QColor(self._palette.surface))
        painter.drawRoundedRect(field, 20 * self._unit, 20 * self._unit)
        inner = field.adjusted(28 * self._unit, 6, -28 * self._unit, -6)
        text = self.typed_text()
        text.paint(painter, inner, self._palette.ink if self._typed else self._palette.soft_ink, middle=True)
        painter.end()

    def _key(self, character: str) -> Button:
        key = Button(character, ButtonRank.KEY, self)
        key.setAccessibleName({"-": _("dash"), ".": _("dot"), "_": _("underscore")}.get(character, character))
        key.clicked.connect(lambda: self.add(character))
        return key

    def _submit(self) -> None:
        text = self._typed.strip()
        if not text:
            return
        self._leave()
        self.submitted.emit(text)

    def _leave(self) -> None:
        # Otherwise Qt would pass the focus to a button, and the next Enter would press it.
        self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._change("")

    def _take_back(self) -> None:
        self._change(self._typed[:-1])

    def _clear(self) -> None:
        self._change("")

    def _change(self, typed: str) -> None:
        self._typed = typed
        self.check_in.setEnabled(bool(typed.strip()))
        self.setAccessibleDescription(" ".join(typed))
        if self.isVisible():
            self._idle.start()
        self.update()

    def _field(self) -> QRectF:
        top, height = self._top(), self._field_height()
        return QRectF((self.width() - self._span()) / 2, top, self._span(), height)

    def _place(self) -> None:
        rows = [self._extra_keys, *self._keys] if self._extra_keys else self._keys
        key_height = self._key_height()
        column = (self._span() + _GAP) / _COLUMNS
        left = (self.width() - self._span()) / 2
        y = self._top() + self._field_height() + 2 * _GAP
        for row in rows:
            for number, key in enumerate(row):
                x = left + number * column
                key.setGeometry(round(x), round(y), round(x + column) - round(x) - _GAP, round(key_height))
                key.wear(self._palette, max(24.0, 40 * self._unit))
            y += key_height + _GAP
        x = left
        for button, columns in ((self.cancel, 2.5), (self.clear, 2.5), (self.check_in, 5.0)):
            width = columns * column
            button.setGeometry(round(x), round(y), round(width) - _GAP, round(key_height))
            button.wear(self._palette, max(20.0, 32 * self._unit))
            x += width
        self.update()

    def _span(self) -> float:
        return min(self.width() - 2 * max(16.0, 40 * self._unit), max(1500 * self._unit, _LEAST_SPAN))

    def _row_count(self) -> int:
        return len(self._keys) + 1 + bool(self._extra_keys)

    def _key_height(self) -> float:
        wanted = max(TOUCH, min(120 * self._unit, 0.11 * self.height()))
        most = (self.height() - 2 * 14 - 72 - 2 * _GAP) / self._row_count() - _GAP
        return min(wanted, most)

    def _field_height(self) -> float:
        used = self._row_count() * (self._key_height() + _GAP) + 2 * _GAP
        return min(max(72.0, 180 * self._unit), self.height() - used - 28)

    def _top(self) -> float:
        block = self._field_height() + 2 * _GAP + self._row_count() * (self._key_height() + _GAP) - _GAP
        return max(14.0, (self.height() - block) / 2)


def is_typing(event: QKeyEvent) -> bool:
    """Returns True when a key types characters and is not a command."""
    commands = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & commands
