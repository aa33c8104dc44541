"""Guest lists: who may enter an event that has one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.domain.change import ChangeKind, Subject
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.page import ListPage
from kiosk.domain.person import Person, PersonPlace
from kiosk.domain.refusals.groups import GroupDeleted
from kiosk.domain.refusals.guest_lists import NoEventToCome, NotOnGuestList
from kiosk.services.database import Database
from kiosk.services.history.audit import event_subject, group_subject
from kiosk.services.lookup import find_event, find_group, hold_event
from kiosk.services.people.people import require_person
from kiosk.services.people.search import PAGE, complete_search, search_words
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

BATCH = 500
"""People put on lists by one statement."""

_NAMED = 20


@dataclass(frozen=True, slots=True)
class GuestList:
    """An event with who is on its list.

    Attributes:
        event: The event. Its list decides at the door only while has_guest_list is true.
        guests: Who is on the list, by name.
    """

    event: Event
    guests: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class ListedGuest:
    """Somebody on an event's list.

    Attributes:
        person: Who.
        arrived_at: Their check-in at this event, aware UTC; None while they are missing.
        has_pass: True when they hold a live pass.
    """

    person: Person
    arrived_at: datetime | None
    has_pass: bool


@dataclass(frozen=True, slots=True)
class GuestsOfEvent:
    """The guest list of an event: by its code or its id."""

    event: str | UUID


@dataclass(frozen=True, slots=True)
class GuestsOfGroup:
    """The guest lists of a group's events: by its name or its id."""

    group: str | UUID


ListsOf = GuestsOfEvent | GuestsOfGroup


@dataclass(frozen=True, slots=True)
class HeldLists:
    """Guest lists that nobody deletes until the transaction ends.

    Attributes:
        subject: Whose they are, as the audit names it.
        events: The events'.
    """

    subject: Subject
    events: tuple[UUID, ...]


def add_guest(store: Database, code: str | UUID, email: str) -> tuple[Event, Person]:
    """Puts a person on an event's list; nothing changes when they are on it.

    Raises:
        Refused: No event has the code, or nobody the address.
    """
    with writing(store) as transaction:
        (event, _), person = hold_event(transaction, code), require_person(transaction, email)
        if not transaction.guests.is_expected(event.id, person.id):
            put_on_lists(transaction, HeldLists(event_subject(event), (event.id,)), [person])
    return event, person


def add_guests(store: Database, lists: ListsOf, person_ids: Sequence[UUID], *, now: datetime) -> int:
    """Puts people on an event's list, or on those of a group's events that are not over.

    Whether an event's list decides at its door does not matter: it may be switched on later. Who
    is on a list stays; who was deleted meanwhile is left out.

    Args:
        store: The database.
        lists: Whose.
        person_ids: Who.
        now: After which a group's events are not over.

    Returns:
        How many events there were.

    Raises:
        Refused: There is no such event or group, or every event of the group is over.
    """
    with writing(store) as transaction:
        held = hold_lists(transaction, lists, now=now)
        people = [
            person
            for start in range(0, len(person_ids), BATCH)
            for person in transaction.people.some(person_ids[start : start + BATCH])
        ]
        put_on_lists(transaction, held, people)
    return len(held.events)


def remove_guest(store: Database, code: str | UUID, email: str) -> tuple[Event, Person]:
    """Takes a person off an event's list. A check-in they have stays.

    Raises:
        Refused: No event has the code, nobody the address, or they are not on the list.
    """
    with writing(store) as transaction:
        event, person = find_event(transaction, code), require_person(transaction, email)
        if not transaction.guests.remove(event.id, person.id):
            raise Refused(NotOnGuestList(person.name, event.title))
        _record_removed(transaction, event, [person])
    return event, person


def remove_guests(store: Database, event: str | UUID, person_ids: Sequence[UUID]) -> int:
    """Takes people off an event's list; gives how many were on it. Their check-ins stay.

    Raises:
        Refused: There is no such event.
    """
    with writing(store) as transaction:
        found = find_event(transaction, event)
        removed = [
            person
            for start in range(0, len(person_ids), BATCH)
            for person in transaction.people.some(person_ids[start : start + BATCH])
            if transaction.guests.remove(found.id, person.id)
        ]
        if removed:
            _record_removed(transaction, found, removed)
    return len(removed)


def list_guests(store: Database, code: str | UUID) -> GuestList:
    """Who is on the list of the event with this code.

    Raises:
        Refused: No event has the code.
    """
    with reading(store) as transaction:
        event = find_event(transaction, code)
        return GuestList(event, tuple(transaction.guests.listed(event.id)))


def guest_page(
    store: Database, event: UUID, text: str, *, after: PersonPlace | None = None, limit: int = PAGE
) -> ListPage[ListedGuest, PersonPlace]:
    """Some of the people on an event's list whose names and addresses hold every word of a text, by name.

    Args:
        store: The database.
        event: Its id.
        text: As typed; blank finds everybody.
        after: Where the page before ended, or None for the first.
        limit: How many at most.

    Raises:
        Refused: There is no such event.
    """
    words = search_words(text)
    complete_search(store)
    with reading(store) as transaction:
        found = find_event(transaction, event)
        if words is None:
            return ListPage((), None)
        page = transaction.guests.page(found.id, words, after=after, limit=limit)
        ids = [each.id for each in page.rows]
        arrived, live = transaction.guests.arrivals(found.id, ids), transaction.passes.live(ids)
    rows = (ListedGuest(each, arrived.get(each.id), each.id in live) for each in page.rows)
    return ListPage(tuple(rows), page.following)


def event_of_list(store: Database, event: str | UUID) -> Event:
    """The event a guest list is of, by its code or its id.

    Raises:
        Refused: There is no such event.
    """
    with reading(store) as transaction:
        return find_event(transaction, event)


def count_guests(store: Database, event: UUID) -> int:
    """How many people are on an event's list.

    Raises:
        Refused: There is no such event.
    """
    with reading(store) as transaction:
        return transaction.guests.count(find_event(transaction, event).id)


def hold_lists(transaction: Transaction, lists: ListsOf, *, now: datetime) -> HeldLists:
    """The lists meant, held until the transaction ends.

    Raises:
        Refused: As add_guests.
    """
    if isinstance(lists, GuestsOfEvent):
        event, _ = hold_event(transaction, lists.event)
        return HeldLists(event_subject(event), (event.id,))
    group = find_group(transaction, lists.group)
    if transaction.groups.lock_for_key_share(group.id) is None:
        raise Refused(GroupDeleted(group.name))
    found = transaction.groups.event_ids(group.id, ending_after=now)
    events = tuple(each for each in found if transaction.events.lock_for_key_share(each) is not None)
    if not events:
        raise Refused(NoEventToCome(group.name))
    return HeldLists(group_subject(group), events)


def put_on_lists(transaction: Transaction, held: HeldLists, people: Sequence[Person]) -> None:
    """Puts people who are there on lists that are held, and says so in the audit."""
    for start in range(0, len(people), BATCH):
        transaction.guests.add_all(held.events, [each.id for each in people[start : start + BATCH]])
    if people:
        transaction.changes.record(
            ChangeKind.GUESTS_ADDED, held.subject, after={**_named(people), "events": len(held.events)}
        )


def _record_removed(transaction: Transaction, event: Event, people: Sequence[Person]) -> None:
    transaction.changes.record(ChangeKind.GUESTS_REMOVED, event_subject(event), before=_named(people))


def _named(people: Sequence[Person]) -> dict[str, object]:
    return {"guests": [each.name for each in people[:_NAMED]], "count": len(people)}
