"""The sections below the kiosks: passes that two doors let in, and events with more people than places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.domain.check_in.conflict import DoubleEntry, OverbookedEvent
from kiosk.ui.widgets.parts import Card, ElidedLabel, button, empty_layout, label
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk import double_entries as words
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated


@dataclass(frozen=True, slots=True)
class SectionRow:
    """Cells of two lines each, and the button at their right.

    Attributes:
        cells: The upper and the lower line of each cell.
        act: The button.
    """

    cells: tuple[tuple[str, str], ...]
    act: QPushButton


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
        box.addWidget(row.act)
        self._grid.addWidget(held, place + 1, len(row.cells))


class DoubleEntriesSection(RowsSection):
    """Passes with which two doors let somebody in.

    Signals:
        settled: Somebody pressed "One person, done"; the double entry.
    """

    settled = Signal(object)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._shown: tuple[object, ...] = ()

    def show_entries(
        self, entries: Sequence[DoubleEntry], count: int, names: Mapping[str, str], now: datetime
    ) -> None:
        """Shows double entries.

        Args:
            entries: The newest ones.
            count: How many there are in all.
            names: The names of kiosks for organizers, by their own names.
            now: The present instant.
        """
        shown = (tuple(entries), count, tuple(names.items()), now.astimezone(self._zone).date())
        if shown == self._shown:
            return
        self._shown = shown
        self.heading.setText(words.double_entries_heading(count))
        self.hint.show_text(words.double_entries_hint(count, len(entries)))
        rows = [self._row(each, names, now) for each in entries]
        self.replace_rows(rows, (_("Guest"), _("One door"), _("Another door")))

    def _row(self, entry: DoubleEntry, names: Mapping[str, str], now: datetime) -> SectionRow:
        guest = words.guest(entry)
        done = button(
            _("One person, done"),
            lambda: self._settle(done, entry),
            name=_("{name}: one person, done").format(name=isolated(guest)),
        )
        cells = (
            (guest, entry.event_title),
            (words.counted(entry, names, self._zone, now), words.counted_below(entry)),
            (words.again(entry, names, self._zone, now), words.again_below(entry)),
        )
        return SectionRow(cells, done)

    def _settle(self, done: QPushButton, entry: DoubleEntry) -> None:
        done.setEnabled(False)
        self._shown = ()  # if it fails, the next reading shows the button again
        self.settled.emit(entry)


class OverbookedSection(RowsSection):
    """Events with more people than places.

    Signals:
        opened: Somebody wants to see an event; its id.
    """

    opened = Signal(UUID)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[OverbookedEvent, ...] = ()

    def show_events(self, overbooked: Sequence[OverbookedEvent]) -> None:
        """Shows overbooked events."""
        if tuple(overbooked) == self._shown:
            return
        self._shown = tuple(overbooked)
        self.heading.setText(words.overbooked_heading(len(overbooked)))
        self.hint.show_text(words.overbooked_hint())
        self.replace_rows([self._row(each) for each in overbooked])

    def _row(self, overbooked: OverbookedEvent) -> SectionRow:
        open_button = button(
            _("Open event"),
            lambda: self.opened.emit(overbooked.event_id),
            name=_("Open {title}").format(title=isolated(overbooked.title)),
        )
        cells = ((overbooked.title, overbooked.code), (words.overbooked_words(overbooked), ""))
        return SectionRow(cells, open_button)


def _cell(text: str, below: str, *, is_strong: bool = False) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(GAP, 7, 0, 7)
    box.setSpacing(1)
    box.addWidget(ElidedLabel(text, "field" if is_strong else ""))
    if below:
        box.addWidget(ElidedLabel(below, "below"))
    return made
