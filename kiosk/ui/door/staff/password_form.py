"""The form for an organizer's e-mail and password, which open the gate while no PIN is set."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.ui.common.theme import FAMILY, LIGHT, Palette
from kiosk.ui.door.screen.button import TOUCH, Button, ButtonRank
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.catalogue import _

_LONGEST = 1024


class PasswordForm(QWidget):
    """Two fields and a button; Enter moves to the next field or submits.

    Signals:
        entered: The e-mail and the password; the form is disabled until `wake` or `begin`.
        typed: A field changed.
    """

    entered = Signal(str, str)
    typed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._unit = 1.0
        self._message = ""
        self._titles = (_("E-mail"), _("Password"))
        self.email, self.password = (self._line(each) for each in self._titles)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.email.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._submit)
        self.go_on = Button(_("Continue"), ButtonRank.MAIN, self)
        self.go_on.clicked.connect(self._submit)

    @property
    def message(self) -> str:
        """Returns the sentence above the button."""
        return self._message

    def begin(self) -> None:
        """Clears both fields and puts the cursor into the first."""
        self.clear()
        self.wake()
        self.email.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Clears both fields."""
        self.email.clear()
        self.password.clear()
        self.show_message("")

    def wake(self, message: str = "") -> None:
        """Enables the form for another try.

        Args:
            message: The result of the last try.
        """
        self._enable(is_enabled=True)
        self.show_message(message)
        if message:
            self.password.clear()
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self, message: str) -> None:
        """Shows a sentence above the button."""
        self._message = message
        self.setAccessibleName(message)
        self.update()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        size = round(max(18.0, 32 * unit))
        sheet = f"""
            QLineEdit {{
                background: {palette.surface}; color: {palette.ink}; border: 2px solid {palette.soft_ink};
                border-radius: {round(max(8.0, 16 * unit))}px; padding: 0 {round(max(10.0, 24 * unit))}px;
                font-family: "{FAMILY}"; font-size: {size}px;
                selection-background-color: {palette.accent}; selection-color: {palette.on_accent};
            }}
            QLineEdit:focus {{ border-color: {palette.focus}; }}
            QLineEdit:disabled {{ background: {palette.button}; }}
        """
        for line in (self.email, self.password):
            line.setStyleSheet(sheet)
        self.go_on.wear(palette, max(20.0, 34 * unit))
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Places the fields."""
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the fields' names and the sentence."""
        painter = QPainter(self)
        size = max(18.0, 28 * self._unit)
        for title, line in zip(self._titles, (self.email, self.password), strict=True):
            text = FittedText(
                title, TextStyle(size, 14, QFont.Weight.DemiBold), self.width(), self._title_height()
            )
            box = QRectF(0, line.y() - self._title_height(), self.width(), self._title_height())
            text.paint(painter, box, self._palette.ink, middle=True)
        top = self.password.geometry().bottom() + 1
        box = QRectF(0, top, self.width(), self.go_on.y() - top)
        text = FittedText(
            self._message,
            TextStyle(size, 13, QFont.Weight.Medium, lines=6),
            box.width(),
            box.height() - 12,
        )
        text.paint(painter, box, self._palette.bad.ink, middle=True)
        painter.end()

    def _line(self, title: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(title)
        line.setMaxLength(_LONGEST)
        line.setAcceptDrops(False)
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        line.textEdited.connect(lambda _text: self._note_typing())
        return line

    def _note_typing(self) -> None:
        self.show_message("")
        self.typed.emit()

    def _submit(self) -> None:
        if not self.go_on.isEnabled():
            return
        email, password = self.email.text().strip(), self.password.text()
        if not email or not password:
            self.show_message(_("Type the e-mail address and the password of an organizer."))
            (self.password if email else self.email).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._enable(is_enabled=False)
        self.show_message("")
        self.entered.emit(email, password)

    def _enable(self, *, is_enabled: bool) -> None:
        for each in (self.email, self.password, self.go_on):
            each.setEnabled(is_enabled)

    def _title_height(self) -> float:
        return max(28.0, 48 * self._unit)

    def _place(self) -> None:
        height = max(48.0, 88 * self._unit)
        y = 0.0
        for line in (self.email, self.password):
            y += self._title_height()
            line.setGeometry(QRect(0, round(y), self.width(), round(height)))
            y += height + max(4.0, 12 * self._unit)
        button = max(TOUCH, 104 * self._unit)
        self.go_on.setGeometry(0, round(self.height() - button), self.width(), round(button))
        self.update()
