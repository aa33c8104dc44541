from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.scan import Answer, Outcome
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.shipped import RESOURCES
from kiosk.ui.common.theme import CAUTION, FAILURE, REFUSAL, SUCCESS
from kiosk.ui.door.labels import (
    Look,
    Mood,
    Pill,
    failure_look,
    hint,
    invitation,
    look,
    pill,
    waiting_look,
)
from kiosk.wording.safe_text import isolated
from tests.ui.door.examples import ANSWERS, EVENT, LIVE, NO_CAMERA, NOW, ZONE, closed, door_view

ANA = isolated("Ana Ionescu")
TITLE = isolated(EVENT.title)
REFUSALS = [outcome for outcome in Outcome if outcome not in {Outcome.CHECKED_IN, Outcome.ALREADY_CHECKED_IN}]


def told(answer: Answer) -> Look:
    return look(answer, zone=ZONE, now=NOW, checked_in=143)


def test_a_participant_is_welcomed_by_name() -> None:
    assert told(ANSWERS[Outcome.CHECKED_IN]) == Look(
        SUCCESS,
        "check",
        f"Welcome, {ANA}",
        f"{TITLE} · checked in 18:24",
        "143 checked in",
        "checked-in",
        is_welcome=True,
    )


def test_a_walk_in_is_welcomed_without_a_name() -> None:
    assert told(Answer(Outcome.CHECKED_IN, EVENT.title, NOW)).title == "Welcome"


def test_a_name_of_nothing_visible_is_no_name() -> None:
    assert told(Answer(Outcome.CHECKED_IN, EVENT.title, NOW, "\u202e\x00 ")).title == "Welcome"


def test_the_second_time_says_since_when_and_where() -> None:
    shown = told(ANSWERS[Outcome.ALREADY_CHECKED_IN])
    assert shown.colour == CAUTION
    assert shown.line == f"{ANA} · first seen 18:20 at {isolated('Door A')}"
    assert shown.foot == "Need help? Ask at the desk"


def test_the_second_time_on_another_day_says_which() -> None:
    answer = replace(ANSWERS[Outcome.ALREADY_CHECKED_IN], checked_in_at=NOW - timedelta(days=1), kiosk=None)
    assert told(answer).line == f"{ANA} · first seen yesterday 18:24"


def test_the_second_time_of_a_nameless_row_is_still_a_sentence() -> None:
    assert told(Answer(Outcome.ALREADY_CHECKED_IN, EVENT.title, NOW)).line == "First seen 18:24"


@pytest.mark.parametrize("outcome", REFUSALS)
def test_a_refusal_is_red_says_what_to_do_and_that_nothing_counts(outcome: Outcome) -> None:
    shown = told(ANSWERS[outcome])
    assert shown.colour == REFUSAL
    assert shown.line
    assert shown.foot == "No check-in was recorded"
    assert not shown.is_welcome


def test_too_early_says_when_the_doors_open() -> None:
    assert told(ANSWERS[Outcome.NOT_YET_OPEN]).line == "Doors open at 18:00. Please come back then."


def test_days_too_early_says_the_day_too() -> None:
    answer = replace(ANSWERS[Outcome.NOT_YET_OPEN], opens_at=EVENT.opens_at + timedelta(days=3))
    assert told(answer).line == "Doors open Sun 29 Nov 18:00. Please come back then."


def test_whoever_holds_a_revoked_pass_does_not_read_whose_it_was() -> None:
    shown = told(replace(ANSWERS[Outcome.PASS_REVOKED], name="Ana Ionescu"))  # which no door answers
    assert "Ana" not in shown.title + shown.line + shown.foot


def test_a_failure_never_looks_like_a_success() -> None:
    shown = failure_look("The database cannot be reached.")
    assert shown.colour == FAILURE
    assert shown.title == "Not checked in"
    assert shown.line == "The database cannot be reached."
    assert "again" in shown.foot


def test_each_outcome_and_a_failure_has_its_own_title_icon_and_sound() -> None:
    looks = [told(answer) for answer in ANSWERS.values()] + [failure_look("?")]
    assert len({shown.title for shown in looks}) == len(looks)
    assert len({shown.icon for shown in looks}) == len(looks)
    assert len({shown.sound for shown in looks}) == len(looks)


def test_every_icon_and_sound_named_is_shipped() -> None:
    looks = [told(answer) for answer in ANSWERS.values()] + [failure_look("?")]
    for shown in looks:
        assert (RESOURCES / "icons" / f"{shown.icon}.svg").is_file()
        assert (RESOURCES / "sounds" / f"{shown.sound}.wav").is_file()
    assert (RESOURCES / "icons" / f"{waiting_look().icon}.svg").is_file()


def test_a_name_with_a_place_holder_in_it_stays_a_name() -> None:
    assert told(Answer(Outcome.CHECKED_IN, "100 %2 %1", NOW, "%2")).title == f"Welcome, {isolated('%2')}"


@pytest.mark.parametrize(
    ("event", "now", "expected"),
    [
        (EVENT, NOW, Pill("Open", Mood.GOOD)),
        (closed(), NOW, Pill("Closed", Mood.BAD)),
        (EVENT, NOW - timedelta(hours=1), Pill("Opens 18:00", Mood.QUIET)),
        (EVENT, NOW - timedelta(days=1), Pill("Opens tomorrow 18:00", Mood.QUIET)),
        (EVENT, NOW + timedelta(hours=3), Pill("Ended", Mood.QUIET)),
        (replace(EVENT, capacity=142), NOW, Pill("Full", Mood.WARY)),
        (replace(EVENT, capacity=143), NOW, Pill("Open", Mood.GOOD)),
    ],
)
def test_the_state_is_a_word_or_two(event: object, now: object, expected: Pill) -> None:
    assert pill(door_view(event, now=now), zone=ZONE, now=now) == expected  # type: ignore[arg-type] # as listed


def test_people_are_asked_for_passes_while_the_camera_runs() -> None:
    asked = hint(door_view(), LIVE, zone=ZONE, now=NOW)
    assert asked.title == "Hold your pass up to the camera"
    assert asked.takes_passes


def test_without_a_camera_people_are_told_what_works() -> None:
    asked = hint(door_view(), NO_CAMERA, zone=ZONE, now=NOW)
    assert asked.title == "Type your code or tap Walk-in"
    assert asked.line == NO_CAMERA.sentence
    assert not asked.takes_passes


@pytest.mark.parametrize("state", [state for state in CameraState if state is not CameraState.LIVE])
def test_no_pass_is_asked_for_while_none_can_be_read(state: CameraState) -> None:
    assert not hint(door_view(), CameraReport(state, "Why."), zone=ZONE, now=NOW).takes_passes


def test_a_closed_door_does_not_ask_for_passes() -> None:
    asked = hint(door_view(closed()), LIVE, zone=ZONE, now=NOW)
    assert (asked.title, asked.takes_passes) == ("Check-in is closed", False)


def test_a_phone_is_sent_to_the_qr_only_where_that_checks_in() -> None:
    assert "phone" in invitation(door_view(), "https://in.example.org/{code}")[1]
    assert "phone" not in invitation(door_view(), None)[1]


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
