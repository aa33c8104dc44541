"""An event, its details that an organizer chooses, and whether it takes check-ins at an instant."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
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


class EventField(StrEnum):
    """The attributes of Event that an organizer edits: its code and its EventDetails.

    The table, the audit, conflicts of edits, refusals and words go through this list. Each value is the
    name of the attribute; the audit stores it, so it never changes.
    """

    TITLE = "title"
    START = "start_at"
    DURATION = "duration"
    CODE = "code"
    OPENS_BEFORE = "opens_before"
    IGNORES_SCHEDULE = "ignores_schedule"
    CAPACITY = "capacity"
    HAS_GUEST_LIST = "has_guest_list"
    LOCATION = "location"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """The details that an organizer chooses for an event, and that a copy of the event shares.

    Attributes:
        title: Its title.
        start_at: When it starts, aware.
        duration: How long it takes: whole minutes, at least one, at most a day.
        opens_before: How long before start_at check-ins begin.
        ignores_schedule: True when the event takes check-ins whenever it is OPEN.
        capacity: Most check-ins it takes, or None for no limit.
        has_guest_list: True when only listed participants may enter.
        location: Where in the venue ("Hall B"), or None.
    """

    title: str
    start_at: datetime
    duration: timedelta
    opens_before: timedelta = DEFAULT_OPENS_BEFORE
    ignores_schedule: bool = False
    capacity: int | None = None
    has_guest_list: bool = False
    location: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(EventDetails):
    """One event as the door sees it, read from the database at one instant; start_at is in UTC.

    Attributes:
        group_name: Its group's name, which need not be unique.
        code: The event code as typed by people and printed under the QR.
        state: The organizer's switch.
    """

    id: UUID
    group_name: str
    code: str
    state: EventState

    @property
    def opens_at(self) -> datetime:
        """Returns the first instant at which its schedule allows check-ins."""
        return self.start_at - self.opens_before

    @property
    def ends_at(self) -> datetime:
        """Returns the first instant at which its schedule no longer allows check-ins."""
        return self.start_at + self.duration

    @property
    def texts(self) -> tuple[str, ...]:
        """Returns the texts by which people search for it."""
        return (self.title, self.code, self.group_name, self.location or "")

    def with_details(self, details: EventDetails) -> "Event":
        """Returns this event with other details."""
        values: dict[str, Any] = {each.name: getattr(details, each.name) for each in fields(EventDetails)}
        return replace(self, **values)

    def admission(self, at: datetime) -> Admission:
        """Returns whether it takes check-ins at an aware instant (opens_at ≤ at < ends_at while OPEN)."""
        if self.state is EventState.CLOSED:
            return Admission.CLOSED
        if self.ignores_schedule:
            return Admission.OPEN
        if at < self.opens_at:
            return Admission.NOT_YET
        return Admission.OPEN if at < self.ends_at else Admission.OVER
