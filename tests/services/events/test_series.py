"""An event repeated as a series: real events at the same time of day, all of them or none."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventField, EventState
from kiosk.domain.recurrence import MAX_EVENTS, IdleException, Recurrence, TimeRepeated, TimeSkipped, Weekday
from kiosk.domain.refusals.events.event_codes import SeriesCodeTaken
from kiosk.domain.refusals.events.events import NoEventWithCode
from kiosk.domain.refusals.events.series import NothingToRepeat, SeriesTooLong, SeriesWithoutDays
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.refusals.typed.texts import TooLong
from kiosk.services.events import events
from kiosk.services.events.series import repeat_event, series_days
from kiosk.services.people import guest_lists as guests
from tests.refusals import refuses
from tests.services.world import World
from tests.storage.raw import ask_all, foreign_program, is_sqlite, run

BUCHAREST = ZoneInfo("Europe/Bucharest")
MON_WED = frozenset({Weekday.MON, Weekday.WED})
EIGHT = Recurrence(MON_WED, count=8)


@pytest.fixture
def monday(world: World) -> Event:
    """Returns an event on a Monday evening, three weeks before the clocks go back in Bucharest."""
    return world.make_event(
        "MON",
        start_at=datetime(2026, 10, 5, 18, 30, tzinfo=BUCHAREST),
        capacity=40,
        location="Hall B",
        has_guest_list=True,
    )


def shown(found: tuple[Event, ...]) -> list[str]:
    return [f"{event.start_at.astimezone(BUCHAREST):%a %m-%d %H:%M}" for event in found]


def test_two_days_a_week_over_four_weeks_are_eight_events_at_the_same_time_of_day(
    world: World, monday: Event
) -> None:
    series = repeat_event(world.store, "mon", EIGHT, BUCHAREST)
    assert shown(series.events) == [
        "Mon 10-05 18:30",
        "Wed 10-07 18:30",
        "Mon 10-12 18:30",
        "Wed 10-14 18:30",
        "Mon 10-19 18:30",
        "Wed 10-21 18:30",
        "Mon 10-26 18:30",  # the clocks went back the day before
        "Wed 10-28 18:30",
    ]
    assert series.events == (monday, *series.made)
    assert series.notes == ()
    listed = [event for event in events.list_events(world.store) if event.code != "WS001"]
    assert tuple(listed) == series.events
    assert {event.start_at.hour for event in listed} == {15, 16}  # the hour in UTC changes


def test_each_event_of_a_series_is_like_the_first_with_a_code_and_a_qr_of_its_own(
    world: World, monday: Event, database_url: str
) -> None:
    world.make_holder()
    guests.add_guest(world.store, "MON", "ana@example.org")
    events.set_event_state(world.store, "MON", EventState.CLOSED)
    series = repeat_event(world.store, "MON", EIGHT, BUCHAREST)
    assert len({event.code for event in series.events}) == 8
    for event in series.made:
        assert (event.title, event.duration, event.group_name) == (
            monday.title,
            monday.duration,
            monday.group_name,
        )
        assert (event.capacity, event.location, event.has_guest_list) == (40, "Hall B", True)
        assert event.state is EventState.OPEN
        assert [person.name for person in guests.list_guests(world.store, event.code).guests] == [
            "Ana Ionescu"
        ]
    with foreign_program(database_url) as connection:
        rows = ask_all(connection, "SELECT code_qr, created_by FROM events")
    assert len({qr for qr, _ in rows}) == len(rows) == 9
    assert len({creator for _, creator in rows}) == 1


def test_an_event_on_another_weekday_is_only_the_pattern_of_the_series(world: World, monday: Event) -> None:
    series = repeat_event(world.store, monday.code, Recurrence(frozenset({Weekday.TUE}), count=3), BUCHAREST)
    assert shown(series.events) == ["Tue 10-06 18:30", "Tue 10-13 18:30", "Tue 10-20 18:30"]
    assert series.made == series.events


def test_every_other_week_until_a_date_without_the_days_left_out(world: World, monday: Event) -> None:
    recurrence = Recurrence(
        MON_WED,
        every_weeks=2,
        until=date(2026, 11, 18),
        exceptions=frozenset({date(2026, 10, 21), date(2026, 10, 26)}),
    )
    series = repeat_event(world.store, monday.code, recurrence, BUCHAREST)
    assert shown(series.events) == [
        "Mon 10-05 18:30",
        "Wed 10-07 18:30",
        "Mon 10-19 18:30",
        "Mon 11-02 18:30",
        "Wed 11-04 18:30",
        "Mon 11-16 18:30",
        "Wed 11-18 18:30",
    ]
    assert series.notes == (IdleException(date(2026, 10, 26)),)


def test_days_left_out_do_not_count_towards_the_number_of_events(world: World, monday: Event) -> None:
    recurrence = Recurrence(MON_WED, count=3, exceptions=frozenset({date(2026, 10, 5), date(2026, 10, 14)}))
    series = repeat_event(world.store, monday.code, recurrence, BUCHAREST)
    assert shown(series.events) == ["Wed 10-07 18:30", "Mon 10-12 18:30", "Mon 10-19 18:30"]
    assert series.notes == ()


def test_a_start_that_clocks_skip_or_show_twice_is_resolved_and_noted(world: World) -> None:
    night = frozenset({Weekday.SUN})
    world.make_event("SPRING", start_at=datetime(2026, 3, 22, 3, 30, tzinfo=BUCHAREST))
    spring = repeat_event(world.store, "SPRING", Recurrence(night, count=3), BUCHAREST)
    assert shown(spring.events) == ["Sun 03-22 03:30", "Sun 03-29 04:30", "Sun 04-05 03:30"]
    assert spring.notes == (TimeSkipped(date(2026, 3, 29), time(3, 30), time(4, 30), "Europe/Bucharest"),)
    world.make_event("AUTUMN", start_at=datetime(2026, 10, 18, 3, 30, tzinfo=BUCHAREST))
    autumn = repeat_event(world.store, "AUTUMN", Recurrence(night, count=3), BUCHAREST)
    assert autumn.events[1].start_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert autumn.notes == (TimeRepeated(date(2026, 10, 25), time(3, 30), "Europe/Bucharest"),)


def test_codes_with_a_prefix_are_numbered(world: World, monday: Event) -> None:
    series = repeat_event(world.store, monday.code, Recurrence(MON_WED, count=4), BUCHAREST, code_prefix="WS")
    assert [event.code for event in series.made] == ["WS-1", "WS-2", "WS-3"]


def test_a_series_with_one_taken_code_is_not_made(world: World, monday: Event) -> None:
    world.make_event("ws-5")
    before = events.list_events(world.store)
    with refuses(SeriesCodeTaken("WS-5")):
        repeat_event(world.store, monday.code, EIGHT, BUCHAREST, code_prefix="WS")
    assert events.list_events(world.store) == before
    with refuses(TooLong(EventField.CODE, 52, 50)):
        repeat_event(world.store, monday.code, EIGHT, BUCHAREST, code_prefix="W" * 50)
    assert events.list_events(world.store) == before


@pytest.mark.parametrize(
    ("recurrence", "reason"),
    [
        (Recurrence(frozenset(Weekday), until=date(2028, 1, 1)), SeriesTooLong(MAX_EVENTS)),
        (Recurrence(frozenset(Weekday), until=date.max), SeriesTooLong(MAX_EVENTS)),
        (Recurrence(MON_WED, until=date(2026, 10, 4)), SeriesWithoutDays(date(2026, 10, 5))),
        (Recurrence(MON_WED, until=date(2026, 10, 5)), NothingToRepeat()),
        (Recurrence(MON_WED, count=1), NothingToRepeat()),
    ],
)
def test_a_series_of_no_events_or_too_many_is_refused(
    world: World, monday: Event, recurrence: Recurrence, reason: Refusal
) -> None:
    before = events.list_events(world.store)
    with refuses(reason):
        repeat_event(world.store, monday.code, recurrence, BUCHAREST)
    assert events.list_events(world.store) == before


def test_a_daily_series_of_a_leap_year_is_made_whole(world: World) -> None:
    world.make_event("DAY", start_at=datetime(2028, 1, 1, 12, 0, tzinfo=BUCHAREST))
    series = repeat_event(
        world.store, "DAY", Recurrence(frozenset(Weekday), until=date(2028, 12, 31)), BUCHAREST
    )
    assert len(series.events) == MAX_EVENTS
    assert {event.start_at.astimezone(BUCHAREST).hour for event in series.events} == {12}


def test_repeating_an_unknown_event_is_refused(world: World) -> None:
    with refuses(NoEventWithCode("NOPE")):
        repeat_event(world.store, "NOPE", EIGHT, BUCHAREST)


def test_of_two_series_with_the_same_codes_at_once_one_is_made(world: World, monday: Event) -> None:
    other = world.make_event("MON2", start_at=monday.start_at)
    before = set(events.list_events(world.store))
    start = threading.Barrier(2, timeout=30)

    def repeat(code: str) -> set[Event] | Refusal:
        start.wait()
        try:
            return set(repeat_event(world.store, code, EIGHT, BUCHAREST, code_prefix="WS").made)
        except Refused as refused:
            return refused.reason

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(repeat, (monday.code, other.code)))
    (made,) = [each for each in answers if isinstance(each, set)]
    assert SeriesCodeTaken("WS-1") in answers
    assert set(events.list_events(world.store)) == before | made


def test_no_event_of_a_series_is_kept_when_the_database_fails_half_way(
    world: World, monday: Event, database_url: str
) -> None:
    before = events.list_events(world.store)
    with foreign_program(database_url) as connection:
        # The database refuses the fifth day, as a full disk or another program's rule would.
        forbidden = "start_time <> '2026-10-21 15:30:00"
        if is_sqlite(connection):
            run(
                connection,
                "CREATE TRIGGER no_fifth BEFORE INSERT ON events"
                f" WHEN NOT NEW.{forbidden}.000000' BEGIN SELECT RAISE(ABORT, 'no'); END",
            )
        else:
            run(connection, f"ALTER TABLE events ADD CONSTRAINT no_fifth CHECK ({forbidden}+00')")
    try:
        with pytest.raises(IntegrityError):
            repeat_event(world.store, monday.code, EIGHT, BUCHAREST)
    finally:
        with foreign_program(database_url) as connection:
            if is_sqlite(connection):
                run(connection, "DROP TRIGGER no_fifth")
            else:
                run(
                    connection, "ALTER TABLE events DROP CONSTRAINT no_fifth"
                )  # because tests share the database
    assert events.list_events(world.store) == before
    assert len(repeat_event(world.store, monday.code, EIGHT, BUCHAREST).made) == 7


recurrences = st.builds(
    Recurrence,
    weekdays=st.frozensets(st.sampled_from(Weekday), min_size=1),
    every_weeks=st.integers(1, 6),
    count=st.integers(1, MAX_EVENTS),
    exceptions=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20),
)


@given(first=st.dates(date(2026, 1, 1), date(2027, 12, 31)), recurrence=recurrences)
def test_a_series_has_as_many_days_as_asked_for_each_on_a_day_it_may_be_on(
    first: date, recurrence: Recurrence
) -> None:
    days = series_days(first, recurrence)
    assert len(days) == recurrence.count
    assert list(days) == sorted(set(days))
    monday = first - timedelta(days=first.weekday())
    for day in days:
        assert day >= first
        assert day.weekday() in recurrence.weekdays
        assert day not in recurrence.exceptions
        assert (day - monday).days // 7 % recurrence.every_weeks == 0
    every_day = (first + timedelta(days=ahead) for ahead in range((days[-1] - first).days + 1))
    possible = [
        day
        for day in every_day
        if day.weekday() in recurrence.weekdays
        and day not in recurrence.exceptions
        and (day - monday).days // 7 % recurrence.every_weeks == 0
    ]
    assert list(days) == possible  # no possible day is left out


@given(
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)), recurrence=recurrences, ahead=st.integers(0, 300)
)
def test_a_series_until_a_date_is_the_same_series_cut_off_after_that_date(
    first: date, recurrence: Recurrence, ahead: int
) -> None:
    until = first + timedelta(days=ahead)
    ends = Recurrence(
        recurrence.weekdays, recurrence.every_weeks, until=until, exceptions=recurrence.exceptions
    )
    longest = Recurrence(
        recurrence.weekdays, recurrence.every_weeks, count=MAX_EVENTS, exceptions=recurrence.exceptions
    )
    expected = tuple(day for day in series_days(first, longest) if day <= until)
    if expected:
        assert series_days(first, ends) == expected
    else:
        with refuses(SeriesWithoutDays(first)):
            series_days(first, ends)


def test_days_and_times_of_a_series_are_those_of_the_venue(world: World) -> None:
    # 23:30 on a Monday in New York is already Tuesday in UTC.
    new_york = ZoneInfo("America/New_York")
    world.make_event("LATE", start_at=datetime(2026, 10, 26, 23, 30, tzinfo=new_york))
    series = repeat_event(world.store, "LATE", Recurrence(frozenset({Weekday.MON}), count=3), new_york)
    local = [event.start_at.astimezone(new_york) for event in series.events]
    assert [(each.strftime("%a"), each.time()) for each in local] == [("Mon", time(23, 30))] * 3
    assert len({each.utcoffset() for each in local}) == 2
