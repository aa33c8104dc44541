"""The page of all events, where they are found, made, opened, closed, changed, repeated and deleted."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import assert_never
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit

from kiosk.domain.event import Event, EventState
from kiosk.domain.event_list import EventCursor, EventFilter, EventLine, When
from kiosk.domain.group import Group, GroupSummary
from kiosk.domain.news import Topic
from kiosk.domain.page import ListPage
from kiosk.domain.report import ReportKind, ReportRequest
from kiosk.services.database import Database
from kiosk.services.events.events import set_event_state
from kiosk.services.events.groups import list_groups
from kiosk.services.events.lists import list_event_page
from kiosk.services.events.series import Series
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.events.deletion_sheets import ask_to_delete_event
from kiosk.ui.desk.events.event_form import group_words
from kiosk.ui.desk.events.event_sheets import new_event, open_copy_sheet, open_edit_sheet
from kiosk.ui.desk.events.series_sheet import SeriesSheet
from kiosk.ui.desk.reports.export import ExportSubject, export_button
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToEvent, ToEvents, ToGroups
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.desk.shell.times import admission_words
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button, row
from kiosk.ui.widgets.style import colours_of
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk.events import came, event_made, events_made, switched
from kiosk.wording.desk.series import series_note
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.times.instants import when_words

_LONGEST_TITLE = 80
_STATES = (None, EventState.OPEN, EventState.CLOSED)
_WHENS = (When.UPCOMING, When.PAST, When.ALL)


class EventsPage(RoutedPage[ToEvents]):
    """The list of events, with the actions for the chosen one."""

    shows = frozenset({Topic.EVENTS, Topic.GROUPS, Topic.SHARES, Topic.CHECK_INS})
    look_milliseconds = 2_000  # an event opens and ends by the clock, without a change in the database

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Events"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search title, code, group or place"))
        self.search.setAccessibleName(_("Search events"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._read())
        self.group = _choice(_("Group"), (_("All groups"),))
        self.state = _choice(_("State"), map(_state_choice, _STATES))
        self.when = _choice(_("When"), map(_when_choice, _WHENS))
        self._groups: list[Group] = []
        self._wanted_group: UUID | None = None
        for each in (self.group, self.state, self.when):
            each.currentIndexChanged.connect(lambda _place: self._read())
        self.tools.addWidget(button(_("&Groups"), lambda: context.go(ToGroups())))
        self.new_button = button(_("&New event"), self.make_event, rank=Rank.MAIN)
        self.tools.addWidget(self.new_button)
        self._empty = EmptyState("", "", button(_("New event"), self.make_event, rank=Rank.MAIN))
        self.table: PagedTable[EventLine] = PagedTable(
            _("Events"),
            self._columns(),
            key=lambda line: line.event.id,
            work=context.work,
            empty=self._empty,
        )
        self.table.activated.connect(lambda line: context.go(ToEvent(line.event.id)))
        self.table.chosen.connect(lambda _lines: self._follow())
        self.table.model.loaded.connect(self._follow)
        self.search.returnPressed.connect(self._go_to_list)
        self.open_button = button(_("&Show"), self._show, rank=Rank.MAIN, name=_("Show event"))
        self.state_button = button(_("&Close check-in"), self._turn)
        self.edit_button = button(_("&Edit…"), self._edit)
        self.copy_button = button(_("&Duplicate…"), self._copy)
        self.repeat_button = button(_("&Repeat…"), self._repeat)
        self.export_button = export_button(context, self._subject)
        self.delete_button = button(_("De&lete…"), self._delete)
        self._action_buttons = (
            self.open_button,
            self.state_button,
            self.edit_button,
            self.copy_button,
            self.repeat_button,
            self.export_button,
            self.delete_button,
        )
        card = Card(margin=0)
        card.body.addWidget(self.table)
        self.body.addLayout(row(self.search, self.group, self.state, self.when))
        self.body.addWidget(card, 1)
        self.body.addLayout(row(*self._action_buttons, None))
        self._follow()

    def entered(self, destination: ToEvents) -> None:
        """Shows the list: with a group, all events of that group."""
        if destination.group_id is not None:
            self._wanted_group = destination.group_id
            self.when.setCurrentIndex(_WHENS.index(When.ALL))
        self._ask_groups(self._show_groups)
        self.search.setFocus()

    def refresh(self) -> None:
        """Reads the groups and the list again."""
        self._ask_groups(self._renew_groups)
        self.table.refresh()

    def make_event(self) -> None:
        """Asks for the details of a new event and makes it."""
        new_event(self, self.context, self._announce_made, group_id=self._group_id())

    def chosen(self) -> EventLine | None:
        """Returns the chosen event, or None."""
        return next(iter(self.table.chosen_rows()), None)

    def _columns(self) -> tuple[Column[EventLine], ...]:
        zone, clock = self.context.settings.zone, self.context.clock

        def state_colour(line: EventLine) -> str:
            _words, tone = admission_words(line.event, zone, clock())
            colours = colours_of(self)
            tones = {"good": colours.good, "wary": colours.wary, "bad": colours.bad, "quiet": colours.quiet}
            return tones[tone].ink

        return (
            Column(_("Title"), lambda line: line.event.title, width=4, characters=11, is_strong=True),
            Column(_("When"), lambda line: when_words(line.event, zone, clock()), width=1, characters=22),
            Column(_("Group"), lambda line: line.event.group_name, width=2, characters=6),
            Column(_("Code"), lambda line: line.event.code, width=1, characters=7),
            Column(
                _("Check-in"),
                lambda line: admission_words(line.event, zone, clock())[0],
                width=0,
                characters=11,
                colour=state_colour,
            ),
            Column(_("Came"), _came, width=0, characters=8, is_figure=True),
        )

    def _filter(self) -> EventFilter:
        return EventFilter(
            text=self.search.text(),
            group_id=self._group_id(),
            state=_STATES[self.state.currentIndex()],
            when=_WHENS[self.when.currentIndex()],
        )

    def _group_id(self) -> UUID | None:
        place = self.group.currentIndex() - 1
        return self._groups[place].id if 0 <= place < len(self._groups) else None

    def _ask_groups(self, success: Callable[[list[GroupSummary]], None]) -> None:
        self.context.work.ask(
            list_groups,
            success=success,
            failure=lambda _error: self._read(),  # the table shows the reason
            asker=self,
            instead_of="groups",
        )

    def _renew_groups(self, summaries: Sequence[GroupSummary]) -> None:
        is_changed = [summary.group for summary in summaries] != self._groups
        if not is_changed or self.group.view().isVisible():  # an open list must not change
            return
        before = self._group_id()
        self._offer_groups(summaries, before)
        if self._group_id() != before:  # it was deleted
            self._read()

    def _show_groups(self, summaries: Sequence[GroupSummary]) -> None:
        wanted = self._wanted_group or self._group_id()
        self._wanted_group = None
        self._offer_groups(summaries, wanted)
        self._read()

    def _offer_groups(self, summaries: Sequence[GroupSummary], wanted: UUID | None) -> None:
        self._groups = [summary.group for summary in summaries]
        self.group.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        self.group.clear()
        self.group.addItems([_("All groups"), *group_words(summaries)])
        places = [number for number, each in enumerate(self._groups, 1) if each.id == wanted]
        self.group.setCurrentIndex(places[0] if places else 0)
        self.group.blockSignals(False)  # noqa: FBT003 -- as above

    def _read(self) -> None:
        wanted = self._filter()
        if wanted == EventFilter(when=wanted.when) and wanted.when is not When.PAST:
            self._empty.explain(
                _("No events yet") if wanted.when is When.ALL else _("No upcoming events"),
                _("Make an event, and its door can open."),
            )
        else:
            self._empty.explain(
                _("No events are like this"), _("Search for other words, or choose other filters.")
            )

        def fetch(
            database: Database, cursor: EventCursor | None, rows: int
        ) -> ListPage[EventLine, EventCursor]:
            return list_event_page(database, wanted, now=self.context.clock(), after=cursor, limit=rows)

        self.table.read(fetch)

    def _go_to_list(self) -> None:
        if self.table.model.rowCount():
            self.table.choose(0)
            self.table.setFocus()

    def _follow(self) -> None:
        line = self.chosen()
        for each in self._action_buttons:
            each.setEnabled(line is not None)
        is_open = line is None or line.event.state is EventState.OPEN
        self.state_button.setText(_("&Close check-in") if is_open else _("&Open check-in"))
        self.state_button.setAccessibleName(_("Close check-in") if is_open else _("Open check-in"))

    def _subject(self) -> ExportSubject | None:
        line = self.chosen()
        return (
            None
            if line is None
            else ExportSubject(ReportRequest(ReportKind.EVENT, line.event.id), line.event.title)
        )

    def _show(self) -> None:
        if (line := self.chosen()) is not None:
            self.context.go(ToEvent(line.event.id))

    def _turn(self) -> None:
        if (line := self.chosen()) is not None:
            is_open = line.event.state is EventState.OPEN
            self._set_state(line.event, EventState.CLOSED if is_open else EventState.OPEN)

    def _set_state(self, event: Event, state: EventState) -> None:
        def announce(changed: Event) -> None:
            undo = partial(self._set_state, changed, event.state)
            self.context.show_message(switched(_shown(changed), state), Tone.GOOD, _("Undo"), undo)

        self.context.work.ask(
            lambda database: set_event_state(database, event.id, state),
            success=announce,
            failure=self.fail,
            asker=self,
        )

    def _edit(self) -> None:
        if (line := self.chosen()) is not None:
            open_edit_sheet(self, self.context, line.event.id, self._announce_saved)

    def _copy(self) -> None:
        if (line := self.chosen()) is not None:
            open_copy_sheet(self, self.context, line.event, self._announce_made)

    def _repeat(self) -> None:
        if (line := self.chosen()) is not None:
            SeriesSheet(self, self.context, line.event, self._announce_series).open()

    def _delete(self) -> None:
        if (line := self.chosen()) is not None:
            ask_to_delete_event(self, self.context, line.event, self.search.setFocus)

    def _announce_made(self, event: Event) -> None:
        self.context.show_message(
            event_made(_shown(event), event.code),
            Tone.GOOD,
            _("Show event"),
            partial(self.context.go, ToEvent(event.id)),
        )

    def _announce_saved(self, event: Event) -> None:
        self.context.show_success(_("Saved {name}.").format(name=_shown(event)))

    def _announce_series(self, series: Series) -> None:
        notes = (series_note(note) for note in series.notes)
        self.context.show_success(sentences(events_made(len(series.made)), *notes))


def _came(line: EventLine) -> str:
    return came(line.check_ins, line.event.capacity)


def _shown(event: Event) -> str:
    return shortened(event.title, _LONGEST_TITLE)


def _choice(name: str, words: Iterable[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(11)
    made.addItems(list(words))
    return made


def _state_choice(state: EventState | None) -> str:
    match state:
        case None:
            return _("Open and closed")
        case EventState.OPEN:
            return pgettext("state of an event", "Open")
        case EventState.CLOSED:
            return pgettext("state of an event", "Closed")
        case _:
            assert_never(state)


def _when_choice(when: When) -> str:
    match when:
        case When.UPCOMING:
            return pgettext("events", "Upcoming")
        case When.PAST:
            return pgettext("events", "Past")
        case When.ALL:
            return _("All dates")
        case _:
            assert_never(when)
