"""The card of the staff PIN in the desk's settings: the PIN is set, changed or removed, never shown."""

from PySide6.QtWidgets import QLineEdit

from kiosk.domain.errors import Refused
from kiosk.domain.pin import pin_fault
from kiosk.services.accounts.staff_pin import staff_pin
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Card, Rank, button, label, row
from kiosk.ui.widgets.sheet import ask_first
from kiosk.wording.language.catalogue import _

_LONGEST = 50


class PinCard(Card):
    """Two fields for a new PIN. A new PIN is valid at once, also at a running kiosk."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(_("Staff PIN of this machine"))
        self._context = context
        self.state = label("", "soft", wraps=True)
        self.form = Form()
        self.pin = self._add_line(
            "pin", _("New &PIN"), _("Six digits, for everybody who looks after the door.")
        )
        self.again = self._add_line("again", _("The same PIN a&gain"))
        self.set_button = button(_("Set PIN"), self.set_pin)
        self.remove_button = button(_("Remove PIN…"), self._ask_to_remove)
        self.body.addWidget(self.state)
        self.body.addWidget(self.form)
        self.body.addLayout(row(None, self.remove_button, self.set_button))

    def read(self) -> None:
        """Shows whether a PIN is set, and empties the fields."""
        for each in (self.pin, self.again):
            each.clear()
        self.form.clear_errors()
        self._context.work.ask(
            lambda _database: staff_pin().is_set(),
            success=self._show,
            failure=lambda error: self._show(is_set=True, words=sentence(error)),
            asker=self,
        )

    def set_pin(self) -> None:
        """Sets the typed PIN, or shows what is wrong with it."""
        pin, again = self.pin.text(), self.again.text()
        weakness = pin_fault(pin)
        if weakness is not None:
            self.form.show_errors({"pin": sentence(Refused(weakness))})
            return
        if pin != again:
            self.form.show_errors({"again": _("This is not the same PIN. Type the new PIN twice.")})
            return
        self._context.work.ask(
            lambda _database: staff_pin().set(pin),
            success=lambda _none: self._announce(
                _("The staff PIN of this machine is set, and holds at once.")
            ),
            failure=self._fail,
            asker=self,
        )

    def _ask_to_remove(self) -> None:
        ask_first(
            self,
            _("Remove the staff PIN?"),
            _("A kiosk on this machine will ask for an organizer's e-mail and password instead."),
            verb=_("Remove PIN"),
            rank=Rank.DANGER,
            act=self._remove,
        )

    def _remove(self) -> None:
        self._context.work.ask(
            lambda _database: staff_pin().clear(),
            success=lambda _was_set: self._announce(_("The staff PIN of this machine is removed.")),
            failure=self._fail,
            asker=self,
        )

    def _announce(self, words: str) -> None:
        self._context.show_success(words)
        self.read()

    def _fail(self, error: Exception) -> None:
        self.form.show_errors({"": sentence(error)})

    def _show(self, is_set: bool, words: str = "") -> None:  # noqa: FBT001 -- the answer of the database
        self.state.setText(words or _pin_state(is_set=is_set))
        self.set_button.setText(_("Change PIN") if is_set else _("Set PIN"))
        self.remove_button.setVisible(is_set)

    def _add_line(self, name: str, words: str, hint: str = "") -> QLineEdit:
        line = self.form.add_line(name, words, hint=hint, longest=_LONGEST, is_secret=True)
        line.returnPressed.connect(self.set_pin)
        return line


def _pin_state(*, is_set: bool) -> str:
    if is_set:
        return _(
            "A PIN is set. It closes a kiosk on this machine and chooses its camera, with or without the"
            " database."
        )
    return _("No PIN is set, so a kiosk on this machine asks for an organizer's e-mail and password instead.")
