"""Organizers sign in, mistype, forget and change their passwords; others guess."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.person import Person, Role
from kiosk.services import accounts, people
from kiosk.services.accounts import WRONG
from kiosk.services.passwords import Kind, is_match, kind_of
from kiosk.storage.store import Store
from tests.services.hashes import BCRYPTJS, OURS, PASSWORD, WEAK
from tests.services.world import NOW, World
from tests.storage.raw import ask, ask_all, foreign_program, run

OLGA = "olga@example.org"
NOBODY = "nobody@example.org"
SECOND = timedelta(seconds=1)
BCRYPT = BCRYPTJS[0][1]
DESKS = 12


class Desk:
    """Signs in, and takes down what was verified. Verifies at once, so that a story may fail often."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self.verified: list[Kind] = []

    def verify(self, kept: str, password: str) -> bool:
        self.verified.append(kind_of(kept))
        return (kept, password) in {(OURS, PASSWORD), (BCRYPT, PASSWORD)}

    def sign_in(self, email: str = OLGA, password: str = PASSWORD) -> Person:
        return accounts.sign_in(self.store, email, password, now=self.now, verify=self.verify)

    def refused(self, email: str = OLGA, password: str = "another") -> str:  # noqa: S107 -- not anybody's
        with pytest.raises(Refused) as refused:
            self.sign_in(email, password)
        return str(refused.value)


@pytest.fixture
def desk(world: World) -> Desk:
    keep(world.store, OURS)
    return Desk(world.store)


def keep(store: Store, password_hash: str, email: str = OLGA) -> None:
    with store.write() as transaction:
        person = transaction.people.by_email(email)
        assert person is not None
        assert transaction.people.set_password_hash(person.id, password_hash)


def kept(store: Store, email: str = OLGA) -> str | None:
    with store.read() as transaction:
        person = transaction.people.by_email(email)
        assert person is not None
        return transaction.people.password_hash(person.id)


def failures(desk: Desk) -> int:
    (account,) = accounts.list_accounts(desk.store, now=desk.now)
    return account.failures


def test_an_organizer_made_here_signs_in_in_any_letter_case(world: World) -> None:
    made = people.create_organizer(world.store, name="Bo", email="bo@example.org", password=PASSWORD)
    assert accounts.sign_in(world.store, " BO@Example.org ", PASSWORD, now=NOW) == made
    with pytest.raises(Refused, match="No organizer's account"):
        accounts.sign_in(world.store, "bo@example.org", PASSWORD.upper(), now=NOW)


@pytest.mark.parametrize(("password", "hashed"), BCRYPTJS)
def test_the_other_back_ends_organizers_sign_in_and_their_hashes_stay(
    world: World, password: str, hashed: str
) -> None:
    keep(world.store, hashed)
    assert accounts.sign_in(world.store, OLGA, password, now=NOW).email == OLGA
    assert kept(world.store) == hashed


def test_who_is_signed_in_proves_it_again_and_wrong_tries_count(desk: Desk) -> None:
    olga = desk.sign_in()

    def confirm(password: str) -> None:
        accounts.confirm_password(desk.store, olga, password, now=desk.now, verify=desk.verify)

    with pytest.raises(Refused, match="This is not the password"):
        confirm("another")
    assert failures(desk) == 1
    confirm(PASSWORD)
    assert failures(desk) == 0
    for _ in range(5):
        with pytest.raises(Refused, match="This is not the password"):
            confirm("another")
    with pytest.raises(Refused, match="Try again in 32 seconds"):
        confirm(PASSWORD)


def test_an_account_that_is_no_organizers_any_more_proves_nothing(desk: Desk, database_url: str) -> None:
    olga = desk.sign_in()
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE users SET role = 'PARTICIPANT' WHERE name = 'Olga'")
    with pytest.raises(Refused):
        accounts.confirm_password(desk.store, olga, PASSWORD, now=desk.now, verify=desk.verify)


def test_a_weaker_hash_of_ours_is_renewed_by_signing_in_and_not_by_failing_to(world: World) -> None:
    keep(world.store, WEAK)
    with pytest.raises(Refused):
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
def test_a_wrong_password_an_unknown_address_and_a_participant_hear_and_cost_the_same(
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
        ("ana@example.org", PASSWORD),  # right, and yet no organizer's
        ("no address", PASSWORD),
        ("", ""),
    ):
        desk.verified.clear()
        assert desk.refused(email, password) == WRONG
        work.append(tuple(desk.verified))
    desk.verified.clear()
    desk.sign_in()
    assert {*work, tuple(desk.verified)} == {(Kind.OURS,) if foreign is None else (Kind.OURS, Kind.BCRYPT)}


