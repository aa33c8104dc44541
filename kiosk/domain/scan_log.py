"""What the scan log keeps of a scan: who, when, which kiosk, why; never the code's text."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.domain.scan import Method, Outcome


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """One scan as it was answered.

    Attributes:
        id: The scan's own.
        outcome: What the person was told.
        participant_id: Whose pass it was, or None.
        name: That participant's name, or None.
        method: How the scan came about.
        kiosk: Which kiosk answered it, or None.
        scanned_at: The instant of the act, aware UTC.
    """

    id: UUID
    outcome: Outcome
    participant_id: UUID | None
    name: str | None
    method: Method
    kiosk: str | None
    scanned_at: datetime
