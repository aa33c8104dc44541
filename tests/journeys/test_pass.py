"""A participant holds a pass up to the camera."""

from pytestqt.qtbot import QtBot

from kiosk.domain.event import EventState
from kiosk.scanning.source import VideoFile
from kiosk.services.events import events
from kiosk.services.people import passes
from kiosk.ui.common import theme
from tests.journeys.stand import ANA, EVENT_CODE, Evening, Film, standing

NOTHING_RECORDED = "No check-in was recorded"


def test_a_registered_participant_is_welcomed_by_name(qtbot: QtBot, evening: Evening, film: Film) -> None:
    evening.register(ANA)
    with standing(qtbot, evening, VideoFile(film.of(ANA))) as visitor:
        look = visitor.waits_to_see("Ana Ionescu")
        assert look.colour == theme.SUCCESS
        visitor.waits_for_outcomes("CHECKED_IN")
    assert evening.rows() == [("Ana Ionescu", "CAMERA", "Door A")]


def test_the_second_time_shows_when_and_where_the_first_was(
    qtbot: QtBot, evening: Evening, film: Film
) -> None:
    evening.register(ANA)
    with standing(qtbot, evening, VideoFile(film.of(ANA, ANA))) as visitor:
        look = visitor.waits_to_see("Already checked in")
        assert look.colour == theme.CAUTION
        assert "Door A" in look.line
        visitor.waits_for_outcomes("CHECKED_IN", "ALREADY_CHECKED_IN")
    assert evening.rows() == [("Ana Ionescu", "CAMERA", "Door A")]


def test_a_closed_event_refuses_a_pass(qtbot: QtBot, evening: Evening, film: Film) -> None:
    evening.register(ANA)
    events.set_event_state(evening.store, EVENT_CODE, EventState.CLOSED)
    with standing(qtbot, evening, VideoFile(film.of(ANA))) as visitor:
        assert visitor.waits_to_see("closed").colour == theme.REFUSAL
        visitor.waits_for_outcomes("EVENT_CLOSED")
    assert evening.rows() == []


def test_a_pass_before_the_doors_open_shows_when_they_open(
    qtbot: QtBot, evening: Evening, film: Film
) -> None:
    evening.register(ANA)
    evening.event = evening.make_event("LATER", start_at=evening.now.replace(year=evening.now.year + 1))
    with standing(qtbot, evening, VideoFile(film.of(ANA))) as visitor:
        assert visitor.waits_to_see("Not open yet").colour == theme.REFUSAL
        visitor.waits_for_outcomes("NOT_YET_OPEN")
    assert evening.rows() == []


def test_an_unknown_code_is_refused(qtbot: QtBot, evening: Evening, film: Film) -> None:
    with standing(qtbot, evening, VideoFile(film.of("https://www.example.org/menu"))) as visitor:
        look = visitor.waits_to_see("not recognised")
        assert (look.colour, look.foot) == (theme.REFUSAL, NOTHING_RECORDED)
        visitor.waits_for_outcomes("UNKNOWN_CODE")
    assert evening.rows() == []


def test_a_revoked_pass_is_refused_without_its_holders_name(
    qtbot: QtBot, evening: Evening, film: Film
) -> None:
    evening.register(ANA)
    passes.revoke_pass(evening.store, "ana@example.org", now=evening.now)
    with standing(qtbot, evening, VideoFile(film.of(ANA))) as visitor:
        look = visitor.waits_to_see("no longer valid")
        assert look.colour == theme.REFUSAL
        assert "Ana" not in look.title + look.line + look.foot
        visitor.waits_for_outcomes("PASS_REVOKED")
    assert evening.rows() == []
