"""Check-in by hand, by the same rules as at the door; an organizer may overrule a refusal."""

from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.people.person import Person
from kiosk.services.check_in.corrections import ByHand, check_in_by_hand
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.people.person_finder import PersonFinder
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.parts import Rank, button, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated
from kiosk.wording.outcomes import already_in_words, outcome_to_overrule


class HandCheckIn(QObject):
    """Checks people in by hand, one after another; asks before it overrules a refusal.

    Signals:
        begun: The check-in was sent to the database.
        checked_in: Somebody was checked in.
        not_checked_in: Nobody was checked in; with the reason as a sentence, or "" when it was cancelled.
    """

    begun = Signal()
    checked_in = Signal()
    not_checked_in = Signal(str)

    def __init__(self, context: DeskContext, event_id: UUID, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._event_id = event_id
        self._over = over
        self._unsure: dict[UUID | None, UUID] = {}

    def check_in(self, person: Person | None, despite: frozenset[Outcome] = frozenset()) -> None:
        """Checks this person in, or a walk-in.

        Args:
            person: The person; None for a walk-in.
            despite: The refusals that were shown and overruled.
        """
        person_id = None if person is None else person.id
        # A second try after a lost connection has the same id, so it counts once.
        act_id = self._unsure.pop(person_id, None) or uuid4()
        act = ByHand(
            act_id,
            self._event_id,
            person_id,
            self._context.settings.name,
            self._context.clock(),
            despite,
        )

        def fail(error: Exception) -> None:
            if isinstance(error, StorageUnavailable):
                self._unsure[person_id] = act_id
            self.not_checked_in.emit(sentence(error))

        self.begun.emit()
        self._context.work.ask(
            lambda database: check_in_by_hand(database, act),
            success=lambda answer: self._judge(person, despite, answer),
            failure=fail,
            asker=self,
        )

    def _judge(self, person: Person | None, despite: frozenset[Outcome], answer: Answer) -> None:
        zone = self._context.settings.zone
        if answer.is_checked_in:
            self._context.show_success(_checked_in(person))
            self.checked_in.emit()
        elif answer.outcome is Outcome.ALREADY_CHECKED_IN:
            self.not_checked_in.emit(already_in_words(answer, zone, self._context.clock()))
        else:
            question = OverruleSheet(self._over, outcome_to_overrule(answer, zone), person)
            question.confirmed.connect(lambda: self.check_in(person, despite | {answer.outcome}))
            question.confirmed.connect(question.close)
            question.rejected.connect(lambda: self.not_checked_in.emit(""))
            question.open()


class OverruleSheet(Sheet):
    """Shows a refusal and asks whether to check the person in all the same."""

    def __init__(self, over: QWidget, refusal: str, person: Person | None) -> None:
        super().__init__(
            over, _("Check in all the same?"), verb=_("Check in &all the same"), rank=Rank.DANGER
        )
        self.body.addWidget(label(refusal, wraps=True))
        self.body.addWidget(label(_what_is_kept(person), "soft", wraps=True))
        self.body.addStretch(1)
        self.cancel_button.setFocus()


class ByHandSheet(Sheet):
    """Finds a person and checks them in, or checks in a walk-in without a name."""

    def __init__(self, over: QWidget, context: DeskContext, event_id: UUID, text: str = "") -> None:
        """Builds it.

        Args:
            over: The window below the sheet.
            context: The session.
            event_id: The event to check in to.
            text: The first search.
        """
        super().__init__(over, _("Check in by hand"), verb=_("&Check in"), width=640)
        self._hand = HandCheckIn(context, event_id, self)
        self._hand.begun.connect(lambda: self.set_busy(_("Checking in…")))
        self._hand.checked_in.connect(self.close)
        self._hand.not_checked_in.connect(self._show_failure)
        self.finder = PersonFinder(context.work)
        self.finder.line.setText(text)
        self.finder.chosen.connect(self._choose)
        self.finder.taken.connect(lambda _person: self._confirm())
        self.error = label("", "error", wraps=True)
        self.error.hide()
        self.body.addWidget(self.finder, 1)
        self.body.addWidget(self.error)
        self.walk_in_button = button(_("&Walk-in without a name"), lambda: self._hand.check_in(None))
        self.add_button(self.walk_in_button)
        self.confirmed.connect(self._act)
        self.main_button.setEnabled(False)
        self.finder.line.setFocus()

    def _choose(self, person: Person | None) -> None:
        self.main_button.setEnabled(person is not None)
        self._show("")

    def _act(self) -> None:
        person = self.finder.person()
        if person is not None:
            self._show("")
            self._hand.check_in(person)

    def _show_failure(self, why: str) -> None:
        self.set_busy()
        self.main_button.setEnabled(self.finder.person() is not None)
        self._show(why)

    def _show(self, why: str) -> None:
        self.error.setText(why)
        self.error.setVisible(bool(why))


def _checked_in(person: Person | None) -> str:
    if person is None:
        return _("A walk-in is checked in.")
    return _("{name} is checked in.").format(name=isolated(person.name))


def _what_is_kept(person: Person | None) -> str:
    if person is None:
        return _("If you check the walk-in in, the record of changes says that it was you, and despite what.")
    return _("If you check {name} in, the record of changes says that it was you, and despite what.").format(
        name=isolated(person.name)
    )
