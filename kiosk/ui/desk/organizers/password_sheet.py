"""The sheet on which the signed-in organizer changes their password."""

from PySide6.QtWidgets import QWidget

from kiosk.domain.fields import AnyField, Field
from kiosk.services.accounts import accounts
from kiosk.services.accounts.passwords import MAX_PASSWORD, MIN_PASSWORD
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk.passwords import password_hint
from kiosk.wording.language.catalogue import _

_FIELDS: dict[AnyField, str] = {
    Field.PASSWORD: "old",
    Field.NEW_PASSWORD: "new",
    Field.PASSWORD_AGAIN: "again",
}


class PasswordSheet(Sheet):
    """Asks for the present password and a new one, twice."""

    def __init__(self, parent: QWidget, context: DeskContext) -> None:
        super().__init__(parent, _("Change my password"), verb=_("Change the password"))
        self._context = context
        self.form = Form(_FIELDS)
        self.old, self.new, self.again = (
            self.form.add_line(name, words, hint=hint, longest=MAX_PASSWORD, is_secret=True)
            for name, words, hint in (
                ("old", _("&Present password"), ""),
                ("new", _("&New password"), password_hint(MIN_PASSWORD)),
                ("again", _("New password &again"), ""),
            )
        )
        for line in (self.old, self.new, self.again):
            line.returnPressed.connect(self._confirm)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.confirmed.connect(self._change)
        self.old.setFocus()

    def _change(self) -> None:
        old, new, again = self.old.text(), self.new.text(), self.again.text()
        self.set_busy(_("Changing…"))
        organizer, now = self._context.organizer, self._context.clock()
        self._context.work.ask(
            lambda database: accounts.change_password(database, organizer, old, new, again=again, now=now),
            success=lambda _: self._done(),
            failure=self._fail,
            asker=self,
        )

    def _done(self) -> None:
        self._context.show_success(_("Your password is changed. The old one no longer works."))
        self.accept()

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)
