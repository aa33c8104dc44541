"""Organizers' accounts: making them, signing in, and changing, resetting and unlocking them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person, Role
from kiosk.domain.people.throttle import FORGOTTEN_AFTER, is_forgotten, one_more, remaining_wait
from kiosk.domain.refusals.people.sign_in import (
    AccountChanged,
    PasswordUnchanged,
    SignInRefusal,
    TooManyFailedSignIns,
    WrongCredentials,
    WrongPassword,
    WrongPresentPassword,
)
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.services.accounts.passwords import Verify, hash_password, is_match, is_proven, renewed_hash
from kiosk.services.database import Database
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import person_subject
from kiosk.services.lookup import find_person, require_organizer
from kiosk.services.people.people import add_person
from kiosk.services.text_validation import MAX_LENGTH, clean_email
from kiosk.services.transactions import reading, writing


@dataclass(frozen=True, slots=True)
class Account:
    """An organizer's account, as a technician sees it.

    Attributes:
        person: The organizer.
        failures: Failed sign-ins since the last successful one.
        throttled_for: How much longer it accepts no sign-in; zero when it accepts one.
    """

    person: Person
    failures: int
    throttled_for: timedelta


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A sign-in that may be verified."""

    address: str  # the address that its failures are counted for
    organizer: Person | None
    kept: str | None  # the organizer's hash
    organizers_hashes: list[str]


def create_organizer(database: Database, *, name: str, email: str, password: str) -> Person:
    """Makes an account that may use the desk. The password is kept as an argon2id hash.

    Raises:
        Refused: A field has an invalid value, or the address is taken.
    """
    return add_person(database, name=name, email=email, password_hash=hash_password(password), role=Role.EO)


def sign_in(
    database: Database, email: str, password: str, *, now: datetime, verify: Verify = is_match
) -> Person:
    """Returns the organizer with this address and password. Any text may be passed for either.

    Raises:
        Refused: WrongCredentials when no organizer has the address, or the password is wrong;
            TooManyFailedSignIns while the address has to wait.
    """
    attempt = _prove(database, email, password, WrongCredentials(), now=now, verify=verify)
    organizer, kept = attempt.organizer, attempt.kept
    while organizer is not None and kept is not None:
        renewed = renewed_hash(kept, password)
        with writing(database) as transaction:
            present = transaction.accounts.password_hash(organizer.id)
            if present == kept:
                # users before sign_in_failures: see the order of locks in kiosk.storage.transaction.
                if renewed is not None:
                    transaction.accounts.set_password_hash(organizer.id, renewed, instead_of=kept)
                transaction.sign_in_failures.clear(attempt.address)
                return organizer
        # Another desk renewed the hash, or somebody reset the password, while this one was verified.
        if present is None or not verify(present, password):
            break
        kept = present
    raise Refused(WrongCredentials())


def change_password(  # noqa: PLR0913 -- what a form asks for, and the clock
    database: Database,
    person: Person,
    old: str,
    new: str,
    *,
    again: str | None = None,
    now: datetime,
    verify: Verify = is_match,
) -> None:
    """Changes the password of a person who is signed in. Wrong tries count as failed sign-ins.

    Args:
        database: The database.
        person: The person who is signed in.
        old: The password they have now.
        new: The one they want.
        again: The new password as it was typed again, or None when it was typed once.
        now: The present instant.
        verify: As in sign_in.

    Raises:
        Refused: The old password is wrong, the new one is invalid or the same, or the account has to
            wait.
    """
    with collected_faults() as faults:
        faults.check(lambda: _check_old(old))
        new_hash = faults.clean(new, lambda typed: _new_hash(typed, old, again))
    attempt = _prove(database, person.email, old, WrongPresentPassword(), now=now, verify=verify)
    with writing(database) as transaction:
        if attempt.organizer is None or attempt.organizer.id != person.id:
            raise Refused(AccountChanged())
        if not transaction.accounts.set_password_hash(
            person.id, new_hash, instead_of=attempt.kept, is_chosen=True
        ):
            raise Refused(AccountChanged())
        transaction.sign_in_failures.clear(attempt.address)
        transaction.changes.record(ChangeKind.PASSWORD_CHANGED, person_subject(person))


