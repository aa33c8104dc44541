"""The series that are allowed, and the instants of their local times in every zone, across clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil import tz
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.recurrence import (
    MAX_EVENTS,
    ClockChange,
    Recurrence,
    Weekday,
    read_weekdays,
    start_on,
)
from kiosk.domain.refusals.events.series import (
    NotAWeekday,
    NoWeekday,
    SeriesCountOutOfRange,
    SeriesEndUnclear,
    WeeksOutOfRange,
)
from kiosk.domain.refusals.refusal import Refusal
from tests.refusals import refuses

BUCHAREST = ZoneInfo("Europe/Bucharest")
ZONES = [
    "Europe/Bucharest",
    "America/New_York",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Asia/Kathmandu",
    "America/Sao_Paulo",  # its clocks went forward at midnight
    "Africa/Casablanca",
    "UTC",
]
MONDAYS = frozenset({Weekday.MON})


def test_days_of_the_week_are_read_in_any_letter_case_and_length() -> None:
    assert read_weekdays("mon, WED,sunday") == {Weekday.MON, Weekday.WED, Weekday.SUN}
    for text, word in {"": "", "mon,": "", "lun": "lun", "mon wed": "mon wed", "1": "1"}.items():
        with refuses(NotAWeekday(word, ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))):
            read_weekdays(text)


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ({"weekdays": frozenset(), "count": 1}, NoWeekday()),
        ({"weekdays": MONDAYS}, SeriesEndUnclear()),
        ({"weekdays": MONDAYS, "count": 2, "until": date(2026, 12, 31)}, SeriesEndUnclear()),
        ({"weekdays": MONDAYS, "count": 0}, SeriesCountOutOfRange(0, 366)),
        ({"weekdays": MONDAYS, "count": MAX_EVENTS + 1}, SeriesCountOutOfRange(367, 366)),
        ({"weekdays": MONDAYS, "count": 2, "every_weeks": 0}, WeeksOutOfRange(0, 1, 52)),
        ({"weekdays": MONDAYS, "count": 2, "every_weeks": 53}, WeeksOutOfRange(53, 1, 52)),
    ],
)
def test_an_invalid_series_is_refused(description: dict[str, object], reason: Refusal) -> None:
    with refuses(reason):
        Recurrence(**description)  # type: ignore[arg-type]  # a story names what it gives


def test_a_time_the_clocks_skip_is_moved_on_by_as_much_as_they_are() -> None:
    start = start_on(date(2026, 3, 29), time(3, 30), BUCHAREST)
    assert start.clock_change is ClockChange.SKIPPED
    assert start.at.astimezone(BUCHAREST).replace(tzinfo=None) == datetime(2026, 3, 29, 4, 30)  # noqa: DTZ001 -- what a clock shows


def test_a_time_the_clocks_show_twice_is_the_first_of_the_two() -> None:
    start = start_on(date(2026, 10, 25), time(3, 30), BUCHAREST)
    assert start.clock_change is ClockChange.REPEATED
    assert start.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert start == start_on(date(2026, 10, 25), time(3, 30, fold=1), BUCHAREST)


@given(
    day=st.dates(date(1970, 1, 2), date(2037, 12, 30)),
    clock=st.times(),
    zone=st.sampled_from(sorted(available_timezones())).map(ZoneInfo),
)
@example(date(2026, 3, 29), time(3, 30), BUCHAREST)  # skipped
@example(date(2026, 10, 25), time(3, 30), BUCHAREST)  # shown twice
@example(date(2011, 12, 30), time(12), ZoneInfo("Pacific/Apia"))  # a day that did not exist there
def test_the_instant_is_the_one_that_dateutil_finds(day: date, clock: time, zone: ZoneInfo) -> None:
    start = start_on(day, clock, zone)
    shown = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    assert start.at == tz.resolve_imaginary(shown).astimezone(UTC)
    if not tz.datetime_exists(shown):  # dateutil also calls a skipped time ambiguous
        assert start.clock_change is ClockChange.SKIPPED
    else:
        assert (start.clock_change is ClockChange.REPEATED) is tz.datetime_ambiguous(shown)


@given(
    day=st.dates(date(2000, 1, 2), date(2099, 12, 30)),
    clock=st.times(),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
)
def test_clocks_show_the_time_of_a_start_unless_they_skip_it(day: date, clock: time, zone: ZoneInfo) -> None:
    start = start_on(day, clock, zone)
    assert start.at.tzinfo is UTC
    shown = start.at.astimezone(zone).replace(tzinfo=None, fold=0)
    wanted = datetime.combine(day, clock.replace(fold=0))
    if start.clock_change is ClockChange.SKIPPED:
        assert timedelta() < shown - wanted <= timedelta(hours=1)
    else:
        assert shown == wanted
    if start.clock_change is not ClockChange.REPEATED:
        return
    hour_later = (start.at + timedelta(hours=1)).astimezone(zone).replace(tzinfo=None, fold=0)
    assert hour_later - shown < timedelta(hours=1)  # the clocks went back in between


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (23, "Monday"),
        (24, "Tuesday"),
        (25, "Wednesday"),
        (26, "Thursday"),
        (27, "Friday"),
        (28, "Saturday"),
        (29, "Sunday"),
    ],
)
def test_every_day_of_the_week_is_read_by_its_short_and_its_whole_name(day: int, name: str) -> None:
    weekday = date(2026, 11, day).weekday()
    assert read_weekdays(name) == read_weekdays(name[:3]) == {weekday}


def test_a_word_that_is_not_a_day_is_refused_with_the_valid_words() -> None:
    with refuses(NotAWeekday("Lundi", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))):
        read_weekdays("mon, Lundi")


@pytest.mark.parametrize(
    "description",
    [{"count": 1}, {"count": 366}, {"count": 5, "every_weeks": 52}, {"until": date(2026, 12, 31)}],
)
def test_the_shortest_and_the_longest_series_are_valid(description: dict[str, object]) -> None:
    series = Recurrence(MONDAYS, **description)  # type: ignore[arg-type]  # a story names what it gives
    assert series.exceptions == frozenset()


def test_by_default_a_series_repeats_every_week() -> None:
    assert Recurrence(MONDAYS, count=5).every_weeks == 1


@pytest.mark.parametrize("count", [-1, 367])
def test_a_series_has_a_leap_years_days_at_most(count: int) -> None:
    with refuses(SeriesCountOutOfRange(count, 366)):
        Recurrence(MONDAYS, count=count)


def test_a_series_repeats_within_a_year() -> None:
    with refuses(WeeksOutOfRange(53, 1, 52)):
        Recurrence(MONDAYS, every_weeks=53, count=2)


def test_on_any_other_night_the_clocks_show_a_time_once() -> None:
    start = start_on(date(2026, 11, 26), time(18, 30), BUCHAREST)
    assert start.clock_change is ClockChange.NONE
    assert start.at == datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
    assert start.day == date(2026, 11, 26)
