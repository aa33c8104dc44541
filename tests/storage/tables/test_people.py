"""Thousands of people are written and looked up in batches."""

import tracemalloc

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.people.person import Role
from kiosk.storage.store import Store


def add(store: Store, *people: tuple[str, str]) -> int:
    with store.write() as transaction:
        return transaction.people.add_all(people, password_hash="!", role=Role.PARTICIPANT)  # noqa: S106 -- nobody's


def test_a_batch_leaves_out_people_whose_address_is_taken(store: Store) -> None:
    assert add(store) == 0
    assert add(store, ("Ana", "ana@example.org")) == 1
    assert (
        add(store, ("Anna", "ana@example.org"), ("Radu", "radu@example.org"), ("R", "radu@example.org")) == 1
    )
    with store.read() as transaction:
        assert sorted(transaction.people.names_and_emails()) == [
            ("Ana", "ana@example.org"),
            ("Radu", "radu@example.org"),
        ]


def test_a_batch_with_a_text_that_cannot_be_stored_adds_nobody(store: Store) -> None:
    for name in ("a\0b", "\udcff", " ", "x" * 256):
        with pytest.raises(Refused):
            add(store, ("Ana", "ana@example.org"), (name, "radu@example.org"))
    with store.read() as transaction:
        assert transaction.people.count() == 0


def test_addresses_are_looked_up_in_any_letter_case(store: Store) -> None:
    add(store, ("Ana", "Ana@Example.org"), ("Ștefan", "Șt@example.org"), ("Radu", "radu@example.org"))
    with store.read() as transaction:
        found = transaction.people.names_and_emails(["aNA@example.ORG", "șT@example.org", "a\0@b", "none@x"])
        assert sorted(found) == [("Ana", "Ana@Example.org"), ("Ștefan", "Șt@example.org")]
        assert list(transaction.people.names_and_emails([])) == []


def test_all_people_are_read_with_few_in_memory_at_once(store: Store) -> None:
    for start in range(0, 20_000, 500):
        add(store, *((f"Person {n}", f"person{n}@example.org") for n in range(start, start + 500)))
    with store.read() as transaction:
        sum(1 for _ in transaction.people.names_and_emails())  # fills the caches
        tracemalloc.start()
        try:
            assert sum(1 for _ in transaction.people.names_and_emails()) == 20_000
            _now, in_batches = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            assert len(list(transaction.people.names_and_emails())) == 20_000
            _now, at_once = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert in_batches < 1_000_000 < at_once
