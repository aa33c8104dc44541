"""Passes that were used twice and events with more people than places, which doors that are cut off allow."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DoubleEntry:
    """One pass with which two doors let somebody in, each without knowing of the other.

    Attributes:
        scan_id: The scan at the second door, which does not count.
        event_id: The event.
        event_title: Its title.
        name: The participant's name, or None when they were deleted.
        counted_at: The instant of the check-in that counts, aware UTC; None when it was undone since.
        counted_kiosk: The kiosk that took it, if known.
        again_at: The instant of the other one, aware UTC.
        again_kiosk: The kiosk that took it, if known.
    """

    scan_id: UUID
    event_id: UUID
    event_title: str
    name: str | None
    counted_at: datetime | None
    counted_kiosk: str | None
    again_at: datetime
    again_kiosk: str | None

    @property
    def gap(self) -> timedelta | None:
        """Returns how much later than the one that counts the other check-in was; negative for earlier."""
        return None if self.counted_at is None else self.again_at - self.counted_at


@dataclass(frozen=True, slots=True)
class OverbookedEvent:
    """An event with more check-ins than places.

    Attributes:
        event_id: The event.
        title: Its title.
        code: Its code.
        checked_in: Its check-ins, walk-ins included.
        capacity: Its places.
    """

    event_id: UUID
    title: str
    code: str
    checked_in: int
    capacity: int

    @property
    def excess(self) -> int:
        """Returns how many people are in beyond the places."""
        return self.checked_in - self.capacity
