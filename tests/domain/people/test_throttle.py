"""The waits after failed sign-ins, for a typing error and for an attack."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.people.throttle import (
    FORGOTTEN_AFTER,
    LONGEST_WAIT,
    Failures,
    is_forgotten,
    one_more,
    remaining_wait,
    wait_after,
)

NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
ZERO = timedelta()

counts = st.integers(min_value=0, max_value=10**12)
spans = st.timedeltas(min_value=ZERO, max_value=timedelta(days=400))
gaps = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400))


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(0, 0), (1, 0), (4, 0), (5, 32), (6, 64), (7, 128), (8, 256), (9, 512), (10, 900), (11, 900)],
)
def test_the_fifth_failure_costs_2_to_the_fifth_seconds_and_each_next_twice_as_many(
    count: int, seconds: int
) -> None:
    assert wait_after(count) == timedelta(seconds=seconds)


@given(counts)
def test_however_many_fail_nobody_waits_longer_than_a_quarter_of_an_hour(count: int) -> None:
    assert ZERO <= wait_after(count) <= LONGEST_WAIT


@given(counts, counts)
def test_more_failures_never_wait_less(one: int, other: int) -> None:
    assert wait_after(min(one, other)) <= wait_after(max(one, other))


@given(counts, gaps)
def test_a_wait_is_never_longer_than_its_length_by_any_other_desks_clock(
    count: int, since: timedelta
) -> None:
    assert ZERO <= remaining_wait(Failures(count, NOW - since), NOW) <= wait_after(count)


@given(counts, spans, spans)
def test_waiting_only_ever_gets_shorter(count: int, early: timedelta, more: timedelta) -> None:
    failures = Failures(count, NOW)
    assert remaining_wait(failures, NOW + early + more) <= remaining_wait(failures, NOW + early)


@given(counts)
def test_after_the_full_wait_another_try_is_allowed(count: int) -> None:
    failures = Failures(count, NOW)
    assert remaining_wait(failures, NOW) == wait_after(count)
    assert remaining_wait(failures, NOW + remaining_wait(failures, NOW)) == ZERO


@given(counts, spans)
def test_a_failure_counts_one_more_unless_the_last_is_forgotten(count: int, since: timedelta) -> None:
    failures = Failures(count, NOW - since)
    assert one_more(failures, NOW) == Failures(1 if since > FORGOTTEN_AFTER else count + 1, NOW)


@given(st.lists(st.timedeltas(min_value=ZERO, max_value=timedelta(hours=2)), max_size=200))
def test_a_patient_guesser_has_four_quick_tries_and_then_about_a_hundred_a_day(
    pauses: list[timedelta],
) -> None:
    failures, now, tried = Failures(0, NOW), NOW, 0
    for pause in pauses:
        now += pause
        if now - NOW > timedelta(days=1):
            break
        if not remaining_wait(failures, now):
            failures, tried = one_more(failures, now), tried + 1
    assert tried <= 4 + 6 + 24 * 4


def test_after_a_day_without_a_failure_the_count_starts_again() -> None:
    failures = Failures(40, NOW)
    assert not is_forgotten(failures, NOW + FORGOTTEN_AFTER)
    assert one_more(failures, NOW + FORGOTTEN_AFTER).count == 41
    assert one_more(failures, NOW + FORGOTTEN_AFTER + timedelta(seconds=1)).count == 1


def test_the_fourth_failure_costs_nothing_and_the_longest_wait_is_a_quarter_of_an_hour() -> None:
    assert wait_after(4) == ZERO
    assert timedelta(minutes=15) == LONGEST_WAIT == wait_after(1000)
    assert timedelta(days=1) == FORGOTTEN_AFTER


def test_somebody_who_comes_back_after_half_the_wait_waits_the_other_half() -> None:
    failures = Failures(5, NOW)
    assert remaining_wait(failures, NOW + timedelta(seconds=16)) == timedelta(seconds=16)
    assert remaining_wait(failures, NOW + timedelta(seconds=31)) == timedelta(seconds=1)
    assert remaining_wait(failures, NOW + timedelta(seconds=32)) == ZERO
    assert remaining_wait(failures, NOW + timedelta(hours=2)) == ZERO


def test_a_failure_that_another_desk_dates_ahead_of_now_counts_as_just_made() -> None:
    assert remaining_wait(Failures(5, NOW + timedelta(hours=1)), NOW) == timedelta(seconds=32)


def test_failures_of_yesterday_are_forgotten_a_day_later_and_not_before() -> None:
    failures = Failures(9, NOW - timedelta(days=1))
    assert not is_forgotten(failures, NOW)
    assert is_forgotten(failures, NOW + timedelta(microseconds=1))
    assert one_more(failures, NOW) == Failures(10, NOW)
    assert one_more(failures, NOW + timedelta(microseconds=1)) == Failures(1, NOW + timedelta(microseconds=1))
