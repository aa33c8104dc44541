"""The small widgets of every page: labels, buttons, cards, pills, figures, notices, empty states.

Texts are always plain text: a name is never read as markup.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.common.theme import Tone
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import as_tooltip, plain

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
"""Names in right-to-left scripts begin at the left as well, in line with the others."""


class Rank(StrEnum):
    """The prominence of a button."""

    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"
    LINK = "link"


def kind(widget: QWidget, name: str, *, tone: Tone | None = None) -> None:
    """Sets the properties by which the style sheet styles a widget; may be called again with others."""
    widget.setProperty("kind", name)
    widget.setProperty("tone", tone)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Applies the style sheet again to a widget and all widgets in it, after their properties changed."""
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)


def label(text: str = "", name: str = "", *, wraps: bool = False) -> QLabel:
    """Returns a label. `name` is its kind: title, heading, figure, field, soft, error."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if wraps:
        made.setMinimumWidth(1)  # otherwise one long word widens the whole window
    if name:
        made.setProperty("kind", name)
    return made


class ElidedLabel(QLabel):
    """A text on one line; when it does not fit, it ends in an ellipsis and its tooltip has the whole text."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(_LEFT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Absolute: a name in Arabic also begins at the left of the page.
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        self.setAlignment(left | Qt.AlignmentFlag.AlignVCenter)
        if name:
            self.setProperty("kind", name)
        self._whole = ""
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Shows another text."""
        self._whole = plain(text)
        self.setAccessibleName(self._whole)
        self._fit()

    def whole_text(self) -> str:
        """Returns the whole text, without an ellipsis."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Returns the size that the whole text needs."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(as_tooltip(self._whole) if shown != self._whole else "")


def button(
    text: str, act: Callable[[], object] | None = None, *, rank: Rank = Rank.PLAIN, name: str = ""
) -> QPushButton:
    """Returns a button that Enter presses as Space does.

    Args:
        text: Its text; `&` marks the key that presses it with Alt.
        act: Called when it is pressed.
        rank: Its prominence.
        name: Its name for screen readers; its text by default.
    """
    made = _Button(text)
    made.setProperty("kind", str(rank))
    made.setAccessibleName(name or text.replace("&", ""))
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if act is not None:
        made.clicked.connect(lambda _checked=False: act())
    return made


class _Button(QPushButton):
    def keyPressEvent(self, event: object) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # type: ignore[attr-defined] # a QKeyEvent
            self.click()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type] # as above


class Card(QFrame):
    """A white field with a body for other widgets."""

    def __init__(self, heading: str = "", *, margin: int = GAP) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(GAP // 2)
        if heading:
            self.body.addWidget(label(heading, "heading"))


class Pill(QLabel):
    """A state in a few words and a colour."""

    def __init__(self, text: str = "", tone: Tone = Tone.QUIET) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: Tone) -> None:
        """Shows another state."""
        self.setText(f"● {text}")
        self.setAccessibleName(text)
        kind(self, "pill", tone=tone)


class StatCard(Card):
    """One figure with a label below that names what it counts."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._figure = ElidedLabel("…", "figure")
        self.body.addWidget(label(what, "soft"))
        self.body.addWidget(self._figure)
        self.setAccessibleName(what)

    def show_figure(self, figure: str) -> None:
        """Shows another figure."""
        self._figure.show_text(figure)
        self.setAccessibleName(_("{what}: {figure}").format(what=self._what, figure=figure))

    def figure(self) -> str:
        """Returns the figure that is shown."""
        return self._figure.whole_text()


class EmptyState(QWidget):
    """Stands in the place of an empty list: names what is missing, and what to do about it."""

    def __init__(self, heading: str, sentence: str = "", *actions: QPushButton) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setSpacing(GAP // 2)
        box.addStretch(2)
        self._heading = label(heading, "heading", wraps=True)
        self._sentence = label(sentence, "soft", wraps=True)
        for words in (self._heading, self._sentence):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(words)
        for each in actions:
            box.addSpacing(GAP // 2)
            box.addWidget(each, alignment=Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)

    def explain(self, heading: str, sentence: str = "") -> None:
        """Shows another text."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def sentence(self) -> str:
        """Returns the text below its heading."""
        return self._sentence.text()


class Notice(QFrame):
    """A sentence across the page, with a button for what can be done about it; a person closes it.

    Signals:
        closed: It was closed.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP // 2, GAP // 2, GAP // 2)
        self._sentence = label("", wraps=True)
        self._action = button("", self._act, rank=Rank.LINK)
        self._close = button("✕", self.close_now, rank=Rank.LINK, name=_("Close this message"))
        row.addWidget(self._sentence, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._act_now: Callable[[], object] | None = None
        self.hide()

    def show_message(
        self, sentence: str, tone: Tone, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Shows a sentence, and a button if there is something to do about it (undo, try again)."""
        self._sentence.setText(sentence)
        self._act_now = act
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        kind(self, "notice", tone=tone)
        self.show()

    def sentence(self) -> str:
        """Returns the sentence."""
        return "" if self.isHidden() else self._sentence.text()

    def close_now(self) -> None:
        """Hides it."""
        self.hide()
        self._act_now = None
        self.closed.emit()

    def _act(self) -> None:
        act = self._act_now
        self.close_now()
        if act is not None:
            act()


def row(*items: QWidget | QLayout | int | None, spacing: int = GAP // 2) -> QHBoxLayout:
    """Returns a row of widgets and layouts; None takes the room that is left, a number is a gap in pixels."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for each in items:
        if each is None:
            made.addStretch(1)
        elif isinstance(each, int):
            made.addSpacing(each)
        elif isinstance(each, QLayout):
            made.addLayout(each, 1)
        else:
            made.addWidget(each)
    return made


def focus_first(within: QWidget) -> None:
    """Puts the focus on the first control inside, unless one of them has it."""
    # The window's own focus, kept while another window is in front; None, despite its type, if unset.
    focused = cast("QWidget | None", within.window().focusWidget())
    if focused is not None and within.isAncestorOf(focused):
        return
    each = within.nextInFocusChain()
    while each is not None and each is not within:
        takes_tab = each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes_tab and within.isAncestorOf(each) and each.isVisible() and each.isEnabled():
            each.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        each = each.nextInFocusChain()


def empty_layout(layout: QLayout) -> None:
    """Removes everything from a layout and deletes what was in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
