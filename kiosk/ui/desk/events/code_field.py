"""The field of an event's code: the code is typed or proposed, and checked at once."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.event import MAX_CODE_LENGTH, Event
from kiosk.services.database import Database
from kiosk.services.events.codes import check_code, propose_code
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.parts import button, kind, label, row
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


class CodeField(QWidget):
    """A field for a code that shows, while it is typed, whether the code is free."""

    def __init__(self, context: DeskContext, event: Event | None) -> None:
        """Shows an event's code, or proposes one.

        Args:
            context: The session.
            event: The event that may keep its code, or None for a new event.
        """
        super().__init__()
        self._context = context
        self._event = event
        self.line = QLineEdit(event.code if event else "")
        self.line.setMaxLength(MAX_CODE_LENGTH)
        self.line.setAccessibleName(_("Code"))
        self.another = button(_("Another code"), self.propose, name=_("Propose another code"))
        self.verdict = label("", "soft", wraps=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(self.line, self.another))
        box.addWidget(self.verdict)
        self.line.textChanged.connect(self._check)
        if event is None:
            self.propose()

    def text(self) -> str:
        """Returns the typed code."""
        return self.line.text()

    def hush(self) -> None:
        """Removes the verdict on the code, because the form shows the error itself."""
        self._judge("", Tone.QUIET)

    def propose(self) -> None:
        """Puts another free code into the field."""
        self._context.work.ask(
            propose_code,
            success=self.line.setText,
            failure=lambda _error: self._judge(_("No code could be proposed; type one."), Tone.WARY),
            asker=self,
            instead_of="proposal",
        )

    def _check(self, typed: str) -> None:
        if not typed.strip() or (self._event is not None and typed == self._event.code):
            self._judge("", Tone.QUIET)
            return

        def verdict(database: Database) -> str:
            try:
                check_code(database, typed, of_event=self._event.id if self._event else None)
            except Refused as refused:
                return fault(refused, Audience.ORGANIZER)
            return ""

        self._context.work.ask(
            verdict,
            success=partial(self._show_verdict, typed),
            failure=lambda _error: self._judge("", Tone.QUIET),
            asker=self,
            instead_of="verdict",
        )

    def _show_verdict(self, typed: str, refusal: str) -> None:
        if typed == self.line.text():
            if refusal:
                self._judge(refusal, Tone.BAD)
            else:
                self._judge(_("This code is free."), Tone.GOOD)

    def _judge(self, words: str, tone: Tone) -> None:
        self.verdict.setText(words)
        kind(self.verdict, "soft", tone=tone if words else None)
