"""A combo box of guest lists: those of coming and past events, and those of groups."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QComboBox

from kiosk.domain.event_list import EventFilter, When
from kiosk.services.database import Database
from kiosk.services.events.groups import list_groups
from kiosk.services.events.lists import list_event_page
from kiosk.services.people.guest_lists import GuestsOfEvent, GuestsOfGroup, ListsOf
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Target
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import in_a_row
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.times.instants import day_words

_EVENTS = 100
_LONGEST = 60


class TargetBox(QComboBox):
    """A combo box that is filled in the background.

    Its first entries come from its owner, with their values.
    """

    def __init__(self, name: str, context: DeskContext, *first: tuple[str, object]) -> None:
        super().__init__()
        self._context = context
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self._own = 0
        self.lead_with(*first)

    def lead_with(self, *first: tuple[str, object]) -> None:
        """Replaces all entries by other ones of its owner, and chooses the first."""
        self.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        self.clear()
        for words, stands_for in first:
            self.addItem(shortened(words, _LONGEST), stands_for)
        self._own = len(first)
        self.blockSignals(False)  # noqa: FBT003 -- Qt's signature

    def fill(
        self,
        chosen: ListsOf | None = None,
        *,
        failure: Callable[[Exception], None],
        filled: Callable[[], None] | None = None,
    ) -> None:
        """Reads the guest lists.

        Args:
            chosen: The list to choose; None keeps the present choice.
            failure: Receives the error when they cannot be read.
            filled: Called after the lists were added.
        """

        def show(found: list[Target]) -> None:
            self._show(found, chosen)
            if filled is not None:
                filled()

        now, zone = self._context.clock(), self._context.settings.zone
        self._context.work.ask(
            lambda database: targets(database, now, zone),
            success=show,
            failure=failure,
            asker=self,
            instead_of="targets",
        )

    def target(self) -> object:
        """Returns the value of the chosen entry."""
        return self.currentData()

    def _show(self, found: list[Target], chosen: ListsOf | None) -> None:
        at = self.currentIndex() if 0 <= self.currentIndex() < self._own else 0
        was = self.currentData()
        wanted = chosen if chosen is not None else (was.lists if isinstance(was, Target) else None)
        own = [self.itemData(number) for number in range(self._own)]
        own_lists = [each.lists for each in own if isinstance(each, Target)]
        self.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        while self.count() > self._own:
            self.removeItem(self.count() - 1)
        for each in found:
            if each.lists in own_lists:
                continue
            self.addItem(shortened(each.words, _LONGEST), each)
            if wanted is not None and each.lists == wanted:
                at = self.count() - 1
        is_other = self.itemData(at) != was
        self.setCurrentIndex(-1 if is_other else at)
        self.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        self.setCurrentIndex(at)


def targets(database: Database, now: datetime, zone: ZoneInfo) -> list[Target]:
    """Returns the lists of coming events, then of past ones, then of all groups."""
    groups = [
        Target(
            GuestsOfGroup(each.group.id),
            _("Every event to come of {group}").format(group=each.group.name),
            each.group.name,
        )
        for each in list_groups(database)
    ]
    lines = [
        line
        for when in (When.UPCOMING, When.PAST)
        for line in list_event_page(database, EventFilter(when=when), now=now, limit=_EVENTS).rows
    ]
    events = [
        Target(
            GuestsOfEvent(line.event.id),
            in_a_row(line.event.title, day_words(line.event.start_at, zone), line.event.code),
            line.event.title,
        )
        for line in lines
    ]
    return [*events, *groups]
