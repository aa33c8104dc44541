"""Two organizers choose one code in different letter cases at the same moment: only one gets it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.event import EventDetails
from kiosk.domain.recurrence import Recurrence, Weekday
from kiosk.domain.refusals.events.event_codes import CodeTaken, SeriesCodeTaken
from kiosk.services.events import copies, edits, series
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction
from tests.refusals import refuses
from tests.services.waiting import until_another_waits
from tests.services.world import World
from tests.storage.raw import ask, foreign_program, run

WANTED, OTHER_CASE = "ws-é-1", "WS-É-1"


def make(world: World) -> object:
    return world.make_event(WANTED)


def edit(world: World) -> object:
    return edits.edit_event(world.store, world.event, replace(world.event, code=WANTED))


def duplicate(world: World) -> object:
    later = world.now + timedelta(days=7)
    return copies.duplicate_event(world.store, "WS001", start_at=later, new_code=WANTED)


def repeat(world: World) -> object:
    weekly = Recurrence(frozenset({Weekday.THU}), count=3)
    return series.repeat_event(world.store, "WS001", weekly, ZoneInfo("Europe/Berlin"), code_prefix="ws-é")


@pytest.mark.parametrize("act", [make, edit, duplicate, repeat])
def test_the_second_organizer_waits_and_is_refused_the_code(
    world: World, database_url: str, act: Callable[[World], object]
) -> None:
    with _opened(database_url) as first, ThreadPoolExecutor(1) as second:
        with first.write() as transaction:
            _add(transaction, world, OTHER_CASE)
            done = second.submit(act, world)
            until_another_waits(database_url, done.done)
        with refuses(SeriesCodeTaken if act is repeat else CodeTaken):
            done.result(timeout=30)
    with world.store.read() as transaction:
        assert transaction.event_codes.folded() == {"ws001", WANTED}
        assert len(transaction.events.all()) == 2  # no event of a series was made


def test_the_second_organizer_gets_the_code_when_the_first_rolls_back(
    world: World, database_url: str
) -> None:
    with _opened(database_url) as first, ThreadPoolExecutor(1) as second:
        with suppress(ZeroDivisionError), first.write() as transaction:
            _add(transaction, world, OTHER_CASE)
            done = second.submit(make, world)
            until_another_waits(database_url, done.done)
            raise ZeroDivisionError
        done.result(timeout=30)
    with world.store.read() as transaction:
        assert transaction.event_codes.folded() == {"ws001", WANTED}


@pytest.mark.parametrize(
    "database_url", ["postgresql"], indirect=True
)  # on SQLite only one transaction writes at a time
def test_an_organizer_who_wants_another_code_does_not_wait(world: World, database_url: str) -> None:
    with _opened(database_url) as first, first.write() as transaction:
        _add(transaction, world, OTHER_CASE)
        world.make_event("WS002")


def test_two_organizers_who_claim_the_same_codes_in_opposite_order_do_not_deadlock(
    world: World, database_url: str
) -> None:
    start = threading.Barrier(2, timeout=30)
    codes = [f"code {number}" for number in range(20)]

    def lock_and_store(mine: list[str]) -> int:
        start.wait()
        with _opened(database_url) as store, store.write() as transaction:
            taken = transaction.event_codes.lock_codes(mine)
            for code in mine:
                if code not in taken:
                    _add(transaction, world, code)
        return len(mine) - len(taken)

    with ThreadPoolExecutor(2) as both:
        assert sum(both.map(lock_and_store, (codes, [code.upper() for code in reversed(codes)]))) == len(
            codes
        )


def test_without_claiming_codes_two_programs_would_both_make_their_event(
    world: World, database_url: str
) -> None:
    """The control: what the organizers' desks did before codes were locked."""
    looked = threading.Barrier(2, timeout=30)

    def look_and_make(code: str) -> int:
        with foreign_program(database_url) as connection:
            found: int = ask(connection, "SELECT count(*) FROM events WHERE code_text <> 'WS001'")
            looked.wait()
            columns = "group_id, title, start_time, duration_minutes, created_by"
            sql = f"INSERT INTO events ({columns}, code_text) SELECT {columns}, :code FROM events"  # noqa: S608 -- the columns above
            run(connection, f"{sql} WHERE code_text = 'WS001'", code=code)
        return found

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(look_and_make, (WANTED, OTHER_CASE))) == [0, 0]
    with world.store.read() as transaction:
        assert len(transaction.events.all()) == 3
        assert transaction.event_codes.folded() == {"ws001", WANTED}


def _add(transaction: Transaction, world: World, code: str) -> None:
    group = transaction.groups.of_event(world.event.id)
    assert group is not None
    transaction.events.add(
        EventDetails(title="Another evening", start_at=world.now, duration=timedelta(hours=1)),
        group_id=group.id,
        code=code,
        code_qr=None,
        created_by=group.created_by,
    )


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()
