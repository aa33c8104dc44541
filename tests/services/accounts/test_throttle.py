"""Failed sign-ins make an address wait, whatever its spelling and the number of desks."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.sign_in import TooManyFailedSignIns, WrongCredentials
from kiosk.domain.refusals.refusal import Refusal
from kiosk.services.accounts import accounts
from kiosk.storage.store import Store
from tests.services.accounts.hashes import PASSWORD
from tests.services.accounts.sign_ins import NOBODY, OLGA, SECOND, Desk, failures
from tests.services.world import NOW
from tests.storage.raw import ask, foreign_program

DESKS = 12


@pytest.mark.parametrize("email", [OLGA, NOBODY, "no address", "\0", "x" * 5000])
def test_five_failures_throttle_any_address_and_the_refusal_has_the_wait(desk: Desk, email: str) -> None:
    assert [desk.refused(email) for _ in range(5)] == [WrongCredentials()] * 5
    desk.verified.clear()
    assert desk.refused(email, PASSWORD) == TooManyFailedSignIns(32 * SECOND)
    desk.now += 31.5 * SECOND
    assert desk.refused(email, PASSWORD) == TooManyFailedSignIns(0.5 * SECOND)
    assert desk.verified == []  # during the wait no password is verified
    desk.now += 0.5 * SECOND
    assert desk.refused(email) == WrongCredentials()
    assert desk.refused(email) == TooManyFailedSignIns(64 * SECOND)
    for _ in range(5):
        desk.now += timedelta(minutes=15)
        assert desk.refused(email) == WrongCredentials()
    assert desk.refused(email) == TooManyFailedSignIns(timedelta(minutes=15))


def test_a_restart_does_not_help_a_guesser(desk: Desk, database_url: str) -> None:
    for _ in range(5):
        desk.refused()
    restarted = Store.open(database_url)
    assert Desk(restarted).refused(OLGA, PASSWORD) == TooManyFailedSignIns(32 * SECOND)
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
        assert desk.refused(spelling) == WrongCredentials()
    assert isinstance(desk.refused(OLGA, PASSWORD), TooManyFailedSignIns)
    for spelling in ("z@bücher.example", "Z@BÜCHER.example", "z@xn--bcher-kva.example") * 2:
        refusal = desk.refused(spelling)
    assert isinstance(refusal, TooManyFailedSignIns)


def test_a_successful_sign_in_resets_the_count_of_failures(desk: Desk) -> None:
    for _ in range(4):
        desk.refused()
    assert failures(desk) == 4
    desk.sign_in()
    assert failures(desk) == 0
    for _ in range(4):
        assert desk.refused() == WrongCredentials()
    assert desk.sign_in().email == OLGA


def test_one_throttled_address_does_not_hold_up_another(desk: Desk) -> None:
    for _ in range(6):
        desk.refused(NOBODY)
    assert desk.sign_in().email == OLGA


def test_failures_older_than_a_day_are_deleted_from_the_database(desk: Desk, database_url: str) -> None:
    for number in range(3):
        desk.refused(f"nobody{number}@example.org")
    desk.now += timedelta(days=1, seconds=1)
    desk.refused(NOBODY)
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM sign_in_failures") == 1


def test_failures_at_many_desks_at_once_are_all_counted_and_only_five_are_verified(desk: Desk) -> None:
    start = threading.Barrier(DESKS, timeout=30)

    def guess(number: int) -> Refusal:
        start.wait()
        return desk.refused(OLGA, f"guess {number}")

    with ThreadPoolExecutor(DESKS) as threads:
        refusals = list(threads.map(guess, range(DESKS)))
    assert refusals.count(WrongCredentials()) == 5
    assert len(desk.verified) == 5
    assert failures(desk) == 5


def test_two_failures_at_once_both_count(desk: Desk) -> None:
    start = threading.Barrier(2, timeout=30)

    def verify(_kept: str, _password: str) -> bool:
        start.wait()  # both verify before either has failed
        return False

    def guess(_number: int) -> None:
        with pytest.raises(Refused):
            accounts.sign_in(desk.store, OLGA, "another", now=NOW, verify=verify)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(guess, range(2)))
    assert failures(desk) == 2
