"""What the scan log keeps of a scan: who, when, which kiosk, why; never the code's text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.domain.scan import Method


class Logged(StrEnum):
    """What a row of the scan log says: an outcome a person was told, or what the desk did later."""

    CHECKED_IN = "CHECKED_IN"
    ALREADY_CHECKED_IN = "ALREADY_CHECKED_IN"
    EVENT_CLOSED = "EVENT_CLOSED"
    NOT_YET_OPEN = "NOT_YET_OPEN"
    EVENT_FULL = "EVENT_FULL"
    NOT_ON_LIST = "NOT_ON_LIST"
    PASS_REVOKED = "PASS_REVOKED"  # noqa: S105 -- an outcome's name, not a password
    UNKNOWN_CODE = "UNKNOWN_CODE"
    UNDONE = "UNDONE"


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """One scan as it was answered.

    Attributes:
        id: The scan's own.
        outcome: What the person was told, or UNDONE.
        participant_id: Whose pass it was, or None.
        name: That participant's name, or None.
        method: How the scan came about.
        kiosk: Which kiosk answered it, or None.
        scanned_at: The instant of the act, aware UTC.
    """

    id: UUID
    outcome: Logged
    participant_id: UUID | None
    name: str | None
    method: Method
    kiosk: str | None
    scanned_at: datetime
