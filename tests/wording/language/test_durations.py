"""Durations in words, rounded up so that nobody comes back too early."""

from datetime import timedelta

import pytest

from kiosk.wording.language.catalogue import language
from kiosk.wording.language.durations import duration, hours_words
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
