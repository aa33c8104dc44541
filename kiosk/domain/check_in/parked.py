"""Check-ins that the centre rejected: kept for an organizer to look at, and never deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from kiosk.domain.check_in.scan import Method, Outcome

EVENT_DELETED = "EVENT_DELETED"
"""The centre's reason for a check-in of an event that is no longer there."""

T = TypeVar("T")

_MOST_MILLISECONDS = 2**31  # more does not fit into the column


class Handling(StrEnum):
    """The ways in which an organizer handles a rejected check-in."""

    RECORDED = "RECORDED"
    SET_ASIDE = "SET_ASIDE"  # seen; nothing was recorded


@dataclass(frozen=True, slots=True)
class RejectedCheckIn:
    """A check-in that the centre rejected, as its door reports it.

    Attributes:
        id: The scan's id.
        kiosk: The kiosk's name, or None when it cannot be read.
        event_id: The event, or None when it cannot be read.
        participant_id: The pass's holder, or None.
        outcome: The outcome that the person saw, or None when it cannot be read.
        method: How the scan came about, or None when it cannot be read.
        scanned_at: When, by the corrected clock, aware UTC; None when it cannot be read.
        clock_offset_ms: The centre's clock minus the door's, in milliseconds, or None.
        reason: The reason as the centre stores it.
    """

    id: UUID
    kiosk: str | None
    event_id: UUID | None
    participant_id: UUID | None
    outcome: Outcome | None
    method: Method | None
    scanned_at: datetime | None
    clock_offset_ms: int | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Returns the check-in as the doors' protocol writes it."""
        return {
            "id": str(self.id),
            "kiosk": self.kiosk,
            "event_id": None if self.event_id is None else str(self.event_id),
            "participant_id": None if self.participant_id is None else str(self.participant_id),
            "outcome": self.outcome,
            "method": self.method,
            "scanned_at": None if self.scanned_at is None else self.scanned_at.isoformat(),
            "clock_offset_ms": self.clock_offset_ms,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class ParkedCheckIn:
    """A rejected check-in that nobody has handled.

    Attributes:
        id: The scan's id.
        kiosk: The kiosk's name.
        event_id: The event, or None when that cannot be read.
        event_title: The event's title, also of a deleted one; None when nobody knows it any more.
        is_event_there: True while the event is in the database.
        participant_id: The pass's holder, or None.
        name: The holder's name; None for a walk-in, and of somebody who was deleted.
        outcome: The outcome that the person saw, or None when it cannot be read.
        scanned_at: When, aware UTC, or None when that cannot be read.
        reason: The centre's reason.
    """

    id: UUID
    kiosk: str
    event_id: UUID | None
    event_title: str | None
    is_event_there: bool
    participant_id: UUID | None
    name: str | None
    outcome: Outcome | None
    scanned_at: datetime | None
    reason: str

    @property
    def is_walk_in(self) -> bool:
        """True when the check-in stands for nobody in particular."""
        return self.participant_id is None

    @property
    def may_be_recorded(self) -> bool:
        """True when a person was let in who can be checked in by hand now."""
        is_person_there = self.is_walk_in or self.name is not None
        return (
            self.outcome is Outcome.CHECKED_IN
            and self.is_event_there
            and is_person_there
            and self.scanned_at is not None
        )


def read_rejected(command_id: UUID, content: Mapping[str, Any], reason: str) -> RejectedCheckIn:
    """Returns what can be read of a rejected command: it may have been rejected because little can.

    Args:
        command_id: The command's id.
        content: Its values.
        reason: The centre's reason.
    """
    kiosk, offset = content.get("kiosk"), content.get("clock_offset_ms")
    return RejectedCheckIn(
        id=command_id,
        kiosk=kiosk if isinstance(kiosk, str) and kiosk.strip() else None,
        event_id=_read(UUID, content.get("event_id")),
        participant_id=_read(UUID, content.get("participant_id")),
        outcome=_read(Outcome, content.get("outcome")),
        method=_read(Method, content.get("method")),
        scanned_at=_read(_aware_instant, content.get("scanned_at")),
        clock_offset_ms=offset if isinstance(offset, int) and abs(offset) < _MOST_MILLISECONDS else None,
        reason=reason,
    )


def _read(read: Callable[[str], T], text: object) -> T | None:
    try:
        return read(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _aware_instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.utcoffset() is None:
        raise ValueError(text)
    return instant
