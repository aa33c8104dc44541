import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_date

from kiosk.wording.language.catalogue import Language, language
from kiosk.wording.language.safe_text import isolated
from kiosk.wording.times.instants import (
    ago_words,
    day_and_time,
    day_words,
    event_times,
    instant_words,
    moment_words,
    when_words,
)
from tests.ui.door.examples import EVENT, NOW, ZONE

DASH = "\N{EN DASH}"
HALL = isolated("Hall B")


def test_an_event_shows_its_day_times_and_location_on_the_venues_clock() -> None:
    assert event_times(EVENT, ZONE, NOW) == f"Thu 26 Nov · 18:30 {DASH} 20:30 · {HALL}"


def test_an_event_without_a_location_shows_none() -> None:
    assert event_times(replace(EVENT, location=" "), ZONE, NOW) == f"Thu 26 Nov · 18:30 {DASH} 20:30"


def test_an_event_past_midnight_shows_both_days() -> None:
    night = replace(EVENT, duration=timedelta(hours=9))
    assert event_times(night, ZONE, NOW) == f"Thu 26 Nov 18:30 {DASH} Fri 27 Nov 03:30 · {HALL}"


def test_an_event_of_another_year_shows_the_year() -> None:
    assert event_times(EVENT, ZONE, NOW - timedelta(days=365)).startswith("Thu 26 Nov 2026 · ")


def test_times_in_an_hour_that_clocks_show_twice_name_their_zones() -> None:
    night = replace(
        EVENT, start_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), duration=timedelta(hours=1), location=None
    )
    assert event_times(night, ZONE, NOW) == f"Sun 25 Oct · 03:30 EEST {DASH} 03:30 EET"


def test_a_time_names_its_day_only_when_it_is_not_today() -> None:
    assert day_and_time(NOW, ZONE, NOW) == "18:24"
    assert day_and_time(NOW + timedelta(days=1), ZONE, NOW) == "tomorrow 18:24"
    assert day_and_time(NOW - timedelta(days=1), ZONE, NOW) == "yesterday 18:24"
    assert day_and_time(NOW + timedelta(days=2), ZONE, NOW) == "Sat 28 Nov 18:24"


def test_today_is_the_day_at_the_venue() -> None:
    just_before_midnight = datetime(2026, 11, 26, 23, 50, tzinfo=ZONE)
    assert just_before_midnight.astimezone(UTC).day == 26
    assert day_and_time(just_before_midnight + timedelta(minutes=20), ZONE, just_before_midnight) == (
        "tomorrow 00:10"
    )


def test_a_list_names_the_day_and_the_year_when_they_are_not_the_present_ones() -> None:
    assert day_words(NOW, ZONE, NOW) == "Thu 26 Nov"
    assert day_words(NOW, ZONE) == "Thu 26 Nov 2026"
    assert instant_words(NOW, ZONE, NOW - timedelta(days=365)) == "Thu 26 Nov 2026 18:24"
    assert day_words(None, ZONE) == instant_words(None, ZONE) == DASH


def test_a_moment_has_seconds_and_its_day_when_that_is_not_today() -> None:
    assert moment_words(NOW, ZONE, NOW) == "18:24:00"
    assert moment_words(NOW, ZONE, NOW + timedelta(days=1)) == "Thu 26 Nov 18:24:00"
    assert moment_words(NOW, ZONE) == "Thu 26 Nov 2026 18:24:00"


def test_a_list_shows_the_times_of_an_event_on_one_day_or_two() -> None:
    assert when_words(EVENT, ZONE, NOW) == f"Thu 26 Nov 18:30 {DASH} 20:30"
    night = replace(EVENT, duration=timedelta(hours=9))
    assert when_words(night, ZONE, NOW) == f"Thu 26 Nov 18:30 {DASH} Fri 27 Nov 03:30"


@pytest.mark.parametrize(
    ("since", "text"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=1234), "1,234 days ago"),
    ],
)
def test_the_time_since_an_instant_is_worded_in_the_largest_unit(since: timedelta, text: str) -> None:
    assert ago_words(since) == text


def test_english_days_are_written_as_babel_writes_them() -> None:
    for day in range(400):
        at = NOW + timedelta(days=day)
        assert day_words(at, ZONE) == format_date(at.date(), "EEE d MMM y", locale="en")


def test_a_door_that_shows_english_does_not_wait_for_babel() -> None:
    first_screen = """
import sys
from kiosk.ui.door import controller
from kiosk.wording.language.numbers import number
from tests.ui.door.examples import EVENT, NOW, ZONE
assert controller.DoorWindow
from kiosk.wording.times.instants import event_times
print(event_times(EVENT, ZONE, NOW), number(12_345))
sys.exit("babel was imported" if "babel" in sys.modules else 0)
"""
    done = subprocess.run(  # noqa: S603 -- this program itself
        [sys.executable, "-c", first_screen], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "Thu 26 Nov" in done.stdout
    assert "12,345" in done.stdout


@pytest.mark.parametrize(
    ("code", "day", "with_year"),
    [
        ("ro", "joi, 26 nov.", "joi, 26 nov. 2026"),
        ("de", "Do., 26. Nov.", "Do., 26. Nov. 2026"),
        ("zh_Hans", "11月26日周四", "2026年11月26日周四"),
    ],
)
def test_another_language_has_its_own_names_and_order(code: str, day: str, with_year: str) -> None:
    with language(Language(code)):
        assert day_words(NOW, ZONE, NOW) == day
        assert day_words(NOW, ZONE) == with_year
