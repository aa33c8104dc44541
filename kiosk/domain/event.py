"""An event, and whether it takes check-ins at an instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

MAX_CODE_LENGTH = 50
"""Characters in an event code: the width of `events.code_text`, shared with other programs."""

DURATION_MINUTES = range(1, 1441)
"""Durations that an event may have, as in the database's CHECK: one minute to one day."""

DEFAULT_OPENS_BEFORE = timedelta(minutes=30)
"""The time before its start from which an event takes check-ins, unless an organizer chooses otherwise."""


class EventState(StrEnum):
    """The organizer's switch. CLOSED overrides the schedule."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


class Admission(StrEnum):
    """The states of an event's admission at one instant, by its switch and schedule."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    NOT_YET = "NOT_YET"
    OVER = "OVER"


@dataclass(frozen=True, slots=True)
class Event:
    """One event as the door sees it, read from the database at one instant.

    Attributes:
        start_at: When it starts, aware UTC.
        duration: How long it takes; ends_at is computed from it.
        code: The event code as typed by people and printed under the QR.
        opens_before: How long before start_at check-ins begin.
        ignores_schedule: True when the event takes check-ins whenever it is OPEN.
        capacity: Most check-ins it takes, or None for no limit.
        has_guest_list: True when only listed participants may enter.
        location: Where in the venue ("Hall B"), or None.
    """

    id: UUID
    group_name: str
    title: str
    start_at: datetime
    duration: timedelta
    code: str
    state: EventState
    opens_before: timedelta = DEFAULT_OPENS_BEFORE
    ignores_schedule: bool = False
    capacity: int | None = None
    has_guest_list: bool = False
    location: str | None = None

    @property
    def opens_at(self) -> datetime:
        """Returns the first instant at which its schedule allows check-ins."""
        return self.start_at - self.opens_before

    @property
    def ends_at(self) -> datetime:
        """Returns the first instant at which its schedule no longer allows check-ins."""
        return self.start_at + self.duration

    def admission(self, at: datetime) -> Admission:
        """Returns whether it takes check-ins at an aware instant (opens_at ≤ at < ends_at while OPEN)."""
        if self.state is EventState.CLOSED:
            return Admission.CLOSED
        if self.ignores_schedule:
            return Admission.OPEN
        if at < self.opens_at:
            return Admission.NOT_YET
        return Admission.OPEN if at < self.ends_at else Admission.OVER
