"""Kiosks as the desk knows them: the name, the event, and whether they run."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

REPORT_EVERY = timedelta(seconds=10)
"""The interval at which a running kiosk reports its presence."""

ONLINE_FOR = timedelta(seconds=30)
"""The time for which a kiosk counts as running after a report: two reports may be lost."""


@dataclass(frozen=True, slots=True)
class KioskPresence:
    """A kiosk that has reported its presence at least once.

    Attributes:
        name: Its name in the attendance list.
        event_id: The event it shows, or None when that was deleted.
        event_title: The event's title; None also when the event is another organizer's.
        event_code: The event's code; None when the title is.
        silent_for: The time since its last report, by the database's clock.
    """

    name: str
    event_id: UUID | None
    event_title: str | None
    event_code: str | None
    silent_for: timedelta

    @property
    def is_online(self) -> bool:
        """True when its last report is recent."""
        return self.silent_for <= ONLINE_FOR
