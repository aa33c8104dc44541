"""Facts of a door about the centre, its event and its list, as it stores them or passes them on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.storage.centre.exchange import ServerIdentity


@dataclass(frozen=True, slots=True)
class KnownCentre:
    """The centre as it answered last.

    Attributes:
        server: Which server it was.
        reports: How many reports of this kiosk it had.
    """

    server: ServerIdentity
    reports: int


@dataclass(frozen=True, slots=True)
class RosterMark:
    """The state of the door's copy of the list.

    Attributes:
        event_id: The event for which it was read.
        seen: The moment at the centre, as PostgreSQL's snapshot.
        read_at: The same moment by the centre's clock, aware UTC.
        protocol: The number of the doors' protocol by which it was read: another one may have more columns.
    """

    event_id: UUID
    seen: str
    read_at: datetime
    protocol: int


@dataclass(frozen=True, slots=True)
class MovedDoor:
    """The last move of the door to another event.

    Attributes:
        code: The code with which the door had been started.
        event_id: The event.
        at: When an organizer moved it, aware UTC.
    """

    code: str
    event_id: UUID
    at: datetime

    def is_of(self, code: str) -> bool:
        """True when the move holds for a door that is started with a code, in any letter case."""
        return self.code.strip().casefold() == code.strip().casefold()


@dataclass(frozen=True, slots=True)
class ExchangeNews:
    """The results of an exchange beside its answers.

    Attributes:
        centre: The centre that answered.
        at: The present instant.
        clock_offset: The centre's clock minus this computer's, or None.
        read: The ids of answers that somebody at the door reads.
        sends_again: True when this centre lacks commands that were answered before: they wait again, and the
            list will be read whole.
        reported: The ids of rejected check-ins that the desk lists now.
    """

    centre: KnownCentre
    at: datetime
    clock_offset: timedelta | None
    read: Collection[UUID]
    sends_again: bool
    reported: Collection[UUID] = ()


@dataclass(frozen=True, slots=True)
class WholeReading:
    """The whole list, while it is being read.

    Attributes:
        id: Distinguishes this reading from others.
        pending: The ids of the commands that waited when it began: the centre may not have them.
        last_number: The number of the newest command then; nor may it have later ones.
    """

    id: str
    pending: frozenset[UUID]
    last_number: int
