"""Organizers' accounts are managed: passwords changed and reset, waits ended."""

from datetime import timedelta

import pytest

from kiosk.domain.people.person import Role
from kiosk.domain.refusals.people.people import NoOrganizerHasAddress
from kiosk.domain.refusals.people.sign_in import (
    AccountChanged,
    PasswordLengthOutOfRange,
    PasswordUnchanged,
    TooManyFailedSignIns,
    WrongCredentials,
    WrongPresentPassword,
)
from kiosk.services.accounts import accounts
from kiosk.services.accounts.passwords import HashKind, hash_kind
from kiosk.services.people import people
from tests.refusals import refuses
from tests.services.accounts.hashes import OURS, PASSWORD
from tests.services.accounts.sign_ins import BCRYPT, NOBODY, OLGA, SECOND, Desk, keep, kept
from tests.services.world import NOW, World
from tests.storage.raw import foreign_program, run


@pytest.mark.parametrize("hashed", [OURS, BCRYPT])
def test_an_organizer_changes_their_password(world: World, hashed: str) -> None:
    keep(world.store, hashed)
    olga = accounts.sign_in(world.store, OLGA, PASSWORD, now=NOW)
    with refuses(PasswordLengthOutOfRange(5, 8, 1024)):
        accounts.change_password(world.store, olga, PASSWORD, "short", now=NOW)
    with refuses(WrongPresentPassword()):
        accounts.change_password(world.store, olga, "another", "battery staple", now=NOW)
    with refuses(PasswordUnchanged()):
        accounts.change_password(world.store, olga, PASSWORD, PASSWORD, now=NOW)
    assert kept(world.store) == hashed
    accounts.change_password(world.store, olga, PASSWORD, "battery staple", now=NOW)
    assert hash_kind(kept(world.store) or "") is HashKind.OURS
    with refuses(WrongCredentials()):
        accounts.sign_in(world.store, OLGA, PASSWORD, now=NOW)
    assert accounts.sign_in(world.store, OLGA, "battery staple", now=NOW) == olga


def test_guessing_the_present_password_at_an_unattended_desk_is_throttled(desk: Desk) -> None:
    olga = desk.sign_in()
    for _ in range(5):
        with refuses(WrongPresentPassword()):
            accounts.change_password(
                desk.store, olga, "guess", "mine from now on", now=NOW, verify=desk.verify
            )
    with refuses(TooManyFailedSignIns(32 * SECOND)):
        accounts.change_password(desk.store, olga, PASSWORD, "mine from now on", now=NOW, verify=desk.verify)
    assert kept(desk.store) == OURS


def test_of_two_password_changes_at_once_the_second_is_refused(desk: Desk) -> None:
    olga = desk.sign_in()

    def verify(password_hash: str, password: str) -> bool:
        keep(desk.store, BCRYPT)
        return desk.verify(password_hash, password)

    with refuses(AccountChanged()):
        accounts.change_password(desk.store, olga, PASSWORD, "battery staple", now=NOW, verify=verify)
    assert kept(desk.store) == BCRYPT


def test_an_account_that_took_over_the_address_keeps_its_password(desk: Desk, database_url: str) -> None:
    olga = desk.sign_in()
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE users SET email = 'olga.new@example.org'")
    with desk.store.write() as transaction:
        transaction.people.add(name="Other", email=OLGA, password_hash=OURS, role=Role.EO)
    with refuses(AccountChanged()):
        accounts.change_password(desk.store, olga, PASSWORD, "battery staple", now=NOW, verify=desk.verify)
    assert kept(desk.store) == OURS


def test_resetting_a_password_also_ends_the_wait_after_failed_sign_ins(world: World) -> None:
    desk = Desk(world.store)
    for _ in range(6):
        desk.refused()
    with refuses(PasswordLengthOutOfRange(5, 8, 1024)):
        accounts.reset_password(world.store, OLGA, "short")
    assert accounts.reset_password(world.store, "OLGA@example.org", "battery staple").email == OLGA
    assert accounts.sign_in(world.store, OLGA, "battery staple", now=NOW).email == OLGA


def test_a_technician_unlocks_an_account(desk: Desk) -> None:
    for _ in range(6):
        desk.refused()
    (account,) = accounts.list_accounts(desk.store, now=desk.now)
    assert (account.person.email, account.failures, account.throttled_for) == (OLGA, 5, 32 * SECOND)
    assert accounts.unlock(desk.store, OLGA.upper()) == (account.person, 5)
    assert accounts.unlock(desk.store, OLGA) == (account.person, 0)
    assert desk.sign_in() == account.person


def test_failed_sign_ins_of_more_than_a_day_ago_are_not_listed(desk: Desk) -> None:
    for _ in range(5):
        desk.refused()
    desk.now += timedelta(days=1, seconds=1)
    (account,) = accounts.list_accounts(desk.store, now=desk.now)
    assert (account.failures, account.throttled_for) == (0, timedelta())


@pytest.mark.parametrize("email", [NOBODY, "ana@example.org", "", "no address", "\0\ud800"])
def test_only_an_organizers_account_can_be_unlocked_or_reset(desk: Desk, email: str) -> None:
    people.add_participant(desk.store, name="Ana", email="ana@example.org")
    for look_after in (accounts.unlock, accounts.find_organizer):
        with refuses(NoOrganizerHasAddress(email)):
            look_after(desk.store, email)
    with refuses(NoOrganizerHasAddress(email)):
        accounts.reset_password(desk.store, email, "battery staple")
    assert kept(desk.store, "ana@example.org") == people.NO_PASSWORD
