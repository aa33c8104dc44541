"""The counts and the chart of an event while people arrive."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.check_in.live import (
    BAR,
    MOST_BARS,
    REFUSALS,
    Arrival,
    EventCounts,
    RefusedScan,
    TimeCursor,
    bar_length,
    bar_start,
)
from kiosk.domain.check_in.scan import Method, Outcome

ARRIVED_AT = datetime(2026, 11, 26, 16, 33, 20, tzinfo=UTC)
ID = UUID(int=7)
MINUTE = timedelta(minutes=1)
INSTANT = timedelta(microseconds=1)


def test_everybody_who_is_in_is_a_participant_or_a_walk_in() -> None:
    assert EventCounts(participants=40, walk_ins=2, expected=60, refused=5).checked_in == 42


def test_every_outcome_except_checked_in_and_already_in_is_a_refusal() -> None:
    assert set(Outcome) - REFUSALS == {Outcome.CHECKED_IN, Outcome.ALREADY_CHECKED_IN}


def test_arrivals_and_refusals_stand_in_their_lists_by_instant_and_id() -> None:
    arrival = Arrival(ID, None, None, None, ARRIVED_AT, Method.CAMERA, "North")
    refusal = RefusedScan(ID, Outcome.EVENT_FULL, None, ARRIVED_AT, Method.CAMERA, "North")
    assert arrival.cursor == TimeCursor(ARRIVED_AT, ID)
    assert refusal.cursor == TimeCursor(ARRIVED_AT, ID)


def test_a_bar_of_the_chart_is_five_minutes_for_an_event_of_three_hours() -> None:
    assert bar_length(timedelta()) == bar_length(timedelta(hours=3)) == BAR == 5 * MINUTE


@pytest.mark.parametrize(
    ("longest_hours", "minutes", "next_minutes"),
    [
        (3.25, 5, 10),
        (6.5, 10, 15),
        (9.75, 15, 30),
        (19.5, 30, 60),
        (39, 60, 120),
        (78, 120, 180),
        (117, 180, 360),
        (234, 360, 720),
        (468, 720, 1440),
        (936, 1440, 2880),
        (1872, 2880, 10080),
        (6552, 10080, 20160),
    ],
)
def test_a_bar_grows_when_arrivals_would_not_fit_into_forty(
    longest_hours: float, minutes: int, next_minutes: int
) -> None:
    # An arrival at the very end begins a bar of its own, so thirty-nine whole bars fit.
    longest = timedelta(hours=longest_hours)
    assert bar_length(longest - INSTANT) == bar_length(longest) == minutes * MINUTE
    assert bar_length(longest + INSTANT) == next_minutes * MINUTE


def test_over_years_bars_are_whole_weeks() -> None:
    assert bar_length(timedelta(weeks=77)) == timedelta(weeks=2)
    assert bar_length(timedelta(weeks=79)) == timedelta(weeks=3)
    assert bar_length(timedelta(weeks=389)) == timedelta(weeks=10)


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(weeks=5000)))
def test_whatever_the_span_there_are_at_most_forty_bars(span: timedelta) -> None:
    assert MOST_BARS == 40
    assert span // bar_length(span) + 1 <= 40


@pytest.mark.parametrize(
    ("minutes", "zone", "on_the_wall"),
    [
        (5, "UTC", "26 16:30"),
        (60, "UTC", "26 16:00"),
        (180, "UTC", "26 15:00"),
        (1440, "America/New_York", "26 00:00"),
        (60, "America/New_York", "26 11:00"),
        (60, "Asia/Kathmandu", "26 22:00"),
        (180, "Asia/Kathmandu", "26 21:00"),
        (1440, "Asia/Kathmandu", "26 00:00"),
        (1440, "Pacific/Kiritimati", "27 00:00"),
    ],
)
def test_a_bar_begins_at_a_round_time_on_the_venues_clock(minutes: int, zone: str, on_the_wall: str) -> None:
    start = bar_start(ARRIVED_AT, minutes * MINUTE, ZoneInfo(zone))
    assert start.tzinfo is UTC
    assert f"{start.astimezone(ZoneInfo(zone)):%d %H:%M}" == on_the_wall


def test_an_instant_that_is_round_begins_its_own_bar() -> None:
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert bar_start(noon, BAR, ZoneInfo("UTC")) == noon
    assert bar_start(noon - INSTANT, BAR, ZoneInfo("UTC")) == noon - BAR


def test_bars_of_a_week_begin_on_thursdays_as_the_epoch_did() -> None:
    assert bar_start(ARRIVED_AT, timedelta(weeks=1), UTC) == datetime(2026, 11, 26, tzinfo=UTC)
    assert bar_start(ARRIVED_AT - timedelta(days=1), timedelta(weeks=1), UTC) == datetime(
        2026, 11, 19, tzinfo=UTC
    )
