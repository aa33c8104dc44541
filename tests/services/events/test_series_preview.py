"""A series is previewed before it is made: what is shown is what is made."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.recurrence import Recurrence, TimeSkipped, Weekday
from kiosk.domain.refusals.events.series import SeriesTooLong
from kiosk.services.events.deletions import delete_event
from kiosk.services.events.series import SeriesPreview, preview_series, repeat_event
from tests.refusals import refuses
from tests.services.world import World

BUCHAREST = ZoneInfo("Europe/Bucharest")
MON_WED = frozenset({Weekday.MON, Weekday.WED})
START = datetime(2026, 10, 5, 18, 30, tzinfo=BUCHAREST)


@pytest.fixture
def monday(world: World) -> Event:
    return world.make_event("MON", start_at=START)


def days(preview: SeriesPreview) -> list[str]:
    return [f"{day.start.at.astimezone(BUCHAREST):%a %m-%d %H:%M}" for day in preview.days]


def test_two_days_a_week_over_four_weeks_are_shown_as_eight_at_the_same_time_of_day() -> None:
    preview = preview_series(START, Recurrence(MON_WED, count=8), BUCHAREST)
    assert len(preview.days) == 8
    assert {each[-5:] for each in days(preview)} == {"18:30"}
    assert [day.is_there for day in preview.days] == [True, *[False] * 7]
    assert len(preview.made) == 7


def test_a_day_that_is_left_out_stays_on_the_list_and_another_is_added_at_the_end() -> None:
    left_out = date(2026, 10, 12)
    preview = preview_series(START, Recurrence(MON_WED, count=4, exceptions=frozenset({left_out})), BUCHAREST)
    shown = [(day.start.day.day, day.is_left_out) for day in preview.days]
    assert shown == [(5, False), (7, False), (12, True), (14, False), (19, False)]


def test_until_a_date_every_day_is_shown_even_when_all_are_left_out() -> None:
    everything = frozenset({date(2026, 10, 5), date(2026, 10, 7)})
    preview = preview_series(
        START, Recurrence(MON_WED, until=date(2026, 10, 7), exceptions=everything), BUCHAREST
    )
    assert len(preview.days) == 2
    assert preview.made == ()


def test_a_start_that_clocks_skip_has_a_note() -> None:
    start = datetime(2026, 3, 22, 3, 30, tzinfo=BUCHAREST)
    preview = preview_series(start, Recurrence(frozenset({Weekday.SUN}), count=2), BUCHAREST)
    assert days(preview) == ["Sun 03-22 03:30", "Sun 03-29 04:30"]
    assert preview.notes == (TimeSkipped(date(2026, 3, 29), time(3, 30), time(4, 30), "Europe/Bucharest"),)


def test_a_series_without_an_end_in_sight_is_refused() -> None:
    with refuses(SeriesTooLong(366)):
        preview_series(START, Recurrence(MON_WED, until=date(2036, 1, 1)), BUCHAREST)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weekdays=st.frozensets(st.sampled_from(Weekday), min_size=1),
    weeks=st.integers(1, 3),
    count=st.integers(1, 12),
    left_out=st.frozensets(st.dates(date(2026, 10, 5), date(2026, 11, 5)), max_size=5),
)
def test_the_series_that_is_made_is_the_one_that_was_shown(  # noqa: PLR0913, PLR0917 -- four of them are one series
    world: World,
    monday: Event,
    weekdays: frozenset[Weekday],
    weeks: int,
    count: int,
    left_out: frozenset[date],
) -> None:
    recurrence = Recurrence(weekdays, weeks, count=count, exceptions=left_out)
    preview = preview_series(monday.start_at, recurrence, BUCHAREST)
    if not preview.made:
        with pytest.raises(Refused):
            repeat_event(world.store, monday.id, recurrence, BUCHAREST)
        return
    series = repeat_event(world.store, monday.id, recurrence, BUCHAREST)
    try:
        assert [event.start_at for event in series.made] == [day.start.at for day in preview.made]
        assert set(preview.notes) <= set(series.notes)
    finally:
        for event in series.made:
            delete_event(world.store, event.id, confirmed=event.code)


def test_the_repeated_event_may_be_left_out_of_the_count(world: World, monday: Event) -> None:
    recurrence = Recurrence(MON_WED, count=2, exceptions=frozenset({date(2026, 10, 5)}))
    preview = preview_series(monday.start_at, recurrence, BUCHAREST)
    assert [day.start.day.day for day in preview.made] == [7, 12]
    made = repeat_event(world.store, monday.id, recurrence, BUCHAREST).made
    assert [replace(event, code="", id=monday.id).title for event in made] == [monday.title] * 2
    assert [event.start_at for event in made] == [day.start.at for day in preview.made]
