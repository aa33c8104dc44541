"""Texts of the live page about arrivals, and about the chart for people who do not see it."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.check_in.live import Arrival, Curve
from kiosk.domain.check_in.scan import Method
from kiosk.wording.desk.live import arrival_sentence, bar_words, bars, curve_sentence
from kiosk.wording.language.catalogue import language
from kiosk.wording.language.safe_text import plain
from tests.wording.pseudo import pseudo_language

ZONE = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 26, 16, 24, 7, tzinfo=UTC)


def arrival(
    method: Method | None, *, name: str | None = "Ana Ionescu", kiosk: str | None = "Door A"
) -> Arrival:
    email = None if name is None else "ana@example.org"
    return Arrival(uuid4(), None if name is None else uuid4(), name, email, NOW, method, kiosk)


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (
            arrival(Method.TYPED),
            "Ana Ionescu (ana@example.org) came 18:24:07 at Door A, with a typed code.",
        ),
        (arrival(Method.BUTTON, name=None), "A walk-in came 18:24:07 at Door A, by the walk-in button."),
        (arrival(Method.MANUAL, name=None, kiosk=None), "A walk-in came 18:24:07, checked in by hand."),
        (arrival(None, name=None, kiosk=None), "A walk-in came 18:24:07."),
    ],
)
def test_an_arrival_is_one_sentence(shown: Arrival, sentence: str) -> None:
    assert plain(arrival_sentence(shown, ZONE, NOW)) == sentence


@pytest.mark.parametrize("kiosk", ["Door A", None])
@pytest.mark.parametrize("method", [*Method, None])
def test_every_arrival_is_one_message(method: Method | None, kiosk: str | None) -> None:
    with language(pseudo_language()):
        assert re.fullmatch("⟦.*⟧", arrival_sentence(arrival(method, kiosk=kiosk), ZONE, NOW))


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (5, "per 5 minutes"),
        (60, "per hour"),
        (180, "per 3 hours"),
        (1440, "per day"),
        (2880, "per 2 days"),
        (10_080, "per week"),
        (40_320, "per 4 weeks"),
    ],
)
def test_bars_show_what_they_count(minutes: int, text: str) -> None:
    assert bars(Curve(NOW, timedelta(minutes=minutes), (1,))) == text


def test_a_sentence_describes_the_chart() -> None:
    curve = Curve(datetime(2026, 11, 26, 16, 0, tzinfo=UTC), timedelta(minutes=5), (2, 1_200))
    assert curve_sentence(curve, ZONE) == "Arrivals per 5 minutes: 1,202 in all, most from 18:05: 1,200."
    assert bar_words(curve, 0, ZONE) == "18:00 \N{EN DASH} 18:05: 2"
    assert curve_sentence(None, ZONE) == "Arrivals: nobody yet."
