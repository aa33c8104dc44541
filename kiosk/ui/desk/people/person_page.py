"""The page of one person: name, attendance and passes."""

from functools import partial
from uuid import UUID

from kiosk.domain.errors import Refused
from kiosk.domain.news import Topic
from kiosk.domain.page import ListPage
from kiosk.domain.people.passes import PassCursor, PassRecord
from kiosk.domain.people.person import Person
from kiosk.domain.people.search import search_fold
from kiosk.services.database import Database
from kiosk.services.people.edits import PersonLoss, delete_person, person_loss
from kiosk.services.people.passes import (
    PlannedPass,
    SelectedPeople,
    Stored,
    issue_passes,
    plan_passes,
    revoke_pass,
)
from kiosk.services.people.people import PersonView, pass_history, view_person
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.passes.new_pass_sheet import IssuedSheet
from kiosk.ui.desk.people.labels import pass_state, pass_tone
from kiosk.ui.desk.people.person_sheets import PersonSheet
from kiosk.ui.desk.shell.change_feed import USUAL_LOOK_MILLISECONDS
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToPeople, ToPerson
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Pill, Rank, StatCard, button, label, row
from kiosk.ui.widgets.sheet import NameTyped, ask_first
from kiosk.ui.widgets.style import GAP
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk.people import also_gone, check_ins_stay, named
from kiosk.wording.desk.printing import passes_unsure
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.joined import in_a_row, sentences
from kiosk.wording.language.numbers import number
from kiosk.wording.times.instants import day_words, instant_words

_EASY_NAME = 40


