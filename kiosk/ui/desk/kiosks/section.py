"""A section below the kiosks: rows of two-line cells, each with what an organizer can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.ui.widgets.parts import Card, ElidedLabel, empty_layout, label
from kiosk.ui.widgets.style import GAP


@dataclass(frozen=True, slots=True)
class SectionRow:
    """Cells of two lines each, and the buttons at their right."""

    cells: tuple[tuple[str, str], ...]
    acts: tuple[QPushButton, ...]


class RowsSection(QWidget):
    """A heading with a hint beside it, above a card with rows. It is hidden while it has none."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "heading")
        self.hint = ElidedLabel("", "soft")
        self.card = Card(margin=0)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self.card.body.addLayout(self._grid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP // 2, 0, 0)
        box.setSpacing(GAP // 2)
        heads = QHBoxLayout()
        heads.setSpacing(GAP)
        heads.addWidget(self.heading)
        heads.addWidget(self.hint, 1)
        box.addLayout(heads)
        box.addWidget(self.card)
        self.hide()

    def replace_rows(self, rows: Sequence[SectionRow], headings: Sequence[str] = ()) -> None:
        """Shows other rows; the focus stays at the same place."""
        focused = next((number for number, each in enumerate(self.buttons()) if each.hasFocus()), None)
        empty_layout(self._grid)
        for column, text in enumerate(headings if rows else ()):
            heading = ElidedLabel(text, "column")
            heading.setContentsMargins(GAP, 10, 0, 10)
            self._grid.addWidget(heading, 0, column)
            self._grid.setColumnStretch(column, 1)
        for number, each in enumerate(rows):
            self._add_row(each, 2 * number + 1)
        self.setVisible(bool(rows))
        buttons = self.buttons()
        if focused is not None and buttons:
            buttons[min(focused, len(buttons) - 1)].setFocus()

    def buttons(self) -> list[QPushButton]:
        """Returns the buttons of the rows, from above."""
        return self.card.findChildren(QPushButton)

    def _add_row(self, row: SectionRow, place: int) -> None:
        if self._grid.count():
            rule = QFrame()
            rule.setProperty("kind", "rule")
            self._grid.addWidget(rule, place, 0, 1, len(row.cells) + 1)
        for column, (text, below) in enumerate(row.cells):
            self._grid.addWidget(_cell(text, below, is_strong=column == 0), place + 1, column)
            self._grid.setColumnStretch(column, 1)
        held = QWidget()
        box = QHBoxLayout(held)
        box.setContentsMargins(GAP, 7, GAP, 7)
        box.addStretch(1)
        for act in row.acts:
            box.addWidget(act)
        self._grid.addWidget(held, place + 1, len(row.cells))


def _cell(text: str, below: str, *, is_strong: bool = False) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(GAP, 7, 0, 7)
    box.setSpacing(1)
    box.addWidget(ElidedLabel(text, "field" if is_strong else ""))
    if below:
        box.addWidget(ElidedLabel(below, "below"))
    return made
