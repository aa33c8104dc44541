"""Deletes events and groups, once the organizer has typed the event's code or the group's name."""

import unicodedata
from dataclasses import dataclass
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import folded_code
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.group import Group
from kiosk.domain.refusals.events.deletions import EventNotConfirmed, GroupNotConfirmed
from kiosk.services.database import Database
from kiosk.services.history.audit import EVENT_FIELDS, event_subject, fields_of, group_subject
from kiosk.services.lookup import find_event, find_group
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EventLoss:
    """An event to delete, or deleted, with what is lost. The scan log stays.

    Attributes:
        event: The event.
        check_ins: Its attendance rows, walk-ins included.
    """

    event: Event
    check_ins: int


@dataclass(frozen=True, slots=True)
class GroupLoss:
    """A group to delete, or deleted, with what is lost. The scan log stays.

    Attributes:
        group: The group.
        events: How many events it has.
        check_ins: Their attendance rows, walk-ins included.
    """

    group: Group
    events: int
    check_ins: int


def event_loss(database: Database, code: str | UUID) -> EventLoss:
    """Returns what would be lost with the event with this code, or with this id.

    Raises:
        Refused: No event has the code.
    """
    with reading(database) as transaction:
        return _event_loss(transaction, find_event(transaction, code))


def delete_event(database: Database, code: str | UUID, *, confirmed: str | None) -> EventLoss:
    """Deletes the event with this code, its guest list and its check-ins.

    Args:
        database: The database.
        code: The event's code, in any letter case, or its id.
        confirmed: The code again, as the organizer typed it to confirm; None when they were
            not asked yet: the refusal then holds what would be lost and what to type.

    Raises:
        Refused: No event has the code, or it is not confirmed; nothing was deleted.
    """
    with writing(database, is_patient=True) as transaction:  # many rows may go
        transaction.events.lock_for_update(find_event(transaction, code).id)
        event = find_event(transaction, code)  # as it is now that nobody else changes it
        loss = _event_loss(transaction, event)
        if confirmed is None or folded_code(confirmed) != folded_code(event.code):
            raise Refused(EventNotConfirmed(event.title, event.code, loss.check_ins, confirmed))
        transaction.changes.record(
            ChangeKind.EVENT_DELETED,
            event_subject(event),
            before=fields_of(event, EVENT_FIELDS) | {"check_ins": loss.check_ins},
        )
        transaction.events.delete(event.id)
    return loss


def group_loss(database: Database, name: str | UUID, *, organizer_email: str | None = None) -> GroupLoss:
    """Returns what would be lost with the group with this name, or with this id.

    Raises:
        Refused: No group has the name, or several have.
    """
    with reading(database) as transaction:
        return _group_loss(transaction, find_group(transaction, name, organizer_email=organizer_email))


def delete_group(
    database: Database, name: str | UUID, *, confirmed: str | None, organizer_email: str | None = None
) -> GroupLoss:
    """Deletes the group with this name, its events, their guest lists and check-ins.

    Args:
        database: The database.
        name: The group's name, or its id.
        confirmed: The exact name again, as in delete_event.
        organizer_email: The address of its organizer, where several organizers have a group of this name.

    Raises:
        Refused: No group has the name, or several have, or it is not confirmed; nothing was deleted.
    """
    with writing(database, is_patient=True) as transaction:  # many rows may go
        transaction.groups.lock_for_update(find_group(transaction, name, organizer_email=organizer_email).id)
        group = find_group(transaction, name, organizer_email=organizer_email)  # as above
        transaction.groups.lock_events_for_update(group.id)
        loss = _group_loss(transaction, group)
        if confirmed is None or unicodedata.normalize("NFC", confirmed).strip() != group.name:
            raise Refused(GroupNotConfirmed(group.name, loss.events, loss.check_ins, confirmed))
        transaction.changes.record(
            ChangeKind.GROUP_DELETED,
            group_subject(group),
            before=fields_of(group, ("name", "description"))
            | {"events": loss.events, "check_ins": loss.check_ins},
        )
        transaction.groups.delete(group.id)
    return loss


def _event_loss(transaction: Transaction, event: Event) -> EventLoss:
    return EventLoss(event, transaction.attendance.count(event.id))


def _group_loss(transaction: Transaction, group: Group) -> GroupLoss:
    return GroupLoss(
        group, transaction.groups.count_events(group.id), transaction.groups.count_check_ins(group.id)
    )
