"""A sheet over the window: a form or a question, with its buttons at the foot."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.ui.widgets.parts import Rank, button, focus_first, label, row
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _

_WIDTH = 520
_MARGIN = GAP * 3 // 2
_HEAD_AND_FOOT = 2 * _MARGIN + 2 * GAP + 84
_LEAST_HEIGHT = 220


class Sheet(QDialog):
    """A sheet. Escape and Cancel close it; its main button confirms it.

    Signals:
        confirmed: The main button was pressed; the sheet stays until `close`.
    """

    confirmed = Signal()

    def __init__(  # noqa: PLR0913 -- by name
        self,
        parent: QWidget,
        heading: str,
        *,
        verb: str,
        rank: Rank = Rank.MAIN,
        width: int = _WIDTH,
        cancel: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        outer.setSpacing(GAP)
        outer.addWidget(label(heading, "heading", wraps=True))
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP // 2)
        self._inside.installEventFilter(self)
        outer.addWidget(scroll_area(self._inside), 1)
        self.main_button = button(verb, self._confirm, rank=rank)
        self.cancel_button = button(_("Cancel") if cancel is None else cancel, self.reject)
        self.foot = row(None, self.cancel_button, self.main_button)
        outer.addLayout(self.foot)
        self._width = width
        self._over = parent.window()

    def open(self) -> None:
        """Shows the sheet, as high as its content needs and the window allows."""
        self.resize(self._width, self._fitting_height())
        super().open()
        focus_first(self._inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grows with its content, such as an error beside a field, or rows that were read since."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._grow)
        return super().eventFilter(watched, event)

    def set_busy(self, words: str = "") -> None:
        """Shows work under way on the main button and disables it; "" when the work has ended."""
        if words:
            self.main_button.setProperty("verb", self.main_button.property("verb") or self.main_button.text())
            self.main_button.setText(words)
        elif self.main_button.property("verb"):
            self.main_button.setText(self.main_button.property("verb"))
        self.main_button.setDisabled(bool(words))

    def add_button(self, made: QPushButton) -> None:
        """Puts a button at the foot's left."""
        self.foot.insertWidget(0, made)

    def _fitting_height(self) -> int:
        inner = self._width - 2 * _MARGIN - GAP
        asks_width = self.body.hasHeightForWidth()
        body = self.body.heightForWidth(inner) if asks_width else self.body.sizeHint().height()
        return max(_LEAST_HEIGHT, min(body + _HEAD_AND_FOOT, self._over.height() - GAP))

    def _grow(self) -> None:
        if self.isVisible() and self.height() < (wanted := self._fitting_height()):
            self.resize(self.width(), wanted)

    def _confirm(self) -> None:
        if self.main_button.isEnabled():
            self.confirmed.emit()


def ask_first(  # noqa: PLR0913 -- by name
    parent: QWidget,
    heading: str,
    words: str,
    *,
    verb: str,
    act: Callable[[], object],
    rank: Rank = Rank.MAIN,
) -> Sheet:
    """Asks before something is done.

    Args:
        parent: The page.
        heading: The question.
        words: The consequences, as sentences.
        verb: The text of the main button.
        act: Called when the main button is pressed.
        rank: The main button's prominence.
    """

    def confirm() -> None:
        sheet.close()
        act()

    sheet = Sheet(parent, heading, verb=verb, rank=rank)
    sheet.body.addWidget(label(words, wraps=True))
    sheet.body.addStretch(1)
    sheet.confirmed.connect(confirm)
    sheet.open()
    (sheet.cancel_button if rank is Rank.DANGER else sheet.main_button).setFocus()
    return sheet


class NameTyped(Sheet):
    """Asks a person to type a thing's name before it is deleted for good.

    Signals:
        confirmed_as: The name was typed; the typed text.
    """

    confirmed_as = Signal(str)

    def __init__(  # noqa: PLR0913 -- by name
        self,
        parent: QWidget,
        heading: str,
        *,
        loss: str,
        name: str,
        verb: str,
        offer: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Builds the sheet.

        Args:
            parent: The page.
            heading: The question.
            loss: What is deleted with it, as sentences.
            name: The name to type.
            verb: The text of the main button.
            offer: Something to do first, such as an export: its button's text and the function that it calls.
        """
        super().__init__(parent, heading, verb=verb, rank=Rank.DANGER)
        self._name = name
        self.body.addWidget(label(loss, wraps=True))
        if offer is not None:
            self.body.addLayout(row(button(*offer), None))
        self.body.addWidget(label(_("Type {name} to confirm:").format(name=name), "field", wraps=True))
        self.line = QLineEdit()
        self.line.setAccessibleName(_("Type {name} to confirm").format(name=name))
        self.line.textChanged.connect(self._judge)
        self.line.returnPressed.connect(self._confirm)
        self.body.addWidget(self.line)
        self.error = label("", "error", wraps=True)
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.confirmed.connect(lambda: self.confirmed_as.emit(self.line.text()))
        self._judge("")
        self.line.setFocus()

    def _judge(self, typed: str) -> None:
        self.error.setText("")
        self.main_button.setEnabled(typed.strip().casefold() == self._name.strip().casefold())
