"""The sheet that adds or corrects a person."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from kiosk.domain.fields import AnyField, Field
from kiosk.domain.people.person import Person
from kiosk.services.conflicts import EditConflict
from kiosk.services.database import Database
from kiosk.services.people.edits import edit_person
from kiosk.services.people.people import add_participant
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import button
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk.conflicts import conflict_of_person
from kiosk.wording.language.catalogue import _

_FIELDS: dict[AnyField, str] = {Field.PERSON_NAME: "name", Field.EMAIL: "email"}
_ROOM_FOR_ERRORS = 64


class PersonSheet(Sheet):
    """Asks for the name and address of a person, new or known."""

    def __init__(
        self, parent: QWidget, context: DeskContext, seen: Person | None, done: Callable[[Person], object]
    ) -> None:
        """Builds the sheet.

        Args:
            parent: The page.
            context: The session.
            seen: The person to correct; None for a new one.
            done: Receives the stored person.
        """
        super().__init__(
            parent,
            _("Add a person") if seen is None else _("Edit person"),
            verb=_("Add") if seen is None else _("Save"),
        )
        self._context = context
        self._seen = seen
        self._theirs: dict[str, str] = {}
        self._done = done
        self.form = Form(_FIELDS)
        self.name = self.form.add_line(
            "name", _("&Name"), "" if seen is None else seen.name, hint=_("As the kiosk greets them.")
        )
        self.email = self.form.add_line("email", _("&E-mail address"), "" if seen is None else seen.email)
        self.theirs_button = button(_("Take theirs"), self._take_theirs)
        self.theirs_button.hide()
        self.add_button(self.theirs_button)
        self.body.addWidget(self.form)
        self.body.addSpacing(_ROOM_FOR_ERRORS)
        self.body.addStretch(1)
        self.name.returnPressed.connect(self.email.setFocus)
        self.email.returnPressed.connect(self._confirm)
        self.confirmed.connect(self._save)
        self.name.setFocus()

    def _save(self) -> None:
        name, email = self.name.text(), self.email.text()
        self.set_busy(_("Saving…"))
        self._context.work.ask(
            lambda database: self._stored(database, name, email),
            success=self._end,
            failure=self._fail,
            asker=self,
        )

    def _stored(self, database: Database, name: str, email: str) -> Person | EditConflict[Person]:
        if self._seen is None:
            return add_participant(database, name=name, email=email)
        return edit_person(database, self._seen, replace(self._seen, name=name, email=email))

    def _end(self, edited: Person | EditConflict[Person]) -> None:
        match edited:
            case EditConflict():
                self._show_conflict(edited)
            case Person():
                self.close()
                self._done(edited)

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)

    def _show_conflict(self, conflict: EditConflict[Person]) -> None:
        # From here on the organizer has seen the other's values, so saving again may overwrite them.
        self.set_busy()
        self._seen = conflict.theirs
        self._theirs = {each.field: str(each.theirs) for each in conflict.fields}
        shown = conflict.decided(self._theirs.keys())
        self.name.setText(shown.name)
        self.email.setText(shown.email)
        self.form.show_errors({field: conflict_of_person(theirs) for field, theirs in self._theirs.items()})
        self.theirs_button.show()

    def _take_theirs(self) -> None:
        for field, theirs in self._theirs.items():
            {"name": self.name, "email": self.email}[field].setText(theirs)
        self.theirs_button.hide()
        self.main_button.setFocus()
