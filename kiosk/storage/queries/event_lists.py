"""Lists of events, read in pieces, each from a place in the list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from kiosk.domain.event import Event, EventState
from kiosk.domain.event_list import EventCursor
from kiosk.domain.people.person import Person
from kiosk.storage.clauses.keyset import comes_after
from kiosk.storage.clauses.visibility import event_is_visible
from kiosk.storage.schema.tables import attendance, events
from kiosk.storage.tables.events import EVENTS, event_of

_LISTED = EVENTS.add_columns(events.c.group_id)
_COUNTS = select(attendance.c.event_id, func.count()).group_by(attendance.c.event_id)


@dataclass(frozen=True, slots=True)
class Span:
    """A choice of events by columns that have an index. None means any value.

    Attributes:
        starts_from: Only events that start at this instant or later; aware.
        starts_before: Only events that start earlier; aware.
        group_id: Only events of this group.
        state: Only events with this state.
        ignores_schedule: True: only events that take check-ins whenever they are OPEN; False: only others.
    """

    starts_from: datetime | None = None
    starts_before: datetime | None = None
    group_id: UUID | None = None
    state: EventState | None = None
    ignores_schedule: bool | None = None


class EventLists:
    """Lists of the events that the organizer of one transaction may see."""

    __slots__ = ("_connection", "_listed")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._listed = _LISTED if organizer is None else _LISTED.where(event_is_visible(organizer.id))

    def piece(
        self, span: Span, *, is_latest_first: bool, after: EventCursor | None, limit: int
    ) -> list[tuple[Event, UUID]]:
        """Returns the next events of a list, each with its group's id.

        Args:
            span: Which events the list has.
            is_latest_first: True when the list begins with the latest start.
            after: The place after which they come, or None for the beginning of the list.
            limit: How many to return at most.
        """
        query = self._listed
        start = events.c.start_time
        if span.starts_from is not None:
            query = query.where(start >= span.starts_from)
        if span.starts_before is not None:
            query = query.where(start < span.starts_before)
        if span.group_id is not None:
            query = query.where(events.c.group_id == span.group_id)
        if span.state is not None:
            query = query.where(events.c.state == span.state)
        if span.ignores_schedule is not None:
            query = query.where(events.c.ignore_schedule.is_(span.ignores_schedule))
        if after is not None:
            query = query.where(
                comes_after(start, events.c.id, after.start_at, after.event_id, is_descending=is_latest_first)
            )
        order = (start.desc(), events.c.id.desc()) if is_latest_first else (start, events.c.id)
        rows = self._connection.execute(query.order_by(*order).limit(limit))
        return [(event_of(columns), group_id) for *columns, group_id in rows]

    def check_ins(self, event_ids: Collection[UUID]) -> dict[UUID, int]:
        """Returns the number of check-ins of each event, by its id; events without any are left out."""
        if not event_ids:
            return {}
        found = self._connection.execute(_COUNTS.where(attendance.c.event_id.in_(event_ids)))
        return {event_id: count for event_id, count in found}  # noqa: C416 -- to mypy, rows are not pairs
