"""The words for the link between a door and the centre."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.wording.door.link import (
    clock_for_staff,
    clock_words,
    link_for_staff,
    link_words,
    rejected_words,
    roster_words,
)
from kiosk.wording.language.catalogue import language
from tests.ui.door.examples import BEHIND, NOW, OFFLINE, ONLINE, OUTDATED, ZONE
from tests.wording.pseudo import pseudo_language


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (ONLINE, ("Online",)),
        (
            replace(ONLINE, roster_at=None, stored_share=0.426),
            ("Online · reading the list, 42 %", "Reading the list, 42 %"),
        ),
        (replace(BEHIND, oldest_at=NOW - timedelta(seconds=2)), ("Online",)),
        (BEHIND, ("Online · 3 waiting",)),
        (
            replace(BEHIND, oldest_at=NOW - timedelta(minutes=2)),
            ("Online · 3 waiting, oldest 2 min", "Online · 3 waiting"),
        ),
        (replace(OFFLINE, waiting=0, oldest_at=None), ("Offline",)),
        (
            replace(OFFLINE, oldest_at=NOW - timedelta(seconds=30)),
            ("Offline · 12 saved here", "Offline · 12"),
        ),
        (
            replace(OFFLINE, waiting=12_345),
            (
                "Offline · 12,345 saved here, oldest 5 min",
                "Offline · 12,345 saved here",
                "Offline · 12,345",
            ),
        ),
        (
            OUTDATED,
            (
                "Update needed: install the desk's version here.",
                "Update needed · 12 saved here",
                "Update needed",
            ),
        ),
        (
            replace(OUTDATED, waiting=0, update_needed=UpdateNeeded.CENTRE),
            ("Update needed: upgrade the database at a desk.", "Update needed"),
        ),
    ],
)
def test_the_link_in_words_gets_shorter_and_keeps_its_number(
    link: LinkStatus, words: tuple[str, ...]
) -> None:
    assert link_words(link, NOW) == words
    assert sorted(words, key=len, reverse=True) == list(words)


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (timedelta(hours=2), "Clock 2 h slow"),
        (timedelta(seconds=-61), "Clock 1 min fast"),
        (timedelta(minutes=20), "Clock 20 min slow"),
        (timedelta(days=-3652), "Clock 3,652 days fast"),
    ],
)
def test_a_wrong_clock_is_slow_when_the_centre_s_is_ahead_of_it(offset: timedelta, words: str) -> None:
    assert clock_words(offset) == (f"{words}, corrected", words)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (None, ""),
        (LinkStatus(is_online=False), ""),
        (replace(ONLINE, clock_offset=timedelta(seconds=5)), ""),
        (
            replace(ONLINE, clock_offset=timedelta(seconds=12)),
            "Set this computer's clock: it is 12 s slow.",
        ),
        (
            replace(ONLINE, clock_offset=timedelta(hours=-2)),
            "Set this computer's clock: it is 2 h fast.",
        ),
    ],
)
def test_staff_read_about_a_clock_that_is_wrong_by_more_than_five_seconds(
    link: LinkStatus | None, sentence: str
) -> None:
    assert clock_for_staff(link) == sentence


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (ONLINE, ""),
        (replace(ONLINE, roster_at=NOW - timedelta(minutes=2)), "as of 18:22"),
        (OFFLINE, "as of 18:12"),
        (replace(OFFLINE, roster_at=NOW), "as of 18:24"),
        (replace(OFFLINE, roster_at=NOW - timedelta(days=1)), "as of yesterday 18:24"),
        (replace(ONLINE, roster_at=None), "at this door"),
    ],
)
def test_a_counter_that_others_may_have_changed_has_its_time(link: LinkStatus, words: str) -> None:
    assert roster_words(link, ZONE, NOW) == words


def test_staff_read_about_an_update_before_the_clock() -> None:
    wrong = replace(OUTDATED, clock_offset=timedelta(seconds=12))
    assert link_for_staff(wrong) == (
        "Update needed: install the desk's version here. Set this computer's clock: it is 12 s slow."
    )
    assert link_for_staff(ONLINE) == link_for_staff(None) == ""


def test_one_rejected_check_in_is_counted_as_one() -> None:
    assert rejected_words(1) == "1 needs the desk"
    assert rejected_words(2) == "2 need the desk"


def test_every_text_about_the_link_is_in_the_catalogue() -> None:
    links = (ONLINE, BEHIND, OFFLINE, OUTDATED, replace(BEHIND, oldest_at=NOW - timedelta(hours=3)))
    with language(pseudo_language()):
        texts = [text for link in links for text in link_words(link, NOW)]
        for offset in (timedelta(hours=3), timedelta(minutes=-2)):
            texts += [*clock_words(offset), clock_for_staff(replace(ONLINE, clock_offset=offset))]
        texts += [rejected_words(2), roster_words(OFFLINE, ZONE, NOW)]
    for text in texts:
        assert text.startswith("⟦"), text
        assert "{" not in text
