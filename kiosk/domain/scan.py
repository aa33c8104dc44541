"""One act at a door, and what the person is told about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Method(StrEnum):
    """How a scan came about. Rows of other programs have none."""

    CAMERA = "CAMERA"
    TYPED = "TYPED"
    BUTTON = "BUTTON"
    MANUAL = "MANUAL"  # an organizer at the desk


class Outcome(StrEnum):
    """What a person is told: a closed set, in the order the check-in rule can reach them."""

    CHECKED_IN = "CHECKED_IN"
    ALREADY_CHECKED_IN = "ALREADY_CHECKED_IN"
    EVENT_CLOSED = "EVENT_CLOSED"
    NOT_YET_OPEN = "NOT_YET_OPEN"
    EVENT_FULL = "EVENT_FULL"
    NOT_ON_LIST = "NOT_ON_LIST"
    PASS_REVOKED = "PASS_REVOKED"  # noqa: S105 -- an outcome's name, not a password
    UNKNOWN_CODE = "UNKNOWN_CODE"


@dataclass(frozen=True, slots=True)
class Scan:
    """One act at a door: a code held up or typed, or the Walk-in button.

    Attributes:
        id: Minted at the act and kept until the person has an answer. It is the id of the attendance
            row too, so a scan that is offered again after a lost connection is recorded once.
        method: How it came about.
        text: What the code says, hostile and of any length; None for the button.
        scanned_at: The instant of the act, aware UTC.
        may_be_recorded: True when the scan was offered before and its answer was lost.
    """

    id: UUID
    method: Method
    text: str | None
    scanned_at: datetime
    may_be_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome with the particulars the person is told.

    Attributes:
        outcome: Which of the closed set.
        event_title: The event the door stands for.
        checked_in_at: When the attendance row says, aware UTC: now for CHECKED_IN, the
            earlier instant for ALREADY_CHECKED_IN, else None.
        name: The participant's name where the code was a pass that is good, else None. A revoked
            pass names nobody, nor does an event that takes no check-ins now.
        kiosk: For ALREADY_CHECKED_IN, the kiosk that took the earlier check-in, if it said.
        opens_at: For NOT_YET_OPEN, the first instant that would do.
    """

    outcome: Outcome
    event_title: str
    checked_in_at: datetime | None = None
    name: str | None = None
    kiosk: str | None = None
    opens_at: datetime | None = None

    @property
    def is_checked_in(self) -> bool:
        """True when this scan made an attendance row."""
        return self.outcome is Outcome.CHECKED_IN
