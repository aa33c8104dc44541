"""A scan keeps its id until its answer arrives: whatever is lost on the way, it is recorded once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from kiosk.app.rehearsal.network import linked
from kiosk.domain.change import AuditFilter, ChangeKind
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.event import EventState
from kiosk.domain.faults.storage import ServerTrouble
from kiosk.services.check_in import check_in, corrections
from kiosk.services.events import events
from kiosk.storage.store import Store
from tests.services.world import World
from tests.storage.raw import ask, foreign_program, run
from tests.storage_faults import unavailable
from tests.waiting import until

SLOW_COMMIT = 4217
"""The advisory lock that a commit waits for while a test holds it."""


def test_a_scan_sent_again_with_its_id_is_not_recorded_twice(world: World) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    scan = world.scan(None, Method.BUTTON)
    first = check_in.check_in(world.store, door, scan)
    again = check_in.check_in(world.store, door, replace(scan, may_be_recorded=True))
    assert again == first
    assert len(world.rows()) == 1
    # Control: a scan with another id is another walk-in.
    check_in.check_in(world.store, door, replace(scan, id=uuid4(), may_be_recorded=True))
    assert len(world.rows()) == 2


def test_the_attendance_row_has_the_id_of_the_scan(world: World, database_url: str) -> None:
    scan = world.scan(world.make_holder())
    check_in.check_in(world.store, check_in.CheckInPoint(world.event.id, "Door A"), scan)
    with foreign_program(database_url) as connection:
        for asked in ("SELECT id FROM attendance", "SELECT id FROM scan_log"):
            assert UUID(str(ask(connection, asked))) == scan.id


def test_a_check_in_whose_answer_was_lost_is_answered_even_after_the_event_closed(world: World) -> None:
    door, token = check_in.CheckInPoint(world.event.id, "Door A"), world.make_holder()
    scan = world.scan(token)
    first = check_in.check_in(world.store, door, scan)
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    assert check_in.check_in(world.store, door, replace(scan, may_be_recorded=True)) == first
    # Control: a scan that was never recorded is refused.
    other = replace(world.scan(token), may_be_recorded=True)
    assert check_in.check_in(world.store, door, other).outcome is Outcome.EVENT_CLOSED


def test_a_refusal_whose_answer_was_lost_is_decided_again(world: World) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    scan = world.scan(None, Method.BUTTON)
    assert check_in.check_in(world.store, door, scan).outcome is Outcome.EVENT_CLOSED
    events.set_event_state(world.store, "WS001", EventState.OPEN)
    assert check_in.check_in(world.store, door, replace(scan, may_be_recorded=True)).is_checked_in
    assert len(world.rows()) == 1
    assert world.logged() == ["CHECKED_IN"]  # one scan, one entry


def test_a_scan_retried_after_its_check_in_was_undone_is_decided_again(world: World) -> None:
    door, token = check_in.CheckInPoint(world.event.id, "Door A"), world.make_holder()
    scan = world.scan(token)
    check_in.check_in(world.store, door, scan)
    corrections.undo_check_in(world.store, scan.id, reason="wrong person", desk="Desk", now=world.now)
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    again = check_in.check_in(world.store, door, replace(scan, may_be_recorded=True))
    assert again.outcome is Outcome.EVENT_CLOSED
    assert world.rows() == []


@pytest.mark.complains("could not be recorded")
@pytest.mark.parametrize("capacity", [None, 1])
@pytest.mark.parametrize("is_walk_in", [True, False])
def test_a_retry_waits_for_the_first_try_to_commit_and_is_recorded_once(
    postgres_url: str, *, is_walk_in: bool, capacity: int | None
) -> None:
    world = _world(postgres_url)
    event = world.make_event("SMALL", capacity=capacity)
    scan = world.scan(None if is_walk_in else world.make_holder())
    with _slow_commit(postgres_url) as server, linked(postgres_url) as link, _opened(link.url) as store:
        door = check_in.CheckInPoint(event.id, "Door A")
        with ThreadPoolExecutor(1) as doors:
            answer = doors.submit(check_in.check_in_surely, store, door, scan, clock=lambda: world.now)
            assert until(lambda: _waiting(server) == 1)  # its commit is under way
            link.cut()
            assert until(lambda: _waiting(server) == 2)  # and the retry waits for it
            run(server, f"SELECT pg_advisory_unlock({SLOW_COMMIT})")
            assert answer.result(timeout=30).is_checked_in
    assert len(world.rows(event)) == 1
    assert world.logged(event) == ["CHECKED_IN"]
    world.store.close()


@pytest.mark.complains("could not be recorded")
def test_a_refusal_whose_first_try_is_still_being_committed_is_decided_again(postgres_url: str) -> None:
    world = _world(postgres_url)
    scan = world.scan("another code")
    with (
        _slow_commit(postgres_url, "scan_log") as server,
        linked(postgres_url) as link,
        _opened(link.url) as store,
    ):
        door = check_in.CheckInPoint(world.event.id, "Door A")
        with ThreadPoolExecutor(1) as doors:
            answer = doors.submit(check_in.check_in_surely, store, door, scan, clock=lambda: world.now)
            assert until(lambda: _waiting(server) == 1)
            link.cut()
            assert until(lambda: _waiting(server) == 2)
            run(server, f"SELECT pg_advisory_unlock({SLOW_COMMIT})")
            assert answer.result(timeout=30).outcome is Outcome.UNKNOWN_CODE
    assert world.logged() == ["UNKNOWN_CODE"]
    world.store.close()


def test_a_check_in_by_hand_retried_during_its_commit_is_recorded_once(
    postgres_url: str,
) -> None:
    world = _world(postgres_url)
    act = corrections.ByHand(uuid4(), world.event.id, None, "Desk", world.now)
    with (
        _slow_commit(postgres_url) as server,
        linked(postgres_url) as link,
        _opened(link.url) as store,
        ThreadPoolExecutor(2) as desk,
    ):
        first = desk.submit(corrections.check_in_by_hand, store, act)
        assert until(lambda: _waiting(server) == 1)
        link.cut()
        with unavailable(ServerTrouble.PERHAPS_SAVED):
            first.result(timeout=30)
        again = desk.submit(corrections.check_in_by_hand, store, act)
        assert until(lambda: _waiting(server) == 2)
        run(server, f"SELECT pg_advisory_unlock({SLOW_COMMIT})")
        assert again.result(timeout=30).is_checked_in
    with world.store.read() as transaction:
        made = [each.kind for each in transaction.changes.page(AuditFilter(), size=9)[0]]
    assert made.count(ChangeKind.CHECKED_IN) == 1
    world.store.close()


def _world(url: str) -> World:
    return World(Store.open(url))


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    with closing(Store.open(url)) as store:
        yield store


@contextmanager
def _slow_commit(url: str, table: str = "attendance") -> Iterator[Connection]:
    """Makes each commit of a new row wait until the caller unlocks SLOW_COMMIT on this connection."""
    with foreign_program(url) as connection:
        run(
            connection,
            "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" PERFORM pg_advisory_xact_lock({SLOW_COMMIT}); RETURN NULL; END $$",
        )
        run(
            connection,
            f"CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON {table}"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()",
        )
        run(connection, f"SELECT pg_advisory_lock({SLOW_COMMIT})")
        yield connection


def _waiting(connection: Connection) -> int:
    """Counts the transactions in this database that wait for a lock."""
    return int(
        ask(
            connection,
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
    )
