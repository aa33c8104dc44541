"""The preview of an import: counts of people, the first rows, and the rows left out with their reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from kiosk.services.importing.imports import ImportCount
from kiosk.services.importing.people_files import PeopleFile
from kiosk.ui.widgets.parts import Card, StatCard
from kiosk.ui.widgets.style import GAP
from kiosk.ui.widgets.text_table import TextTable
from kiosk.wording.imports import why_left_out
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number as numbered

_LEAST_HEIGHT = 230


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was read and compared with the database, and its rows as they are shown.

    Attributes:
        file: The file.
        count: The effects of importing it.
        bad: Line and reason of each row that is left out.
        others: Line, address, name in the file and name that stays, by line.
    """

    file: PeopleFile
    count: ImportCount
    bad: Sequence[tuple[str, ...]]
    others: Sequence[tuple[str, ...]]


def found_in(file: PeopleFile, count: ImportCount) -> Found:
    """Sorts the rows for the preview; slow for many rows, so it runs in a background thread."""
    others = sorted((*file.other_names, *count.other_names), key=lambda each: each.line)
    return Found(
        file,
        count,
        [(str(each.line), why_left_out(each.reason, Audience.ORGANIZER)) for each in file.bad],
        [(str(each.line), each.email, each.name, each.kept) for each in others],
    )


class FoundCards(QWidget):
    """Cards with figures, and tables of rows behind tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.new, self.known = StatCard(_("New people")), StatCard(_("Known already"))
        self.repeated, self.bad = StatCard(_("Repeated rows")), StatCard(_("Rows left out"))
        figures = QHBoxLayout()
        figures.setSpacing(GAP)
        for each in (self.new, self.known, self.repeated, self.bad):
            figures.addWidget(each)
        self.first_rows = TextTable(_("First rows"))
        self.bad_rows = TextTable(_("Rows left out"))
        self.other_names = TextTable(_("Other names"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Rows of the file"))
        for words, table in (
            (_("First rows"), self.first_rows),
            (_("Rows left out"), self.bad_rows),
            (_("Other names"), self.other_names),
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

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows only a file's first rows."""
        for each in (self.new, self.known, self.repeated, self.bad):
            each.hide()
        self.first_rows.show_rows(headings, rows)
        for number in (1, 2):
            self.tabs.setTabEnabled(number, False)  # noqa: FBT003 -- Qt's
        self.tabs.setCurrentIndex(0)

    def show_preview(self, found: Found) -> None:
        """Shows the preview of another file."""
        file, count = found.file, found.count
        for card, figure in (
            (self.new, count.new),
            (self.known, count.known),
            (self.repeated, file.repeated),
            (self.bad, len(file.bad)),
        ):
            card.show_figure(numbered(figure))
            card.show()
        self.first_rows.show_rows(file.columns.headers, file.first_rows)
        self.bad_rows.show_rows((_("Line"), _("Why it is left out")), found.bad, (80,))
        self.other_names.show_rows(
            (_("Line"), _("E-mail"), _("In the file"), _("Stays")), found.others, (80, 240, 200)
        )
        for number, (words, rows) in enumerate(
            ((_("Rows left out"), found.bad), (_("Other names"), found.others)), 1
        ):
            self.tabs.setTabText(
                number, _("{heading} ({count})").format(heading=words, count=numbered(len(rows)))
            )
            self.tabs.setTabEnabled(number, bool(rows))
        self.tabs.setCurrentIndex(1 if found.bad else 0)
