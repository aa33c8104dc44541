"""Events as lists at the desk show them: what is asked for, and what a line tells."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.domain.event import Event, EventState


class When(StrEnum):
    """Which events by the clock. One that is on is upcoming until it is over."""

    UPCOMING = "UPCOMING"
    PAST = "PAST"
    ALL = "ALL"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events a list shows; without any attribute, all of them.

    Attributes:
        text: Words that title, code, group or location hold, all of them, in any order, without
            regard to accents and letter case.
        group_id: Of this group only.
        state: With this state only.
        when: By the clock.
    """

    text: str = ""
    group_id: UUID | None = None
    state: EventState | None = None
    when: When = When.ALL


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where in a list an event stands: the page after it is asked for by this."""

    start_at: datetime
    event_id: UUID


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list.

    Attributes:
        event: The event.
        group_id: Its group, whose name need not be unique.
        check_ins: Its attendance rows, walk-ins included.
    """

    event: Event
    group_id: UUID
    check_ins: int

    @property
    def place(self) -> EventPlace:
        """Where in a list it stands."""
        return EventPlace(self.event.start_at, self.event.id)
