"""The words of each outcome for a guest, in an organizer's lists and at a terminal."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.wording.language.catalogue import language
from kiosk.wording.language.safe_text import isolated
from kiosk.wording.outcomes import (
    OutcomeTexts,
    SavedTexts,
    already_in_words,
    checked_in_words,
    outcome_at_door,
    outcome_at_terminal,
    outcome_in_lists,
    outcome_to_overrule,
    saved_here,
)
from tests.ui.door.examples import ANSWERS, EVENT, NOW, SAVED_HERE, ZONE
from tests.wording.pseudo import pseudo_language

ANA = isolated("Ana Ionescu")
TITLE = isolated(EVENT.title)
SUNDAY = timedelta(days=3)


def texts_of(answer: Answer) -> OutcomeTexts:
    return outcome_at_door(answer, zone=ZONE, now=NOW, checked_in=143)


def test_a_participant_is_welcomed_by_name() -> None:
    assert texts_of(ANSWERS[Outcome.CHECKED_IN]) == OutcomeTexts(
        f"Welcome, {ANA}", f"{TITLE} · checked in 18:24", "143 checked in"
    )


def test_a_check_in_that_is_not_confirmed_does_not_show_a_count_of_the_centre() -> None:
    assert texts_of(SAVED_HERE) == OutcomeTexts(f"Welcome, {ANA}", f"{TITLE} · 18:24", "")


def test_a_check_in_that_is_not_confirmed_shows_where_it_is_and_that_it_is_a_yes() -> None:
    assert saved_here(13) == SavedTexts(
        "Saved here, will be sent", "You are in. Nothing more to do.", "13 waiting to be sent"
    )
    assert saved_here(0).waiting == ""


def test_a_walk_in_is_welcomed_without_a_name() -> None:
    assert texts_of(Answer(Outcome.CHECKED_IN, EVENT.title, NOW)).title == "Welcome"


def test_a_name_without_visible_characters_is_not_shown() -> None:
    assert texts_of(Answer(Outcome.CHECKED_IN, EVENT.title, NOW, "\u202e\x00 ")).title == "Welcome"


def test_a_second_check_in_shows_the_time_and_the_kiosk_of_the_first() -> None:
    shown = texts_of(ANSWERS[Outcome.ALREADY_CHECKED_IN])
    assert shown.line == f"{ANA} · first seen 18:20 at {isolated('Door A')}"
    assert shown.foot == "Need help? Ask at the desk"


def test_a_second_check_in_on_another_day_shows_the_day_of_the_first() -> None:
    answer = replace(ANSWERS[Outcome.ALREADY_CHECKED_IN], checked_in_at=NOW - timedelta(days=1), kiosk=None)
    assert texts_of(answer).line == f"{ANA} · first seen yesterday 18:24"


def test_a_second_check_in_without_a_name_is_still_a_sentence() -> None:
    assert texts_of(Answer(Outcome.ALREADY_CHECKED_IN, EVENT.title, NOW)).line == "First seen 18:24"


def test_the_answer_too_early_shows_when_check_in_opens() -> None:
    assert texts_of(ANSWERS[Outcome.NOT_YET_OPEN]).line == "Doors open at 18:00. Please come back then."


def test_the_answer_days_too_early_also_shows_the_day() -> None:
    answer = replace(ANSWERS[Outcome.NOT_YET_OPEN], opens_at=EVENT.opens_at + timedelta(days=3))
    assert texts_of(answer).line == "Doors open Sun 29 Nov 18:00. Please come back then."


def test_the_words_for_a_revoked_pass_do_not_name_its_holder() -> None:
    shown = texts_of(replace(ANSWERS[Outcome.PASS_REVOKED], name="Ana Ionescu"))  # which no door sends
    assert "Ana" not in shown.title + shown.line + shown.foot


def test_a_name_with_a_place_holder_in_it_stays_a_name() -> None:
    assert texts_of(Answer(Outcome.CHECKED_IN, "{name} %2", NOW, "{event} %1")).title == (
        f"Welcome, {isolated('{event} %1')}"
    )


def test_somebody_who_is_not_on_the_list_reads_their_name_when_the_pass_has_it() -> None:
    assert texts_of(ANSWERS[Outcome.NOT_ON_LIST]).line == f"{ANA} · ask at the desk"
    walk_in = Answer(Outcome.NOT_ON_LIST, EVENT.title)
    assert texts_of(walk_in).line == "This event is for listed guests. Ask at the desk."


def test_a_pass_for_another_event_is_named_as_one() -> None:
    other = Answer(Outcome.NOT_ON_LIST, EVENT.title, is_for_another_event=True)
    read = texts_of(other)
    assert (read.title, read.line) == (
        "Not for this event",
        "This pass is for another event. Ask at the desk.",
    )
    assert outcome_at_terminal(other, ZONE) == f"This pass is not for {EVENT.title}: it is for another event."


def test_many_people_are_counted_with_a_separator() -> None:
    assert checked_in_words(12_345) == "12,345 checked in"


@pytest.mark.parametrize("outcome", Outcome)
def test_no_outcome_leaves_a_placeholder_or_misses_the_catalogue(outcome: Outcome) -> None:
    nobody = Answer(outcome, EVENT.title)
    for answer in (ANSWERS[outcome], nobody, replace(nobody, is_for_another_event=True)):
        with language(pseudo_language()):
            at_door = texts_of(answer)
            texts = (
                *(at_door.title, at_door.line, at_door.foot),
                outcome_in_lists(outcome),
                outcome_to_overrule(answer, ZONE),
                outcome_at_terminal(answer, ZONE),
                already_in_words(answer, ZONE, NOW),
            )
        for text in texts:
            assert re.fullmatch(r"⟦.*⟧", text), text
            assert "{" not in text


def test_an_organizers_list_names_each_outcome_differently() -> None:
    assert len({outcome_in_lists(outcome) for outcome in Outcome}) == len(Outcome)


def test_an_organizer_reads_what_they_would_overrule() -> None:
    assert outcome_to_overrule(ANSWERS[Outcome.NOT_YET_OPEN], ZONE) == (
        "This event does not take check-ins yet: it opens at 18:00."
    )
    assert outcome_to_overrule(ANSWERS[Outcome.NOT_ON_LIST], ZONE) == f"{ANA} is not on the guest list."


def test_an_organizer_reads_since_when_and_where_somebody_is_in() -> None:
    answer = ANSWERS[Outcome.ALREADY_CHECKED_IN]
    where = isolated("Door A")
    assert already_in_words(answer, ZONE, NOW) == f"{ANA} is in already since 18:20:00 ({where})."
    assert already_in_words(replace(answer, kiosk=None), ZONE, NOW) == f"{ANA} is in already since 18:20:00."
    assert (
        already_in_words(replace(answer, checked_in_at=None), ZONE, NOW) == f"{ANA} is in already ({where})."
    )
    nobody = Answer(Outcome.ALREADY_CHECKED_IN, EVENT.title)
    assert already_in_words(nobody, ZONE, NOW) == "This person is in already."


def test_a_technician_reads_the_whole_date() -> None:
    assert outcome_at_terminal(ANSWERS[Outcome.ALREADY_CHECKED_IN], ZONE) == (
        "Ana Ionescu is checked in already since 2026-11-26 18:20 at Door A."
    )
    later = replace(ANSWERS[Outcome.NOT_YET_OPEN], opens_at=EVENT.opens_at + SUNDAY)
    assert outcome_at_terminal(later, ZONE) == (
        f"{EVENT.title} takes no check-ins yet. Check-in begins 2026-11-29 18:00."
    )
