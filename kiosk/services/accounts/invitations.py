"""Invites organizers: makes an account with a password that is shown once and has to be changed."""

import secrets
from dataclasses import dataclass, replace

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person, Role
from kiosk.domain.refusals.people.people import AlreadyOrganizer, HasOtherPassword
from kiosk.services.accounts.passwords import hash_password
from kiosk.services.database import Database
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import person_subject
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.text_validation import clean_email, clean_words
from kiosk.services.transactions import writing
from kiosk.storage.transaction import Transaction

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not confused when somebody reads the password aloud."""

_PARTS, _PART_LENGTH = 3, 4  # 59 bits, and wrong tries are throttled


@dataclass(frozen=True, slots=True)
class Invitation:
    """An account at the only moment when its password is known.

    Attributes:
        person: The invited organizer.
        password: The password for the first sign-in, which they then change.
    """

    person: Person
    password: str


def invite_organizer(database: Database, *, name: str, email: str) -> Invitation:
    """Makes an organizer's account with a one-time password.

    A participant without a password becomes an organizer and keeps their name, passes and check-ins.

    Raises:
        Refused: A field has an invalid value, or the address belongs to an organizer, or to a
            participant with a password of another program, which must not be replaced.
    """
    with collected_faults() as faults:
        name = faults.clean(name, lambda typed: clean_words(typed, Field.PERSON_NAME))
        email = faults.clean(email, clean_email)
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_PART_LENGTH)) for _ in range(_PARTS))
    kept = hash_password(password)
    with writing(database) as transaction:
        known = transaction.people.by_email(email)
        if known is not None:
            return Invitation(_promote(transaction, known, kept), password)
        person_id = transaction.people.add(
            name=name, email=email, password_hash=kept, role=Role.EO, must_change_password=True
        )
        person = Person(person_id, name, email, Role.EO)
        transaction.changes.record(
            ChangeKind.ORGANIZER_ADDED, person_subject(person), after={"name": name, "email": email}
        )
    return Invitation(person, password)


def _promote(transaction: Transaction, known: Person, new_hash: str) -> Person:
    if known.is_organizer:
        raise Refused(AlreadyOrganizer(known.name, known.email))
    present = transaction.accounts.password_hash(known.id)
    if present != NO_PASSWORD or not transaction.accounts.make_organizer(
        known.id, new_hash, instead_of=present
    ):
        raise Refused(HasOtherPassword(known.name, known.email))
    person = replace(known, role=Role.EO)
    transaction.changes.record(
        ChangeKind.ORGANIZER_ADDED,
        person_subject(person),
        before={"role": Role.PARTICIPANT.value},
        after={"role": Role.EO.value},
    )
    return person
