"""The state of an event that its door shows at one instant."""

from dataclasses import dataclass
from uuid import UUID

from kiosk.domain.check_in.clock_doubt import ClockDoubt
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.event import Admission, Event


@dataclass(frozen=True, slots=True)
class DoorStatus:
    """An event with the values that change while its door is open.

    Attributes:
        event: The event as the database has it now.
        admission: Whether it takes check-ins now.
        checked_in: Attendance rows it has now, walk-ins included.
        link: The link with the centre; None when the door works on the central database itself.
        moves_to: The event that the door is to show instead, or None.
        clock_doubt: The reason to doubt the clock of a door without a link, or None.
    """

    event: Event
    admission: Admission
    checked_in: int
    link: LinkStatus | None = None
    moves_to: UUID | None = None
    clock_doubt: ClockDoubt | None = None

    @property
    def is_full(self) -> bool:
        """True when every place is taken."""
        return self.event.capacity is not None and self.checked_in >= self.event.capacity

    @property
    def is_revoked(self) -> bool:
        """True when the centre has revoked this kiosk."""
        return self.link is not None and self.link.is_revoked
