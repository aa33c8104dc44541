"""Events in lists: a piece at a time, from a place on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from kiosk.domain.event import Event, EventState
from kiosk.domain.event_list import EventPlace
from kiosk.domain.person import Person
from kiosk.storage.queries.keyset import comes_after
from kiosk.storage.queries.visibility import event_is_visible
from kiosk.storage.schema.tables import attendance, events
from kiosk.storage.tables.events import EVENTS, event_of

_LISTED = EVENTS.add_columns(events.c.group_id)
_COUNTS = select(attendance.c.event_id, func.count()).group_by(attendance.c.event_id)


@dataclass(frozen=True, slots=True)
class Span:
    """Which events by what the database has an index for.

    Attributes:
        starts_from: Starting then or later, aware.
        starts_before: Starting earlier, aware.
        group_id: Of this group.
        state: With this state.
        ignores_schedule: True for those that take check-ins whenever they are OPEN.
    """

    starts_from: datetime | None = None
    starts_before: datetime | None = None
    group_id: UUID | None = None
    state: EventState | None = None
    ignores_schedule: bool | None = None


class EventLists:
    """Lists of events, inside one transaction: of those its organizer may see."""

    __slots__ = ("_connection", "_listed")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._listed = _LISTED if organizer is None else _LISTED.where(event_is_visible(organizer.id))

    def piece(
        self, span: Span, *, is_latest_first: bool, after: EventPlace | None, limit: int
    ) -> list[tuple[Event, UUID]]:
        """Some events, each with its group's id.

        Args:
            span: Which.
            is_latest_first: In which order of their starts.
            after: The place before the first of them, or None for the list's beginning.
            limit: How many at most.
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
        return [(event_of(*columns), group_id) for *columns, group_id in rows]

    def check_ins(self, event_ids: Collection[UUID]) -> dict[UUID, int]:
        """How many check-ins some events have; those without any are left out."""
        if not event_ids:
            return {}
        found = self._connection.execute(_COUNTS.where(attendance.c.event_id.in_(event_ids)))
        return {event_id: count for event_id, count in found}  # noqa: C416 -- rows are no pairs to mypy
