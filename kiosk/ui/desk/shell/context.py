"""What a page of the desk works with."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.clock import Clock
from kiosk.domain.person import Person
from kiosk.settings import Settings
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.theme import Tone

Go = Callable[..., object]
"""Goes to a page by its name, with what it is to show or None."""

Say = Callable[..., None]
"""As Notice.say: a sentence, its tone, and optionally an action's words and what it does."""


@dataclass(frozen=True, slots=True)
class DeskContext:
    """One organizer's session at a desk.

    Attributes:
        organizer: Who is signed in.
        work: Asks the database, as this organizer.
        settings: Every option.
        clock: Tells the present instant.
        go: Goes to another page.
        say: Says a sentence across the window.
    """

    organizer: Person
    work: DatabaseWorker
    settings: Settings
    clock: Clock
    go: Go
    say: Say

    def told(self, sentence: str) -> None:
        """Says that something was done."""
        self.say(sentence, Tone.GOOD)
