"""Every detail of an event is an option of the commands that make and edit one, and in their JSON."""

from datetime import UTC, datetime, timedelta
from inspect import signature
from uuid import uuid4

from kiosk.cli.events.details import create_event, edit_event, event_document
from kiosk.domain.event import Event, EventField, EventState
from tests.unusual_event import with_unusual_details

WITHOUT_OPTION = {EventField.OPENS_BEFORE}
"""A new event takes check-ins from half an hour before its start; `event edit` changes that."""

EVENT = Event(
    id=uuid4(),
    group_name="Autumn series",
    title="Workshop",
    start_at=datetime(2026, 11, 26, 16, 30, tzinfo=UTC),
    duration=timedelta(hours=2),
    code="WS001",
    state=EventState.OPEN,
)


def test_an_event_is_edited_by_an_option_for_each_field() -> None:
    missing = set(EventField) - signature(edit_event).parameters.keys()
    assert missing == set(), "kiosk/cli/events/details.py"


def test_an_event_is_made_with_an_option_for_each_field_but_one() -> None:
    assert set(EventField) - signature(create_event).parameters.keys() == WITHOUT_OPTION


def test_every_detail_of_an_event_is_in_its_json() -> None:
    details = {each.value for each in EventField} - {EventField.CODE}
    usual, unusual = event_document(EVENT), event_document(with_unusual_details(EVENT))
    changed = {name for name in usual if usual[name] != unusual[name]} - {"admission"}
    assert len(changed) == len(details)
