"""Failed sign-ins are counted for every address that was typed, and the address is not stored."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest

from kiosk.domain.people.throttle import Failures, one_more
from kiosk.storage.store import Store
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.storage.sample import HOUR, START

DESKS = 8
ADDRESSES = (
    "ana@example.org",
    "",
    "not an address",
    "a\0b",
    "half \ud800",
    "Zoë 🎟",
    "x" * 100_000,
    "' OR 1=1 --",
)


def test_failures_are_kept_found_and_cleared(store: Store) -> None:
    with store.write() as transaction:
        assert transaction.sign_in_failures.lock_for_update("ana@example.org", START) == Failures(0, START)
        transaction.sign_in_failures.keep("ana@example.org", Failures(3, START + HOUR))
    with store.write() as transaction:
        assert transaction.sign_in_failures.lock_for_update("ana@example.org", START) == Failures(
            3, START + HOUR
        )
        assert transaction.sign_in_failures.of(["ana@example.org", "bo@example.org"]) == {
            "ana@example.org": Failures(3, START + HOUR)
        }
        assert transaction.sign_in_failures.clear("ana@example.org") == 3
        assert transaction.sign_in_failures.clear("ana@example.org") == 0
        assert transaction.sign_in_failures.of(["ana@example.org"]) == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_is_counted_and_none_is_stored_readably(
    store: Store, database_url: str, address: str
) -> None:
    _fail(store, address)
    _fail(store, address)
    with foreign_program(database_url) as connection:
        ((key, failures),) = ask_all(connection, "SELECT address_hash, failures FROM sign_in_failures")
    assert (len(key), failures) == (64, 2)
    assert set(key) <= set("0123456789abcdef")


def test_letter_case_and_unicode_form_do_not_make_another_address(store: Store) -> None:
    for spelling in ("zoë@example.org", "ZOË@EXAMPLE.ORG", "zoe\u0308@example.org"):
        _fail(store, spelling)
    with store.read() as transaction:
        assert transaction.sign_in_failures.of(["Zoë@Example.org"])["Zoë@Example.org"].count == 3


def test_many_desks_failing_at_once_all_count(store: Store) -> None:
    start = threading.Barrier(DESKS, timeout=30)

    def fail(_number: int) -> None:
        start.wait()
        _fail(store, "ana@example.org")

    with ThreadPoolExecutor(DESKS) as threads:
        list(threads.map(fail, range(DESKS)))
    with store.read() as transaction:
        assert transaction.sign_in_failures.of(["ana@example.org"])["ana@example.org"].count == DESKS


def test_counting_without_the_lock_would_lose_some(postgres_url: str) -> None:
    # The control: a program that reads the count first, and then writes it plus one.
    with foreign_program(postgres_url) as one, foreign_program(postgres_url) as other:
        run(one, "INSERT INTO sign_in_failures (address_hash) VALUES ('x')")
        read = [ask(each, "SELECT failures FROM sign_in_failures") for each in (one, other)]
        for each, failures in zip((one, other), read, strict=True):
            run(each, "UPDATE sign_in_failures SET failures = :more", more=failures + 1)
        assert ask(one, "SELECT failures FROM sign_in_failures") == 1


def test_old_failures_are_forgotten_without_waiting_for_locked_ones(postgres_url: str) -> None:
    with closing(Store.open(postgres_url)) as store:
        for address in ("old@example.org", "busy@example.org"):
            _fail(store, address)
        with store.write() as busy:
            busy.sign_in_failures.lock_for_update("busy@example.org", START)
            with store.write() as transaction:
                transaction.sign_in_failures.forget(START + HOUR)
            left = busy.sign_in_failures.of(["old@example.org", "busy@example.org"])
    assert set(left) == {"busy@example.org"}


def test_only_what_is_old_enough_is_forgotten(store: Store) -> None:
    _fail(store, "old@example.org")
    with store.write() as transaction:
        transaction.sign_in_failures.lock_for_update("new@example.org", START + timedelta(microseconds=1))
        transaction.sign_in_failures.forget(START + timedelta(microseconds=1))
        assert set(transaction.sign_in_failures.of(["old@example.org", "new@example.org"])) == {
            "new@example.org"
        }


def test_the_failures_of_any_number_of_addresses_can_be_read(store: Store) -> None:
    _fail(store, "number1777@example.org")
    with store.read() as transaction:
        found = transaction.sign_in_failures.of(f"number{number}@example.org" for number in range(2000))
    assert found == {"number1777@example.org": Failures(1, START)}


def test_an_address_in_two_spellings_is_found_for_both(store: Store) -> None:
    _fail(store, "ana@example.org")
    with store.read() as transaction:
        assert set(transaction.sign_in_failures.of(["ana@example.org", "ANA@example.org"])) == {
            "ana@example.org",
            "ANA@example.org",
        }


def _fail(store: Store, address: str) -> None:
    with store.write() as transaction:
        failures = transaction.sign_in_failures.lock_for_update(address, START)
        transaction.sign_in_failures.keep(address, one_more(failures, START))
