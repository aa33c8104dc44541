"""The page of people: a list with a search, and actions for the chosen people."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.domain.news import Topic
from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.services.database import Database
from kiosk.services.people.guest_lists import GuestsOfEvent, GuestsOfGroup, add_guests
from kiosk.services.people.passes import SelectedPeople
from kiosk.services.people.people import ListedPerson, with_states
from kiosk.services.people.search import find_people
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.guest_list_picker import TargetBox
from kiosk.ui.desk.people.labels import pass_words
from kiosk.ui.desk.people.person_sheets import PersonSheet
from kiosk.ui.desk.shell.change_feed import USUAL_LOOK_MILLISECONDS
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Target, ToImport, ToPasses, ToPeople, ToPerson
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button, label, row
from kiosk.ui.widgets.sheet import Sheet
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk.people import named, on_guest_list_of, on_guest_lists_of
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.numbers import number
from kiosk.wording.times.instants import day_words


class PeoplePage(RoutedPage[ToPeople]):
    """Lists everybody the organisation knows, by name."""

    shows = frozenset({Topic.PEOPLE, Topic.PASSES, Topic.CHECK_INS})
    look_milliseconds = USUAL_LOOK_MILLISECONDS

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("People & passes"))
        zone = context.settings.zone
        self.add_button = button(_("&Add person"), self._add)
        self.import_button = button(_("&Import file…"), lambda: context.go(ToImport()))
        self.print_button = button(_("&Print passes…"), lambda: context.go(ToPasses()), rank=Rank.MAIN)
        for each in (self.add_button, self.import_button, self.print_button):
            self.tools.addWidget(each)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search names and e-mail addresses"))
        self.search.setAccessibleName(_("Search names and e-mail addresses"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(255)
        self.search.textChanged.connect(lambda _text: self._read())
        self._empty = EmptyState("")
        self.hint = label(
            _("There are no participants yet: import a list from a CSV or Excel file, or add a person."),
            "soft",
            wraps=True,
        )
        self.hint.hide()
        self.table: PagedTable[ListedPerson] = PagedTable(
            _("People"),
            [
                Column(_("Name"), lambda each: each.person.name, width=4, characters=14, is_strong=True),
                Column(_("E-mail"), lambda each: each.person.email, width=4, characters=14),
                Column(_("Role"), _role, width=0, characters=9),
                Column(_("Pass since"), lambda each: pass_words(each.state, zone), width=1, characters=14),
                Column(
                    _("Last seen"),
                    lambda each: day_words(each.state.last_seen_at, zone),
                    width=1,
                    characters=14,
                ),
            ],
            key=lambda each: each.person.id,
            work=context.work,
            empty=self._empty,
            chooses_many=True,
        )
        self.table.activated.connect(self._open)
        self.table.chosen.connect(self._show_chosen)
        self.search.returnPressed.connect(self.table.setFocus)
        card = Card(margin=4)
        card.body.addWidget(self.table)
        self._chosen = label("")
        self.open_button = button(_("&Open"), self._open_chosen)
        self.list_button = button(_("Put on a &guest list…"), self._put_on_list)
        self.passes_button = button(_("Passes for these…"), self._print_chosen)
        self._bar = QWidget()
        self._bar.setLayout(row(self._chosen, None, self.open_button, self.list_button, self.passes_button))
        self.table.model.loaded.connect(self._judge_emptiness)
        self.body.addWidget(self.search)
        self.body.addWidget(self.hint)
        self.body.addWidget(card, 1)
        self.body.addWidget(self._bar)
        self._bar.hide()

    def entered(self, destination: ToPeople) -> None:
        """Searches for the present text again."""
        del destination
        self._read()
        self.search.setFocus()
        self.search.selectAll()

    def refresh(self) -> None:
        """Reads the list again."""
        self.table.refresh()

    def chosen(self) -> tuple[Person, ...]:
        """Returns the chosen people."""
        return tuple(each.person for each in self.table.chosen_rows())

    def _read(self) -> None:
        text = self.search.text()
        if text.strip():
            self._empty.explain(_("No one matches"), _("Search by any part of a name or an e-mail address."))
        else:
            self._empty.explain(
                _("Nobody is here yet"),
                _("Import a list of participants from a CSV or Excel file, or add one."),
            )

        def fetch(
            database: Database, cursor: PersonCursor | None, rows: int
        ) -> ListPage[ListedPerson, PersonCursor]:
            return with_states(database, find_people(database, text, after=cursor, limit=rows))

        self.table.read(fetch)

    def _judge_emptiness(self) -> None:
        rows = self.table.model.rows()
        only_organizers = bool(rows) and all(each.person.is_organizer for each in rows)
        self.hint.setVisible(only_organizers and not self.search.text().strip())

    def _show_chosen(self, chosen: Sequence[ListedPerson]) -> None:
        self._bar.setVisible(bool(chosen))
        self.open_button.setVisible(len(chosen) == 1)
        self._chosen.setText(_chosen(len(chosen)))

    def _open(self, listed: ListedPerson) -> None:
        self.context.go(ToPerson(listed.person.id))

    def _open_chosen(self) -> None:
        for each in self.table.chosen_rows()[:1]:
            self._open(each)

    def _print_chosen(self) -> None:
        self.context.go(ToPasses(SelectedPeople(tuple(each.id for each in self.chosen()))))

    def _add(self) -> None:
        PersonSheet(self, self.context, None, self._added).open()

    def _added(self, person: Person) -> None:
        self.context.show_success(_("{name} was added.").format(name=named(person.name)))
        self.context.go(ToPerson(person.id))

    def _put_on_list(self) -> None:
        GuestListSheet(self, self.context, self.chosen()).open()


class GuestListSheet(Sheet):
    """Asks for a guest list and adds people to it."""

    def __init__(self, parent: QWidget, context: DeskContext, people: Sequence[Person]) -> None:
        super().__init__(parent, _put_heading(people), verb=_("Put on the list"))
        self._context = context
        self._people = tuple(people)
        self.box = TargetBox(_("Guest list"), context)
        self.box.fill(failure=self._fail, filled=self._filled)
        self._error = label("", "error", wraps=True)
        title = label(_("&Guest list of"), "field")
        title.setBuddy(self.box)
        for each in (title, self.box, self._error):
            self.body.addWidget(each)
        self.body.addStretch(1)
        self.main_button.setDisabled(True)
        self.confirmed.connect(self._put)
        self.box.setFocus()

    def _filled(self) -> None:
        self.main_button.setEnabled(self.box.count() > 0)
        if not self.box.count():
            self._error.setText(_("There is no event yet, so there is no guest list. Make an event first."))

    def _put(self) -> None:
        target = self.box.target()
        if not isinstance(target, Target):
            return
        self.set_busy(_("Saving…"))
        ids, now = [each.id for each in self._people], self._context.clock()
        self._context.work.ask(
            lambda database: add_guests(database, target.lists, ids, now=now),
            success=lambda events: self._end(target, events),
            failure=self._fail,
            asker=self,
        )

    def _end(self, target: Target, events: int) -> None:
        self.close()
        match target.lists:
            case GuestsOfEvent():
                self._context.show_success(on_guest_list_of(len(self._people), target.occasion))
            case GuestsOfGroup():
                self._context.show_success(on_guest_lists_of(len(self._people), events, target.occasion))

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self._error.setText(sentence(error))


def _role(listed: ListedPerson) -> str:
    return pgettext("role of a person", "organizer") if listed.person.is_organizer else ""


def _chosen(people: int) -> str:
    return ngettext("{count} person chosen", "{count} people chosen", people).format(count=number(people))


def _put_heading(people: Sequence[Person]) -> str:
    if len(people) == 1:
        return _("Put {name} on a guest list").format(name=named(people[0].name))
    text = ngettext("Put {count} person on a guest list", "Put {count} people on a guest list", len(people))
    return text.format(count=number(len(people)))
