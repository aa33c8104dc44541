"""The number of commands of an exchange follows the centre's speed, on a near network and on a far one."""

import pytest

from kiosk.sync.batch_size import FEWEST_AT_ONCE, MOST_AT_ONCE, WORK_SECONDS, BatchSize


def settled(round_trip: float, per_command: float) -> int:
    """Returns the limit after some exchanges of a long queue with a centre of this speed, in seconds."""
    size = BatchSize()
    size.note_success(1, round_trip + per_command)
    for _ in range(10):
        size.note_success(size.limit, round_trip + per_command * size.limit)
    return size.limit


@pytest.mark.parametrize("round_trip", [0.001, 0.05, 0.4])
def test_an_exchange_is_as_much_work_as_the_centre_does_in_a_moment(round_trip: float) -> None:
    per_command = 0.0001
    assert settled(round_trip, per_command) == pytest.approx(WORK_SECONDS / per_command, rel=0.1)


def test_a_fast_centre_gets_many_and_a_slow_one_still_some() -> None:
    assert settled(0.001, 0.000_001) == MOST_AT_ONCE
    assert settled(0.001, 0.01) == FEWEST_AT_ONCE


def test_each_failure_halves_the_number_down_to_one_and_a_success_lets_it_grow() -> None:
    size = BatchSize()
    sizes = []
    for _ in range(8):
        sizes.append(size.limit)
        size.note_failure(size.limit)
    assert sizes == [40, 20, 10, 5, 2, 1, 1, 1]
    size.note_success(1, 0.001)
    assert size.limit == 2


def test_an_idle_door_is_soon_as_fast_as_before() -> None:
    size = BatchSize()
    size.note_failure(size.limit)
    size.note_success(0, 0.001)
    assert size.limit == FEWEST_AT_ONCE
