"""The place of an event in a list."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from kiosk.domain.event import Event, EventState
from kiosk.domain.event_list import EventCursor, EventLine


def test_an_event_stands_in_a_list_by_its_start_and_its_id() -> None:
    start = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
    event = Event(
        id=UUID(int=1),
        group_name="Autumn series",
        title="Workshop",
        start_at=start,
        duration=timedelta(hours=2),
        code="WS001",
        state=EventState.OPEN,
    )
    assert EventLine(event, UUID(int=2), check_ins=3).cursor == EventCursor(start, UUID(int=1))
