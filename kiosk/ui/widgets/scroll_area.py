"""A part of a page that scrolls when the window is too small for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scroll_area(inside: QWidget, *, by_keyboard: bool = False) -> QScrollArea:
    """An area without a frame around a widget.

    Args:
        inside: What scrolls, already laid out.
        by_keyboard: Tab reaches the area, and its keys scroll: where what is read is more than
            the controls in it, which scroll into view by themselves.
    """
    area = QScrollArea()
    for each in (inside, area):
        each.setProperty("kind", "page")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if not by_keyboard:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
