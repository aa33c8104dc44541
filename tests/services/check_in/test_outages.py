"""A check-in is tried again while its database is unavailable, for a few seconds."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.event import listens_for

from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.event import EventState
from kiosk.domain.faults.storage import FileTrouble, ServerTrouble
from kiosk.services.check_in import check_in
from kiosk.services.events import events
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction
from tests.services.world import World
from tests.storage_faults import faulty, unavailable


@pytest.mark.complains("could not be recorded")
def test_a_check_in_succeeds_when_the_database_comes_back_in_time(world: World) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    pauses: list[float] = []
    answer = check_in.check_in_surely(
        _LosesAnswers(world.store, times=3),
        door,
        world.scan(None),
        clock=lambda: world.now,
        monotonic=lambda: 0.0,
        pause=pauses.append,
    )
    assert answer.is_checked_in
    assert len(pauses) == 2
    assert len(world.rows()) == 1


@pytest.mark.complains("could not be recorded")
def test_a_database_that_stays_unavailable_is_a_failure_and_never_an_outcome(world: World) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    lost = _LosesAnswers(world.store, times=99)
    seconds = iter(range(99))
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            door,
            world.scan(None),
            clock=lambda: world.now,
            monotonic=lambda: float(next(seconds)),
            pause=lambda _: None,
        )
    assert 99 - lost.times == check_in.PATIENCE // timedelta(seconds=1)


@pytest.mark.complains("could not be recorded")
def test_a_clock_set_back_during_an_outage_does_not_prolong_the_tries(world: World) -> None:
    lost = _LosesAnswers(world.store, times=99)
    seconds = iter(range(99))
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            check_in.CheckInPoint(world.event.id, "Door A"),
            world.scan(None),
            clock=lambda: world.now - timedelta(hours=1),
            monotonic=lambda: float(next(seconds)),
            pause=lambda _: None,
        )
    assert 99 - lost.times == check_in.PATIENCE // timedelta(seconds=1)


@pytest.mark.complains("could not be recorded")
def test_a_scan_that_waited_in_the_queue_too_long_is_tried_only_once(world: World) -> None:
    lost = _LosesAnswers(world.store, times=99)
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            check_in.CheckInPoint(world.event.id, "Door A"),
            world.scan(None),
            clock=lambda: world.now + check_in.PATIENCE,
        )
    assert lost.times == 98


@pytest.mark.complains("could not be recorded")
def test_a_fault_that_trying_again_cannot_repair_is_reported_at_once(world: World, database_url: str) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    with (
        _writes_nothing(database_url) as store,
        unavailable(FileTrouble.READ_ONLY, ServerTrouble.READ_ONLY) as fault,
    ):
        check_in.check_in_surely(store, door, world.scan(None), clock=lambda: world.now, pause=_never)
    assert fault.value.is_lasting


@pytest.mark.complains("could not be recorded")
def test_a_scan_is_retried_at_once_and_then_every_half_second_for_four_seconds(world: World) -> None:
    lost, second = _LosesAnswers(world.store, times=99), iter(range(99))
    pauses: list[float] = []
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            check_in.CheckInPoint(world.event.id, "Door A"),
            world.scan(None),
            clock=lambda: world.now,
            monotonic=lambda: next(second) / 2,
            pause=pauses.append,
        )
    assert 99 - lost.times == 8
    assert pauses == [0.5] * 6  # no pause before the second try


@pytest.mark.complains("could not be recorded")
def test_a_recorded_check_in_is_answered_though_the_event_closes_before_the_next_try(
    world: World,
) -> None:
    scan = world.scan(world.make_holder())

    def close(_seconds: float) -> None:
        events.set_event_state(world.store, "WS001", EventState.CLOSED)

    answer = check_in.check_in_surely(
        _LosesAnswers(world.store, times=2),
        check_in.CheckInPoint(world.event.id, "Door A"),
        scan,
        clock=lambda: world.now,
        monotonic=lambda: 0.0,
        pause=close,
    )
    assert answer == Answer(
        Outcome.CHECKED_IN, world.event.title, name="Ana Ionescu", checked_in_at=scan.scanned_at
    )


@contextmanager
def _writes_nothing(url: str) -> Iterator[Store]:
    """Opens the same database so that its server or file refuses writes."""
    with closing(Store.open(url)) as store:

        @listens_for(store._engine, "connect")  # noqa: SLF001 -- no option of the store makes a database read-only
        def _connect(connection: Any, _entry: object) -> None:  # noqa: ANN401 -- either driver's
            is_file = "sqlite" in type(connection).__module__
            statement = "PRAGMA query_only = ON" if is_file else "SET default_transaction_read_only = on"
            connection.execute(statement).close()
            if not is_file:
                connection.commit()

        yield store


def _never(_seconds: float) -> None:
    pytest.fail("a pause, though trying again cannot help")


class _LosesAnswers(Store):
    """A real store that loses its connection right after each of the first `times` transactions."""

    def __init__(self, store: Store, *, times: int) -> None:
        self._store = store
        self.times = times

    @contextmanager
    def write(self, *, is_patient: bool = False) -> Iterator[Transaction]:
        try:
            with self._store.write(is_patient=is_patient) as transaction:
                yield transaction
        finally:
            if self.times:
                self.times -= 1
                raise faulty(ServerTrouble.CONNECTION_LOST)
