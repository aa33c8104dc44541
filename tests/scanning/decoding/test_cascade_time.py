"""What the cascade does with the time of a frame: which steps are taken, at which places."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.scanning.decoding import cascade as room
from kiosk.scanning.decoding.cascade import CAP, FIRST_STEPS, TURN_STEPS, Cascade
from kiosk.scanning.decoding.decode import Symbol
from kiosk.scanning.decoding.zxing import Reading
from kiosk.scanning.opencv import Picture, np
from tests.scanning.cascades import nearly_a_code, unhurried
from tests.scanning.pictures import scene


class Clock:
    """A clock that moves on by so much each time it is looked at."""

    def __init__(self, seconds: float) -> None:
        self.now, self._seconds = 0.0, seconds

    def __call__(self) -> float:
        self.now += self._seconds
        return self.now


@pytest.mark.parametrize("milliseconds", [1, 3, 10])
def test_a_step_that_would_end_after_the_frames_time_is_not_started(
    monkeypatch: pytest.MonkeyPatch, milliseconds: float
) -> None:
    clock = Clock(milliseconds / 1000)
    begun: list[float] = []
    steps = [replace(step, prepare=_noting(step, begun, clock)) for step in (*FIRST_STEPS, *TURN_STEPS)]
    monkeypatch.setattr(room, "FIRST_STEPS", tuple(steps[:1]))
    monkeypatch.setattr(room, "TURN_STEPS", tuple(steps[1:]))
    cascade, frames = Cascade(clock), [nearly_a_code(seed) for seed in range(10)]
    for frame in frames:
        began_at = clock.now + milliseconds / 1000
        begun.clear()
        cascade.read(frame)
        assert all(at <= began_at + CAP.total_seconds() + milliseconds / 1000 for at in begun)
        assert len(begun) <= CAP.total_seconds() * 1000 / milliseconds
    begun.clear()
    cascade.read(frames[0], budget=None)
    assert len(begun) >= len(steps), "without a cap every step is taken"


def test_every_costlier_step_gets_its_turn_when_only_one_fits_into_a_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(0.002)
    taken: list[str] = []
    steps = [replace(step, prepare=_naming(step, taken)) for step in TURN_STEPS]
    monkeypatch.setattr(room, "TURN_STEPS", tuple(steps))
    cascade, frame = Cascade(clock), nearly_a_code(3)
    for _ in range(2 * len(steps)):
        cascade.read(frame, budget=timedelta(milliseconds=36))
    assert set(taken) == {step.name for step in steps}


def test_a_step_with_a_slow_start_still_reads_a_code_that_fills_the_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, taken = Clock(0), list[int]()

    def prepare(grey: Picture) -> Picture:
        taken.append(grey.size)
        clock.now += 0.004  # as long at a speck as at a large code
        return grey

    step = room.CascadeStep("slow to start", prepare, cost=1e-9, start=0.004)
    monkeypatch.setattr(room, "FIRST_STEPS", (step,))
    monkeypatch.setattr(room, "TURN_STEPS", (replace(step, name="another"),))
    cascade, small = Cascade(clock), scene((_speck(40), 600, 300))
    for _ in range(20):
        cascade.read(small)
    smallest = min(taken)
    taken.clear()
    cascade.read(scene((_speck(300), 400, 200)))
    assert max(taken) > 10 * smallest


@pytest.mark.parametrize(
    ("seen", "corners"),
    [
        ("a speck", ((9, 9), (10, 9), (10, 10), (9, 10))),
        ("a lamp half the picture wide", ((200, 50), (900, 60), (880, 600), (210, 640))),
    ],
)
def test_a_false_sighting_takes_no_time_from_a_likely_region(
    monkeypatch: pytest.MonkeyPatch, seen: str, corners: tuple[tuple[float, float], ...]
) -> None:
    def readings(grey: Picture, *, is_thorough: bool = False) -> list[Reading]:
        del grey
        return [Reading(Symbol("", corners), is_sure=False)] if is_thorough else []

    taken: list[tuple[int, ...]] = []

    def prepare(grey: Picture) -> Picture:
        taken.append(grey.shape)
        return grey

    monkeypatch.setattr(room, "readings", readings)
    monkeypatch.setattr(room, "FIRST_STEPS", (room.CascadeStep("any", prepare),))
    cascade = unhurried()
    for _ in range(3):
        cascade.read(scene((_speck(200), 500, 250)))
    assert len(taken) >= 3, seen
    assert min(map(min, taken)) >= 30, seen
    assert max(height * width for height, width in taken) < 1280 * 720 * 0.4, seen


def _noting(step: room.CascadeStep, begun: list[float], clock: Clock) -> Callable[[Picture], Picture]:
    def prepare(grey: Picture) -> Picture:
        begun.append(clock.now)
        return step.prepare(grey)

    return prepare


def _naming(step: room.CascadeStep, taken: list[str]) -> Callable[[Picture], Picture]:
    def prepare(grey: Picture) -> Picture:
        taken.append(step.name)
        return step.prepare(grey)

    return prepare


def _speck(side: int) -> Picture:
    """A square that is busy, and no code."""
    return np.random.default_rng(side).integers(0, 256, (side, side), np.uint8)
