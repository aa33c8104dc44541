"""The coach gives the hint that makes a code readable, and gives none where no hint helps."""

from itertools import islice, pairwise
from random import Random

import pytest

from benchmarks._coach_clips import clip as held_up
from benchmarks._scan_pictures import TUNING_SEED
from kiosk.scanning.decoding.candidates import find_candidate
from kiosk.scanning.decoding.coach import SEEN_SECONDS, STAYS_SECONDS, Coach
from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture, cv2, np
from tests.scanning.held import NO_CODE, RATE, WELL_HELD, clip
from tests.scanning.pictures import TOKEN, qr, scene


def frames_of(kind: str, seed: int = 1) -> list[Picture]:
    return clip(kind, Random(seed))  # noqa: S311 -- the same clip each time


def hints_for(frames: list[Picture]) -> list[Advice | None]:
    """Returns the coach's hint after each frame, if no engine reads any of them."""
    coach = Coach()
    hints: list[Advice | None] = []
    for number, frame in enumerate(frames):
        if coach.is_due(number / RATE):
            coach.take_unread(frame, number / RATE)
        hints.append(coach.advice)
    return hints


@pytest.mark.parametrize("advice", list(Advice))
def test_a_known_fault_gets_its_hint(advice: Advice) -> None:
    hints = [hints_for(frames_of(advice, seed))[-1] for seed in (1, 2, 3)]
    assert hints.count(advice) >= 2, hints


def test_a_hint_comes_after_a_moment_and_not_at_once() -> None:
    hints = hints_for(frames_of(Advice.TOO_DARK))
    first = next(number for number, hint in enumerate(hints) if hint is not None)
    assert SEEN_SECONDS <= first / RATE < SEEN_SECONDS + 0.3


@pytest.mark.parametrize("advice", [Advice.BRIGHTER, Advice.TILT, Advice.FURTHER])
def test_a_fault_gets_its_hint_in_a_room_full_of_edges(advice: Advice) -> None:
    hints = [hints_for(list(islice(held_up(advice, number, TUNING_SEED), 0, 36, 3)))[-1] for number in (1, 2)]
    assert hints == [advice, advice]


def test_a_hand_that_came_to_rest_gets_no_hint_to_hold_still() -> None:
    code = qr(TOKEN, pixels_per_module=6)
    coming = [cv2.blur(scene((code, x, 250)), (9, 1)).astype(np.uint8) for x in (200, 300, 400, 500)]
    assert Advice.HOLD_STILL in hints_for(coming * 3), "Control: a hand that keeps moving gets it"
    assert not any(hints_for([*coming, *[scene((code, 600, 250))] * 20]))


def test_a_hint_stays_long_enough_to_follow_when_two_faults_alternate() -> None:
    far, dim = frames_of(Advice.CLOSER, seed=2)[5], frames_of(Advice.TOO_DARK)[5]
    hints = hints_for([(far, dim)[number // 12 % 2] for number in range(120)])
    changed_at = [n / RATE for n, (before, after) in enumerate(pairwise(hints), 1) if before is not after]
    assert len(changed_at) > 2
    assert min(later - earlier for earlier, later in pairwise(changed_at)) >= STAYS_SECONDS


def test_people_without_a_code_get_no_hint() -> None:
    assert not any(hints_for(frames_of(NO_CODE)))


def test_a_well_held_code_gets_no_hint_even_if_no_engine_reads_it() -> None:
    assert not any(hints_for(frames_of(WELL_HELD)))


def test_lines_of_text_and_stripes_are_not_candidates() -> None:
    page = np.full((720, 1280), 235, np.uint8)
    for row in range(80, 640, 34):
        cv2.putText(page, "Check in with your pass at the desk", (380, row), 0, 0.9, 30, 2)
    stripes = np.full((720, 1280), 200, np.uint8)
    stripes[200:500, 400:700:12] = 20
    stripes[200:500, 401:700:12] = 20
    assert find_candidate(stripes) is None
    assert not any(hints_for([page] * 15))


def test_a_hint_ends_when_the_code_is_read_and_when_the_person_has_left() -> None:
    frames = frames_of(Advice.CLOSER, seed=2)
    coach = Coach()
    for number, frame in enumerate(frames):
        coach.take_unread(frame, number / RATE)
    assert coach.advice is Advice.CLOSER
    now = len(frames) / RATE
    coach.take_nothing(now + 0.3)
    assert coach.advice is Advice.CLOSER
    coach.take_nothing(now + 2)
    assert coach.advice is None
    for number, frame in enumerate(frames):
        coach.take_unread(frame, now + 3 + number / RATE)
    coach.take_read()
    assert coach.advice is None


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (500, 3), (20, 20)])
def test_a_picture_of_any_shape_can_be_searched_for_a_candidate(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    assert find_candidate(noise) is None or min(shape) > 3


def test_a_candidate_has_the_codes_position_and_module_size() -> None:
    code = qr(TOKEN, pixels_per_module=4)
    candidate = find_candidate(scene((code, 500, 250)))
    assert candidate is not None
    x, y = candidate.centre
    assert abs(x - 500 - len(code) / 2) < 15
    assert abs(y - 250 - len(code) / 2) < 15
    assert 2.8 < candidate.module < 6
