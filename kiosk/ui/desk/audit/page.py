"""The page of the audit: every change, newest first, with filters."""

from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import assert_never

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from kiosk.domain.change import AuditEntry, AuditFilter, ChangeKind
from kiosk.domain.news import Topic
from kiosk.services.history.changes import list_authors, list_changes
from kiosk.ui.common.translations import present_locale
from kiosk.ui.desk.audit.change_sheet import ChangeSheet
from kiosk.ui.desk.shell.change_feed import USUAL_LOOK_MILLISECONDS
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToChanges
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.desk.shell.times import DAY_FORMAT
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, button, row
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk.change_fields import summary
from kiosk.wording.desk.changes import author_name, kind_name, subject_name
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import as_tooltip, shortened
from kiosk.wording.times.instants import instant_words

_PAUSE = 150
"""Milliseconds without a key press before the search starts."""

_LONGEST_NAME = 32


class AuditPeriod(Enum):
    """The period whose changes are listed; its value is its number of days up to today, if it has one."""

    ANY_TIME = None
    TODAY = 1
    WEEK = 7
    MONTH = 30
    BETWEEN = -1  # between two chosen days


class ChangesPage(RoutedPage[ToChanges]):
    """Lists the changes with their authors and times."""

    shows = frozenset({Topic.AUDIT, Topic.SHARES})
    look_milliseconds = USUAL_LOOK_MILLISECONDS

    def __init__(self, context: DeskContext) -> None:
        super().__init__(
            context, _("Changes"), _("Of your events and groups, those shared with you, and of people.")
        )
        self.who, self.what, self.when = QComboBox(), QComboBox(), QComboBox()
        self._authors: tuple[str, ...] = ()
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Part of a name or title"))
        self.since, self.until = QDateEdit(), QDateEdit()
        self._fill_filters()
        for widget, name in (
            (self.who, _("Changed by")),
            (self.what, _("What was done")),
            (self.when, _("When")),
            (self.words, _("Search in what was changed")),
            (self.since, _("From this day")),
            (self.until, _("To this day")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        self._between = QWidget()
        self._between.setLayout(row(self.since, self.until))
        self._between.hide()
        self.body.addLayout(row(self.who, self.what, self.when, self._between, self.words))
        self.table = self._make_table()
        card = Card(margin=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE)
        self._typing.timeout.connect(self._read)
        self._connect()

    def entered(self, destination: ToChanges) -> None:
        """Reads the changes and the list of their authors."""
        del destination
        self._ask_authors()
        self._read()
        self.words.setFocus()

    def refresh(self) -> None:
        """Reads the changes and the list of their authors again."""
        self._ask_authors()
        self.table.refresh()

    def left(self) -> None:
        """Cancels a search that is about to start."""
        self._typing.stop()

    def wanted(self) -> AuditFilter:
        """Returns the filter that is chosen."""
        kind = self.what.currentData()
        since, before = self._span()
        return AuditFilter(
            organizer_name=self.who.currentData(),
            kinds=frozenset() if kind is None else frozenset({ChangeKind(kind)}),
            words=self.words.text(),
            since=since,
            before=before,
        )

    def clear_filters(self) -> None:
        """Resets the filters and shows every change."""
        for box in (self.who, self.what, self.when):
            box.setCurrentIndex(0)
        self.words.clear()
        self._read()

    def _fill_filters(self) -> None:
        self.who.addItem(_("Anybody"), None)
        self.what.addItem(_("Anything"), None)
        for kind in ChangeKind:
            self.what.addItem(kind_name(kind), kind.value)
        for span in AuditPeriod:
            self.when.addItem(_span_name(span), span)
        today = self.context.clock().astimezone(self.context.settings.zone).date()
        for edit, day in ((self.since, today - timedelta(days=7)), (self.until, today)):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat(DAY_FORMAT)
            edit.setLocale(present_locale())
            edit.setDate(QDate(day.year, day.month, day.day))
        for box in (self.who, self.what, self.when):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(240)

    def _make_table(self) -> PagedTable[AuditEntry]:
        zone, clock = self.context.settings.zone, self.context.clock
        self._empty = EmptyState("", "", button(_("Show &everything"), self.clear_filters))
        return PagedTable(
            _("Changes"),
            (
                Column(_("When"), lambda each: instant_words(each.changed_at, zone, clock()), 0, 18),
                Column(_("Who"), lambda each: author_name(each.organizer_name), 2, 9, is_strong=True),
                Column(_("What"), lambda each: kind_name(each.kind), 1, 15),
                Column(_("Of"), subject_name, 3, 10),
                Column(_("Before and after"), lambda each: summary(each, zone), 4, 11),
            ),
            key=lambda each: each.id,
            work=self.context.work,
            empty=self._empty,
        )

    def _connect(self) -> None:
        for box in (self.who, self.what, self.when):
            box.activated.connect(lambda _index: self._read())
        self.when.currentIndexChanged.connect(lambda _row: self._between.setVisible(self._is_between()))
        for edit in (self.since, self.until):
            edit.dateChanged.connect(lambda _day: self._typing.start())
        self.words.textChanged.connect(lambda _text: self._typing.start())
        self.table.activated.connect(self._show_whole)

    def _ask_authors(self) -> None:
        self.context.work.ask(
            list_authors,
            success=self._offer_authors,
            failure=lambda _error: None,  # the table shows the reason
            asker=self,
            instead_of="authors",
        )

    def _offer_authors(self, names: tuple[str, ...]) -> None:
        if names == self._authors or self.who.view().isVisible():  # an open list must not change
            return
        self._authors = names
        chosen = self.who.currentData()
        self.who.clear()
        self.who.addItem(_("Anybody"), None)
        for name in names:
            self.who.addItem(shortened(author_name(name), _LONGEST_NAME), name)
            self.who.setItemData(
                self.who.count() - 1, as_tooltip(author_name(name)), Qt.ItemDataRole.ToolTipRole
            )
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))

    def _read(self) -> None:
        self._typing.stop()
        wanted = self.wanted()
        if wanted == AuditFilter():
            self._empty.explain(
                _("Nothing was changed yet"), _("Whatever organizers change from now on is kept here.")
            )
        else:
            self._empty.explain(
                _("No such change"), _("Choose a longer time, other words, or somebody else.")
            )
        self.table.read(lambda database, cursor, rows: list_changes(database, wanted, cursor, rows))

    def _span(self) -> tuple[datetime | None, datetime | None]:
        zone = self.context.settings.zone

        def midnight(day: date) -> datetime:
            return datetime.combine(day, time.min, tzinfo=zone)

        if self._is_between():
            first, last = sorted((_day(self.since), _day(self.until)))
            return midnight(first), midnight(last + timedelta(days=1))
        days = self._chosen_span().value
        if days is None:
            return None, None
        today = self.context.clock().astimezone(zone).date()
        return midnight(today - timedelta(days=days - 1)), None

    def _chosen_span(self) -> AuditPeriod:
        return AuditPeriod(self.when.currentData())

    def _is_between(self) -> bool:
        return self._chosen_span() is AuditPeriod.BETWEEN

    def _show_whole(self, change: AuditEntry) -> None:
        ChangeSheet(self, change, self.context.settings.zone).open()


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def _span_name(span: AuditPeriod) -> str:
    match span:
        case AuditPeriod.ANY_TIME:
            return _("At any time")
        case AuditPeriod.TODAY:
            return _("Today")
        case AuditPeriod.WEEK | AuditPeriod.MONTH:
            days = span.value
            return ngettext("Last {count} day", "Last {count} days", days).format(count=number(days))
        case AuditPeriod.BETWEEN:
            return _("Between…")
        case _:
            assert_never(span)
