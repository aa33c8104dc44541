"""The guest list of an event, in which people are searched, added and removed."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.news import News, Topic
from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.services.database import Database
from kiosk.services.people.guest_lists import (
    GuestsOfEvent,
    ListedGuest,
    add_guests,
    count_guests,
    event_of_list,
    guest_page,
    remove_guests,
)
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.people.person_finder import PersonFinder
from kiosk.ui.desk.shell.change_feed import USUAL_LOOK_MILLISECONDS
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Target, ToEvent, ToGuestList, ToImport, ToPasses, ToPerson
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button, label, row
from kiosk.ui.widgets.sheet import Sheet
from kiosk.ui.widgets.style import GAP
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk.people import guests_counted, off_guest_list, on_guest_list
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.joined import in_a_row
from kiosk.wording.times.instants import day_words, instant_words


class GuestList(QWidget):
    """An event's guest list with its actions."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__()
        self._context = context
        self._event: Event | None = None
        zone, clock = context.settings.zone, context.clock
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the guest list"))
        self.search.setAccessibleName(_("Search the guest list"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(255)
        self.search.textChanged.connect(lambda _text: self._read())
        self.add_button = button(_("Add &people…"), self._add, rank=Rank.MAIN)
        self.import_button = button(_("&Import file…"), self._import)
        self.print_button = button(_("&Print passes…"), self._print)
        self.remove_button = button(_("&Take off the list"), self._remove)
        self.remove_button.setDisabled(True)
        self.count = label("", "heading")
        self.note = label("", "soft", wraps=True)
        self._empty = EmptyState("")
        self.table: PagedTable[ListedGuest] = PagedTable(
            _("Guest list"),
            [
                Column(_("Name"), lambda each: each.person.name, width=4, characters=14, is_strong=True),
                Column(_("E-mail"), lambda each: each.person.email, width=4, characters=14),
                Column(
                    _("Came"),
                    lambda each: instant_words(each.arrived_at, zone, clock()),
                    width=1,
                    characters=18,
                ),
                Column(_("Pass"), _pass, characters=6),
            ],
            key=lambda each: each.person.id,
            work=context.work,
            empty=self._empty,
            chooses_many=True,
        )
        self.table.chosen.connect(lambda chosen: self.remove_button.setEnabled(bool(chosen)))
        self.table.activated.connect(lambda each: context.go(ToPerson(each.person.id)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        buttons = (self.remove_button, self.print_button, self.import_button, self.add_button)
        box.addLayout(row(self.count, None, *buttons))
        box.addWidget(self.note)
        box.addWidget(self.search)
        box.addWidget(self.table, 1)

    def show_event(self, event: Event) -> None:
        """Shows an event's list."""
        is_other = self._event is None or self._event.id != event.id
        self._event = event
        self.note.setText(
            _("Only who is on this list may enter.")
            if event.has_guest_list
            else _(
                "This list does not decide at the door: it is switched off. Edit the event to switch it on."
            )
        )
        if is_other:
            self.search.clear()
            self._read()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Reads the people on the list again."""
        if self._event is not None:
            self._count(self._event.id)
            self.table.refresh()

    def _read(self) -> None:
        event, text = self._event, self.search.text()
        if event is None:
            return
        if text.strip():
            self._empty.explain(
                _("No one on this list matches"), _("Search by any part of a name or address.")
            )
        else:
            self._empty.explain(
                _("Nobody is on this list yet"), _("Add people you know, or import a file of them.")
            )
        event_id = event.id

        def fetch(
            database: Database, cursor: PersonCursor | None, rows: int
        ) -> ListPage[ListedGuest, PersonCursor]:
            return guest_page(database, event_id, text, after=cursor, limit=rows)

        self._count(event_id)
        self.table.read(fetch)

    def _count(self, event_id: UUID) -> None:
        self._context.work.ask(
            lambda database: count_guests(database, event_id),
            success=lambda number: self.count.setText(guests_counted(number)),
            failure=lambda _error: self.count.setText(""),  # the table shows the reason
            asker=self,
            instead_of="count",
        )

    def _add(self) -> None:
        if self._event is not None:
            AddGuests(self, self._context, self._event, self._added).open()

    def _added(self, people: Sequence[Person]) -> None:
        self._context.show_success(on_guest_list(len(people)))

    def _import(self) -> None:
        if (target := self._target()) is not None:
            self._context.go(ToImport(target))

    def _print(self) -> None:
        if (target := self._target()) is not None:
            self._context.go(ToPasses(target))

    def _target(self) -> Target | None:
        event = self._event
        if event is None:
            return None
        day = day_words(event.start_at, self._context.settings.zone)
        words = in_a_row(event.title, day, event.code)
        return Target(GuestsOfEvent(event.id), words, event.title)

    def _remove(self) -> None:
        event, people = self._event, [each.person for each in self.table.chosen_rows()]
        if event is None or not people:
            return
        ids = [each.id for each in people]
        self._context.work.ask(
            lambda database: remove_guests(database, event.id, ids),
            success=lambda removed: self._removed(event, ids, removed),
            failure=self._fail,
            asker=self,
        )

    def _removed(self, event: Event, ids: list[UUID], removed: int) -> None:
        self._context.show_message(
            off_guest_list(removed),
            Tone.GOOD,
            _("Undo"),
            lambda: self._put_back(event, ids),
        )

    def _put_back(self, event: Event, ids: list[UUID]) -> None:
        now = self._context.clock()
        self._context.work.ask(
            lambda database: add_guests(database, GuestsOfEvent(event.id), ids, now=now),
            success=lambda _nothing: None,  # the database reports the change to the page
            failure=self._fail,
            asker=self,
        )

    def _fail(self, error: Exception) -> None:
        self._context.show_message(sentence(error), Tone.BAD)
        self.refresh()


class AddGuests(Sheet):
    """Asks for people to add to an event's list."""

    def __init__(
        self,
        parent: GuestList,
        context: DeskContext,
        event: Event,
        done: Callable[[Sequence[Person]], object],
    ) -> None:
        super().__init__(parent, _("Add people to the guest list"), verb=_("Add"), width=680)
        self._context = context
        self._event = event
        self._done = done
        self.finder = PersonFinder(context.work, chooses_many=True)
        self._error = label("", "error", wraps=True)
        self.body.addWidget(self.finder, 1)
        self.body.addWidget(label(_("Hold Ctrl or Shift to choose several."), "soft"))
        self.body.addWidget(self._error)
        self.finder.chosen.connect(lambda first: self.main_button.setEnabled(first is not None))
        self.finder.taken.connect(lambda _person: self._confirm())
        self.main_button.setDisabled(True)
        self.confirmed.connect(self._add)
        self.finder.line.setFocus()

    def _add(self) -> None:
        people, now = self.finder.table.chosen_rows(), self._context.clock()
        if not people:
            return
        self.set_busy(_("Adding…"))
        ids = [each.id for each in people]
        self._context.work.ask(
            lambda database: add_guests(database, GuestsOfEvent(self._event.id), ids, now=now),
            success=lambda _nothing: self._end(people),
            failure=self._fail,
            asker=self,
        )

    def _end(self, people: Sequence[Person]) -> None:
        self.close()
        self._done(people)

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self._error.setText(sentence(error))


class GuestListPage(RoutedPage[ToGuestList]):
    """The guest list of one event, on a page of its own."""

    shows = frozenset({Topic.GUEST_LISTS, Topic.CHECK_INS, Topic.EVENTS, Topic.PEOPLE, Topic.PASSES})
    look_milliseconds = USUAL_LOOK_MILLISECONDS

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Guest list"))
        self._event_id: UUID | None = None
        self.back_button = button(_("Back to the event"), self._back, rank=Rank.LINK)
        self.tools.addWidget(self.back_button)
        self.list = GuestList(context)
        card = Card()
        card.body.addWidget(self.list)
        self.body.addWidget(card, 1)

    def entered(self, destination: ToGuestList) -> None:
        """Shows the list of the event."""
        self._show(destination.event)
        self.list.search.setFocus()

    def concerns(self, news: News) -> bool:
        """Returns True when something of this list may have changed."""
        return self._event_id is not None and super().concerns(news) and news.concerns(self._event_id)

    def refresh(self) -> None:
        """Reads the event and its list again."""
        if self._event_id is not None:
            self._ask(self._event_id)

    def _ask(self, event_id: UUID) -> None:
        self.context.work.ask(
            lambda database: event_of_list(database, event_id),
            success=self._show,
            failure=self._fail_to_read,
            asker=self,
            instead_of="event",
        )

    def _fail_to_read(self, error: Exception) -> None:
        if isinstance(error, Refused) or self._event_id is None:
            self.fail(error)
        else:
            self.list.refresh()  # which shows why it cannot be read

    def _show(self, event: Event) -> None:
        when = instant_words(event.start_at, self.context.settings.zone)
        self.head(_("Guest list"), in_a_row(event.title, when, event.code))
        self._event_id = event.id
        self.list.show_event(event)

    def _back(self) -> None:
        if self._event_id is not None:
            self.context.go(ToEvent(self._event_id))


def _pass(guest: ListedGuest) -> str:
    return pgettext("a pass in a list", "yes") if guest.has_pass else pgettext("a pass in a list", "none")
