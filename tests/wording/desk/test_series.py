"""Series of events: refusals, and notes on starts that were moved where clocks change."""

from datetime import date, time

import pytest

from kiosk.domain.recurrence import IdleException, SeriesNote, TimeRepeated, TimeSkipped
from kiosk.domain.refusals.events.series import (
    NotAWeekday,
    NothingToRepeat,
    NoWeekday,
    SeriesCountOutOfRange,
    SeriesEndUnclear,
    SeriesRefusal,
    SeriesTooLong,
    SeriesWithoutDays,
    WeeksOutOfRange,
)
from kiosk.wording.desk.series import series_note
from tests.wording.spoken import check_words

ZONE = "Europe/Bucharest"


def test_every_refusal_of_a_series_has_words() -> None:
    check_words(
        {
            NotAWeekday("lundi", ("mon", "tue")): (
                "'lundi' is not a day of the week; write some of mon, tue with commas between."
            ),
            NoWeekday(): "A series needs at least one day of the week, such as mon.",
            WeeksOutOfRange(53, 1, 52): "A series repeats every 1 to 52 weeks, not every 53.",
            SeriesEndUnclear(): "A series ends at a date or after a number of events: give one of the two.",
            SeriesCountOutOfRange(1000, 366): "A series has 1 to 366 events, not 1,000.",
            SeriesTooLong(366): (
                "This series would have more than 366 events. End it earlier, and repeat its last event"
                " as another series."
            ),
            SeriesWithoutDays(date(2026, 10, 5)): (
                "This series has no day from 2026-10-05 on. Look at its end and its exceptions."
            ),
            NothingToRepeat(): (
                "The only event of this series is there already, so there is nothing to make."
            ),
        },
        SeriesRefusal,
    )


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (
            TimeSkipped(date(2026, 3, 29), time(3, 30), time(4, 30), ZONE),
            "On 2026-03-29 the clocks in Europe/Bucharest go forward over 03:30: that event starts at 04:30.",
        ),
        (
            TimeRepeated(date(2026, 10, 25), time(3, 30), "Africa/Cairo"),
            "On 2026-10-25 the clocks in Africa/Cairo show 03:30 twice: that event starts the first time.",
        ),
        (
            IdleException(date(2026, 12, 24)),
            "The exception 2026-12-24 left nothing out: the series has no event on that day.",
        ),
    ],
)
def test_a_note_describes_how_a_start_was_resolved(note: SeriesNote, sentence: str) -> None:
    assert series_note(note) == sentence
