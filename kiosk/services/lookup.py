"""Finds events, groups and people by the code, name or address that somebody gives."""

import unicodedata
from uuid import UUID

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person
from kiosk.domain.refusals.events.events import EventDeleted, NoEventWithCode
from kiosk.domain.refusals.events.groups import NoGroupNamed, SeveralGroupsNamed
from kiosk.domain.refusals.people.people import NobodyHasAddress, NoOrganizerHasAddress
from kiosk.services.permissions import seen_event, seen_group, sees_event, sees_group
from kiosk.services.text_validation import MAX_LENGTH, clean_email
from kiosk.storage.transaction import Transaction


def find_event(transaction: Transaction, code: str | UUID) -> Event:
    """Returns the event with this code, in any letter case, or with this id.

    Raises:
        Refused: No event that this transaction's organizer may see has it.
    """
    if isinstance(code, UUID):
        return seen_event(transaction, code)
    event = transaction.events.by_code(code.strip())
    if event is None or not sees_event(transaction, event.id):
        raise Refused(NoEventWithCode(code))
    return event


def lock_event_for_key_share(transaction: Transaction, code: str | UUID) -> tuple[Event, Group]:
    """Returns the event as find_event does, with its group, and locks both against deletion.

    Raises:
        Refused: No event has the code, or somebody deleted it or its group at this moment.
    """
    found = find_event(transaction, code)
    group = transaction.groups.of_event(found.id)
    locked = None if group is None else transaction.groups.lock_for_key_share(group.id)
    event = transaction.events.lock_for_key_share(found.id)
    if locked is None or event is None:
        raise Refused(EventDeleted(found.title))
    return event, locked


def find_group(transaction: Transaction, name: str | UUID, *, organizer_email: str | None = None) -> Group:
    """Returns the group with this name, or with this id.

    Args:
        transaction: The transaction to search in.
        name: The group's name, or its id.
        organizer_email: The address of its organizer, where several organizers have a group of this name.

    Raises:
        Refused: No group that this transaction's organizer may see has it, or several have.
    """
    if isinstance(name, UUID):
        return seen_group(transaction, name)
    groups = transaction.groups.by_name(
        unicodedata.normalize("NFC", name).strip()
    )  # as clean_words stored it
    groups = [group for group in groups if sees_group(transaction, group.id)]
    if organizer_email is not None:
        organizer = find_person(transaction, organizer_email)
        if organizer is None:
            raise Refused(NoOrganizerHasAddress(organizer_email))
        groups = [group for group in groups if group.created_by == organizer.id]
    if not groups:
        raise Refused(NoGroupNamed(name[:MAX_LENGTH]))
    if len(groups) > 1:
        raise Refused(SeveralGroupsNamed(name, len(groups)))
    return groups[0]


def find_person(transaction: Transaction, email: str) -> Person | None:
    """Returns the person with this address, as typed (as other back ends store it) or in its normal form."""
    person = transaction.people.by_email(email.strip())
    if person is not None:
        return person
    try:
        return transaction.people.by_email(clean_email(email))
    except Refused:  # not an address, so nobody has it
        return None


def require_person(transaction: Transaction, email: str) -> Person:
    """Returns the person with this address, as find_person finds them.

    Raises:
        Refused: Nobody has it.
    """
    person = find_person(transaction, email)
    if person is None:
        raise Refused(NobodyHasAddress(email))
    return person


def require_organizer(transaction: Transaction, email: str) -> Person:
    """Returns the organizer with this address, as find_person finds them.

    Raises:
        Refused: Nobody has it, or a participant has.
    """
    person = find_person(transaction, email)
    if person is None or not person.is_organizer:
        raise Refused(NoOrganizerHasAddress(email.strip()))
    return person