class PersonPage(RoutedPage[ToPerson]):
    """Shows a person with their passes."""

    shows = frozenset({Topic.PEOPLE, Topic.PASSES, Topic.CHECK_INS})
    look_milliseconds = USUAL_LOOK_MILLISECONDS

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "")
        self._person_id: UUID | None = None
        self._view: PersonView | None = None
        self.back_button = button(_("Back to people"), lambda: context.go(ToPeople()), rank=Rank.LINK)
        self.edit_button = button(_("&Edit…"), self._edit)
        self.delete_button = button(_("&Delete…"), self._ask_delete)
        for each in (self.back_button, self.edit_button, self.delete_button):
            self.tools.addWidget(each)
        self.seen_card, self.count_card = StatCard(_("Last seen")), StatCard(_("Check-ins"))
        self.body.addLayout(row(self.seen_card, self.count_card, spacing=GAP))
        self.pill = Pill()
        self.issue_button = button(_("&Issue pass"), self._issue, rank=Rank.MAIN)
        self.revoke_button = button(_("&Revoke"), self._revoke)
        zone = context.settings.zone
        self.history: PagedTable[PassRecord] = PagedTable(
            _("Passes"),
            [
                Column(_("Issued"), lambda each: instant_words(each.issued_at, zone), characters=20),
                Column(
                    _("Stopped working"), lambda each: instant_words(each.revoked_at, zone), characters=20
                ),
                Column(_("State"), _pass_word, characters=9),
            ],
            key=lambda each: each.id,
            work=context.work,
            empty=EmptyState(
                _("No pass yet"),
                _("Issue one: its QR is shown once, to print, to save or to hold up to a phone."),
            ),
        )
        card = Card()
        card.body.addLayout(
            row(label(_("Pass"), "heading"), self.pill, None, self.revoke_button, self.issue_button)
        )
        card.body.addWidget(self.history, 1)
        self.body.addWidget(card, 1)

    def entered(self, destination: ToPerson) -> None:
        """Shows the person."""
        if destination.person_id != self._person_id:
            self.head("…")
        self._person_id = destination.person_id
        self._read()
        self.issue_button.setFocus()

    def refresh(self) -> None:
        """Reads the person again."""
        if self._person_id is not None:
            self._ask(self._person_id)
            self.history.refresh()

    def _read(self) -> None:
        person_id = self._person_id
        if person_id is None:
            self.context.go(ToPeople())
            return
        self._ask(person_id)

        def fetch(
            database: Database, cursor: PassCursor | None, rows: int
        ) -> ListPage[PassRecord, PassCursor]:
            return pass_history(database, person_id, after=cursor, limit=rows)

        self.history.read(fetch)

    def _ask(self, person_id: UUID) -> None:
        self.context.work.ask(
            lambda database: view_person(database, person_id),
            success=self._show,
            failure=self._gone,
            asker=self,
            instead_of="person",
        )

    def _show(self, view: PersonView) -> None:
        self._view = view
        zone, state = self.context.settings.zone, view.state
        self.head(view.person.name, _subtitle(view.person))
        self.seen_card.show_figure(day_words(state.last_seen_at, zone))
        self.count_card.show_figure(number(view.check_ins))
        self.pill.show_state(pass_state(state, zone), pass_tone(state))
        self.issue_button.setText(_("&Issue again") if state.pass_issued_at else _("&Issue pass"))
        self.revoke_button.setEnabled(state.pass_issued_at is not None)
        is_own = view.person.id == self.context.organizer.id
        self.edit_button.setEnabled(is_own or not view.person.is_organizer)
        self.delete_button.setEnabled(not view.person.is_organizer)

    def _gone(self, error: Exception) -> None:
        self.fail(error)
        view = self._view
        is_shown = view is not None and view.person.id == self._person_id
        if isinstance(error, Refused) or not is_shown:
            self.context.go(ToPeople())

    def _edit(self) -> None:
        if self._view is not None:
            PersonSheet(self, self.context, self._view.person, self._edited).open()

    def _edited(self, person: Person) -> None:
        self.context.show_success(_("{name} was saved.").format(name=named(person.name)))

    def _issue(self) -> None:
        view = self._view
        if view is None:
            return
        if view.state.pass_issued_at is None:
            self._issue_now(view.person)
            return
        since = day_words(view.state.pass_issued_at, self.context.settings.zone)
        ask_first(
            self,
            _("Issue another pass?"),
            _(
                "The pass {name} holds since {day} stops working at every door at once. Somebody who lost"
                " a pass is safe by this."
            ).format(name=named(view.person.name), day=since),
            verb=_("Issue another"),
            act=lambda: self._issue_now(view.person),
        )

    def _issue_now(self, person: Person) -> None:
        now = self.context.clock()

        def issue(database: Database) -> tuple[list[PlannedPass], Stored]:
            planned = plan_passes(database, SelectedPeople((person.id,)))
            return planned, issue_passes(database, planned, now=now)

        self.issue_button.setDisabled(True)
        self.context.work.ask(issue, success=self._issued, failure=self._not_issued, asker=self)

    def _issued(self, result: tuple[list[PlannedPass], Stored]) -> None:
        self.issue_button.setEnabled(True)
        planned, stored = result
        if stored is Stored.PERHAPS:
            self.context.show_message(passes_unsure(), Tone.WARY)
        for each in planned:
            IssuedSheet(self, self.context, each).open()

    def _not_issued(self, error: Exception) -> None:
        self.issue_button.setEnabled(True)
        self.fail(error)
        self._read()

    def _revoke(self) -> None:
        view = self._view
        if view is None:
            return
        ask_first(
            self,
            _("Revoke this pass?"),
            _(
                "The pass of {name} stops working at every door at once. It cannot be made to work again;"
                " another can be issued at any time."
            ).format(name=named(view.person.name)),
            verb=_("Revoke"),
            rank=Rank.DANGER,
            act=lambda: self._revoke_now(view.person),
        )

    def _revoke_now(self, person: Person) -> None:
        now = self.context.clock()
        self.context.work.ask(
            lambda database: revoke_pass(database, person.email, now=now),
            success=self._revoked,
            failure=self._not_issued,
            asker=self,
        )

    def _revoked(self, person: Person) -> None:
        self.context.show_success(_("The pass of {name} no longer works.").format(name=named(person.name)))

    def _ask_delete(self) -> None:
        person_id = self._person_id
        if person_id is None:
            return
        self.context.work.ask(
            lambda database: person_loss(database, person_id),
            success=self._confirm_delete,
            failure=self.fail,
            asker=self,
        )

    def _confirm_delete(self, loss: PersonLoss) -> None:
        also = also_gone(has_pass=loss.has_pass, lists=loss.lists)
        sheet = NameTyped(
            self,
            _("Delete {name}?").format(name=named(loss.person.name)),
            loss=sentences(_("The account goes for good."), check_ins_stay(loss.check_ins), also),
            name=_typed_name(loss.person),
            verb=_("Delete person"),
        )
        sheet.confirmed_as.connect(partial(self._delete, sheet, loss.person))
        sheet.open()

    def _delete(self, sheet: NameTyped, person: Person, typed: str) -> None:
        sheet.set_busy(_("Deleting…"))

        def fail(error: Exception) -> None:
            sheet.set_busy()
            sheet.error.setText(sentence(error))

        def end(loss: PersonLoss) -> None:
            sheet.close()
            self._person_id = None
            self.context.show_success(_("{name} was deleted.").format(name=named(loss.person.name)))
            self.context.go(ToPeople())

        self.context.work.ask(
            lambda database: delete_person(database, person.id, confirmed=typed),
            success=end,
            failure=fail,
            asker=sheet,
        )


def _typed_name(person: Person) -> str:
    """Returns the text to type for a deletion: the name, or the address if the name is hard to type."""
    is_easy = search_fold(person.name).isascii() and len(person.name) <= _EASY_NAME
    return person.name if is_easy else person.email


def _pass_word(record: PassRecord) -> str:
    if record.revoked_at is None:
        return pgettext("state of a pass", "works")
    return pgettext("state of a pass", "revoked")


def _subtitle(person: Person) -> str:
    return in_a_row(person.email, pgettext("role of a person", "organizer") if person.is_organizer else "")
