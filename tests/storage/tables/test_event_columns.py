"""The columns of the table events and the fields of an event agree."""

from dataclasses import fields, replace

import pytest

from kiosk.domain.event import Event, EventField
from kiosk.storage.schema.tables import events
from kiosk.storage.store import Store
from kiosk.storage.tables.events import FIELD_COLUMNS
from tests.storage.sample import fill
from tests.unusual_event import kind_of, with_unusual_details

NOT_EDITED = {"id", "group_id", "state", "code_qr", "created_by", "created_at", "updated_at"}
"""Columns that are not a field which an organizer edits."""


def test_every_column_of_the_table_is_a_field_of_an_event() -> None:
    assert {each.name for each in FIELD_COLUMNS.values()} == {each.name for each in events.c} - NOT_EDITED


@pytest.mark.parametrize("field", EventField)
def test_a_column_has_the_type_of_its_field(field: EventField) -> None:
    (annotation,) = (each.type for each in fields(Event) if each.name == field)
    column = FIELD_COLUMNS[field]
    assert (column.type.python_type, column.nullable) == kind_of(annotation)


def test_every_detail_of_an_event_is_stored_and_changed(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        usual = transaction.events.get(sample.event)
        assert usual is not None
        unusual = with_unusual_details(usual)
        copy = transaction.events.add(
            unusual, group_id=sample.group, code="WS002", code_qr=None, created_by=sample.organizer
        )
        transaction.events.change(unusual, tuple(EventField))
    with store.read() as transaction:
        assert transaction.events.get(sample.event) == unusual
        assert transaction.events.get(copy) == replace(unusual, id=copy, code="WS002")
