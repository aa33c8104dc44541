"""A kiosk as the desk knows it: which one, at which event, and whether it is there."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

REPORT_EVERY = timedelta(seconds=10)
"""How often a kiosk that runs says that it does."""

ONLINE_FOR = timedelta(seconds=30)
"""How long a kiosk counts as running after it said so: two reports may get lost."""


@dataclass(frozen=True, slots=True)
class KioskPresence:
    """A kiosk that was seen at some time.

    Attributes:
        name: What it is called in the attendance list.
        event_id: The event it shows, or None when that was deleted.
        event_title: Its title, or None also when it is another organizer's.
        event_code: Its code, as event_title.
        silent_for: How long ago it was seen, by the database's clock.
    """

    name: str
    event_id: UUID | None
    event_title: str | None
    event_code: str | None
    silent_for: timedelta

    @property
    def is_online(self) -> bool:
        """True when it was seen just now."""
        return self.silent_for <= ONLINE_FOR
