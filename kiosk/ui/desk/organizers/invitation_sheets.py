"""The sheets of an invitation: the first asks for the person, the second shows the password once."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.domain.fields import Field
from kiosk.services.accounts import invitations
from kiosk.services.accounts.invitations import Invitation
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import button, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import plain


class InvitationSheet(Sheet):
    """Asks for the name and address of the person to invite.

    Signals:
        invited: The account was made; with the invitation.
    """

    invited = Signal(object)

    def __init__(self, parent: QWidget, context: DeskContext) -> None:
        super().__init__(parent, _("Invite an organizer"), verb=_("Make the account"))
        self._context = context
        self.form = Form({Field.PERSON_NAME: "name", Field.EMAIL: "email"})
        self.name = self.form.add_line("name", _("&Name"))
        self.email = self.form.add_line(
            "email", _("&E-mail"), hint=_("They sign in with it; nothing is sent.")
        )
        for line in (self.name, self.email):
            line.returnPressed.connect(self._confirm)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.confirmed.connect(self._invite)
        self.name.setFocus()

    def _invite(self) -> None:
        name, email = self.name.text(), self.email.text()
        self.set_busy(_("Making it…"))
        self._context.work.ask(
            lambda database: invitations.invite_organizer(database, name=name, email=email),
            success=self._done,
            failure=self._fail,
            asker=self,
        )

    def _done(self, invitation: Invitation) -> None:
        self.accept()
        self.invited.emit(invitation)

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)


class InvitedSheet(Sheet):
    """Shows the password of an invitation, only once."""

    def __init__(self, parent: QWidget, invitation: Invitation) -> None:
        super().__init__(parent, _("Hand over the password"), verb=_("Done"), cancel=_("Close"))
        self.cancel_button.hide()
        person = invitation.person
        self.body.addWidget(
            label(
                _(
                    "{name} signs in with the address {email} and this password, and is asked to change it"
                    " then. It is shown this once and is kept nowhere."
                ).format(name=plain(person.name), email=person.email),
                wraps=True,
            )
        )
        self.line = QLineEdit(invitation.password)
        self.line.setReadOnly(True)
        self.line.setAccessibleName(_("Password"))
        self.body.addWidget(self.line)
        self.copied = label("", "soft", wraps=True)
        self.body.addWidget(button(_("&Copy the password"), self._copy))
        self.body.addWidget(self.copied)
        self.body.addStretch(1)
        self.confirmed.connect(self.accept)
        self.line.setFocus()
        self.line.selectAll()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())
        self.copied.setText(_("Copied. Hand it over by a way only they read."))
