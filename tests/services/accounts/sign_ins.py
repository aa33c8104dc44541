"""A desk at which organizers sign in, and access to the stored hashes and failures."""

from datetime import timedelta

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.people.person import Person
from kiosk.domain.refusals.refusal import Refusal
from kiosk.services.accounts import accounts
from kiosk.services.accounts.passwords import HashKind, hash_kind
from kiosk.storage.store import Store
from tests.services.accounts.hashes import BCRYPTJS, OURS, PASSWORD
from tests.services.world import NOW

OLGA = "olga@example.org"
NOBODY = "nobody@example.org"
SECOND = timedelta(seconds=1)
BCRYPT = BCRYPTJS[0][1]


class Desk:
    """A desk that signs in and records which kinds of hash were verified; verifying takes no time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self.verified: list[HashKind] = []

    def verify(self, kept: str, password: str) -> bool:
        self.verified.append(hash_kind(kept))
        return (kept, password) in {(OURS, PASSWORD), (BCRYPT, PASSWORD)}

    def sign_in(self, email: str = OLGA, password: str = PASSWORD) -> Person:
        return accounts.sign_in(self.store, email, password, now=self.now, verify=self.verify)

    def refused(self, email: str = OLGA, password: str = "another") -> Refusal:  # noqa: S107 -- not anybody's
        with pytest.raises(Refused) as refused:
            self.sign_in(email, password)
        return refused.value.reason


def keep(store: Store, password_hash: str, email: str = OLGA) -> None:
    with store.write() as transaction:
        person = transaction.people.by_email(email)
        assert person is not None
        assert transaction.accounts.set_password_hash(person.id, password_hash)


def kept(store: Store, email: str = OLGA) -> str | None:
    with store.read() as transaction:
        person = transaction.people.by_email(email)
        assert person is not None
        return transaction.accounts.password_hash(person.id)


def failures(desk: Desk) -> int:
    (account,) = accounts.list_accounts(desk.store, now=desk.now)
    return account.failures
