"""The page of reports, which exports attendance as a file."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.event_list import EventCursor, EventFilter, EventLine
from kiosk.domain.group import GroupSummary
from kiosk.domain.page import ListPage
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.database import Database
from kiosk.services.events.groups import list_groups
from kiosk.services.events.lists import list_event_page
from kiosk.services.reports.report import ReportContext, check_request
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.reports.export import ExportSubject, ask_and_export, formats_of
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToReports
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button, label, row
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk.reports import format_hint, format_name
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number
from kiosk.wording.times.instants import when_words


class ReportsPage(RoutedPage[ToReports]):
    """Asks for the subject and format of a report and exports it."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Reports"), _("Who came, as a file: every row, with names and times."))
        self.kinds = QButtonGroup(self)
        self._kind_buttons: dict[ReportKind, QRadioButton] = {}
        self._choosers = QStackedWidget()
        for kind, words in _kinds().items():
            made = QRadioButton(words)
            made.setAccessibleName(words.replace("&", ""))
            self.kinds.addButton(made)
            self._kind_buttons[kind] = made
            made.toggled.connect(lambda _is_on: self._follow())
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search title, code, group or place"))
        self.search.setAccessibleName(_("Search events"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._read_events())
        self.events: PagedTable[EventLine] = self._event_table()
        self.groups: PagedTable[GroupSummary] = _group_table(context)
        self.form = Form()
        self.email = self.form.add_line("email", _("E-&mail of the participant"))
        self.email.returnPressed.connect(self.export)
        for chooser in (
            _column(self.search, self.events),
            _column(self.groups),
            _column(self.form, None),
        ):
            self._choosers.addWidget(chooser)
        self.format = QComboBox()
        self.format.setAccessibleName(_("Kind of file"))
        self.format.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.format.currentIndexChanged.connect(lambda _place: self._show_hint())
        self.hint = label("", "soft", wraps=True)
        self.export_button = button(_("E&xport…"), self.export, rank=Rank.MAIN)
        card = Card()
        card.body.addLayout(row(*self._kind_buttons.values(), None, spacing=24))
        card.body.addWidget(self._choosers, 1)
        foot = Card()
        last = row(label(_("As"), "field"), self.format, self.hint, self.export_button)
        last.setStretch(2, 1)
        foot.body.addLayout(last)
        self.body.addWidget(card, 1)
        self.body.addWidget(foot)
        for table in (self.events, self.groups):
            table.chosen.connect(lambda _rows: self._follow())
            table.model.loaded.connect(self._follow)
            table.activated.connect(lambda _row: self.export())
        self.form.changed.connect(lambda _field: self._follow())
        self._kind_buttons[ReportKind.EVENT].setChecked(True)

    def entered(self, destination: ToReports) -> None:
        """Shows the reports that can be exported."""
        del destination
        self._read_events()
        self.groups.read(_fetch_groups)
        (self.search if self.kind() is ReportKind.EVENT else self._kind_buttons[self.kind()]).setFocus()

    def kind(self) -> ReportKind:
        """Returns the chosen kind of report."""
        return next(kind for kind, each in self._kind_buttons.items() if each.isChecked())

    def subject(self) -> ExportSubject | None:
        """Returns the chosen report, or None."""
        match self.kind():
            case ReportKind.EVENT:
                line = next(iter(self.events.chosen_rows()), None)
                return None if line is None else _of_event(line)
            case ReportKind.GROUP:
                summary = next(iter(self.groups.chosen_rows()), None)
                return None if summary is None else _of_group(summary)
            case ReportKind.PARTICIPANT:
                email = self.email.text().strip()
                return ExportSubject(ReportRequest(ReportKind.PARTICIPANT, email), email) if email else None

    def export(self) -> None:
        """Asks for a file and exports the chosen report."""
        subject = self.subject()
        if subject is None:
            return
        setting = ReportContext(self.context.settings.zone, self.context.clock())
        self.context.work.ask(
            lambda database: check_request(database, subject.wanted, setting),
            success=lambda _nothing: self._ask_where(subject),
            failure=self._show_fault,
            asker=self,
            instead_of="export",
        )

    def _ask_where(self, subject: ExportSubject) -> None:
        ask_and_export(self, self.context, subject, FileFormat(self.format.currentData()))

    def _show_fault(self, error: Exception) -> None:
        if self.kind() is ReportKind.PARTICIPANT:
            self.form.show_errors({"email": sentence(error)})
        else:
            self.fail(error)

    def _follow(self) -> None:
        if not any(each.isChecked() for each in self._kind_buttons.values()):
            return  # between one and the next
        kind = self.kind()
        self._choosers.setCurrentIndex(list(self._kind_buttons).index(kind))
        offered = formats_of(kind)
        if [self.format.itemData(place) for place in range(self.format.count())] != list(offered):
            chosen = self.format.currentData()
            self.format.clear()
            for each in offered:
                self.format.addItem(format_name(each), each)
            self.format.setCurrentIndex(offered.index(chosen) if chosen in offered else 0)
        self.export_button.setEnabled(self.subject() is not None)
        self._show_hint()

    def _show_hint(self) -> None:
        chosen = self.format.currentData()
        if chosen is not None:
            self.hint.setText(format_hint(FileFormat(chosen)))

    def _read_events(self) -> None:
        wanted = EventFilter(text=self.search.text())
        self.events.read(partial(_fetch_events, wanted, self.context.clock()))

    def _event_table(self) -> PagedTable[EventLine]:
        zone, clock = self.context.settings.zone, self.context.clock
        return PagedTable(
            _("Events"),
            (
                Column(_("Title"), lambda line: line.event.title, width=4, characters=14, is_strong=True),
                Column(_("When"), lambda line: when_words(line.event, zone, clock()), width=1, characters=22),
                Column(_("Group"), lambda line: line.event.group_name, width=2, characters=10),
                Column(_("Came"), lambda line: number(line.check_ins), width=0, characters=8, is_figure=True),
            ),
            key=lambda line: line.event.id,
            work=self.context.work,
            empty=EmptyState(
                _("No events are like this"), _("Search for other words, or make an event first.")
            ),
        )


def _kinds() -> dict[ReportKind, str]:
    return {
        ReportKind.EVENT: _("An &event"),
        ReportKind.GROUP: _("A &group"),
        ReportKind.PARTICIPANT: _("A &participant's history"),
    }


def _fetch_events(
    wanted: EventFilter, now: datetime, database: Database, cursor: EventCursor | None, rows: int
) -> ListPage[EventLine, EventCursor]:
    return list_event_page(database, wanted, now=now, after=cursor, limit=rows)


def _fetch_groups(database: Database, _cursor: None, _rows: int) -> ListPage[GroupSummary, None]:
    return ListPage(tuple(list_groups(database)), None)


def _group_table(context: DeskContext) -> PagedTable[GroupSummary]:
    return PagedTable(
        _("Groups"),
        (
            Column(_("Name"), lambda each: each.group.name, width=3, characters=14, is_strong=True),
            Column(_("Made by"), lambda each: each.organizer_email, width=2, characters=14),
            Column(_("Events"), lambda each: number(each.events), width=0, characters=8, is_figure=True),
        ),
        key=lambda each: each.group.id,
        work=context.work,
        empty=EmptyState(_("No groups yet"), _("The first event makes one.")),
    )


def _of_event(line: EventLine) -> ExportSubject:
    return ExportSubject(ReportRequest(ReportKind.EVENT, line.event.id), line.event.title)


def _of_group(summary: GroupSummary) -> ExportSubject:
    return ExportSubject(ReportRequest(ReportKind.GROUP, summary.group.id), summary.group.name)


def _column(*widgets: QWidget | None) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    for each in widgets:
        if each is None:
            box.addStretch(1)
        else:
            box.addWidget(each)
    return made
