"""What an import found: how many people of which sort, the first rows, and what is left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from kiosk.services.importing.imports import ImportCount
from kiosk.services.importing.people_files import PeopleFile
from kiosk.ui.widgets.parts import Card, StatCard
from kiosk.ui.widgets.style import GAP
from kiosk.ui.widgets.text_table import Lines
from kiosk.wording.audience import Audience
from kiosk.wording.imports import why_left_out

_LEAST_HEIGHT = 230


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was read, beside what is in the database, and its rows as they are shown.

    Attributes:
        file: The file.
        count: What importing it would do.
        bad: Line and reason of each row that is left out.
        others: Line, address, name in the file and name that stays, by line.
    """

    file: PeopleFile
    count: ImportCount
    bad: Sequence[tuple[str, ...]]
    others: Sequence[tuple[str, ...]]


def found_in(file: PeopleFile, count: ImportCount) -> Found:
    """Puts the rows in order, which takes a while when there are many: for a background thread."""
    others = sorted((*file.other_names, *count.other_names), key=lambda each: each.line)
    return Found(
        file,
        count,
        [(str(each.line), why_left_out(each.reason, Audience.ORGANIZER)) for each in file.bad],
        [(str(each.line), each.email, each.name, each.kept) for each in others],
    )


class FoundCards(QWidget):
    """Figures, and tables of rows behind tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.new, self.known = StatCard("New people"), StatCard("Known already")
        self.repeated, self.bad = StatCard("Repeated rows"), StatCard("Rows left out")
        figures = QHBoxLayout()
        figures.setSpacing(GAP)
        for each in (self.new, self.known, self.repeated, self.bad):
            figures.addWidget(each)
        self.first_rows = Lines("First rows")
        self.bad_rows = Lines("Rows left out")
        self.other_names = Lines("Other names")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Rows of the file")
        for words, table in (
            ("First rows", self.first_rows),
            ("Rows left out", self.bad_rows),
            ("Other names", self.other_names),
        ):
            self.tabs.addTab(table, words)
        card = Card(margin=6)
        card.body.addWidget(self.tabs)
        card.setMinimumHeight(_LEAST_HEIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(figures)
        box.addWidget(card, 1)

    def say_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows nothing but a file's first rows."""
        for each in (self.new, self.known, self.repeated, self.bad):
            each.hide()
        self.first_rows.say(headings, rows)
        for number in (1, 2):
            self.tabs.setTabEnabled(number, False)  # noqa: FBT003 -- Qt's
        self.tabs.setCurrentIndex(0)

    def say(self, found: Found) -> None:
        """Shows another file's."""
        file, count = found.file, found.count
        for card, figure in (
            (self.new, count.new),
            (self.known, count.known),
            (self.repeated, file.repeated),
            (self.bad, len(file.bad)),
        ):
            card.say(f"{figure:,}")
            card.show()
        self.first_rows.say(file.columns.headers, file.first_rows)
        self.bad_rows.say(("Line", "Why it is left out"), found.bad, (80,))
        self.other_names.say(("Line", "E-mail", "In the file", "Stays"), found.others, (80, 240, 200))
        for number, (words, rows) in enumerate(
            (("Rows left out", found.bad), ("Other names", found.others)), 1
        ):
            self.tabs.setTabText(number, f"{words} ({len(rows):,})")
            self.tabs.setTabEnabled(number, bool(rows))
        self.tabs.setCurrentIndex(1 if found.bad else 0)
