"""Parts of pages that scroll when the window is too small for them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scroll_area(inside: QWidget, *, by_keyboard: bool = False) -> QScrollArea:
    """Returns a scroll area without a frame around a widget.

    Args:
        inside: The widget that scrolls, already laid out.
        by_keyboard: True when Tab reaches the area and its keys scroll: for text to read, because
            only controls scroll into view by themselves.
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
