"""Changes that the database reports, by any program; screens then read their data again."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Topic(StrEnum):
    """A kind of thing that was changed. The value is what the database's triggers send: the table's name."""

    EVENTS = "events"
    GROUPS = "event_groups"
    SHARES = "shares"
    PEOPLE = "users"
    PROFILES = "profiles"
    PASSES = "passes"
    GUEST_LISTS = "guests"
    CHECK_INS = "attendance"
    SCANS = "scan_log"
    KIOSKS = "kiosks"
    AUDIT = "changes"


@dataclass(frozen=True, slots=True)
class News:
    """A report that something was changed.

    Attributes:
        topic: What was changed; None when the database does not report it: it may be anything.
        event_id: The event it belongs to, or None when the database does not report it.
    """

    topic: Topic | None
    event_id: UUID | None = None

    def concerns(self, event_id: UUID) -> bool:
        """Returns True when something of this event may have changed."""
        return self.event_id is None or self.event_id == event_id


LOOK_AGAIN = News(None)
"""Anything may have changed: listening has just begun, or goes on after an outage."""


def read_news(payload: str) -> News:
    """Reads news as the database's triggers send them.

    Args:
        payload: `TABLE EVENT_ID`, or `TABLE` for what belongs to no event.

    Returns:
        The news, or LOOK_AGAIN for a payload of another program.
    """
    table, _, event_id = payload.partition(" ")
    try:
        return News(Topic(table), UUID(event_id) if event_id else None)
    except ValueError:
        return LOOK_AGAIN
