"""Guest lists: who may enter an event that has one."""

from dataclasses import dataclass

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.person import Person
from kiosk.services.audit import event_subject
from kiosk.services.finding import find_event, hold_event
from kiosk.services.people import require_person
from kiosk.storage.store import Store


@dataclass(frozen=True, slots=True)
class GuestList:
    """An event with who is on its list.

    Attributes:
        event: The event. Its list decides at the door only while has_guest_list is true.
        guests: Who is on the list, by name.
    """

    event: Event
    guests: tuple[Person, ...]


def add_guest(store: Store, code: str, email: str) -> tuple[Event, Person]:
    """Puts a person on an event's list; nothing changes when they are on it.

    Raises:
        Refused: No event has the code, or nobody the address.
    """
    with store.write() as transaction:
        (event, _), person = hold_event(transaction, code), require_person(transaction, email)
        if not transaction.guests.is_expected(event.id, person.id):
            transaction.guests.add(event.id, person.id)
            transaction.changes.record(
                ChangeKind.GUESTS_ADDED, event_subject(event), after={"guests": [person.name]}
            )
    return event, person


def remove_guest(store: Store, code: str, email: str) -> tuple[Event, Person]:
    """Takes a person off an event's list. A check-in they have stays.

    Raises:
        Refused: No event has the code, nobody the address, or they are not on the list.
    """
    with store.write() as transaction:
        event, person = find_event(transaction, code), require_person(transaction, email)
        if not transaction.guests.remove(event.id, person.id):
            raise Refused(f"{person.name} is not on the guest list of {event.title!r}.")
        transaction.changes.record(
            ChangeKind.GUESTS_REMOVED, event_subject(event), before={"guests": [person.name]}
        )
    return event, person


def list_guests(store: Store, code: str) -> GuestList:
    """Who is on the list of the event with this code.

    Raises:
        Refused: No event has the code.
    """
    with store.read() as transaction:
        event = find_event(transaction, code)
        return GuestList(event, tuple(transaction.guests.listed(event.id)))
