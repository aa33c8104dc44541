"""Checks what an organizer may see and change: their own groups and events, and those shared with them.

A door and a command at the terminal act for no organizer and see everything. Another organizer's event is
refused like one that does not exist.
"""

from uuid import UUID

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.group import Group
from kiosk.domain.refusals.events.events import EventNotThere
from kiosk.domain.refusals.events.groups import GroupNotThere
from kiosk.storage.transaction import Transaction


def sees_event(transaction: Transaction, event_id: UUID) -> bool:
    """True when this transaction's organizer may see and change the event."""
    organizer = transaction.organizer
    return organizer is None or transaction.shares.sees_event(organizer.id, event_id)


def sees_group(transaction: Transaction, group_id: UUID) -> bool:
    """True when this transaction's organizer may see and change the group."""
    organizer = transaction.organizer
    return organizer is None or transaction.shares.sees_group(organizer.id, group_id)


def seen_event(transaction: Transaction, event_id: UUID) -> Event:
    """Returns the event with this id, as it is now.

    Raises:
        Refused: It was deleted, or is no longer shared with this transaction's organizer.
    """
    event = transaction.events.get(event_id)
    if event is None or not sees_event(transaction, event_id):
        raise Refused(EventNotThere())
    return event


def seen_group(transaction: Transaction, group_id: UUID) -> Group:
    """Returns the group with this id, as it is now.

    Raises:
        Refused: It was deleted, or is no longer shared with this transaction's organizer.
    """
    group = transaction.groups.get(group_id)
    if group is None or not sees_group(transaction, group_id):
        raise Refused(GroupNotThere())
    return group


def viewer(transaction: Transaction) -> UUID | None:
    """Returns the organizer whose groups and events a list shows, or None to show everything."""
    return None if transaction.organizer is None else transaction.organizer.id


def maker(transaction: Transaction, otherwise: UUID) -> UUID:
    """Returns the organizer to record as the maker of what this transaction makes.

    Args:
        transaction: The transaction, whose organizer is the maker if it has one.
        otherwise: The maker at the terminal.
    """
    return otherwise if transaction.organizer is None else transaction.organizer.id
