"""A door's own clock may be wrong or be set while people wait; the centre's time stays right."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.clock import MOST_OFFSET_MS, offset_milliseconds
from kiosk.services.live.live import list_arrivals
from kiosk.sync.centre_clock import CentreClock
from kiosk.wording.desk.live import kiosk_of
from tests.storage.raw import ask, foreign_program
from tests.sync.venue import Venue
from tests.waiting import until

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
JUMPS = (1, -1, 60, -60, 7200, -7200, 315_360_000, -315_360_000)


class Computer:
    """A computer's two clocks, which a test moves."""

    def __init__(self) -> None:
        self.wall = NOON
        self.seconds = 50.0

    def pass_time(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds

    def clock(self, offset: timedelta | None = None) -> CentreClock:
        return CentreClock(offset, lambda: self.wall, lambda: self.seconds)


def test_before_it_was_ever_measured_the_computers_clock_counts() -> None:
    computer = Computer()
    clock = computer.clock()
    assert (clock.now(), clock.offset) == (NOON, None)


def test_the_centre_is_read_half_way_between_sending_and_receiving() -> None:
    computer = Computer()
    clock = computer.clock()
    sent = computer.seconds
    computer.pass_time(0.2)
    clock.measure(NOON + timedelta(hours=2, seconds=0.1), sent)
    assert clock.now() == computer.wall + timedelta(hours=2)
    assert clock.offset == timedelta(hours=2)


@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_of_the_wall_clock_changes_nothing(jump: int) -> None:
    computer = Computer()
    clock = computer.clock()
    clock.measure(NOON, computer.seconds)
    computer.pass_time(10)
    computer.wall += timedelta(seconds=jump)
    assert clock.now() == NOON + timedelta(seconds=10)
    assert clock.offset == timedelta(seconds=-jump)


def test_a_door_that_is_cut_off_goes_on_with_the_offset_of_an_earlier_day() -> None:
    computer = Computer()
    clock = computer.clock(timedelta(hours=-2))
    computer.pass_time(5)
    assert clock.now() == NOON - timedelta(hours=2) + timedelta(seconds=5)
    assert clock.offset == timedelta(hours=-2)


def test_a_door_two_hours_slow_lets_people_in_with_the_right_time(venue: Venue) -> None:
    door = venue.door("Door A", clock_is_off_by=timedelta(hours=-2))
    assert until(door.is_open)
    assert until(lambda: door.status.clock_offset is not None)
    answer = door.check_in(None)
    assert answer.outcome is Outcome.CHECKED_IN
    with foreign_program(venue.url) as connection:
        late = "SELECT abs(extract(epoch FROM now() - timestamp)) < 60 FROM attendance"
        assert ask(connection, late) is True
        assert ask(connection, "SELECT round(clock_offset_ms / 1000.0) FROM scan_log") == 7200
        assert ask(connection, "SELECT round(clock_offset_ms / 1000.0) FROM kiosks") == 7200
    (arrival,) = list_arrivals(venue.world.store, venue.world.event.id).rows
    assert kiosk_of(arrival) == "Door A · clock was off by 2 h 0 min"


@pytest.mark.parametrize("years", [10, -10])
def test_a_door_whose_clock_is_years_off_still_reaches_the_centre(venue: Venue, years: int) -> None:
    door = venue.door("Door A", clock_is_off_by=timedelta(days=365 * years))
    assert until(door.is_open)
    assert until(lambda: door.status.clock_offset is not None)
    assert door.check_in(None).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    with foreign_program(venue.url) as connection:
        late = "SELECT abs(extract(epoch FROM now() - timestamp)) < 60 FROM attendance"
        assert ask(connection, late) is True


def test_a_computer_that_starts_in_1970_sends_what_it_has(venue: Venue) -> None:
    door = venue.door("Door A", clock_is_off_by=timedelta(days=-57 * 365))
    assert until(door.is_open)
    assert until(lambda: door.status.clock_offset is not None)
    assert door.check_in(None).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    with foreign_program(venue.url) as connection:
        assert ask(connection, "SELECT clock_offset_ms FROM scan_log") == MOST_OFFSET_MS
        assert ask(connection, "SELECT clock_offset_ms FROM kiosks") == MOST_OFFSET_MS


@pytest.mark.parametrize(
    ("offset", "stored"),
    [
        (None, None),
        (timedelta(seconds=-1.5), -1500),
        (timedelta(days=3650), MOST_OFFSET_MS),
        (timedelta(days=-3650), -MOST_OFFSET_MS),
    ],
)
def test_an_offset_is_stored_in_milliseconds_up_to_a_limit(
    offset: timedelta | None, stored: int | None
) -> None:
    assert offset_milliseconds(offset) == stored


def test_without_the_centres_clock_the_same_door_refuses_everybody(venue: Venue) -> None:
    door = venue.door("Door A", clock_is_off_by=timedelta(hours=-2))
    assert until(door.is_open)
    door.syncer.now = lambda: venue.world.now - timedelta(hours=2)  # type: ignore[method-assign]  # the control
    assert door.check_in(None).outcome is Outcome.NOT_YET_OPEN
