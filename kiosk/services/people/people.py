"""Makes people, and shows them with their passes and check-ins."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.page import ListPage
from kiosk.domain.people.passes import PassCursor, PassRecord
from kiosk.domain.people.person import Person, PersonState, Role
from kiosk.domain.refusals.people.people import AddressTaken, PersonDeleted
from kiosk.services.database import Database
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import person_subject
from kiosk.services.text_validation import clean_email, clean_words
from kiosk.services.transactions import reading, writing

NO_PASSWORD = "!"  # noqa: S105 -- no hash: no password matches it
"""The password_hash of a person who cannot sign in."""

PlaceT = TypeVar("PlaceT")


PASSES_SHOWN = 20
"""The number of passes on a page of a person's history."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with their pass, check-ins and latest passes.

    Attributes:
        person: The person.
        state: Their pass and their last check-in.
        check_ins: How many check-ins they have, at all events.
        passes: Their latest passes.
    """

    person: Person
    state: PersonState
    check_ins: int
    passes: ListPage[PassRecord, PassCursor]


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person as a list shows them."""

    person: Person
    state: PersonState


def add_participant(database: Database, *, name: str, email: str) -> Person:
    """Makes a participant, who has no password.

    Raises:
        Refused: A field has an invalid value, or the address is taken.
    """
    return add_person(database, name=name, email=email, password_hash=NO_PASSWORD, role=Role.PARTICIPANT)


def add_person(database: Database, *, name: str, email: str, password_hash: str, role: Role) -> Person:
    """Makes a person.

    Raises:
        Refused: A field has an invalid value, or the address is taken.
    """
    with collected_faults() as faults:
        name = faults.clean(name, lambda typed: clean_words(typed, Field.PERSON_NAME))
        email = faults.clean(email, clean_email)
    with writing(database) as transaction:
        if transaction.people.by_email(email) is not None:
            raise Refused(AddressTaken(email))
        person_id = transaction.people.add(name=name, email=email, password_hash=password_hash, role=role)
        person = Person(id=person_id, name=name, email=email, role=role)
        kind = ChangeKind.ORGANIZER_ADDED if person.is_organizer else ChangeKind.PERSON_ADDED
        transaction.changes.record(kind, person_subject(person), after={"name": name, "email": email})
    return person


def view_person(database: Database, person_id: UUID) -> PersonView:
    """Returns a person with their pass, check-ins and latest passes.

    Raises:
        Refused: Nobody has this id any more.
    """
    with reading(database) as transaction:
        person = transaction.people.get(person_id)
        if person is None:
            raise Refused(PersonDeleted())
        return PersonView(
            person,
            transaction.people.states([person.id])[person.id],
            transaction.people.count_check_ins(person.id),
            transaction.passes.history(person.id, after=None, limit=PASSES_SHOWN),
        )


def pass_history(
    database: Database, person_id: UUID, *, after: PassCursor | None = None, limit: int = PASSES_SHOWN
) -> ListPage[PassRecord, PassCursor]:
    """Returns a page of a person's passes, the latest first; an empty one when nobody has this id."""
    with reading(database) as transaction:
        return transaction.passes.history(person_id, after=after, limit=limit)


def with_states(database: Database, people: ListPage[Person, PlaceT]) -> ListPage[ListedPerson, PlaceT]:
    """Returns a page of people with the states of their passes, without people deleted in between."""
    with reading(database) as transaction:
        states = transaction.people.states([each.id for each in people.rows])
    listed = (ListedPerson(each, states[each.id]) for each in people.rows if each.id in states)
    return ListPage(tuple(listed), people.following)
