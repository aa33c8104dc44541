"""Guest lists: who may enter an event that has one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.domain.change import AuditSubject, ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.domain.refusals.events.groups import GroupDeleted
from kiosk.domain.refusals.people.guest_lists import NoEventToCome, NotOnGuestList
from kiosk.services.database import Database
from kiosk.services.history.audit import event_subject, group_subject
from kiosk.services.lookup import find_event, find_group, lock_event_for_key_share, require_person
from kiosk.services.people.search import PEOPLE_PER_PAGE, complete_search, search_words
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

GUEST_BATCH = 500
"""The number of people that one statement puts on lists."""

_NAMED = 20


@dataclass(frozen=True, slots=True)
class EventGuestList:
    """An event with the people on its guest list.

    Attributes:
        event: The event. Its list decides at the door only while has_guest_list is true.
        guests: The people on the list, by name.
    """

    event: Event
    guests: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class ListedGuest:
    """A person on an event's guest list.

    Attributes:
        person: The person.
        arrived_at: Their check-in at this event, aware UTC; None while they are missing.
        has_pass: True when they hold a live pass.
    """

    person: Person
    arrived_at: datetime | None
    has_pass: bool


@dataclass(frozen=True, slots=True)
class GuestsOfEvent:
    """The guest list of an event, by the event's code or id."""

    event: str | UUID


@dataclass(frozen=True, slots=True)
class GuestsOfGroup:
    """The guest lists of a group's events, by the group's name or id."""

    group: str | UUID


ListsOf = GuestsOfEvent | GuestsOfGroup


@dataclass(frozen=True, slots=True)
class LockedLists:
    """Guest lists that are locked against deletion until the transaction ends.

    Attributes:
        subject: The event or group, as the audit names it.
        events: The ids of the events.
    """

    subject: AuditSubject
    events: tuple[UUID, ...]


def add_guest(database: Database, code: str | UUID, email: str) -> tuple[Event, Person]:
    """Puts a person on an event's list; nothing changes when they are on it.

    Raises:
        Refused: No event has the code, or nobody has the address.
    """
    with writing(database) as transaction:
        (event, _), person = lock_event_for_key_share(transaction, code), require_person(transaction, email)
        if not transaction.guests.is_expected(event.id, person.id):
            put_on_lists(transaction, LockedLists(event_subject(event), (event.id,)), [person])
    return event, person


def add_guests(database: Database, lists: ListsOf, person_ids: Sequence[UUID], *, now: datetime) -> int:
    """Puts people on an event's list, or on those of a group's events that are not over.

    The list need not be in use at the door: it may be switched on later. People who are on a list
    stay on it; people who were deleted in between are left out.

    Args:
        database: The database.
        lists: The event or the group.
        person_ids: The people's ids.
        now: The present instant: events of a group that end before it are left out.

    Returns:
        The number of events.

    Raises:
        Refused: The event or group does not exist, or every event of the group is over.
    """
    with writing(database) as transaction:
        locked = lock_lists_for_key_share(transaction, lists, now=now)
        people = [
            person
            for start in range(0, len(person_ids), GUEST_BATCH)
            for person in transaction.people.some(person_ids[start : start + GUEST_BATCH])
        ]
        put_on_lists(transaction, locked, people)
    return len(locked.events)


def remove_guest(database: Database, code: str | UUID, email: str) -> tuple[Event, Person]:
    """Takes a person off an event's list. Their check-in stays.

    Raises:
        Refused: No event has the code, nobody has the address, or the person is not on the list.
    """
    with writing(database) as transaction:
        event, person = find_event(transaction, code), require_person(transaction, email)
        if not transaction.guests.remove(event.id, person.id):
            raise Refused(NotOnGuestList(person.name, event.title))
        _record_removed(transaction, event, [person])
    return event, person


