"""Detecting frozen cameras and covered lenses from their pictures, and choosing the frames to read."""

from functools import cache
from itertools import pairwise

import numpy.typing as npt
import pytest

from kiosk.scanning.capture.camera_health import DARK_AFTER, Darkness, Sameness
from kiosk.scanning.capture.jpeg import Jpeg, JpegFrame
from kiosk.scanning.decoding.motion_gate import AWAKE_SECONDS, MotionGate, thumbnail_of
from kiosk.scanning.opencv import Picture, np
from tests.scanning.pictures import TOKEN, colour, jpegs, qr, scene

RATE = 30
RNG = np.random.default_rng(4)


@cache
def _noise(shape: tuple[int, ...], turn: int) -> npt.NDArray[np.int16]:
    drawn = np.random.default_rng(turn).normal(0, 4, shape[:2]).round().astype(np.int16)
    return drawn if len(shape) == 2 else drawn[..., None]


def noisy(picture: Picture) -> Picture:
    """Returns a picture with a camera's noise, which differs each time."""
    noise = _noise(picture.shape, int(RNG.integers(6)))
    return np.asarray(np.clip(picture + noise, 0, 255), np.uint8)


def darkness_over_time(darkness: Darkness, picture: Picture, seconds: float, begin: float) -> list[bool]:
    frames = int(seconds * RATE)
    return [darkness.is_dark(thumbnail_of(noisy(picture)), begin + frame / RATE) for frame in range(frames)]


def test_identical_pictures_are_noticed_until_one_bit_changes() -> None:
    sameness = Sameness()
    picture = noisy(scene(width=64, height=48))
    assert [sameness.lasts(picture.copy(), second) for second in range(4)] == [0, 1, 2, 3]
    other = picture.copy()
    other[-1, -1] ^= 1
    assert sameness.lasts(other, 4) == 0
    assert sameness.lasts(other[:40].copy(), 5) == 0, "another size"
    assert sameness.lasts(Jpeg(b"abc"), 6) == 0
    assert sameness.lasts(Jpeg(b"abc"), 9) == 3


def test_a_covered_lens_is_noticed_after_a_moment_and_an_uncovered_one_sooner() -> None:
    darkness = Darkness()
    covered = np.full((360, 640, 3), 12, np.uint8)
    lit = colour(scene(width=640, height=360))
    assert not any(darkness_over_time(darkness, lit, 2, 0))
    is_dark = darkness_over_time(darkness, covered, 2, 2)
    assert is_dark.index(True) / RATE == pytest.approx(DARK_AFTER, abs=0.05)
    is_dark = darkness_over_time(darkness, lit, 1, 4)
    assert not is_dark[-1]
    assert is_dark.index(False) < 10


def test_a_passing_hand_and_a_phone_in_a_dark_room_do_not_count_as_a_covered_lens() -> None:
    darkness = Darkness()
    room = np.full((360, 640), 10, np.uint8)
    assert not any(darkness_over_time(darkness, room, 0.5, 0))
    phone = room.copy()
    phone[150:210, 300:340] = 140
    assert not any(darkness_over_time(darkness, phone, 3, 0.5))


def test_of_an_empty_room_the_gate_lets_few_frames_through_and_the_first_that_differs() -> None:
    gate = MotionGate(held_seconds=0.5)
    room = colour(scene(width=640, height=360))
    passed = [gate.lets_through(thumbnail_of(noisy(room)), frame / RATE) for frame in range(10 * RATE)]
    assert all(passed[: int(AWAKE_SECONDS * RATE)])
    assert sum(passed[2 * RATE :]) <= 5, "every two seconds"
    held_up = colour(scene((qr(TOKEN, pixels_per_module=2), 250, 120), width=640, height=360))
    assert gate.lets_through(thumbnail_of(noisy(held_up)), 10.0), "the first frame in which it appears"
    assert all(gate.lets_through(thumbnail_of(noisy(held_up)), 10 + n / RATE) for n in range(1, RATE))


def test_a_code_that_does_not_move_is_read_often_enough_to_stay_in_view() -> None:
    gate = MotionGate(held_seconds=0.5)
    thumbnail = thumbnail_of(scene((qr(TOKEN), 500, 250)))
    read_at = [
        n / RATE for n in range(10 * RATE) if gate.lets_through(thumbnail, n / RATE, is_code_in_view=True)
    ]
    gaps = [later - earlier for earlier, later in pairwise(read_at)]
    assert max(gaps) < 0.6
    assert len(read_at) < 70


def test_slow_motion_opens_the_gate() -> None:
    gate = MotionGate(held_seconds=3600)
    room = scene(width=640, height=360)
    for frame in range(3 * RATE):
        gate.lets_through(thumbnail_of(room), frame / RATE)
    assert not gate.is_awake(3.1)
    code = qr(TOKEN, pixels_per_module=4)[:, :120]
    steps = [scene((code[:, :width], 0, 100), width=640, height=360) for width in range(1, 120)]
    assert any(gate.lets_through(thumbnail_of(step), 3.1 + n / RATE) for n, step in enumerate(steps))


def test_a_fine_pattern_has_the_same_thumbnail_at_half_size() -> None:
    wall = RNG.choice([20, 230], (360, 640)).astype(np.uint8)
    frame = JpegFrame(Jpeg(jpegs([wall])[0]), taken_at=0)
    glanced = thumbnail_of(frame.glance()).astype(int)
    assert np.abs(glanced - thumbnail_of(frame.picture)).max() <= 3


def test_a_lamp_that_is_switched_on_does_not_keep_the_gate_open() -> None:
    gate = MotionGate(held_seconds=3600)
    room = scene(width=640, height=360)
    for frame in range(3 * RATE):
        gate.lets_through(thumbnail_of(room), frame / RATE)
    assert not gate.lets_through(thumbnail_of(room + np.uint8(30)), 3.1)


def test_every_frame_of_a_film_is_read() -> None:
    gate = MotionGate(held_seconds=1, is_open=True)
    thumbnail = thumbnail_of(scene())
    assert all(gate.lets_through(thumbnail, second) for second in range(100))


@pytest.mark.parametrize("shape", [(0, 0), (5,), (4, 4, 3, 2)])
def test_an_array_that_is_not_a_picture_has_an_empty_thumbnail(shape: tuple[int, ...]) -> None:
    assert thumbnail_of(np.zeros(shape, np.uint8)).size == 0
    assert thumbnail_of(np.zeros((4, 4), np.float32)).size == 0
    gate = MotionGate(held_seconds=1)
    assert gate.lets_through(thumbnail_of(np.zeros(shape, np.uint8)), 0)
    assert not Darkness().is_dark(thumbnail_of(np.full((9, 9), 200, np.uint8)), 0)
