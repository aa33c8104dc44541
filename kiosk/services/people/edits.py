"""Changes and deletes people for an organizer, without overwriting what another one has changed."""

import unicodedata
from dataclasses import dataclass, replace
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person
from kiosk.domain.refusals.people.people import (
    AddressTaken,
    NotTheirName,
    OrganizersOwnAccount,
    OwnsGroupsOrEvents,
    PersonDeleted,
)
from kiosk.services.conflicts import EditConflict, changed_fields, find_conflicts
from kiosk.services.database import Database
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import person_subject
from kiosk.services.text_validation import clean_email, clean_words
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

_FIELDS = ("name", "email")


@dataclass(frozen=True, slots=True)
class PersonLoss:
    """A person to delete, or deleted, with what is lost.

    Attributes:
        person: The person.
        check_ins: How many attendance rows stay and become anonymous.
        lists: How many guest lists they are on.
        has_pass: True when a live pass of theirs stops working.
    """

    person: Person
    check_ins: int
    lists: int
    has_pass: bool


def edit_person(database: Database, seen: Person, wanted: Person) -> Person | EditConflict[Person]:
    """Changes a person's name and address where the wanted ones differ from those that were seen.

    Args:
        database: The database.
        seen: The person as read.
        wanted: The same with another name or address (dataclasses.replace).

    Returns:
        The person as they are now, or the conflict when somebody else changed the same field.

    Raises:
        Refused: A field has an invalid value, somebody else has the address, the person was deleted, or
            it is another organizer's account.
    """
    if (wanted.id, wanted.role) != (seen.id, seen.role):
        raise AssertionError("an edit changes neither who it is nor their role")
    fields = changed_fields(seen, wanted, _FIELDS)
    wanted = _cleaned(wanted, fields)
    with writing(database) as transaction:
        transaction.people.lock_for_update(seen.id)
        now = transaction.people.get(seen.id)
        if now is None:
            raise Refused(PersonDeleted(seen.name))
        _refuse_others_account(transaction, now)
        if conflicts := find_conflicts(mine=wanted, theirs=now, before=seen, names=fields):
            return EditConflict(wanted, now, seen, conflicts)
        fields = changed_fields(now, wanted, fields)
        if not fields:
            return now
        changed = replace(now, **{field: getattr(wanted, field) for field in fields})
        if "email" in fields:
            _refuse_taken(transaction, changed)
        transaction.people.change(changed)
        transaction.changes.record(
            ChangeKind.PERSON_EDITED,
            person_subject(changed),
            before={field: getattr(now, field) for field in fields},
            after={field: getattr(changed, field) for field in fields},
        )
    return changed


def person_loss(database: Database, person_id: UUID) -> PersonLoss:
    """Returns what would be lost with a person.

    Raises:
        Refused: Nobody has this id, or the person may not be deleted.
    """
    with reading(database) as transaction:
        return _loss(transaction, person_id)


def delete_person(database: Database, person_id: UUID, *, confirmed: str) -> PersonLoss:
    """Deletes a participant with their passes; their check-ins stay, without a name.

    Args:
        database: The database.
        person_id: The person's id.
        confirmed: Their name or their address, as the organizer typed it to confirm, in any letter case.

    Raises:
        Refused: Nobody has this id, the person is an organizer or has made groups or events, or the
            confirmation is wrong; nothing was deleted.
    """
    with writing(database) as transaction:
        transaction.people.lock_for_update(person_id)
        loss = _loss(transaction, person_id)
        person = loss.person
        if _folded(confirmed) not in {_folded(person.name), _folded(person.email)}:
            raise Refused(NotTheirName(confirmed))
        transaction.changes.record(
            ChangeKind.PERSON_DELETED,
            person_subject(person),
            before={"name": person.name, "email": person.email, "check_ins": loss.check_ins},
        )
        transaction.people.delete(person_id)
    return loss


def _cleaned(wanted: Person, fields: tuple[str, ...]) -> Person:
    # Only changed values are checked: values of another program may stay as they are.
    name, email = wanted.name, wanted.email
    with collected_faults() as faults:
        if "name" in fields:
            name = faults.clean(name, lambda typed: clean_words(typed, Field.PERSON_NAME))
        if "email" in fields:
            email = faults.clean(email, clean_email)
    return replace(wanted, name=name, email=email)


def _refuse_others_account(transaction: Transaction, person: Person) -> None:
    organizer = transaction.organizer
    if person.is_organizer and organizer is not None and organizer.id != person.id:
        raise Refused(OrganizersOwnAccount(person.name))


def _refuse_taken(transaction: Transaction, wanted: Person) -> None:
    other = transaction.people.by_email(wanted.email)
    if other is not None and other.id != wanted.id:
        raise Refused(AddressTaken(wanted.email, other.name))


def _loss(transaction: Transaction, person_id: UUID) -> PersonLoss:
    person = transaction.people.get(person_id)
    if person is None:
        raise Refused(PersonDeleted())
    if person.is_organizer or transaction.people.has_made(person_id):
        raise Refused(OwnsGroupsOrEvents(person.name))
    return PersonLoss(
        person,
        transaction.people.count_check_ins(person_id),
        transaction.people.count_lists(person_id),
        has_pass=bool(transaction.passes.live([person_id])),
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()
