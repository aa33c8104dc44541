"""Events as lists at the desk show them: the filter, and the values of a line."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.domain.event import Event, EventState


class When(StrEnum):
    """The events that a list shows, by time. An event is upcoming until it ends."""

    UPCOMING = "UPCOMING"
    PAST = "PAST"
    ALL = "ALL"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """The conditions for a list of events; without any, it shows all of them.

    Attributes:
        text: Words that all occur in title, code, group or location, in any order; accents and letter
            case do not matter.
        group_id: Of this group only.
        state: With this state only.
        when: Upcoming, past or all.
    """

    text: str = ""
    group_id: UUID | None = None
    state: EventState | None = None
    when: When = When.ALL


@dataclass(frozen=True, slots=True)
class EventCursor:
    """The position of an event in a list, with which the page after it is requested."""

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
    def cursor(self) -> EventCursor:
        """Returns its position in a list."""
        return EventCursor(self.event.start_at, self.event.id)
