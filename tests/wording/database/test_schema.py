"""Every difference between a database and the expected tables has words."""

import re

import pytest

from kiosk.domain.faults.schema_differences import (
    CheckMissing,
    ColumnDefaultDiffers,
    ColumnMissing,
    ColumnNullDiffers,
    ColumnTypeDiffers,
    ForeignKeyMissing,
    IndexMissing,
    OtherDifference,
    SchemaDifference,
    TableMissing,
    TriggerMissing,
    TriggerUse,
)
from kiosk.wording.database.schema import schema_difference
from kiosk.wording.language.catalogue import language
from tests.wording.pseudo import pseudo_language

INDEX = IndexMissing("one_each", "attendance", ("event_id", "participant_id"), is_unique=True)


@pytest.mark.parametrize(
    "difference",
    [
        TableMissing("guests"),
        ColumnMissing("events", "capacity"),
        ColumnTypeDiffers("events", "duration_minutes", "BIGINT", "INTEGER"),
        ColumnNullDiffers("users", "name", takes_null=True),
        ColumnNullDiffers("users", "email", takes_null=False),
        ColumnDefaultDiffers("users", "id"),
        INDEX,
        IndexMissing("by_day", "attendance", ("day",), is_unique=False),
        ForeignKeyMissing("guests", ("event_id",), "events", "CASCADE"),
        CheckMissing("events_title_not_blank_check", "events"),
        *(TriggerMissing("a_trigger", use) for use in TriggerUse),
    ],
    ids=repr,
)
def test_a_technician_reads_one_whole_text(difference: SchemaDifference) -> None:
    with language(pseudo_language()):
        text = schema_difference(difference)

    assert re.fullmatch(r"⟦[^⟦⟧]+\.⟧", text), text
    assert not re.search(r"\{[a-z]{2,}\}", text), text


def test_an_index_is_named_with_its_columns() -> None:
    assert schema_difference(INDEX) == (
        "The unique index one_each on attendance (event_id, participant_id) is missing."
    )
    assert schema_difference(OtherDifference("as the library says it")) == "as the library says it"
