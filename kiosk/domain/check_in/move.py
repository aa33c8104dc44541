"""A kiosk that an organizer moves to another event."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KioskMove:
    """A move that a kiosk has not carried out yet.

    Attributes:
        event_id: The event that it is to show.
        at: When an organizer moved it, aware UTC; distinguishes this move from others.
    """

    event_id: UUID
    at: datetime
