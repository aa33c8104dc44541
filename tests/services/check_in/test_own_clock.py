"""A door that works alone on its database warns of its computer's clock, which nothing else corrects."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.check_in.clock_doubt import ClockBehind, ClockJumped
from kiosk.services.check_in.event_door import EventDoor
from kiosk.services.check_in.own_clock import OwnClock
from tests.services.world import World

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Computer:
    """A computer's two clocks, which a test moves."""

    def __init__(self) -> None:
        self.wall = NOON
        self.seconds = 50.0
        self.clock = OwnClock(lambda: self.wall, lambda: self.seconds)

    def pass_time(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds


def test_while_both_clocks_agree_nothing_is_doubted() -> None:
    computer = Computer()
    computer.pass_time(86_400)
    assert computer.clock.doubt(computer.wall) is None
    assert computer.clock.doubt(None) is None


@pytest.mark.parametrize("jump", [6, -6, 7200, -315_360_000])
def test_a_jump_is_doubted_until_the_clock_is_set_back(jump: int) -> None:
    computer = Computer()
    computer.pass_time(10)
    computer.wall += timedelta(seconds=jump)
    assert computer.clock.doubt(None) == ClockJumped(timedelta(seconds=jump))
    computer.wall -= timedelta(seconds=jump)
    assert computer.clock.doubt(None) is None


def test_a_few_seconds_are_no_jump() -> None:
    computer = Computer()
    computer.wall += timedelta(seconds=5)
    assert computer.clock.doubt(None) is None


def test_a_clock_before_the_newest_check_in_is_doubted(world: World) -> None:
    world.check_in(None)
    newest = world.now
    door = EventDoor(world.store, "WS001", "Door A", None, lambda: world.now)
    assert door.view().clock_doubt is None
    late = EventDoor(world.store, "WS001", "Door A", None, lambda: newest - timedelta(hours=2))
    assert late.view().clock_doubt == ClockBehind(newest)
