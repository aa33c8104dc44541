"""The state of an event that a door shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.event import Admission, Event, EventState

EVENT = Event(
    id=UUID(int=1),
    group_name="Autumn series",
    title="Workshop",
    start_at=datetime(2026, 11, 26, 16, 30, tzinfo=UTC),
    duration=timedelta(hours=2),
    code="WS001",
    state=EventState.OPEN,
    capacity=30,
)


@pytest.mark.parametrize("checked_in", [0, 29])
def test_an_event_for_thirty_people_is_not_full_with_twenty_nine(checked_in: int) -> None:
    assert DoorStatus(EVENT, Admission.OPEN, checked_in).is_full is False


@pytest.mark.parametrize("checked_in", [30, 31])
def test_an_event_for_thirty_people_is_full_from_the_thirtieth_check_in(checked_in: int) -> None:
    assert DoorStatus(EVENT, Admission.OPEN, checked_in).is_full is True


def test_an_event_without_a_limit_is_never_full() -> None:
    assert DoorStatus(replace(EVENT, capacity=None), Admission.OPEN, 100_000).is_full is False
