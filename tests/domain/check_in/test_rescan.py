"""A code in front of the camera counts once, and again only after an absence."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.check_in.rescan import MAX_CODES, RescanGuard

GAP = timedelta(seconds=1.5)
FRAME = 1 / 30


def times_counted(guard: RescanGuard, text: str, instants: list[float]) -> int:
    return sum(guard.see(text, at) for at in instants)


def test_a_pass_held_up_for_two_seconds_counts_once() -> None:
    assert times_counted(RescanGuard(GAP), "pass", [frame * FRAME for frame in range(60)]) == 1


def test_a_shaky_hand_that_loses_the_code_for_just_the_gap_does_not_count_twice() -> None:
    assert times_counted(RescanGuard(GAP), "pass", [0.0, 1.5, 3.0, 4.5]) == 1


def test_the_same_event_code_on_the_next_phone_counts_again_once_it_was_away_longer_than_the_gap() -> None:
    assert times_counted(RescanGuard(GAP), "event", [0.0, 0.1, 1.61, 1.7]) == 2


def test_a_code_held_for_an_hour_still_counts_once() -> None:
    assert times_counted(RescanGuard(GAP), "pass", [float(second) for second in range(3600)]) == 1


def test_two_people_at_once_count_once_each() -> None:
    guard = RescanGuard(GAP)
    counted = [text for frame in range(60) for text in ("left", "right") if guard.see(text, frame * FRAME)]
    assert counted == ["left", "right"]


def test_a_check_in_that_could_not_be_recorded_counts_again_while_the_pass_is_still_held_up() -> None:
    guard = RescanGuard(GAP)
    guard.see("pass", 0.0)
    guard.forget("pass")
    assert guard.see("pass", 0.1)
    assert not guard.see("pass", 0.2)


def test_forgetting_a_code_that_was_never_shown_changes_nothing() -> None:
    guard = RescanGuard(GAP)
    guard.forget("pass")
    assert guard.see("pass", 0.0)


def test_a_code_that_another_process_counted_does_not_count_while_it_stays() -> None:
    guard = RescanGuard(GAP)
    guard.keep("pass", 10.0)
    assert not guard.see("pass", 10.0)
    assert guard.see("pass", 12.0)


def test_codes_in_view_are_those_seen_within_the_gap_latest_first() -> None:
    guard = RescanGuard(GAP)
    guard.see("gone", 0.0)
    guard.see("first", 1.0)
    guard.see("second", 2.0)
    guard.see("first", 2.1)
    assert guard.in_view(2.1) == ("first", "second")
    assert guard.in_view(60.0) == ()


def test_a_flood_of_codes_neither_fills_the_memory_nor_recounts_the_pass_held_through_it() -> None:
    guard = RescanGuard(GAP)
    counted = 0
    for frame in range(200):
        counted += guard.see("pass", frame * FRAME)
        for number in range(100):
            guard.see(f"junk {frame} {number}", frame * FRAME)
        assert len(guard.in_view(frame * FRAME)) <= MAX_CODES
    assert counted == 1


def test_of_more_codes_than_are_remembered_the_one_unseen_for_longest_is_forgotten() -> None:
    guard = RescanGuard(GAP)
    guard.see("first", 0.0)
    guard.see("second", 0.0)
    for number in range(MAX_CODES - 1):
        guard.see(f"junk {number}", 0.1)
    assert not guard.see("second", 0.2)
    assert guard.see("first", 0.2)


def test_a_frame_that_comes_out_of_turn_does_not_make_a_code_older() -> None:
    guard = RescanGuard(GAP)
    assert times_counted(guard, "pass", [5.0, 4.0, 6.4]) == 1
    assert guard.see("pass", 8.0)  # Control: it was away for longer than the gap.


def test_a_negative_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        RescanGuard(timedelta(seconds=-1))


@given(
    pauses=st.lists(st.floats(min_value=0, max_value=5), min_size=1, max_size=40),
    gap=st.floats(min_value=0, max_value=3),
)
def test_a_code_counts_once_for_each_absence_longer_than_the_gap(pauses: list[float], gap: float) -> None:
    guard = RescanGuard(timedelta(seconds=gap))
    gap = timedelta(seconds=gap).total_seconds()  # microseconds, as the guard has it
    at, expected = 0.0, 1
    counted = int(guard.see("code", at))
    for pause in pauses:
        before, at = at, at + pause
        expected += at - before > gap
        counted += guard.see("code", at)
    assert counted == expected


def test_a_code_that_was_away_for_longer_than_a_second_and_a_half_counts_again() -> None:
    guard = RescanGuard()
    assert [guard.see("pass", at) for at in (0.0, 1.5, 3.01)] == [True, False, True]


def test_a_gap_of_nothing_counts_a_code_in_every_frame_but_once_in_the_same() -> None:
    guard = RescanGuard(timedelta())
    assert [guard.see("pass", at) for at in (0.0, 0.0, FRAME)] == [True, False, True]


def test_a_thousand_and_twenty_four_codes_are_remembered() -> None:
    guard = RescanGuard(GAP)
    for number in range(1030):
        guard.see(f"code {number}", 0.0)
    assert guard.in_view(0.0) == tuple(f"code {number}" for number in range(1029, 5, -1))


def test_a_code_stays_in_view_for_just_the_gap() -> None:
    guard = RescanGuard(GAP)
    guard.see("pass", 10.0)
    assert guard.in_view(11.5) == ("pass",)
    assert guard.in_view(11.51) == ()
