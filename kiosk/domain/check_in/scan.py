"""One scan at a door, and the answer that the person sees."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Method(StrEnum):
    """The ways in which a scan is made. Rows of other programs have none."""

    CAMERA = "CAMERA"
    TYPED = "TYPED"
    BUTTON = "BUTTON"
    MANUAL = "MANUAL"  # an organizer at the desk


class Outcome(StrEnum):
    """The outcomes of a scan: a closed set, in the order in which the check-in rule can reach them."""

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
    """One scan at a door: a code held up or typed, or the Walk-in button.

    Attributes:
        id: Made with the scan and kept until the person has an answer. It is the id of the attendance
            row too, so a scan that is offered again after a lost connection is recorded once.
        method: How it came about.
        text: The code's text, which may be hostile and of any length; None for the button.
        scanned_at: The instant of the scan, aware UTC.
        may_be_recorded: True when the scan was offered before and its answer was lost.
    """

    id: UUID
    method: Method
    text: str | None
    scanned_at: datetime
    may_be_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome with the details that the person sees.

    Attributes:
        outcome: The outcome.
        event_title: The event the door stands for.
        checked_in_at: The attendance row's instant, aware UTC: now for CHECKED_IN, the
            earlier instant for ALREADY_CHECKED_IN, else None.
        name: The participant's name where the code was a pass that is good, else None. A revoked
            pass names nobody, nor does an event that takes no check-ins now.
        kiosk: For ALREADY_CHECKED_IN, the kiosk that took the earlier check-in, if known.
        opens_at: For NOT_YET_OPEN, the first instant at which the event takes check-ins.
        is_saved_here: True when the centre has not confirmed this check-in yet: it is stored at the door, and
            will be sent.
        is_for_another_event: True for NOT_ON_LIST when the pass is good at another event only.
    """

    outcome: Outcome
    event_title: str
    checked_in_at: datetime | None = None
    name: str | None = None
    kiosk: str | None = None
    opens_at: datetime | None = None
    is_saved_here: bool = False
    is_for_another_event: bool = False

    @property
    def is_checked_in(self) -> bool:
        """True when this scan made an attendance row."""
        return self.outcome is Outcome.CHECKED_IN
