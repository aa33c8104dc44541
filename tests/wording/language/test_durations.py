"""Durations in words, rounded up so that nobody comes back too early."""

from datetime import timedelta

import pytest

from kiosk.wording.language.catalogue import language
from kiosk.wording.language.durations import about, duration, hours_words, short_duration
from tests.wording.pseudo import pseudo_language


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.001, "1 second"),
        (1, "1 second"),
        (1.2, "2 seconds"),
        (60, "60 seconds"),
        (61, "2 minutes"),
        (900, "15 minutes"),
    ],
)
def test_a_duration_is_rounded_up(seconds: float, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words


def test_a_duration_is_translated() -> None:
    with language(pseudo_language()):
        assert duration(timedelta(seconds=32)) == "⟦32 seconds⟧"
        assert duration(timedelta(minutes=5)) == "⟦5 minutes⟧"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (45, "45 minutes"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (480, "8 hours"),
        (1440, "a whole day"),
    ],
)
def test_a_duration_is_chosen_in_hours_and_minutes(minutes: int, text: str) -> None:
    assert hours_words(timedelta(minutes=minutes)) == text


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=12), "12 s"),
        (timedelta(seconds=59.9), "60 s"),
        (timedelta(seconds=60), "1 min"),
        (timedelta(minutes=89), "89 min"),
        (timedelta(minutes=90), "2 h"),
        (timedelta(hours=2, minutes=29), "2 h"),
        (timedelta(hours=35), "35 h"),
        (timedelta(hours=36), "2 days"),
        (timedelta(days=3652), "3,652 days"),
    ],
)
def test_a_duration_in_one_unit_is_rounded_to_the_nearest(length: timedelta, words: str) -> None:
    assert about(length) == words


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.04, "0.0 s"),
        (0.26, "0.3 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (265, "4 min 25 s"),
        (3_599.9, "1 h 0 min"),
        (11_100, "3 h 5 min"),
        (86_400, "1 day"),
        (2.5 * 86_400, "2 days"),
    ],
)
def test_a_duration_in_a_table_has_at_most_two_units(seconds: float, text: str) -> None:
    assert short_duration(timedelta(seconds=seconds)) == text
