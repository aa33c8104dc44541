"""The session that the desk's pages share."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.clock import Clock
from kiosk.domain.people.person import Person
from kiosk.settings import Settings
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.destinations import Destination

Go = Callable[[Destination], object]
"""Shows the page of a destination."""

ShowMessage = Callable[..., None]
"""Like Notice.say: takes a sentence, its tone, and optionally an action's label and function."""


@dataclass(frozen=True, slots=True)
class DeskContext:
    """One organizer's session at a desk.

    Attributes:
        organizer: The signed-in organizer.
        work: Queries the database as this organizer.
        settings: Every option.
        clock: Returns the present instant.
        go: Shows the page of a destination.
        show_message: Shows a sentence across the window.
    """

    organizer: Person
    work: DatabaseWorker
    settings: Settings
    clock: Clock
    go: Go
    show_message: ShowMessage

    def show_success(self, sentence: str) -> None:
        """Shows a sentence about something that was done."""
        self.show_message(sentence, Tone.GOOD)
