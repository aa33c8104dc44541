"""A sheet for an event that two organizers changed: both versions side by side, chosen field by field."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from kiosk.domain.event import Event
from kiosk.domain.field_conflict import FieldConflict
from kiosk.services.conflicts import EditConflict
from kiosk.services.events.edits import edit_event_as_decided
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.parts import Card, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk.conflicts import conflict_label, conflict_value
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences

_WIDTH = 560


class ConflictSheet(Sheet):
    """Shows what somebody else changed at the same time, and lets the organizer choose for each field.

    Attributes:
        choices: By field, the button for the organizer's own value; theirs is chosen at first.
    """

    def __init__(
        self,
        page: Page,
        context: DeskContext,
        conflict: EditConflict[Event],
        done: Callable[[Event], object],
    ) -> None:
        """Builds it.

        Args:
            page: The window below the sheet.
            context: The session.
            conflict: The fields in conflict.
            done: Receives the saved event.
        """
        super().__init__(page, _("Somebody else changed this event too"), verb=_("Save"), width=_WIDTH)
        self._page, self._context, self._conflict, self._done = page, context, conflict, done
        self.choices: dict[str, QRadioButton] = {}
        self.body.addWidget(
            label(
                _("Nothing of yours is saved yet. Choose what is to hold: the rest of both stays."),
                wraps=True,
            )
        )
        for each in conflict.fields:
            self.body.addWidget(self._choice(each))
        self.error = label("", "error", wraps=True)
        self.body.addWidget(self.error)
        self.body.addStretch(1)
        self.confirmed.connect(self._save)
        next(iter(self.choices.values())).group().buttons()[0].setFocus()

    def _choice(self, conflict: FieldConflict) -> Card:
        field = conflict_label(conflict.field)
        card = Card()
        card.body.addWidget(label(field, "field"))
        zone = self._context.settings.zone
        theirs = QRadioButton(_("Theirs: {value}").format(value=conflict_value(conflict.theirs, zone)))
        mine = QRadioButton(_("Mine: {value}").format(value=conflict_value(conflict.mine, zone)))
        group = QButtonGroup(card)
        for each in (theirs, mine):
            group.addButton(each)
            each.setAccessibleName(sentences(field, each.text()))
            card.body.addWidget(each)
        theirs.setChecked(True)
        self.choices[conflict.field] = mine
        return card

    def _save(self) -> None:
        self.set_busy(_("One moment…"))
        keep_mine = {field for field, choice in self.choices.items() if choice.isChecked()}
        conflict, url = self._conflict, self._context.settings.check_in_url
        self._context.work.ask(
            lambda database: edit_event_as_decided(database, conflict, keep_mine, check_in_url=url),
            success=self._settle,
            failure=self._fail,
            asker=self,
        )

    def _settle(self, edited: Event | EditConflict[Event]) -> None:
        self.close()
        match edited:
            case EditConflict():
                ConflictSheet(self._page, self._context, edited, self._done).open()
            case Event():
                self._done(edited)

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.error.setText(sentence(error))
