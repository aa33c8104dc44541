"""The sheets that correct a check-in: one undoes it with a reason, one gives it a name."""

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.domain.check_in.live import Arrival
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person
from kiosk.services.check_in.corrections import NewParticipant, name_walk_in, undo_check_in
from kiosk.services.database import Database
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.people.person_finder import PersonFinder
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Rank, button, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk.live import arrival_sentence
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated


class UndoSheet(Sheet):
    """Asks for a reason and undoes a check-in."""

    def __init__(self, over: QWidget, context: DeskContext, arrival: Arrival) -> None:
        super().__init__(over, _undo_heading(arrival), verb=_("&Undo check-in"), rank=Rank.DANGER)
        self._context = context
        self._arrival = arrival
        self.form = Form({Field.REASON: "reason"})
        self.reason = self.form.add_line(
            "reason",
            _("&Reason"),
            hint=_("Kept with your name in the scan log and in the record of changes."),
        )
        now = context.clock()
        self.body.addWidget(label(arrival_sentence(arrival, context.settings.zone, now), wraps=True))
        self.body.addWidget(
            label(_("They count as not in afterwards, and can check in again."), "soft", wraps=True)
        )
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.reason.returnPressed.connect(self._confirm)
        self.confirmed.connect(self._undo)
        self.reason.setFocus()

    def _undo(self) -> None:
        reason = self.reason.text()
        context, now = self._context, self._context.clock()

        def undo(database: Database) -> None:
            undo_check_in(database, self._arrival.id, reason=reason, desk=context.settings.name, now=now)

        self.set_busy(_("Undoing…"))
        context.work.ask(undo, success=lambda _none: self._end(), failure=self._fail, asker=self)

    def _end(self) -> None:
        self._context.show_success(_undone(self._arrival))
        self.close()

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)


class NamingSheet(Sheet):
    """Asks who a walk-in is: a known person or a new one."""

    def __init__(self, over: QWidget, context: DeskContext, arrival: Arrival) -> None:
        super().__init__(over, _("Who is this walk-in?"), verb=_("&Give this name"), width=640)
        self._context = context
        self._arrival = arrival
        self.finder = PersonFinder(context.work)
        self.finder.chosen.connect(self._choose)
        self.finder.taken.connect(lambda _person: self._confirm())
        self.form = Form({Field.PERSON_NAME: "name", Field.EMAIL: "email"})
        self.name = self.form.add_line("name", _("&Name"))
        self.email = self.form.add_line("email", _("&E-mail address"))
        self.name.returnPressed.connect(self.email.setFocus)
        self.email.returnPressed.connect(self._confirm)
        self._ways = QStackedWidget()
        self._ways.addWidget(self.finder)
        self._ways.addWidget(self.form)
        self.error = label("", "error", wraps=True)
        self.error.hide()
        now = context.clock()
        self.body.addWidget(label(arrival_sentence(arrival, context.settings.zone, now), "soft", wraps=True))
        self.body.addWidget(self._ways, 1)
        self.body.addWidget(self.error)
        self.way_button = button(_("&Somebody new…"), self._change_way)
        self.add_button(self.way_button)
        self.confirmed.connect(self._give)
        self.main_button.setEnabled(False)
        self.finder.line.setFocus()

    @property
    def is_new(self) -> bool:
        """Returns True while a new person is entered."""
        return self._ways.currentWidget() is self.form

    def _change_way(self) -> None:
        self._show("")
        if self.is_new:
            self._ways.setCurrentWidget(self.finder)
            self.way_button.setText(_("&Somebody new…"))
            self._choose(self.finder.person())
            self.finder.line.setFocus()
            return
        self._ways.setCurrentWidget(self.form)
        self.way_button.setText(_("&Search known people"))
        if not self.name.text() and "@" not in self.finder.line.text():
            self.name.setText(self.finder.line.text().strip())
        self.main_button.setEnabled(True)
        self.name.setFocus()

    def _choose(self, person: Person | None) -> None:
        self.main_button.setEnabled(person is not None)
        self._show("")

    def _give(self) -> None:
        person = self.finder.person()
        if self.is_new:
            self._give_to(NewParticipant(self.name.text(), self.email.text()))
        elif person is not None:
            self._give_to(person.id)

    def _give_to(self, who: UUID | NewParticipant) -> None:
        self._show("")
        self.set_busy(_("Saving…"))
        self._context.work.ask(
            lambda database: name_walk_in(database, self._arrival.id, who),
            success=self._end,
            failure=self._fail,
            asker=self,
        )

    def _end(self, person: Person) -> None:
        self._context.show_success(_("The walk-in is {name} now.").format(name=isolated(person.name)))
        self.close()

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        if self.is_new:
            self.form.show_fault(error)
        else:
            self._show(sentence(error))

    def _show(self, why: str) -> None:
        self.error.setText(why)
        self.error.setVisible(bool(why))


def _undo_heading(arrival: Arrival) -> str:
    if arrival.name is None:
        return _("Undo the check-in of this walk-in?")
    return _("Undo the check-in of {name}?").format(name=isolated(arrival.name))


def _undone(arrival: Arrival) -> str:
    if arrival.name is None:
        return _("The check-in of the walk-in was undone.")
    return _("The check-in of {name} was undone.").format(name=isolated(arrival.name))
