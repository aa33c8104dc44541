"""Signing in: who may, with which hash, and what everybody else gets as an answer."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.people.person import Role
from kiosk.domain.refusals.people.sign_in import (
    TooManyFailedSignIns,
    WrongCredentials,
    WrongPassword,
)
from kiosk.services.accounts import accounts
from kiosk.services.accounts.passwords import HashKind, is_match
from kiosk.services.people import people
from tests.refusals import refuses
from tests.services.accounts.hashes import BCRYPTJS, OURS, PASSWORD, WEAK
from tests.services.accounts.sign_ins import BCRYPT, NOBODY, OLGA, SECOND, Desk, failures, keep, kept
from tests.services.world import NOW, World
from tests.storage.raw import ask_all, foreign_program, run


def test_an_organizer_made_here_signs_in_in_any_letter_case(world: World) -> None:
    made = accounts.create_organizer(world.store, name="Bo", email="bo@example.org", password=PASSWORD)
    assert accounts.sign_in(world.store, " BO@Example.org ", PASSWORD, now=NOW) == made
    with refuses(WrongCredentials()):
        accounts.sign_in(world.store, "bo@example.org", PASSWORD.upper(), now=NOW)


@pytest.mark.parametrize(("password", "hashed"), BCRYPTJS)
def test_the_other_back_ends_organizers_sign_in_and_their_hashes_stay(
    world: World, password: str, hashed: str
) -> None:
    keep(world.store, hashed)
    assert accounts.sign_in(world.store, OLGA, password, now=NOW).email == OLGA
    assert kept(world.store) == hashed


def test_a_signed_in_organizer_confirms_the_password_and_wrong_tries_count(desk: Desk) -> None:
    olga = desk.sign_in()

    def confirm(password: str) -> None:
        accounts.confirm_password(desk.store, olga, password, now=desk.now, verify=desk.verify)

    with refuses(WrongPassword()):
        confirm("another")
    assert failures(desk) == 1
    confirm(PASSWORD)
    assert failures(desk) == 0
    for _ in range(5):
        with refuses(WrongPassword()):
            confirm("another")
    with refuses(TooManyFailedSignIns(32 * SECOND)):
        confirm(PASSWORD)


def test_an_account_that_lost_its_organizer_role_cannot_confirm_its_password(
    desk: Desk, database_url: str
) -> None:
    olga = desk.sign_in()
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE users SET role = 'PARTICIPANT' WHERE name = 'Olga'")
    with refuses(WrongPassword()):
        accounts.confirm_password(desk.store, olga, PASSWORD, now=desk.now, verify=desk.verify)


def test_a_weaker_hash_is_renewed_only_by_a_successful_sign_in(world: World) -> None:
    keep(world.store, WEAK)
    with refuses(WrongCredentials()):
        accounts.sign_in(world.store, OLGA, "another", now=NOW)
    assert kept(world.store) == WEAK
    accounts.sign_in(world.store, OLGA, PASSWORD, now=NOW)
    renewed = kept(world.store)
    assert renewed is not None
    assert renewed != WEAK
    assert is_match(renewed, PASSWORD)
    accounts.sign_in(world.store, OLGA, PASSWORD, now=NOW)
    assert kept(world.store) == renewed


def test_two_desks_renewing_the_same_hash_at_once_both_sign_in(world: World) -> None:
    keep(world.store, WEAK)
    start = threading.Barrier(2, timeout=30)

    def verify(password_hash: str, password: str) -> bool:
        found = is_match(password_hash, password)
        if password_hash == WEAK:
            start.wait()
        return found

    def sign_in(_number: int) -> str:
        return accounts.sign_in(world.store, OLGA, PASSWORD, now=NOW, verify=verify).email

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(sign_in, range(2))) == [OLGA, OLGA]


@pytest.mark.parametrize("foreign", [None, BCRYPT])
def test_a_wrong_password_an_unknown_address_and_a_participant_get_one_answer_at_one_cost(
    desk: Desk, foreign: str | None
) -> None:
    people.add_participant(desk.store, name="Ana", email="ana@example.org")
    keep(desk.store, OURS, "ana@example.org")
    if foreign is not None:
        with desk.store.write() as transaction:
            transaction.people.add(name="Nina", email="nina@example.org", password_hash=foreign, role=Role.EO)
    work = []
    for email, password in (
        (OLGA, "another"),
        (NOBODY, "another"),
        (NOBODY, PASSWORD),
        ("ana@example.org", PASSWORD),  # right, but a participant's
        ("no address", PASSWORD),
        ("", ""),
    ):
        desk.verified.clear()
        assert desk.refused(email, password) == WrongCredentials()
        work.append(tuple(desk.verified))
    desk.verified.clear()
    desk.sign_in()
    assert {*work, tuple(desk.verified)} == {
        (HashKind.OURS,) if foreign is None else (HashKind.OURS, HashKind.BCRYPT)
    }


@pytest.mark.parametrize("hashed", ["!", "", "plain", PASSWORD, OURS + " "])
def test_an_account_without_a_known_hash_lets_nobody_in(desk: Desk, hashed: str) -> None:
    keep(desk.store, hashed)
    assert desk.refused(OLGA, PASSWORD) == WrongCredentials()
    assert desk.refused(OLGA, hashed) == WrongCredentials()


def test_an_old_password_is_refused_when_it_was_reset_during_the_sign_in(desk: Desk) -> None:
    def verify(password_hash: str, password: str) -> bool:
        found = desk.verify(password_hash, password)
        accounts.reset_password(desk.store, OLGA, "a new one by a technician")
        return found

    with refuses(WrongCredentials()):
        accounts.sign_in(desk.store, OLGA, PASSWORD, now=NOW, verify=verify)


def test_an_account_deleted_during_the_sign_in_is_refused(desk: Desk, database_url: str) -> None:
    def verify(password_hash: str, password: str) -> bool:
        with foreign_program(database_url) as connection:
            run(connection, "DELETE FROM users")
        return desk.verify(password_hash, password)

    with refuses(WrongCredentials()):
        accounts.sign_in(desk.store, OLGA, PASSWORD, now=NOW, verify=verify)


@given(email=st.text(st.characters(), max_size=400), password=st.text(st.characters(), max_size=1100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_typed_text_is_refused_for_the_same_reason(desk: Desk, email: str, password: str) -> None:
    for hostile in (email, f"{email}@example.org", f"olga@{email}"):
        reason = desk.refused(hostile, password)
        assert reason == WrongCredentials() or isinstance(reason, TooManyFailedSignIns)


def test_a_password_is_in_no_log_and_no_exception(
    world: World, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    keep(world.store, OURS)
    caplog.set_level(logging.DEBUG)
    secrets = ("sesame opens", "sesame\0", "sesame" * 400, "sesame \ud800")
    for secret in secrets:
        with pytest.raises(Refused) as refused:
            accounts.sign_in(world.store, OLGA, secret, now=NOW)
        error: BaseException | None = refused.value
        while error is not None:
            assert "sesame" not in repr(error)
            error = error.__cause__ or error.__context__
    accounts.reset_password(world.store, OLGA, "sesame opens")
    accounts.sign_in(world.store, OLGA, "sesame opens", now=NOW)
    assert "sesame" not in caplog.text
    with foreign_program(database_url) as connection:
        rows = ask_all(connection, "SELECT * FROM users") + ask_all(
            connection, "SELECT * FROM sign_in_failures"
        )
    assert "sesame" not in repr(rows)
