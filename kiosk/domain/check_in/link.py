"""The link between a door and the centre, as its screen shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.domain.check_in.protocol import UpdateNeeded

BEHIND_AFTER = timedelta(seconds=3)
"""The age of a waiting command from which a door that is online shows that it waits."""

OLD_AFTER = timedelta(minutes=1)
"""The age from which a door shows how old a waiting command or its copy of the list is."""

CLOCK_WARNS_STAFF = timedelta(seconds=5)
"""The largest difference between a computer's clock and the centre's that is nobody's concern."""

CLOCK_SHOWS_AT_DOOR = timedelta(seconds=60)
"""The largest difference between a computer's clock and the centre's that concerns the staff only."""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The state of the link at one moment.

    Attributes:
        is_online: True when the centre answered the last exchange.
        waiting: How many commands wait for the centre.
        oldest_at: When the oldest of these was made, aware UTC, or None.
        rejected: How many commands the centre rejected and nobody at the desk has handled.
        roster_at: When the door's copy of the list was last like the centre's, aware UTC; None before it was
            read whole for the first time.
        stored_share: While `roster_at` is None, the share of the list that the door has stored, from 0 to 1.
        clock_offset: The centre's clock minus this computer's, or None before it was measured.
        kiosk_name: The name that the centre gives this kiosk, or None before it answered.
        update_needed: The part to update before the door can work with the centre again, or None.
        is_revoked: True when the centre has revoked this kiosk: it takes nobody in.
        event_id: The event that the door is to show, once it has the whole list of it; None before.
        late_duplicates: How many people were let in lately whose passes other doors had let in before: the
            centre's verdict came after the yes.
    """

    is_online: bool
    waiting: int = 0
    oldest_at: datetime | None = None
    rejected: int = 0
    roster_at: datetime | None = None
    stored_share: float = 0.0
    clock_offset: timedelta | None = None
    kiosk_name: str | None = None
    update_needed: UpdateNeeded | None = None
    is_revoked: bool = False
    event_id: UUID | None = None
    late_duplicates: int = 0

    def waiting_for(self, now: datetime) -> timedelta:
        """Returns how long the oldest command has waited for the centre; zero when none waits.

        Args:
            now: The present instant by the centre's clock, aware.
        """
        if self.waiting == 0 or self.oldest_at is None:
            return timedelta()
        return max(timedelta(), now - self.oldest_at)

    def is_roster_old(self, now: datetime) -> bool:
        """True when the door's copy of the list may lack changes that the centre has had for a while."""
        if self.roster_at is None:
            return False
        return not self.is_online or now - self.roster_at > OLD_AFTER

    def clock_error(self, more_than: timedelta) -> timedelta | None:
        """Returns the clock's offset when it is larger than a limit in either direction, else None."""
        if self.clock_offset is None or abs(self.clock_offset) <= more_than:
            return None
        return self.clock_offset


def flagged_clock_error(offset_ms: int | None) -> timedelta | None:
    """Returns how far a kiosk's clock was off at a check-in, without the direction; None when it hardly was.

    Args:
        offset_ms: The centre's clock minus the kiosk's, in milliseconds, or None when it is not known.
    """
    error = timedelta(milliseconds=abs(offset_ms or 0))
    return error if error > CLOCK_SHOWS_AT_DOOR else None
