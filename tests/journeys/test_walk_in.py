"""A guest without a pass."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.scanning.source import VideoFile
from kiosk.ui.common import theme
from tests.journeys.stand import EVENT_CODE, Evening, Film, standing

URL = "https://check.example.org/in/{code}"
JUNK = "4006381333931"


def test_taps_walk_in(qtbot: QtBot, evening: Evening, film: Film) -> None:
    with standing(qtbot, evening, VideoFile(film.of(JUNK))) as visitor:
        visitor.taps("Walk-in")
        visitor.waits_for(lambda: "CHECKED_IN" in [str(each.outcome) for each in visitor.answers])
    assert evening.rows() == [(None, "BUTTON", "Door A")]


def test_types_the_events_code(qtbot: QtBot, evening: Evening, film: Film) -> None:
    with standing(qtbot, evening, VideoFile(film.of(JUNK))) as visitor:
        visitor.types(EVENT_CODE.lower())
        visitor.waits_for(lambda: "CHECKED_IN" in [str(each.outcome) for each in visitor.answers])
    assert evening.rows() == [(None, "TYPED", "Door A")]


@pytest.mark.parametrize("url", [None, URL], ids=["bare code", "check-in URL"])
def test_two_guests_show_the_events_qr_one_after_the_other(
    qtbot: QtBot, evening: Evening, film: Film, url: str | None
) -> None:
    shown = url.replace("{code}", EVENT_CODE) if url else EVENT_CODE
    with standing(qtbot, evening, VideoFile(film.of(shown, shown)), check_in_url=url) as visitor:
        assert visitor.waits_to_see("Welcome").colour == theme.SUCCESS
        visitor.waits_for_outcomes("CHECKED_IN", "CHECKED_IN")
    assert evening.rows() == [(None, "CAMERA", "Door A")] * 2
