"""Doors that check people in at the same moment agree on who is in and on the last place."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from kiosk.domain.check_in.scan import Answer, Method, Outcome
from kiosk.services.check_in import check_in
from tests.services.waiting import until_another_waits
from tests.services.world import World


def test_many_doors_at_the_same_moment_do_not_exceed_the_capacity(world: World) -> None:
    event = world.make_event("RUSH", capacity=5)
    ready = threading.Barrier(4)

    def rush() -> list[Answer]:
        ready.wait()
        return [world.check_in(None, event=event) for _ in range(4)]

    with ThreadPoolExecutor(4) as doors:
        rushes = [doors.submit(rush) for _ in range(4)]
        answers = [answer for each in rushes for answer in each.result()]
    assert [answer.outcome for answer in answers].count(Outcome.CHECKED_IN) == 5
    assert len(world.rows(event)) == 5


def test_a_door_waits_for_another_that_is_taking_the_last_place(world: World, database_url: str) -> None:
    event = world.make_event("LAST", capacity=1)
    scan, here = world.scan(None, Method.BUTTON), check_in.CheckInPoint(event.id, "Door A")
    with ThreadPoolExecutor(1) as other_door:
        with world.store.write() as transaction:  # as check_in does, and stopped before its end
            locked = transaction.events.lock_for_key_share(event.id)
            assert locked is not None
            first = check_in.answer_visitor(
                transaction, here, locked, scan, check_in.Visitor(is_walk_in=True)
            )
            second = other_door.submit(world.check_in, None, event=event, kiosk="Door B")
            until_another_waits(database_url, second.done)
        outcomes = (first.outcome, second.result(timeout=30).outcome)
    assert outcomes == (Outcome.CHECKED_IN, Outcome.EVENT_FULL)
    assert world.rows(event) == [(None, "BUTTON", "Door A")]


def test_a_place_is_free_again_when_another_doors_check_in_is_rolled_back(
    world: World, database_url: str
) -> None:
    event = world.make_event("LAST", capacity=1)
    scan, here = world.scan(None, Method.BUTTON), check_in.CheckInPoint(event.id, "Door A")
    with ThreadPoolExecutor(1) as other_door:
        with suppress(ZeroDivisionError), world.store.write() as transaction:
            check_in.answer_visitor(transaction, here, event, scan, check_in.Visitor(is_walk_in=True))
            second = other_door.submit(world.check_in, None, event=event, kiosk="Door B")
            until_another_waits(database_url, second.done)
            raise ZeroDivisionError
        assert second.result(timeout=30).is_checked_in
    assert world.rows(event) == [(None, "CAMERA", "Door B")]


@pytest.mark.parametrize(
    "database_url", ["postgresql"], indirect=True
)  # on SQLite only one transaction writes at a time
def test_doors_of_an_event_without_a_limit_do_not_wait_for_each_other(world: World) -> None:
    scan, here = world.scan(None, Method.BUTTON), check_in.CheckInPoint(world.event.id, "Door A")
    with world.store.write() as transaction:
        check_in.answer_visitor(transaction, here, world.event, scan, check_in.Visitor(is_walk_in=True))
        assert world.check_in(None).is_checked_in
    assert len(world.rows()) == 2


def test_one_pass_at_many_doors_at_the_same_moment_is_recorded_once(world: World) -> None:
    token = world.make_holder()
    ready = threading.Barrier(4)

    def show() -> Outcome:
        ready.wait()
        return world.check_in(token).outcome

    with ThreadPoolExecutor(4) as doors:
        shown = [doors.submit(show) for _ in range(4)]
        outcomes = sorted(each.result() for each in shown)
    assert outcomes == [Outcome.ALREADY_CHECKED_IN] * 3 + [Outcome.CHECKED_IN]
    assert len(world.rows()) == 1
