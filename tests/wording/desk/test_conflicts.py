"""A conflict of edits at the terminal is worded with a sentence for each field that both changed."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.event import Event, EventField
from kiosk.domain.field_conflict import FieldConflict
from kiosk.domain.group import Group
from kiosk.domain.refusals.events.edits import EditedAtSameTime
from kiosk.wording.desk.conflicts import field_conflict
from kiosk.wording.language.audience import Audience
from kiosk.wording.refusals.refusal import refusal


def conflict(field: str, theirs: object, before: object) -> FieldConflict:
    return FieldConflict(field, mine=None, theirs=theirs, before=before)


def test_a_conflict_at_the_terminal_names_each_field_with_its_value_now_and_before() -> None:
    reason = EditedAtSameTime(
        "Theirs",
        (
            conflict(EventField.TITLE, "Theirs", "Practical {Bayesian} A/B testing"),
            conflict(EventField.DURATION, timedelta(minutes=30), timedelta(hours=2)),
            conflict(EventField.CAPACITY, 7, None),
        ),
    )
    assert refusal(reason, Audience.TECHNICIAN) == (
        "Somebody else changed 'Theirs' at the same time."
        " The title is 'Theirs' now and was 'Practical {Bayesian} A/B testing'."
        " The duration is 30 minutes now and was 120 minutes."
        " The capacity is 7 now and was none."
        " Nothing of your edit was saved: look at it again, and repeat what still holds."
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "on"),
        (False, "off"),
        (datetime(2026, 11, 26, 16, 30, tzinfo=UTC), "2026-11-26 16:30 UTC"),
        (timedelta(minutes=1), "1 minute"),
        (1200, "1,200"),
        ("Hall B", "'Hall B'"),
    ],
)
def test_a_value_is_worded_by_its_type(value: object, words: str) -> None:
    assert (
        field_conflict(conflict(EventField.START, value, None)) == f"The start is {words} now and was none."
    )


@pytest.mark.parametrize("field", [*EventField, "name", "description"])
def test_every_field_that_a_command_edits_has_words(field: str) -> None:
    assert field in {each.name for each in (*fields(Event), *fields(Group))}
    assert field_conflict(conflict(field, 1, 2)).endswith(" is 1 now and was 2.")
