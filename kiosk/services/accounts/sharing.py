"""Shares groups and events with organizers other than their makers."""

from dataclasses import dataclass
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person
from kiosk.domain.refusals.events.sharing import (
    NotShared,
    OnlyOwnerShares,
    OrganizesAlready,
    Shareable,
    SharedAlready,
)
from kiosk.services.database import Database
from kiosk.services.history.audit import event_subject, group_subject
from kiosk.services.lookup import find_person, require_organizer
from kiosk.services.permissions import seen_event, seen_group
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Sharing:
    """The organizers of a group or an event.

    Attributes:
        name: The group's name or the event's title.
        owners: Who made it; of an event also who made its group.
        shared_with: The others, by name.
        through_group: For an event, those its whole group is shared with, by name.
        is_own: True when this store's organizer may share it.
    """

    name: str
    owners: tuple[Person, ...]
    shared_with: tuple[Person, ...]
    through_group: tuple[Person, ...] = ()
    is_own: bool = True


def group_sharing(database: Database, group_id: UUID) -> Sharing:
    """Returns who organizes a group.

    Raises:
        Refused: It does not exist, or this store's organizer may not see it.
    """
    with reading(database) as transaction:
        group = seen_group(transaction, group_id)
        return Sharing(
            group.name,
            _people(transaction, {group.created_by}),
            tuple(transaction.shares.of_group(group.id)),
            is_own=_is_own(transaction, {group.created_by}),
        )


def event_sharing(database: Database, event_id: UUID) -> Sharing:
    """Returns who organizes an event.

    Raises:
        Refused: It does not exist, or this store's organizer may not see it.
    """
    with reading(database) as transaction:
        event = seen_event(transaction, event_id)
        makers = transaction.shares.makers(event.id)
        group = transaction.groups.of_event(event.id)
        return Sharing(
            event.title,
            _people(transaction, makers),
            tuple(transaction.shares.of_event(event.id)),
            () if group is None else tuple(transaction.shares.of_group(group.id)),
            is_own=_is_own(transaction, makers),
        )


def share_group(database: Database, group_id: UUID, email: str) -> Person:
    """Lets another organizer see and change a group and all its events.

    Raises:
        Refused: It belongs to somebody else, no organizer has the address, or they organize it already.
    """
    with writing(database) as transaction:
        group = _own_group(transaction, group_id)
        organizer = require_organizer(transaction, email)
        if organizer.id == group.created_by:
            raise Refused(OrganizesAlready(Shareable.GROUP, group.name, organizer.name))
        if not transaction.shares.add_to_group(group.id, organizer.id):
            raise Refused(SharedAlready(Shareable.GROUP, group.name, organizer.name))
        transaction.changes.record(ChangeKind.SHARED, group_subject(group), after=_with(organizer))
    return organizer


def share_event(database: Database, event_id: UUID, email: str) -> Person:
    """Lets another organizer see and change one event.

    Raises:
        Refused: It belongs to somebody else, no organizer has the address, or they organize it already.
    """
    with writing(database) as transaction:
        event = _own_event(transaction, event_id)
        organizer = require_organizer(transaction, email)
        if organizer.id in transaction.shares.makers(event.id):
            raise Refused(OrganizesAlready(Shareable.EVENT, event.title, organizer.name))
        if not transaction.shares.add_to_event(event.id, organizer.id):
            raise Refused(SharedAlready(Shareable.EVENT, event.title, organizer.name))
        transaction.changes.record(ChangeKind.SHARED, event_subject(event), after=_with(organizer))
    return organizer


def unshare_group(database: Database, group_id: UUID, email: str) -> Person:
    """Stops sharing a group with an organizer. They still own what they made in it.

    Raises:
        Refused: It belongs to somebody else, or was not shared with that organizer.
    """
    with writing(database) as transaction:
        group = _own_group(transaction, group_id)
        organizer = find_person(transaction, email)
        if organizer is None or not transaction.shares.remove_from_group(group.id, organizer.id):
            raise Refused(NotShared(Shareable.GROUP, group.name, email))
        transaction.changes.record(ChangeKind.UNSHARED, group_subject(group), before=_with(organizer))
    return organizer


def unshare_event(database: Database, event_id: UUID, email: str) -> Person:
    """Stops sharing an event with an organizer.

    Raises:
        Refused: It belongs to somebody else, or was not shared with that organizer on its own.
    """
    with writing(database) as transaction:
        event = _own_event(transaction, event_id)
        organizer = find_person(transaction, email)
        if organizer is None or not transaction.shares.remove_from_event(event.id, organizer.id):
            raise Refused(NotShared(Shareable.EVENT, event.title, email))
        transaction.changes.record(ChangeKind.UNSHARED, event_subject(event), before=_with(organizer))
    return organizer


def _own_group(transaction: Transaction, group_id: UUID) -> Group:
    group = seen_group(transaction, group_id)
    if not _is_own(transaction, {group.created_by}):
        raise Refused(OnlyOwnerShares(Shareable.GROUP, group.name))
    return group


def _own_event(transaction: Transaction, event_id: UUID) -> Event:
    event = seen_event(transaction, event_id)
    if not _is_own(transaction, transaction.shares.makers(event.id)):
        raise Refused(OnlyOwnerShares(Shareable.EVENT, event.title))
    return event


def _is_own(transaction: Transaction, owners: set[UUID]) -> bool:
    return transaction.organizer is None or transaction.organizer.id in owners


def _people(transaction: Transaction, ids: set[UUID]) -> tuple[Person, ...]:
    found = (transaction.people.get(each) for each in ids)
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.name))


def _with(organizer: Person) -> dict[str, object]:
    return {"organizer": organizer.name, "email": organizer.email}
