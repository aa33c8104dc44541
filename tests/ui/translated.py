"""Finds a window's texts that are not in the catalogue: the pseudo language puts all others in brackets."""

import html
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QWidget,
)

from kiosk.ui.widgets.fitted import FittedText

Seen = tuple[QWidget, str]

_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def visible_texts(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """Yields every text of every visible widget, painted ones too, with its widget."""
    painted: list[str] = []
    paint = FittedText.paint

    def note(text: FittedText, painter: QPainter, box: QRectF, colour: str, *, middle: bool = False) -> None:
        painted.append(text.text)
        paint(text, painter, box, colour, middle=middle)

    monkeypatch.setattr(FittedText, "paint", note)
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        painted.clear()
        picture = QPixmap(widget.size())
        widget.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
        yield from ((widget, text) for text in (*_own_texts(widget), *painted))
    monkeypatch.setattr(FittedText, "paint", paint)


def untranslated(window: QWidget, monkeypatch: pytest.MonkeyPatch, values: re.Pattern[str]) -> list[str]:
    """Returns each widget that has an untranslated text, with the text.

    Args:
        window: A window that is shown in the pseudo language.
        monkeypatch: Records the painted texts.
        values: Matches names, codes and times, which stay as they are.
    """
    return [
        f"{type(widget).__name__}: {text!r}"
        for widget, text in visible_texts(window, monkeypatch)
        if not is_translated(text, values)
    ]


def is_translated(text: str, values: re.Pattern[str]) -> bool:
    """True when all letters outside brackets belong to values."""
    outside, depth = [], 0
    for character in html.unescape(re.sub("</?qt>", "", text)):
        depth += (character == "⟦") - (character == "⟧")
        if depth == 0 and character != "⟧":
            outside.append(character)
    return not any(character.isalpha() for character in values.sub("", "".join(outside)))


def _own_texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if widget.isWindow():
        yield widget.windowTitle()
    match widget:
        case QHeaderView():
            pass  # the model of its table yields its headings
        case QLabel():
            yield widget.text()
        case QAbstractButton():
            yield widget.text()
            yield from _menu_texts(widget)
        case QLineEdit() | QPlainTextEdit():
            yield from (_typed(widget), widget.placeholderText())
        case QSpinBox() | QDoubleSpinBox():
            yield from (f"{widget.prefix()}{widget.cleanText()}{widget.suffix()}", widget.specialValueText())
        case QTabBar():
            yield from (widget.tabText(number) for number in range(widget.count()))
        case QComboBox() | QAbstractItemView():
            yield from _item_texts(widget.model())


def _typed(widget: QLineEdit | QPlainTextEdit) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def _menu_texts(widget: QAbstractButton) -> Iterator[str]:
    if isinstance(widget, QPushButton) and (menu := widget.menu()) is not None:
        yield from (action.text() for action in menu.actions())


def _item_texts(model: QAbstractItemModel) -> Iterator[str]:
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    for column in columns:
        heading = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        if isinstance(heading, str):
            yield heading
    for row in range(model.rowCount()):
        for column in columns:
            index = model.index(row, column)
            yield from (text for role in _SPOKEN if isinstance(text := model.data(index, role), str))
