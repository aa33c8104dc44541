"""Groups and events: made, opened, closed, listed."""

import math
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.codes import clean_event_code, event_qr_text, mint_event_code
from kiosk.domain.errors import Refused
from kiosk.domain.event import DURATION_MINUTES, Event, EventState
from kiosk.domain.group import Group
from kiosk.qr import qr_png_url
from kiosk.services.people import find_person
from kiosk.services.words import MAX_LENGTH, clean_words
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction

MAX_CAPACITY = 2**31 - 1
"""Places an event may have: the width of the column."""

YEARS = range(2000, 3000)
"""Years an event may start in: far enough from where dates end that every zone can show it."""

_MINTING_TRIES = 20  # of 729 million codes; a second try is already unlikely


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What an organizer says about an event to be made.

    Attributes:
        group: The name of the event group it belongs to.
        title: Its title.
        start_at: When it starts, aware.
        duration: One minute to one day, whole minutes.
        code: The chosen event code, or None for a minted one.
        ignores_schedule: It takes check-ins whenever it is OPEN.
        capacity: Most check-ins it takes, or None for no limit.
        has_guest_list: Only listed participants may enter.
        location: Where in the venue, or None.
    """

    group: str
    title: str
    start_at: datetime
    duration: timedelta
    code: str | None = None
    ignores_schedule: bool = False
    capacity: int | None = None
    has_guest_list: bool = False
    location: str | None = None


def create_group(store: Store, *, name: str, organizer_email: str, description: str | None = None) -> Group:
    """Makes an event group that belongs to an organizer.

    Raises:
        Refused: The name is blank, or taken by another of the organizer's groups; or nobody, or
            no organizer, has the address.
    """
    name = clean_words(name, "The group's name")
    with store.write() as transaction:
        organizer = find_person(transaction, organizer_email)
        if organizer is None or not organizer.is_organizer:
            raise Refused(
                f"No organizer has the address {organizer_email!r}. `kiosk organizer create` makes one."
            )
        if any(group.created_by == organizer.id for group in transaction.groups.by_name(name)):
            raise Refused(f"{organizer.name} has a group called {name!r} already. Choose another name.")
        group_id = transaction.groups.add(name=name, description=description, created_by=organizer.id)
    return Group(id=group_id, name=name, created_by=organizer.id)


def create_event(store: Store, new: NewEvent, *, check_in_url: str | None = None) -> Event:
    """Makes an event, OPEN, with its QR for other front ends.

    Raises:
        Refused: A field has a value that cannot be, the code is taken, or the group is not there.
    """
    title = clean_words(new.title, "The event's title")
    location = clean_words(new.location, "The location") if new.location else None
    _check_numbers(new)
    with store.write() as transaction:
        group = find_group(transaction, new.group)
        code = _choose_code(transaction, new.code)
        event_id = transaction.events.add(
            group_id=group.id,
            title=title,
            start_at=new.start_at,
            duration=new.duration,
            code=code,
            code_qr=qr_png_url(event_qr_text(code, check_in_url)),
            created_by=group.created_by,
            ignores_schedule=new.ignores_schedule,
            capacity=new.capacity,
            has_guest_list=new.has_guest_list,
            location=location,
        )
        event = transaction.events.get(event_id)
    if event is None:
        raise AssertionError("an event just made is not there")
    return event


def set_event_state(store: Store, code: str, state: EventState) -> Event:
    """Turns the organizer's switch of the event with this code.

    Raises:
        Refused: No event has the code.
    """
    with store.write() as transaction:
        event = transaction.events.by_code(code.strip())
        if event is None:
            raise Refused(f"No event has the code {code!r}. `kiosk event list` shows the codes there are.")
        transaction.events.set_state(event.id, state)
        changed = transaction.events.get(event.id)
    return changed or event


def list_events(store: Store) -> list[Event]:
    """Every event, by start."""
    with store.read() as transaction:
        return transaction.events.all()


def find_group(transaction: Transaction, name: str) -> Group:
    """The one group of this name.

    Raises:
        Refused: There is none, or there are several.
    """
    groups = transaction.groups.by_name(
        unicodedata.normalize("NFC", name).strip()
    )  # as clean_words stored it
    if not groups:
        raise Refused(
            f"There is no event group called {name[:MAX_LENGTH]!r}. `kiosk group create` makes one."
        )
    if len(groups) > 1:
        raise Refused(
            f"{len(groups)} organizers have a group called {name!r}; rename one so that it is clear which."
        )
    return groups[0]


def _check_numbers(new: NewEvent) -> None:
    minutes = new.duration / timedelta(minutes=1)
    if math.floor(minutes) != minutes or int(minutes) not in DURATION_MINUTES:
        raise Refused(
            f"An event takes {DURATION_MINUTES[0]} to {DURATION_MINUTES[-1]} whole minutes, not {minutes:g}."
        )
    if new.capacity is not None and new.capacity < 1:
        raise Refused("An event's capacity is at least 1; leave it out for no limit.")
    if new.capacity is not None and new.capacity > MAX_CAPACITY:
        raise Refused(f"An event's capacity is {MAX_CAPACITY} at most; leave it out for no limit.")
    if new.start_at.tzinfo is None:
        raise AssertionError("an event's start is an aware instant")
    if new.start_at.year not in YEARS:
        raise Refused(f"An event starts in the years {YEARS[0]} to {YEARS[-1]}, not in {new.start_at.year}.")


def _choose_code(transaction: Transaction, chosen: str | None) -> str:
    if chosen is not None:
        try:
            code = clean_event_code(chosen)
        except ValueError as error:
            raise Refused(str(error)) from error
        # The database's index tells WS001 from ws001; a door does not.
        taken = transaction.events.by_code(code)
        if taken is not None:
            raise Refused(f"The code {code} is taken by {taken.title!r}. Choose another.")
        return code
    for _ in range(_MINTING_TRIES):
        code = mint_event_code()
        if transaction.events.by_code(code) is None:
            return code
    raise Refused("No free event code was found. Choose one with --code.")
