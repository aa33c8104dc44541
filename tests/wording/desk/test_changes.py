"""The subjects of changes, in words."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kiosk.domain.change import AuditEntry, AuditSubject, ChangeKind, Fields, SubjectKind
from kiosk.wording.desk.changes import subject_name
from kiosk.wording.language.catalogue import language
from tests.wording.pseudo import pseudo_language


def change(kind: SubjectKind, name: str, after: Fields | None) -> AuditEntry:
    return AuditEntry(
        id=uuid4(),
        changed_at=datetime(2026, 11, 26, tzinfo=UTC),
        organizer_id=None,
        organizer_name="Olga",
        kind=ChangeKind.PEOPLE_IMPORTED,
        subject=AuditSubject(kind, None, name),
        before=None,
        after=after,
    )


@pytest.mark.parametrize(("made", "text"), [(1, "1 person"), (2_000, "2,000 people")])
def test_an_import_is_named_by_how_many_people_it_made(made: int, text: str) -> None:
    imported = change(SubjectKind.PEOPLE, f"{made} people", {"new": made, "known": 0})
    assert subject_name(imported) == text
    with language(pseudo_language()):
        assert subject_name(imported) == f"⟦{text}⟧"


def test_any_other_change_is_named_after_its_subject() -> None:
    assert subject_name(change(SubjectKind.EVENT, "Workshop", {"new": 3})) == "Workshop"
    assert subject_name(change(SubjectKind.PEOPLE, "many people", None)) == "many people"
