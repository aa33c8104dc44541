"""A search for people, in which one or several are chosen."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.services.database import Database
from kiosk.services.people.search import find_people
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState
from kiosk.ui.widgets.style import GAP
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.language.catalogue import _

_LEAST_HEIGHT = 240


class PersonFinder(QWidget):
    """A search line and the people whose names or addresses match; Down moves from the line to the list.

    Attributes:
        line: The search text.
        table: The people whose name or address matches.

    Signals:
        chosen: The choice changed; with the first chosen person, or None.
        taken: Enter or a double click on a person; with the person.
    """

    chosen = Signal(object)
    taken = Signal(object)

    def __init__(self, work: DatabaseWorker, *, chooses_many: bool = False) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Any part of a name or e-mail address"))
        self.line.setAccessibleName(_("Search people by any part of a name or e-mail address"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(255)
        self.line.textChanged.connect(self._read)
        self.line.returnPressed.connect(self._take_first)
        self.line.installEventFilter(self)
        self._empty = EmptyState(
            _("No one matches"), _("Try another part of the name, or the e-mail address.")
        )
        self.table: PagedTable[Person] = PagedTable(
            _("People found"),
            [
                Column(_("Name"), lambda each: each.name, width=3, characters=14, is_strong=True),
                Column(_("E-mail"), lambda each: each.email, width=3, characters=14),
            ],
            key=lambda each: each.id,
            work=work,
            empty=self._empty,
            chooses_many=chooses_many,
        )
        self.table.setMinimumHeight(_LEAST_HEIGHT)
        self.table.chosen.connect(lambda rows: self.chosen.emit(rows[0] if rows else None))
        self.table.activated.connect(self.taken)
        card = Card(margin=4)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        box.addWidget(self.line)
        box.addWidget(card, 1)
        self._read("")

    def person(self) -> Person | None:
        """Returns the first chosen person, or None."""
        return next(iter(self.table.chosen_rows()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moves from the line to the list with Down."""
        if (
            watched is self.line
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
            and self.table.model.rowCount()
        ):
            self.table.choose(0)
            self.table.view.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _read(self, text: str) -> None:
        if not text.strip():
            self._empty.explain(
                _("Nobody is here yet"), _("People are added or imported under People & passes.")
            )
        else:
            self._empty.explain(
                _("No one matches"), _("Try another part of the name, or the e-mail address.")
            )

        def fetch(
            database: Database, cursor: PersonCursor | None, rows: int
        ) -> ListPage[Person, PersonCursor]:
            return find_people(database, text, after=cursor, limit=rows)

        self.chosen.emit(None)
        self.table.read(fetch)

    def _take_first(self) -> None:
        person = self.person()
        if person is not None:
            self.taken.emit(person)
        elif self.table.model.rowCount():
            self.table.choose(0)