def remove_guests(database: Database, event: str | UUID, person_ids: Sequence[UUID]) -> int:
    """Takes people off an event's list; returns how many were on it. Their check-ins stay.

    Raises:
        Refused: The event does not exist.
    """
    with writing(database) as transaction:
        found = find_event(transaction, event)
        removed = [
            person
            for start in range(0, len(person_ids), GUEST_BATCH)
            for person in transaction.people.some(person_ids[start : start + GUEST_BATCH])
            if transaction.guests.remove(found.id, person.id)
        ]
        if removed:
            _record_removed(transaction, found, removed)
    return len(removed)


def list_guests(database: Database, code: str | UUID) -> EventGuestList:
    """Returns the guest list of the event with this code.

    Raises:
        Refused: No event has the code.
    """
    with reading(database) as transaction:
        event = find_event(transaction, code)
        return EventGuestList(event, tuple(transaction.guests.listed(event.id)))


def guest_page(
    database: Database,
    event: UUID,
    text: str,
    *,
    after: PersonCursor | None = None,
    limit: int = PEOPLE_PER_PAGE,
) -> ListPage[ListedGuest, PersonCursor]:
    """Returns a page of the people on an event's list who match every word of a text, by name.

    Args:
        database: The database.
        event: The event's id.
        text: Words of names and addresses, as typed; blank finds everybody.
        after: The position where the previous page ended, or None for the first page.
        limit: The most people to return.

    Raises:
        Refused: The event does not exist.
    """
    words = search_words(text)
    complete_search(database)
    with reading(database) as transaction:
        found = find_event(transaction, event)
        if words is None:
            return ListPage((), None)
        page = transaction.guests.page(found.id, words, after=after, limit=limit)
        ids = [each.id for each in page.rows]
        arrived, live = transaction.guests.arrivals(found.id, ids), transaction.passes.live(ids)
    rows = (ListedGuest(each, arrived.get(each.id), each.id in live) for each in page.rows)
    return ListPage(tuple(rows), page.following)


def event_of_list(database: Database, event: str | UUID) -> Event:
    """Returns the event of a guest list.

    Raises:
        Refused: The event does not exist.
    """
    with reading(database) as transaction:
        return find_event(transaction, event)


def count_guests(database: Database, event: UUID) -> int:
    """Returns how many people are on an event's list.

    Raises:
        Refused: The event does not exist.
    """
    with reading(database) as transaction:
        return transaction.guests.count(find_event(transaction, event).id)


def lock_lists_for_key_share(transaction: Transaction, lists: ListsOf, *, now: datetime) -> LockedLists:
    """Returns the guest lists, locked until the transaction ends.

    Raises:
        Refused: As add_guests.
    """
    if isinstance(lists, GuestsOfEvent):
        event, _ = lock_event_for_key_share(transaction, lists.event)
        return LockedLists(event_subject(event), (event.id,))
    group = find_group(transaction, lists.group)
    if transaction.groups.lock_for_key_share(group.id) is None:
        raise Refused(GroupDeleted(group.name))
    found = transaction.groups.event_ids(group.id, ending_after=now)
    events = tuple(each for each in found if transaction.events.lock_for_key_share(each) is not None)
    if not events:
        raise Refused(NoEventToCome(group.name))
    return LockedLists(group_subject(group), events)


def put_on_lists(transaction: Transaction, locked: LockedLists, people: Sequence[Person]) -> None:
    """Puts existing people on locked lists, and records it in the audit."""
    for start in range(0, len(people), GUEST_BATCH):
        transaction.guests.add_all(locked.events, [each.id for each in people[start : start + GUEST_BATCH]])
    if people:
        transaction.changes.record(
            ChangeKind.GUESTS_ADDED, locked.subject, after={**_named(people), "events": len(locked.events)}
        )


def _record_removed(transaction: Transaction, event: Event, people: Sequence[Person]) -> None:
    transaction.changes.record(ChangeKind.GUESTS_REMOVED, event_subject(event), before=_named(people))


def _named(people: Sequence[Person]) -> dict[str, object]:
    return {"guests": [each.name for each in people[:_NAMED]], "count": len(people)}
