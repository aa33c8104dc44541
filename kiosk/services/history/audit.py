"""Records changes in the audit: subjects with their names, fields as JSON values."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.event import Event, EventField
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person
from kiosk.storage.transaction import Transaction

_MINUTE = timedelta(minutes=1)
EVENT_FIELDS = (*EventField, "state")
"""The attributes of an event that the audit keeps when it is made or deleted."""


def event_subject(event: Event) -> AuditSubject:
    """Returns an event as the subject of a change."""
    return AuditSubject(SubjectKind.EVENT, event.id, event.title)


def group_subject(group: Group) -> AuditSubject:
    """Returns a group as the subject of a change."""
    return AuditSubject(SubjectKind.GROUP, group.id, group.name)


def person_subject(person: Person) -> AuditSubject:
    """Returns a person as the subject of a change."""
    return AuditSubject(SubjectKind.PERSON, person.id, person.name)


def record_new_event(
    transaction: Transaction, event_id: UUID, kind: ChangeKind, details: Mapping[str, object]
) -> Event:
    """Records that an event was just made, with its fields and some details, and returns it."""
    event = transaction.events.get(event_id)
    if event is None:
        raise AssertionError("an event just made is not there")
    transaction.changes.record(
        kind, event_subject(event), after={**fields_of(event, EVENT_FIELDS), **details}
    )
    return event


def fields_of(thing: object, names: Iterable[str]) -> dict[str, object]:
    """Returns some attributes as the audit keeps them: instants in UTC, durations in minutes."""
    return {str(name): json_value(getattr(thing, name)) for name in names}


def json_value(value: object) -> object:
    """Returns a value as JSON holds it."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat()
        case timedelta():
            return value // _MINUTE
        case UUID():
            return str(value)
    return value