@pytest.mark.parametrize("hashed", ["!", "", "plain", PASSWORD, OURS + " "])
def test_an_account_without_a_hash_we_know_lets_nobody_in(desk: Desk, hashed: str) -> None:
    keep(desk.store, hashed)
    assert desk.refused(OLGA, PASSWORD) == WRONG
    assert desk.refused(OLGA, hashed) == WRONG


@pytest.mark.parametrize("email", [OLGA, NOBODY, "no address", "\0", "x" * 5000])
def test_five_failures_throttle_any_address_alike_and_say_for_how_long(desk: Desk, email: str) -> None:
    assert [desk.refused(email) for _ in range(5)] == [WRONG] * 5
    desk.verified.clear()
    throttled = "Too many sign-ins with this e-mail address failed. Try again in {}."
    assert desk.refused(email, PASSWORD) == throttled.format("32 seconds")
    desk.now += 31.5 * SECOND
    assert desk.refused(email, PASSWORD) == throttled.format("1 second")
    assert desk.verified == []  # while it waits nothing is found out
    desk.now += 0.5 * SECOND
    assert desk.refused(email) == WRONG
    assert desk.refused(email) == throttled.format("2 minutes")
    for _ in range(5):
        desk.now += timedelta(minutes=15)
        assert desk.refused(email) == WRONG
    assert desk.refused(email) == throttled.format("15 minutes")


def test_a_restart_does_not_help_a_guesser(desk: Desk, database_url: str) -> None:
    for _ in range(5):
        desk.refused()
    restarted = Store.open(database_url)
    assert "Try again in 32 seconds" in Desk(restarted).refused(OLGA, PASSWORD)
    restarted.close()


def test_spelling_an_address_in_another_way_does_not_help_a_guesser(desk: Desk) -> None:
    spellings = (
        "olga@example.org",
        "OLGA@example.org",
        " olga@EXAMPLE.org",
        "Olga@Example.Org",
        "oLGA@example.org",
    )
    for spelling in spellings:
        assert desk.refused(spelling) == WRONG
    assert "Too many" in desk.refused(OLGA, PASSWORD)
    for spelling in ("z@bücher.example", "Z@BÜCHER.example", "z@xn--bcher-kva.example") * 2:
        said = desk.refused(spelling)
    assert "Too many" in said


def test_who_signs_in_begins_anew(desk: Desk) -> None:
    for _ in range(4):
        desk.refused()
    assert failures(desk) == 4
    desk.sign_in()
    assert failures(desk) == 0
    for _ in range(4):
        assert desk.refused() == WRONG
    assert desk.sign_in().email == OLGA


def test_one_throttled_address_does_not_hold_up_another(desk: Desk) -> None:
    for _ in range(6):
        desk.refused(NOBODY)
    assert desk.sign_in().email == OLGA


def test_after_a_day_old_failures_are_gone_from_the_database(desk: Desk, database_url: str) -> None:
    for number in range(3):
        desk.refused(f"nobody{number}@example.org")
    desk.now += timedelta(days=1, seconds=1)
    desk.refused(NOBODY)
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM sign_in_failures") == 1


def test_failing_at_many_desks_at_once_counts_every_one_and_lets_five_guesses_through(desk: Desk) -> None:
    start = threading.Barrier(DESKS, timeout=30)

    def guess(number: int) -> str:
        start.wait()
        return desk.refused(OLGA, f"guess {number}")

    with ThreadPoolExecutor(DESKS) as threads:
        said = list(threads.map(guess, range(DESKS)))
    assert said.count(WRONG) == 5
    assert len(desk.verified) == 5
    assert failures(desk) == 5


def test_two_failures_at_once_both_count(desk: Desk) -> None:
    start = threading.Barrier(2, timeout=30)

    def verify(_kept: str, _password: str) -> bool:
        start.wait()  # both are at it before either has failed
        return False

    def guess(_number: int) -> None:
        with pytest.raises(Refused):
            accounts.sign_in(desk.store, OLGA, "another", now=NOW, verify=verify)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(guess, range(2)))
    assert failures(desk) == 2


def test_a_password_reset_while_the_old_one_is_verified_does_not_let_the_old_one_in(desk: Desk) -> None:
    def verify(password_hash: str, password: str) -> bool:
        found = desk.verify(password_hash, password)
        accounts.reset_password(desk.store, OLGA, "a new one by a technician")
        return found

    with pytest.raises(Refused, match="No organizer's account"):
        accounts.sign_in(desk.store, OLGA, PASSWORD, now=NOW, verify=verify)


def test_an_account_deleted_while_it_is_verified_lets_nobody_in(desk: Desk, database_url: str) -> None:
    def verify(password_hash: str, password: str) -> bool:
        with foreign_program(database_url) as connection:
            run(connection, "DELETE FROM users")
        return desk.verify(password_hash, password)

    with pytest.raises(Refused, match="No organizer's account"):
        accounts.sign_in(desk.store, OLGA, PASSWORD, now=NOW, verify=verify)


