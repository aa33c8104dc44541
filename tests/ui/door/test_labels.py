from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.shipped import RESOURCES
from kiosk.ui.common.theme import FAILURE, REFUSAL, SUCCESS, Tone
from kiosk.ui.door.labels import Look, StatePill, failure_look, hint, look, pill, waiting_look
from kiosk.wording.language.safe_text import isolated
from tests.ui.door.examples import (
    ANSWERS,
    EVENT,
    LIVE,
    NO_CAMERA,
    NO_CAMERA_WORDS,
    NOW,
    ZONE,
    closed,
    door_view,
)

ANA = isolated("Ana Ionescu")
TITLE = isolated(EVENT.title)
REFUSALS = [outcome for outcome in Outcome if outcome not in {Outcome.CHECKED_IN, Outcome.ALREADY_CHECKED_IN}]


def look_of(answer: Answer) -> Look:
    return look(answer, zone=ZONE, now=NOW, checked_in=143)


def test_a_participant_is_welcomed_by_name() -> None:
    assert look_of(ANSWERS[Outcome.CHECKED_IN]) == Look(
        SUCCESS,
        "check",
        f"Welcome, {ANA}",
        f"{TITLE} · checked in 18:24",
        "143 checked in",
        "checked-in",
        is_welcome=True,
    )


@pytest.mark.parametrize("outcome", REFUSALS)
def test_a_refusal_is_red_and_shows_what_to_do_and_that_nothing_was_recorded(outcome: Outcome) -> None:
    shown = look_of(ANSWERS[outcome])
    assert shown.colour == REFUSAL
    assert shown.line
    assert shown.foot == "No check-in was recorded"
    assert not shown.is_welcome


def test_a_failure_never_looks_like_a_success() -> None:
    shown = failure_look("The database cannot be reached.")
    assert shown.colour == FAILURE
    assert shown.title == "Not checked in"
    assert shown.line == "The database cannot be reached."
    assert "again" in shown.foot


def test_each_outcome_and_a_failure_has_its_own_title_icon_and_sound() -> None:
    looks = [look_of(answer) for answer in ANSWERS.values()] + [failure_look("?")]
    assert len({shown.title for shown in looks}) == len(looks)
    assert len({shown.icon for shown in looks}) == len(looks)
    assert len({shown.sound for shown in looks}) == len(looks)


def test_every_icon_is_shipped() -> None:
    looks = [look_of(answer) for answer in ANSWERS.values()] + [failure_look("?"), waiting_look()]
    icons = {f"resources/icons/{shown.icon}.svg" for shown in looks}
    assert {icon for icon in icons if not (RESOURCES.parent / icon).is_file()} == set()


def test_every_sound_is_shipped() -> None:
    looks = [look_of(answer) for answer in ANSWERS.values()] + [failure_look("?")]
    missing = {shown.sound for shown in looks if not (RESOURCES / "sounds" / f"{shown.sound}.wav").is_file()}
    assert not missing, f"give these notes in script/make-sounds and run it: {missing}"


@pytest.mark.parametrize(
    ("event", "now", "expected"),
    [
        (EVENT, NOW, StatePill("Open", Tone.GOOD)),
        (closed(), NOW, StatePill("Closed", Tone.BAD)),
        (EVENT, NOW - timedelta(hours=1), StatePill("Opens 18:00", Tone.QUIET)),
        (EVENT, NOW - timedelta(days=1), StatePill("Opens tomorrow 18:00", Tone.QUIET)),
        (EVENT, NOW + timedelta(hours=3), StatePill("Ended", Tone.QUIET)),
        (replace(EVENT, capacity=142), NOW, StatePill("Full", Tone.WARY)),
        (replace(EVENT, capacity=143), NOW, StatePill("Open", Tone.GOOD)),
    ],
)
def test_the_state_is_a_word_or_two(event: object, now: object, expected: StatePill) -> None:
    assert pill(door_view(event, now=now), zone=ZONE, now=now) == expected  # type: ignore[arg-type] # as listed


def test_people_are_asked_for_passes_while_the_camera_runs() -> None:
    asked = hint(door_view(), LIVE, zone=ZONE, now=NOW)
    assert asked.title == "Hold your pass up to the camera"
    assert asked.takes_passes


def test_without_a_camera_people_are_asked_to_type_or_tap() -> None:
    asked = hint(door_view(), NO_CAMERA, zone=ZONE, now=NOW)
    assert asked.title == "Type your code or tap Walk-in"
    assert asked.line == NO_CAMERA_WORDS
    assert not asked.takes_passes


@pytest.mark.parametrize("state", [state for state in CameraState if state is not CameraState.LIVE])
def test_people_are_not_asked_for_passes_while_none_can_be_read(state: CameraState) -> None:
    assert not hint(door_view(), CameraReport(state, NO_CAMERA.cause), zone=ZONE, now=NOW).takes_passes


def test_a_closed_door_does_not_ask_for_passes() -> None:
    asked = hint(door_view(closed()), LIVE, zone=ZONE, now=NOW)
    assert (asked.title, asked.takes_passes) == ("Check-in is closed", False)


@pytest.mark.parametrize("advice", list(Advice))
def test_each_piece_of_advice_is_one_calm_hint_below_the_picture(advice: Advice) -> None:
    asked = hint(door_view(), LIVE, advice, zone=ZONE, now=NOW)
    assert asked.takes_passes
    assert not asked.icon, "the picture stays"
    assert asked.title != hint(door_view(), LIVE, zone=ZONE, now=NOW).title
    assert len(asked.title) < 40


def test_advice_is_not_given_while_no_pass_can_be_read_or_taken() -> None:
    for view, camera in ((door_view(closed()), LIVE), (door_view(), NO_CAMERA)):
        assert hint(view, camera, Advice.CLOSER, zone=ZONE, now=NOW) == hint(view, camera, zone=ZONE, now=NOW)
