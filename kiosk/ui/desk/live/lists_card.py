"""The card with the lists: tabs, a search, and actions for the chosen row."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabBar

from kiosk.domain.check_in.live import Arrival
from kiosk.services.live.live import LiveView
from kiosk.ui.desk.live import lists
from kiosk.ui.desk.live.by_hand import ByHandSheet, HandCheckIn
from kiosk.ui.desk.live.corrections import NamingSheet, UndoSheet
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToGuestList, ToPerson
from kiosk.ui.widgets.parts import Card, EmptyState, button, label, row
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.numbers import number

_SEARCH = (120, 260)
_FIND = QKeySequence("Ctrl+F")

ARRIVED, MISSING, REFUSED = range(3)
"""The tabs."""


class ListsCard(Card):
    """Shows one of three lists: people who are in, missing people, refusals.

    Signals:
        corrected: A check-in was corrected here.
    """

    corrected = Signal()

    def __init__(self, context: DeskContext) -> None:
        super().__init__(margin=GAP // 2)
        self._context = context
        self._view: LiveView | None = None
        self._hand: HandCheckIn | None = None
        zone, clock, work = context.settings.zone, context.clock, context.work
        self._nobody_in = EmptyState("")
        self._to_guests = button(_("Guest list…"), self._go_to_guests)
        self._nobody_missing = EmptyState("", "", self._to_guests)
        nobody_refused = EmptyState(_("Nobody was refused"), _("Whom a door does not let in is listed here."))
        self.arrivals = lists.arrivals_table(work, zone, clock, self._nobody_in)
        self.missing = lists.missing_table(work, self._nobody_missing)
        self.refusals = lists.refusals_table(work, zone, clock, nobody_refused)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Which list"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for words in _tab_names():
            self.tabs.addTab(words)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(255)
        self.search.setMinimumWidth(_SEARCH[0])
        self.search.setMaximumWidth(_SEARCH[1])
        self.search.setPlaceholderText(_("Search name or e-mail"))
        self.search.setAccessibleName(_("Search the list by any part of a name or e-mail address"))
        self.search.setToolTip(_FIND.toString(QKeySequence.SequenceFormat.NativeText))
        self._tables = QStackedWidget()
        for table in (self.arrivals, self.missing, self.refusals):
            self._tables.addWidget(table)
        self.hand_button = button(_("Check in by &hand…"), self.check_in_by_hand)
        self.undo_button = button(_("&Undo check-in…"), self._undo)
        self.name_button = button(_("&Name walk-in…"), self._name)
        self.missing_button = button(_("Check &in"), self._check_in_missing)
        self._failure = label("", "error", wraps=True)
        self._failure.hide()
        head = row(self.tabs, None, self.search)
        head.setStretchFactor(self.search, 1000)  # up to its maximum width; a stretch takes the rest
        self.body.addLayout(head)
        self.body.addWidget(self._tables, 1)
        self.body.addWidget(self._failure)
        self.body.addLayout(
            row(self.undo_button, self.name_button, self.missing_button, None, self.hand_button)
        )
        self._join()

    def show_view(self, view: LiveView, *, is_other: bool) -> None:
        """Shows an event, or the present state of the same event.

        Args:
            view: The event's state.
            is_other: True when it is not the event shown before.
        """
        self._view = view
        arrived = _("Arrived  {count}").format(count=number(view.counts.checked_in))
        refused = _("Refused  {count}").format(count=number(view.counts.refused))
        self.tabs.setTabText(ARRIVED, arrived)
        self.tabs.setTabText(REFUSED, refused)
        self._show_empty()
        if is_other:
            self._hand = HandCheckIn(self._context, view.event.id, self)
            self._hand.not_checked_in.connect(self._show_failure)
            self._hand.checked_in.connect(self.corrected)
            self.search.clear()
            self.tabs.setCurrentIndex(ARRIVED)
            self.read()

    def read(self) -> None:
        """Reads the shown list from its start."""
        if self._view is None:
            return
        event_id, text = self._view.event.id, self.search.text()
        self._show_empty()
        self._show_failure("")
        match self.tabs.currentIndex():
            case 0:
                self.arrivals.read(lists.fetch_arrivals(event_id, text))
            case 1:
                self.missing.read(lists.fetch_missing(event_id, text))
            case _:
                self.refusals.read(lists.fetch_refusals(event_id))
        self._offer()

    def refresh(self) -> None:
        """Updates the shown list and keeps its scroll position and selection."""
        (self.arrivals, self.missing, self.refusals)[self.tabs.currentIndex()].refresh()

    def failure(self) -> str:
        """Returns why the last check-in by hand from the list failed, or ""."""
        return self._failure.text()

    def check_in_by_hand(self) -> None:
        """Opens the sheet that finds a person to check in."""
        if self._view is not None:
            text = self.search.text() if self.tabs.currentIndex() == ARRIVED else ""
            sheet = ByHandSheet(self, self._context, self._view.event.id, text)
            sheet.finished.connect(lambda _result: self.corrected.emit())
            sheet.open()

    def _join(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.search.textChanged.connect(lambda _text: self.read())
        self.search.returnPressed.connect(self._enter_list)
        for table in (self.arrivals, self.missing, self.refusals):
            table.chosen.connect(lambda _rows: self._offer())
            table.model.loaded.connect(self._offer)
        self.arrivals.activated.connect(self._enter)
        self.missing.activated.connect(lambda _row: self._check_in_missing())
        for keys, act in (("Delete", self._undo), ("U", self._undo), ("N", self._name)):
            shortcut = QShortcut(QKeySequence(keys), self.arrivals.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self._offer()

    def _turn(self, tab: int) -> None:
        self._tables.setCurrentIndex(tab)
        self.search.setVisible(tab != REFUSED)
        self.read()

    def _enter_list(self) -> None:
        table = self.missing if self.tabs.currentIndex() == MISSING else self.arrivals
        if table.model.rowCount():
            table.choose(0)
            table.view.setFocus()

    def _offer(self) -> None:
        tab = self.tabs.currentIndex()
        arrival = self._arrival()
        self.undo_button.setVisible(tab == ARRIVED)
        self.name_button.setVisible(tab == ARRIVED)
        self.missing_button.setVisible(tab == MISSING)
        self.undo_button.setEnabled(arrival is not None)
        self.name_button.setEnabled(arrival is not None and arrival.participant_id is None)
        self.missing_button.setEnabled(bool(self.missing.chosen_rows()))

    def _arrival(self) -> Arrival | None:
        return next(iter(self.arrivals.chosen_rows()), None)

    def _enter(self, arrival: Arrival) -> None:
        if arrival.participant_id is None:
            self._name()
        else:
            self._context.go(ToPerson(arrival.participant_id))

    def _go_to_guests(self) -> None:
        if self._view is not None:
            self._context.go(ToGuestList(self._view.event))

    def _undo(self) -> None:
        arrival = self._arrival()
        if arrival is not None:
            self._open(UndoSheet(self, self._context, arrival))

    def _name(self) -> None:
        arrival = self._arrival()
        if arrival is not None and arrival.participant_id is None:
            self._open(NamingSheet(self, self._context, arrival))

    def _open(self, sheet: UndoSheet | NamingSheet) -> None:
        sheet.finished.connect(lambda _result: self.corrected.emit())
        sheet.open()

    def _check_in_missing(self) -> None:
        for person in self.missing.chosen_rows()[:1]:
            if self._hand is not None:
                self._show_failure("")
                self._hand.check_in(person)

    def _show_failure(self, why: str) -> None:
        self._failure.setText(why)
        self._failure.setVisible(bool(why))

    def _show_empty(self) -> None:
        if self._view is not None:
            text = self.search.text()
            self._to_guests.setVisible(self._view.event.has_guest_list and not text.strip())
            lists.explain_nobody_in(self._nobody_in, text)
            lists.explain_nobody_missing(
                self._nobody_missing, text, self._view.event, self._view.counts.expected
            )


def _tab_names() -> tuple[str, str, str]:
    return pgettext("people", "Arrived"), pgettext("people", "Missing"), pgettext("people", "Refused")
