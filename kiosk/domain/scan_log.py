"""What the scan log keeps of a scan: who, when, which kiosk, why; never the code's text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.domain.scan import Method, Outcome


class Correction(StrEnum):
    """What an organizer did to a check-in later, at the desk."""

    UNDONE = "UNDONE"


Logged = Outcome | Correction
"""What a row of the scan log says: an outcome a person was told, or what the desk did later."""

EVERY_LOGGED: tuple[Logged, ...] = (*Outcome, *Correction)
"""All that a row may say."""


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
