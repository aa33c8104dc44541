"""Attendance rows: who checked in to an event, and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.domain.check_in.scan import Method


@dataclass(frozen=True, slots=True)
class Earlier:
    """The check-in that a participant already has.

    Attributes:
        at: When it was, aware UTC.
        kiosk: Which kiosk took it, or None when another program wrote the row.
    """

    at: datetime
    kiosk: str | None


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One check-in of an event.

    Attributes:
        participant_id: The account, or None for a walk-in or a deleted account.
        name: The account's name, or None.
        email: The account's address, or None.
        at: When it was, aware UTC.
        method: How it came about, or None when another program wrote the row.
        kiosk: Which kiosk took it, or None when another program wrote the row.
        clock_offset_ms: The centre's clock minus the kiosk's at the time, in milliseconds, or None. The
            instant is corrected by it.
    """

    participant_id: UUID | None
    name: str | None
    email: str | None
    at: datetime
    method: Method | None
    kiosk: str | None
    clock_offset_ms: int | None = None


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """The values of an attendance row that was deleted.

    Attributes:
        participant_id: The account, or None for a walk-in.
        at: When the check-in was, aware UTC.
        method: How it came about, or None when another program wrote the row.
        kiosk: Which kiosk took it, or None when another program wrote the row.
    """

    participant_id: UUID | None
    at: datetime
    method: Method | None
    kiosk: str | None
