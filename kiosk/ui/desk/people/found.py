"""What an import found: how many people of which sort, the first rows, and what is left out and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from kiosk.services.imports import ImportCount
from kiosk.services.people_files import PeopleFile
from kiosk.ui.desk.lines import Lines
from kiosk.ui.desk.parts import Card, StatCard
from kiosk.ui.desk.style import GAP

_LEAST_HEIGHT = 230


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

    def say(self, file: PeopleFile, count: ImportCount) -> None:
        """Shows another file's."""
        for each in (self.new, self.known, self.repeated, self.bad):
            each.show()
        self.new.say(f"{count.new:,}")
        self.known.say(f"{count.known:,}")
        self.repeated.say(f"{file.repeated:,}")
        self.bad.say(f"{len(file.bad):,}")
        self.first_rows.say(file.columns.headers, file.first_rows)
        self.bad_rows.say(
            ("Line", "Why it is left out"), [(str(each.line), each.reason) for each in file.bad], (80,)
        )
        others = sorted((*file.other_names, *count.other_names), key=lambda each: each.line)
        self.other_names.say(
            ("Line", "E-mail", "In the file", "Stays"),
            [(str(each.line), each.email, each.name, each.kept) for each in others],
            (80, 240, 200),
        )
        self.tabs.setTabText(1, f"Rows left out ({len(file.bad):,})")
        self.tabs.setTabText(2, f"Other names ({len(others):,})")
        self.tabs.setTabEnabled(1, bool(file.bad))
        self.tabs.setTabEnabled(2, bool(others))
        self.tabs.setCurrentIndex(1 if file.bad else 0)
