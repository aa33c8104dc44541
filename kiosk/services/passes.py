"""Passes: issued, issued again, revoked."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.passes import mint_token, token_hash
from kiosk.domain.person import Person
from kiosk.services.audit import person_subject
from kiosk.services.people import require_person
from kiosk.storage.store import Store


@dataclass(frozen=True, slots=True)
class IssuedPass:
    """A pass at the only moment its token is known.

    Attributes:
        person: Who holds it.
        token: In canonical form; the database keeps its SHA-256 only.
        replaced: True when an earlier pass of theirs stopped working with this.
    """

    person: Person
    token: str
    replaced: bool


def issue_pass(store: Store, email: str, *, now: datetime) -> IssuedPass:
    """Gives a person a new pass; an earlier one stops working.

    Raises:
        Refused: Nobody has the address.
    """
    token = mint_token()
    with store.write() as transaction:
        person = require_person(transaction, email)
        revoked = transaction.passes.revoke(person.id, now)
        transaction.passes.add(participant_id=person.id, token_hash=token_hash(token))
        transaction.changes.record(
            ChangeKind.PASS_ISSUED, person_subject(person), after={"replaced": revoked > 0}
        )
    return IssuedPass(person, token, replaced=revoked > 0)


def revoke_pass(store: Store, email: str, *, now: datetime) -> Person:
    """Makes a person's pass worthless at once, at every door.

    Raises:
        Refused: Nobody has the address, or they hold no pass.
    """
    with store.write() as transaction:
        person = require_person(transaction, email)
        if not transaction.passes.revoke(person.id, now):
            raise Refused(f"{person.name} holds no pass that could be revoked.")
        transaction.changes.record(ChangeKind.PASS_REVOKED, person_subject(person))
    return person
