"""The times at which an event takes check-ins, by switch and schedule, across clock changes."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.event import (
    DURATION_MINUTES,
    MAX_CODE_LENGTH,
    Admission,
    Event,
    EventDetails,
    EventField,
    EventState,
)
from tests.unusual_event import with_unusual_details

START = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
EVENT = Event(
    id=uuid4(),
    group_name="Autumn series",
    title="Workshop",
    start_at=START,
    duration=timedelta(minutes=120),
    code="WS001",
    state=EventState.OPEN,
)
ZONES = [
    "Europe/Bucharest",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "UTC",
]


def test_an_organizer_edits_the_code_and_every_detail_of_an_event() -> None:
    details = {each.name for each in fields(EventDetails)}
    assert set(EventField) == details | {"code"}
    # Other functions change these, or none does.
    assert {each.name for each in fields(Event)} == set(EventField) | {"id", "group_name", "state"}


def test_an_event_takes_over_every_detail_and_keeps_what_else_it_has() -> None:
    other = with_unusual_details(EVENT)
    details = EventDetails(**{each.name: getattr(other, each.name) for each in fields(EventDetails)})
    assert EVENT.with_details(details) == other


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-31, Admission.NOT_YET),
        (-30, Admission.OPEN),
        (0, Admission.OPEN),
        (119, Admission.OPEN),
        (120, Admission.OVER),
        (9999, Admission.OVER),
    ],
)
def test_a_scheduled_event_takes_check_ins_from_half_an_hour_before_to_its_end(
    minutes: int, expected: Admission
) -> None:
    assert EVENT.admission(START + timedelta(minutes=minutes)) is expected


@given(st.datetimes(timezones=st.sampled_from([ZoneInfo(zone) for zone in ZONES])))
def test_a_closed_event_never_takes_check_ins(at: datetime) -> None:
    closed = replace(EVENT, state=EventState.CLOSED)
    assert closed.admission(at) is Admission.CLOSED
    assert replace(closed, ignores_schedule=True).admission(at) is Admission.CLOSED


@given(st.datetimes(timezones=st.sampled_from([ZoneInfo(zone) for zone in ZONES])))
def test_an_open_event_that_ignores_its_schedule_is_always_open(at: datetime) -> None:
    assert replace(EVENT, ignores_schedule=True).admission(at) is Admission.OPEN


@given(
    start=st.datetimes(min_value=datetime(2000, 1, 2), max_value=datetime(2099, 12, 30)),  # noqa: DTZ001 -- hypothesis adds the zone
    minutes=st.integers(1, 1440),
    before=st.integers(0, 600),
    offset=st.integers(-4000, 4000),
    zone=st.sampled_from(ZONES),
)
def test_the_window_is_the_same_instants_whatever_zone_asks_and_across_clock_changes(
    start: datetime, minutes: int, before: int, offset: int, zone: str
) -> None:
    start_at = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    event = replace(
        EVENT, start_at=start_at, duration=timedelta(minutes=minutes), opens_before=timedelta(minutes=before)
    )
    at = start_at + timedelta(minutes=offset)
    expected = (
        Admission.NOT_YET if offset < -before else Admission.OPEN if offset < minutes else Admission.OVER
    )
    assert event.admission(at) is expected
    assert event.admission(at.astimezone(ZoneInfo(zone))) is expected


def test_an_event_over_the_autumn_clock_change_still_takes_its_real_minutes() -> None:
    bucharest = ZoneInfo("Europe/Bucharest")
    event = replace(
        EVENT,
        start_at=datetime(2026, 10, 25, 2, 30, tzinfo=bucharest).astimezone(UTC),
        duration=timedelta(minutes=120),
    )
    # 02:30 EEST + 120 real minutes is 03:30 EET, the second half past three of that night.
    assert event.admission(datetime(2026, 10, 25, 3, 29, fold=1, tzinfo=bucharest)) is Admission.OPEN
    assert event.admission(datetime(2026, 10, 25, 3, 30, fold=1, tzinfo=bucharest)) is Admission.OVER
    assert event.admission(datetime(2026, 10, 25, 3, 45, fold=0, tzinfo=bucharest)) is Admission.OPEN


def test_an_event_lasts_a_minute_at_least_and_a_day_at_most() -> None:
    assert [minutes in DURATION_MINUTES for minutes in (0, 1, 1440, 1441)] == [False, True, True, False]


def test_an_event_code_is_as_wide_as_the_column_that_other_programs_share() -> None:
    assert MAX_CODE_LENGTH == 50


def test_by_default_an_event_follows_its_schedule_and_takes_everybody() -> None:
    assert (EVENT.ignores_schedule, EVENT.has_guest_list, EVENT.capacity) == (False, False, None)
    assert EVENT.opens_at == START - timedelta(minutes=30)
    assert EVENT.ends_at == START + timedelta(hours=2)
