"""Scans as the scan log keeps them: who, when, which kiosk, why; never the code's text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.domain.check_in.scan import Method, Outcome


class Correction(StrEnum):
    """The corrections of a check-in that an organizer makes later, at the desk."""

    UNDONE = "UNDONE"


Logged = Outcome | Correction
"""The result in a row of the scan log: an outcome that a person saw, or a later correction."""

EVERY_LOGGED: tuple[Logged, ...] = (*Outcome, *Correction)
"""All results that a row may hold."""


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """One scan as it was answered.

    Attributes:
        id: The scan's id.
        outcome: The outcome that the person saw, or a correction.
        participant_id: The pass's holder, or None.
        name: That participant's name, or None.
        method: How the scan came about.
        kiosk: Which kiosk answered it, or None.
        scanned_at: The instant of the scan, aware UTC.
    """

    id: UUID
    outcome: Logged
    participant_id: UUID | None
    name: str | None
    method: Method
    kiosk: str | None
    scanned_at: datetime