@pytest.mark.parametrize("hashed", [OURS, BCRYPT])
def test_an_organizer_changes_the_password(world: World, hashed: str) -> None:
    keep(world.store, hashed)
    olga = accounts.sign_in(world.store, OLGA, PASSWORD, now=NOW)
    with pytest.raises(Refused, match="8 to 1024"):
        accounts.change_password(world.store, olga, PASSWORD, "short", now=NOW)
    with pytest.raises(Refused, match="The present password is another one"):
        accounts.change_password(world.store, olga, "another", "battery staple", now=NOW)
    assert kept(world.store) == hashed
    accounts.change_password(world.store, olga, PASSWORD, "battery staple", now=NOW)
    assert kind_of(kept(world.store) or "") is Kind.OURS
    with pytest.raises(Refused):
        accounts.sign_in(world.store, OLGA, PASSWORD, now=NOW)
    assert accounts.sign_in(world.store, OLGA, "battery staple", now=NOW) == olga


def test_guessing_the_old_password_at_a_desk_left_open_is_throttled_too(desk: Desk) -> None:
    olga = desk.sign_in()
    for _ in range(5):
        with pytest.raises(Refused, match="The present password is another one"):
            accounts.change_password(
                desk.store, olga, "guess", "mine from now on", now=NOW, verify=desk.verify
            )
    with pytest.raises(Refused, match="Try again in 32 seconds"):
        accounts.change_password(desk.store, olga, PASSWORD, "mine from now on", now=NOW, verify=desk.verify)
    assert kept(desk.store) == OURS


def test_of_two_changes_at_once_the_second_is_told(desk: Desk) -> None:
    olga = desk.sign_in()

    def verify(password_hash: str, password: str) -> bool:
        keep(desk.store, BCRYPT)
        return desk.verify(password_hash, password)

    with pytest.raises(Refused, match="changed or deleted meanwhile"):
        accounts.change_password(desk.store, olga, PASSWORD, "battery staple", now=NOW, verify=verify)
    assert kept(desk.store) == BCRYPT


def test_somebody_else_with_the_address_by_now_keeps_their_password(desk: Desk, database_url: str) -> None:
    olga = desk.sign_in()
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE users SET email = 'olga.new@example.org'")
    with desk.store.write() as transaction:
        transaction.people.add(name="Other", email=OLGA, password_hash=OURS, role=Role.EO)
    with pytest.raises(Refused, match="changed or deleted meanwhile"):
        accounts.change_password(desk.store, olga, PASSWORD, "battery staple", now=NOW, verify=desk.verify)
    assert kept(desk.store) == OURS


def test_a_technician_resets_a_password_and_lifts_the_wait(world: World) -> None:
    desk = Desk(world.store)
    for _ in range(6):
        desk.refused()
    with pytest.raises(Refused, match="8 to 1024"):
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


def test_yesterdays_failures_are_not_listed(desk: Desk) -> None:
    for _ in range(5):
        desk.refused()
    desk.now += timedelta(days=1, seconds=1)
    (account,) = accounts.list_accounts(desk.store, now=desk.now)
    assert (account.failures, account.throttled_for) == (0, timedelta())


@pytest.mark.parametrize("email", [NOBODY, "ana@example.org", "", "no address", "\0\ud800"])
def test_only_organizers_have_accounts_to_look_after(desk: Desk, email: str) -> None:
    people.add_participant(desk.store, name="Ana", email="ana@example.org")
    for look_after in (accounts.unlock, accounts.find_organizer):
        with pytest.raises(Refused, match="No organizer has the address"):
            look_after(desk.store, email)
    with pytest.raises(Refused, match="No organizer has the address"):
        accounts.reset_password(desk.store, email, "battery staple")
    assert kept(desk.store, "ana@example.org") == people.NO_PASSWORD


@given(email=st.text(st.characters(), max_size=400), password=st.text(st.characters(), max_size=1100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_whatever_is_typed_is_refused_in_the_same_words(desk: Desk, email: str, password: str) -> None:
    for hostile in (email, f"{email}@example.org", f"olga@{email}"):
        accounts_said = desk.refused(hostile, password)
        assert accounts_said == WRONG or accounts_said.startswith("Too many")


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


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.001, "1 second"),
        (1, "1 second"),
        (1.2, "2 seconds"),
        (60, "60 seconds"),
        (61, "2 minutes"),
        (900, "15 minutes"),
    ],
)
def test_a_wait_is_told_rounded_up(seconds: float, words: str) -> None:
    assert accounts.wait_words(timedelta(seconds=seconds)) == words
