"""Refusals of days and numbers that were typed at a terminal, and times as a terminal prints them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.refusals.typed.values import (
    NotACapacity,
    NotADate,
    TypedValueRefusal,
)
from kiosk.wording.language.catalogue import Language, language
from kiosk.wording.times.at_terminal import minute, minute_of_weekday
from tests.wording.spoken import check_words

EVENING = datetime(2026, 11, 26, 16, 30, 59, tzinfo=UTC)
BUCHAREST = ZoneInfo("Europe/Bucharest")


def test_every_refusal_of_a_typed_value_has_words() -> None:
    check_words(
        {
            NotADate("31.12."): "'31.12.' is not a date; write one such as 2026-12-31.",
            NotACapacity("many"): "'many' is not a capacity; write a number, or none for no limit.",
        },
        TypedValueRefusal,
    )


def test_a_terminal_shows_times_alike_in_every_language_and_weekdays_in_the_readers() -> None:
    assert minute(EVENING, BUCHAREST) == "2026-11-26 18:30"
    assert minute_of_weekday(EVENING, BUCHAREST) == "Thu 2026-11-26 18:30"
    with language(Language("ro")):
        assert minute(EVENING, BUCHAREST) == "2026-11-26 18:30"
        assert minute_of_weekday(EVENING, BUCHAREST) == "joi 2026-11-26 18:30"
