"""Two organizers changed the same: both wishes side by side, and one decides field by field."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from kiosk.domain.event import Event
from kiosk.domain.field_conflict import FieldConflict
from kiosk.services.events.conflicts import EditConflict
from kiosk.services.events.edits import edit_event_as_decided
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.parts import Card, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.instants import instant_words
from kiosk.wording.safe_text import shortened

_WIDTH = 560
_LONGEST_SHOWN = 60
_MINUTE = timedelta(minutes=1)
_FIELDS = {
    "group_name": "Group",
    "title": "Title",
    "start_at": "Starts",
    "duration": "Duration",
    "code": "Code",
    "opens_before": "Check-in begins before the start",
    "ignores_schedule": "Take check-ins at any time while open",
    "capacity": "Most check-ins",
    "has_guest_list": "Only people on the guest list may enter",
    "location": "Place",
}


class ConflictSheet(Sheet):
    """What somebody else changed meanwhile, and what is to hold.

    Attributes:
        choices: By field, the button for what the organizer wanted; theirs is chosen at first.
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
            page: Over which window.
            context: The session.
            conflict: What stands against each other.
            done: Gets the event as it was saved.
        """
        super().__init__(page, "Somebody else changed this event too", verb="Save", width=_WIDTH)
        self._page, self._context, self._conflict, self._done = page, context, conflict, done
        self.choices: dict[str, QRadioButton] = {}
        self.body.addWidget(
            label(
                "Nothing of yours is saved yet. Choose what is to hold: the rest of both stays.", wraps=True
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
        field = _FIELDS[conflict.field]
        card = Card()
        card.body.addWidget(label(field, "field"))
        zone = self._context.settings.zone
        theirs = QRadioButton(f"Theirs: {value_words(conflict.theirs, zone)}")
        mine = QRadioButton(f"Mine: {value_words(conflict.mine, zone)}")
        group = QButtonGroup(card)
        for each in (theirs, mine):
            group.addButton(each)
            each.setAccessibleName(f"{field}. {each.text()}")
            card.body.addWidget(each)
        theirs.setChecked(True)
        self.choices[conflict.field] = mine
        return card

    def _save(self) -> None:
        self.set_busy("One moment…")
        keep_mine = {field for field, choice in self.choices.items() if choice.isChecked()}
        conflict, url = self._conflict, self._context.settings.check_in_url
        self._context.work.ask(
            lambda store: edit_event_as_decided(store, conflict, keep_mine, check_in_url=url),
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


def value_words(value: object, zone: ZoneInfo) -> str:
    """A field's value as an organizer reads it."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return instant_words(value, zone)
        case timedelta():
            return f"{value // _MINUTE} minutes"
        case int():
            return f"{value:,}"
    return shortened(str(value), _LONGEST_SHOWN) or "none"
