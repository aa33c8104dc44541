from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kiosk.ui.common.times import day_and_time, event_times
from kiosk.wording.safe_text import isolated
from tests.ui.door.examples import EVENT, NOW, ZONE

DASH = "\N{EN DASH}"
HALL = isolated("Hall B")


def test_an_event_shows_its_day_times_and_place_on_the_venue_s_clock() -> None:
    assert event_times(EVENT, ZONE, NOW) == f"Thu 26 Nov · 18:30 {DASH} 20:30 · {HALL}"


def test_an_event_without_a_place_shows_none() -> None:
    assert event_times(replace(EVENT, location=" "), ZONE, NOW) == f"Thu 26 Nov · 18:30 {DASH} 20:30"


def test_an_event_past_midnight_shows_both_days() -> None:
    night = replace(EVENT, duration=timedelta(hours=9))
    assert event_times(night, ZONE, NOW) == f"Thu 26 Nov 18:30 {DASH} Fri 27 Nov 03:30 · {HALL}"


def test_an_event_of_another_year_shows_the_year() -> None:
    assert event_times(EVENT, ZONE, NOW - timedelta(days=365)).startswith("Thu 26 Nov 2026 · ")


def test_a_night_with_two_three_o_clocks_names_the_zones() -> None:
    night = replace(
        EVENT, start_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), duration=timedelta(hours=1), location=None
    )
    assert event_times(night, ZONE, NOW) == f"Sun 25 Oct · 03:30 EEST {DASH} 03:30 EET"


def test_a_time_names_its_day_only_when_it_is_not_today() -> None:
    assert day_and_time(NOW, ZONE, NOW) == "18:24"
    assert day_and_time(NOW + timedelta(days=1), ZONE, NOW) == "tomorrow 18:24"
    assert day_and_time(NOW - timedelta(days=1), ZONE, NOW) == "yesterday 18:24"
    assert day_and_time(NOW + timedelta(days=2), ZONE, NOW) == "Sat 28 Nov 18:24"


def test_today_is_the_venue_s_today() -> None:
    just_before_midnight = datetime(2026, 11, 26, 23, 50, tzinfo=ZONE)
    assert just_before_midnight.astimezone(UTC).day == 26
    assert day_and_time(just_before_midnight + timedelta(minutes=20), ZONE, just_before_midnight) == (
        "tomorrow 00:10"
    )
