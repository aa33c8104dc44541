"""The outbox of a door, on the database that doors have."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from kiosk.domain.check_in.command import Command, CommandAnswer, CommandKind, OutboxCounts, Verdict
from kiosk.domain.clock import utc_now
from kiosk.storage.store import Store


def command(number: int) -> Command:
    return Command(UUID(int=number), CommandKind.CHECK_IN, {"number": number})


def answer(number: int, verdict: Verdict = Verdict.RECORDED) -> CommandAnswer:
    return CommandAnswer(UUID(int=number), verdict)


@pytest.fixture
def door(sqlite_url: str) -> Iterator[Store]:
    """Yields a door's database with ten commands."""
    store = Store.open(sqlite_url)
    with store.write() as transaction:
        for number in range(1, 11):
            transaction.outbox.add(command(number))
    yield store
    store.close()


def numbers(door: Store, *, oldest: int, newest: int) -> list[int]:
    with door.read() as transaction:
        batch = transaction.outbox.batch(oldest=oldest, newest=newest)
    return [each.content["number"] for each in batch]


def test_the_newest_go_ahead_of_the_oldest(door: Store) -> None:
    assert numbers(door, oldest=3, newest=2) == [10, 9, 1, 2, 3]


def test_a_short_queue_goes_whole_and_each_command_once(door: Store) -> None:
    assert sorted(numbers(door, oldest=8, newest=8)) == list(range(1, 11))


def test_answered_commands_wait_no_longer(door: Store) -> None:
    verdicts = (Verdict.RECORDED, Verdict.DUPLICATE, Verdict.REJECTED)
    with door.write() as transaction:
        answers = [answer(number, verdict) for number, verdict in enumerate(verdicts, 1)]
        transaction.outbox.settle(answers, utc_now())
        counts = transaction.outbox.counts()
    assert numbers(door, oldest=3, newest=0) == [4, 5, 6]
    assert (counts.waiting, counts.rejected) == (7, 1)
    assert counts.oldest_at is not None


def test_an_empty_queue_has_no_oldest(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with store.read() as transaction:
        assert transaction.outbox.counts() == OutboxCounts(0, None, 0)
    store.close()


def test_for_an_older_centre_answered_commands_wait_again_but_rejected_ones_stay_parked(door: Store) -> None:
    with door.write() as transaction:
        transaction.outbox.settle(
            [answer(1), answer(2, Verdict.DUPLICATE), answer(3, Verdict.REJECTED)], utc_now()
        )
        transaction.outbox.note_undone([UUID(int=1)])
        assert transaction.outbox.send_again() == 2
        batch = transaction.outbox.batch(oldest=2, newest=0)
    assert [each.content for each in batch] == [
        {"number": 1, "is_undone": True},
        {"number": 2, "is_undone": False},
    ]


def test_only_answered_commands_are_forgotten_and_never_rejected_ones(door: Store) -> None:
    now = utc_now()
    with door.write() as transaction:
        transaction.outbox.settle([answer(1), answer(3, Verdict.REJECTED)], now - timedelta(days=8))
        transaction.outbox.settle([answer(2)], now)
        transaction.outbox.prune(now - timedelta(days=7))
        assert transaction.outbox.send_again() == 1
        assert transaction.outbox.counts().rejected == 1


def test_a_command_that_is_added_again_is_sent_with_its_last_content(door: Store) -> None:
    with door.write() as transaction:
        transaction.outbox.add(Command(UUID(int=1), CommandKind.CHECK_IN, {"number": 99}))
    assert numbers(door, oldest=1, newest=0) == [99]


def test_a_pending_command_that_the_centre_had_is_noted_as_undone(door: Store) -> None:
    with door.write() as transaction:
        transaction.outbox.note_undone([UUID(int=1)])
        (first,) = transaction.outbox.batch(oldest=1, newest=0)
    assert first.content["is_undone"] is True
