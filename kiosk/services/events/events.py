"""Makes, opens, closes and lists events; makes groups."""

from dataclasses import dataclass, replace
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import clean_event_code, event_qr_text
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventDetails, EventField, EventState
from kiosk.domain.fields import Field
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person
from kiosk.domain.refusals.events.groups import ChosenGroupDeleted, GroupForAnotherOrganizer, GroupNameTaken
from kiosk.qr import qr_png_url
from kiosk.services.database import Database
from kiosk.services.events.codes import choose_code
from kiosk.services.events.fields import clean_details
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import event_subject, fields_of, group_subject, json_value, record_new_event
from kiosk.services.lookup import find_event, find_group, find_person, require_organizer
from kiosk.services.permissions import maker, viewer
from kiosk.services.text_validation import clean_words
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group that is made together with its first event, or not at all.

    Attributes:
        name: The group's name.
        may_exist: True to use the organizer's own group of this name when it exists.
    """

    name: str
    may_exist: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent(EventDetails):
    """An event to make.

    Attributes:
        group: The name of the event group it belongs to, or its id; or a group to make with it.
        code: The chosen event code, or None for a generated one.
    """

    group: str | UUID | NewGroup
    code: str | None = None


def create_group(
    database: Database, *, name: str, organizer_email: str | None = None, description: str | None = None
) -> Group:
    """Makes an event group that belongs to an organizer.

    Args:
        database: The database.
        name: The group's name.
        organizer_email: The owner's address; None when the store acts for an organizer, who is the owner.
        description: The group's description, or None.

    Raises:
        Refused: The name is blank, or another of the organizer's groups has it; or no organizer has the
            address.
    """
    name = clean_words(name, Field.GROUP_NAME)
    with writing(database) as transaction:
        group = make_group(transaction, name, _owner(transaction, organizer_email), description)
        transaction.changes.record(
            ChangeKind.GROUP_CREATED, group_subject(group), after=fields_of(group, ("name", "description"))
        )
    return group


def create_event(database: Database, new: NewEvent, *, check_in_url: str | None = None) -> Event:
    """Makes an event, OPEN, with its QR for other front ends.

    Raises:
        Refused: A field has an invalid value, the code is taken, or the group does not exist.
    """
    new = _cleaned(new)
    with writing(database) as transaction:
        group = _group_for(transaction, new.group)
        code = choose_code(transaction, new.code)
        event_id = transaction.events.add(
            new,
            group_id=group.id,
            code=code,
            code_qr=qr_png_url(event_qr_text(code, check_in_url)),
            created_by=maker(transaction, group.created_by),
        )
        return record_new_event(transaction, event_id, ChangeKind.EVENT_CREATED, {"group": group.name})


def set_event_state(database: Database, code: str | UUID, state: EventState) -> Event:
    """Sets the state of the event with this code, or with this id.

    Raises:
        Refused: No event has the code.
    """
    with writing(database) as transaction:
        event = find_event(transaction, code)
        if event.state is state:
            return event
        transaction.events.set_state(event.id, state)
        changed = transaction.events.get(event.id)
        transaction.changes.record(
            ChangeKind.EVENT_OPENED if state is EventState.OPEN else ChangeKind.EVENT_CLOSED,
            event_subject(event),
            before={"state": json_value(event.state)},
            after={"state": json_value(state)},
        )
    return changed or event


def list_events(database: Database) -> list[Event]:
    """Returns all events by start; for a store that acts for an organizer, those they may see."""
    with reading(database) as transaction:
        return transaction.events.all(seen_by=viewer(transaction))


def _cleaned(new: NewEvent) -> NewEvent:
    with collected_faults() as faults:
        new = clean_details(new, EventField, faults)
        code = faults.clean(new.code, lambda typed: None if typed is None else clean_event_code(typed))
        group = faults.clean(new.group, _cleaned_group)
    return replace(new, code=code, group=group)


def _cleaned_group(group: str | UUID | NewGroup) -> str | UUID | NewGroup:
    if not isinstance(group, NewGroup):
        return group
    return replace(group, name=clean_words(group.name, Field.GROUP_NAME))


def _group_for(transaction: Transaction, wanted: str | UUID | NewGroup) -> Group:
    if isinstance(wanted, NewGroup):
        owner = _owner(transaction, None)
        own = _own_group(transaction, wanted.name, owner) if wanted.may_exist else None
        if own is not None:
            return own
        made = make_group(transaction, wanted.name, owner, None)
        transaction.changes.record(
            ChangeKind.GROUP_CREATED, group_subject(made), after=fields_of(made, ("name", "description"))
        )
        return made
    found = find_group(transaction, wanted)
    group = transaction.groups.lock_for_key_share(found.id)
    if group is None:
        raise Refused(ChosenGroupDeleted(found.name))
    return group


def _own_group(transaction: Transaction, name: str, owner: Person) -> Group | None:
    own = [group.id for group in transaction.groups.by_name(name) if group.created_by == owner.id]
    return (
        transaction.groups.lock_for_key_share(own[0]) if own else None
    )  # one that was just deleted is made again


def make_group(transaction: Transaction, name: str, organizer: Person, description: str | None) -> Group:
    """Makes a group with a cleaned name; the caller writes the audit.

    Raises:
        Refused: Another of the organizer's groups has this name.
    """
    if any(group.created_by == organizer.id for group in transaction.groups.by_name(name)):
        raise Refused(GroupNameTaken(name, owner=organizer.name))
    group_id = transaction.groups.add(name=name, description=description, created_by=organizer.id)
    return Group(id=group_id, name=name, created_by=organizer.id, description=description)


def _owner(transaction: Transaction, email: str | None) -> Person:
    acting = transaction.organizer
    if acting is not None:
        if email is not None and find_person(transaction, email) != acting:
            raise Refused(GroupForAnotherOrganizer())
        return acting
    if email is None:
        raise AssertionError("at the terminal a group is made for an organizer who is named")
    return require_organizer(transaction, email)
