"""The cascade's use of a frame's time: which steps it starts, on which regions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.scanning.decoding import cascade as room
from kiosk.scanning.decoding.cascade import CAP, FIRST_STEPS, TURN_STEPS, Cascade
from kiosk.scanning.decoding.decode import Symbol
from kiosk.scanning.decoding.zxing import Reading
from kiosk.scanning.opencv import Picture, np
from tests.scanning.cascades import cascade_with_time, false_code
from tests.scanning.pictures import scene


class Clock:
    """A clock that advances by a fixed time at each call."""

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
    begun_at: list[float] = []
    steps = [
        replace(step, prepare=_noting_start(step, begun_at, clock)) for step in (*FIRST_STEPS, *TURN_STEPS)
    ]
    monkeypatch.setattr(room, "FIRST_STEPS", tuple(steps[:1]))
    monkeypatch.setattr(room, "TURN_STEPS", tuple(steps[1:]))
    cascade, frames = Cascade(clock), [false_code(seed) for seed in range(10)]
    for frame in frames:
        began_at = clock.now + milliseconds / 1000
        begun_at.clear()
        cascade.read(frame)
        assert all(at <= began_at + CAP.total_seconds() + milliseconds / 1000 for at in begun_at)
        assert len(begun_at) <= CAP.total_seconds() * 1000 / milliseconds
    begun_at.clear()
    cascade.read(frames[0], budget=None)
    assert len(begun_at) >= len(steps), "without a budget every step runs"


def test_every_costlier_step_gets_its_turn_when_only_one_fits_into_a_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(0.002)
    taken: list[str] = []
    steps = [replace(step, prepare=_noting_name(step, taken)) for step in TURN_STEPS]
    monkeypatch.setattr(room, "TURN_STEPS", tuple(steps))
    cascade, frame = Cascade(clock), false_code(3)
    for _ in range(2 * len(steps)):
        cascade.read(frame, budget=timedelta(milliseconds=36))
    assert set(taken) == {step.name for step in steps}


def test_a_step_with_a_slow_start_still_reads_a_code_that_fills_the_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, taken = Clock(0), list[int]()

    def prepare(grey: Picture) -> Picture:
        taken.append(grey.size)
        clock.now += 0.004  # the same time for a small and for a large region
        return grey

    step = room.CascadeStep("slow to start", prepare, cost=1e-9, start=0.004)
    monkeypatch.setattr(room, "FIRST_STEPS", (step,))
    monkeypatch.setattr(room, "TURN_STEPS", (replace(step, name="another"),))
    cascade, small = Cascade(clock), scene((_busy_square(40), 600, 300))
    for _ in range(20):
        cascade.read(small)
    smallest = min(taken)
    taken.clear()
    cascade.read(scene((_busy_square(300), 400, 200)))
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
    cascade = cascade_with_time()
    for _ in range(3):
        cascade.read(scene((_busy_square(200), 500, 250)))
    assert len(taken) >= 3, seen
    assert min(map(min, taken)) >= 30, seen
    assert max(height * width for height, width in taken) < 1280 * 720 * 0.4, seen


def _noting_start(
    step: room.CascadeStep, begun_at: list[float], clock: Clock
) -> Callable[[Picture], Picture]:
    def prepare(grey: Picture) -> Picture:
        begun_at.append(clock.now)
        return step.prepare(grey)

    return prepare


def _noting_name(step: room.CascadeStep, taken: list[str]) -> Callable[[Picture], Picture]:
    def prepare(grey: Picture) -> Picture:
        taken.append(step.name)
        return step.prepare(grey)

    return prepare


def _busy_square(side: int) -> Picture:
    """Draws a busy square that is not a code."""
    return np.random.default_rng(side).integers(0, 256, (side, side), np.uint8)