def confirm_password(
    database: Database, person: Person, password: str, *, now: datetime, verify: Verify = is_match
) -> None:
    """Checks the password of a person who is signed in. Wrong tries count as in sign_in.

    Raises:
        Refused: The password is wrong, or the account was deleted, is not an organizer's, or has to wait.
    """
    attempt = _prove(database, person.email, password, WrongPassword(), now=now, verify=verify)
    if attempt.organizer is None or attempt.organizer.id != person.id:
        raise Refused(AccountChanged())
    with writing(database) as transaction:
        transaction.sign_in_failures.clear(attempt.address)


def reset_password(database: Database, email: str, new: str) -> Person:
    """Gives an organizer a new password without asking for the old one, and lets them sign in at once.

    Raises:
        Refused: No organizer has the address, or the password is invalid.
    """
    new_hash = hash_password(new)
    with writing(database) as transaction:
        organizer = require_organizer(transaction, email)
        transaction.accounts.set_password_hash(organizer.id, new_hash, is_chosen=True)
        transaction.sign_in_failures.clear(organizer.email)
        transaction.changes.record(ChangeKind.PASSWORD_CHANGED, person_subject(organizer))
    return organizer


def must_change_password(database: Database, person: Person) -> bool:
    """True when somebody else knows an organizer's password, as whoever invited them does."""
    with reading(database) as transaction:
        return transaction.accounts.must_change_password(person.id)


def unlock(database: Database, email: str) -> tuple[Person, int]:
    """Forgets an organizer's failed sign-ins, so that the account need not wait.

    Returns:
        The organizer, and how many failures were forgotten.

    Raises:
        Refused: No organizer has the address.
    """
    with writing(database) as transaction:
        organizer = require_organizer(transaction, email)
        return organizer, transaction.sign_in_failures.clear(organizer.email)


def find_organizer(database: Database, email: str) -> Person:
    """Returns the organizer with an address.

    Raises:
        Refused: None has it.
    """
    with reading(database) as transaction:
        return require_organizer(transaction, email)


def list_accounts(database: Database, *, now: datetime) -> list[Account]:
    """Returns the accounts of all organizers, by name."""
    with reading(database) as transaction:
        organizers = transaction.accounts.organizers()
        failures = transaction.sign_in_failures.of(organizer.email for organizer in organizers)
    accounts = []
    for organizer in organizers:
        failed = failures.get(organizer.email)
        if failed is None or is_forgotten(failed, now):
            accounts.append(Account(organizer, 0, timedelta()))
        else:
            accounts.append(Account(organizer, failed.count, remaining_wait(failed, now)))
    return accounts


def _check_old(old: str) -> None:
    if not old:
        raise Refused(Blank(Field.PASSWORD))


def _new_hash(new: str, old: str, again: str | None) -> str:
    if new == old:
        raise Refused(PasswordUnchanged())
    return hash_password(new, again)


def _prove(  # noqa: PLR0913 -- as change_password
    database: Database, email: str, password: str, wrong: SignInRefusal, *, now: datetime, verify: Verify
) -> _Attempt:
    attempt = _admit(database, email, now)
    # Outside the transaction: verifying is slow on purpose, and must not delay others.
    if not is_proven(attempt.kept, password, attempt.organizers_hashes, verify):
        raise Refused(wrong)
    return attempt


def _admit(database: Database, email: str, now: datetime) -> _Attempt:
    """Counts a sign-in as failed before it is verified, so at most five of many at once are verified."""
    with writing(database) as transaction:
        person = find_person(transaction, email) if len(email.strip()) <= MAX_LENGTH else None
        address = _normal(email) if person is None else person.email
        failures = transaction.sign_in_failures.lock_for_update(address, now)
        wait = remaining_wait(failures, now)
        if wait:
            raise Refused(TooManyFailedSignIns(wait))
        transaction.sign_in_failures.keep(address, one_more(failures, now))
        transaction.sign_in_failures.forget(now - FORGOTTEN_AFTER)
        organizer = person if person is not None and person.is_organizer else None
        kept = None if organizer is None else transaction.accounts.password_hash(organizer.id)
        return _Attempt(address, organizer, kept, transaction.accounts.organizers_hashes())


def _normal(email: str) -> str:
    try:
        return clean_email(email.strip()[: MAX_LENGTH + 1])
    except Refused:  # not an address; its failures are counted all the same
        return email.strip()
