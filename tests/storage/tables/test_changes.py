"""The stored audit: who changed what, before and after, newest first."""

from datetime import timedelta
from uuid import UUID

import pytest

from kiosk.domain.change import AuditFilter, AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person, Role
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction
from tests.storage.sample import Sample, fill


def test_a_change_is_kept_with_who_made_it_and_what_it_was_before(store: Store) -> None:
    sample = fill(store)
    ana = store.acting_for(_ana(sample))
    before = utc_now()
    with ana.write() as transaction:
        assert transaction.organizer == _ana(sample)
        transaction.changes.record(
            ChangeKind.EVENT_EDITED, _event(sample), before={"title": "A"}, after={"title": "Été 🎟"}
        )
    with ana.read() as transaction:
        changes, end = transaction.changes.page(AuditFilter(), size=10)
    assert end is None
    assert len(changes) == 1
    change = changes[0]
    assert (change.organizer_id, change.organizer_name) == (sample.organizer, "Ana")
    assert (change.kind, change.subject) == (ChangeKind.EVENT_EDITED, _event(sample))
    assert (change.before, change.after) == ({"title": "A"}, {"title": "Été 🎟"})
    assert before <= change.changed_at <= utc_now()


def test_a_command_at_the_terminal_is_the_terminals_change(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        assert transaction.organizer is None
        transaction.changes.record(ChangeKind.EVENT_OPENED, _event(sample))
        change = transaction.changes.page(AuditFilter(), size=1)[0][0]
    assert (change.organizer_id, change.organizer_name) == (None, "terminal")
    assert (change.before, change.after) == (None, None)


def test_a_change_that_did_not_happen_is_not_in_the_audit(store: Store) -> None:
    sample = fill(store)
    with pytest.raises(Refused), store.write() as transaction:
        _record_and_fail(transaction, sample)
    with store.read() as transaction:
        assert transaction.changes.page(AuditFilter(), size=1) == ([], None)


def test_pages_follow_one_another_without_gap_or_repetition(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        for number in range(25):
            transaction.changes.record(ChangeKind.EVENT_EDITED, _event(sample), after={"capacity": number})
    found, cursor = [], None
    with store.read() as transaction:
        while True:
            changes, cursor = transaction.changes.page(AuditFilter(), after=cursor, size=10)
            found += [(change.after or {})["capacity"] for change in changes]
            if cursor is None:
                break
    assert found == list(reversed(range(25)))


def test_changes_are_filtered_by_who_what_words_and_time(store: Store) -> None:
    sample = fill(store)
    with store.acting_for(_ana(sample)).write() as transaction:
        transaction.changes.record(ChangeKind.EVENT_EDITED, _event(sample, "Fête d'été"))
    with store.write() as transaction:
        transaction.changes.record(ChangeKind.EVENT_OPENED, _event(sample, "100% sure_"))
        changes = transaction.changes
        assert _names(store, AuditFilter(organizer_name="Ana")) == ["Fête d'été"]
        assert changes.organizer_names() == ["Ana", "terminal"]
    assert _names(store, AuditFilter(kinds=frozenset({ChangeKind.EVENT_OPENED}))) == ["100% sure_"]
    assert _names(store, AuditFilter(words="FETE D")) == ["Fête d'été"]
    assert _names(store, AuditFilter(words="0%")) == ["100% sure_"]
    assert _names(store, AuditFilter(words="e%e")) == []
    assert _names(store, AuditFilter(words="e_")) == ["100% sure_"]
    soon = utc_now() + timedelta(minutes=1)
    assert _names(store, AuditFilter(since=soon)) == []
    assert len(_names(store, AuditFilter(before=soon))) == 2


def test_a_deleted_event_stays_in_the_audit_of_the_organizer_who_made_it(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        transaction.changes.record(ChangeKind.EVENT_DELETED, _event(sample))
        transaction.events.delete(sample.event)
        transaction.groups.delete(sample.group)
    assert _names(store.acting_for(_ana(sample)), AuditFilter()) == ["Opening night"]
    stranger = Person(sample.participant, "Zoë", "zoe@example.org", Role.EO)
    assert _names(store.acting_for(stranger), AuditFilter()) == []


def test_a_value_that_json_lacks_is_a_mistake_of_the_caller(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction, pytest.raises(TypeError):
        transaction.changes.record(ChangeKind.EVENT_EDITED, _event(sample), after={"id": UUID(int=1)})


def _record_and_fail(transaction: Transaction, sample: Sample) -> None:
    transaction.changes.record(ChangeKind.EVENT_OPENED, _event(sample))
    raise Refused(Blank(Field.REASON))


def _ana(sample: Sample) -> Person:
    return Person(sample.organizer, "Ana", "ana@example.org", Role.EO)


def _event(sample: Sample, name: str = "Opening night") -> AuditSubject:
    return AuditSubject(SubjectKind.EVENT, sample.event, name)


def _names(store: Store, wanted: AuditFilter) -> list[str]:
    with store.read() as transaction:
        return [change.subject.name for change in transaction.changes.page(wanted, size=50)[0]]
