"""Texts of the list of kiosks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.check_in.kiosk import KioskCamera, KioskPresence
from kiosk.wording.desk.kiosks import (
    camera,
    clock_difference,
    clock_direction,
    cut_off,
    doors_of_today,
    event,
    forget_consequences,
    forget_question,
    not_seen_today,
    oldest_waiting,
    version_below,
)
from kiosk.wording.language.safe_text import plain

ZONE = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
LONG_AGO = timedelta(minutes=14)


def kiosk(name: str = "Garden entrance", **values: object) -> KioskPresence:
    made = KioskPresence(UUID(int=1), name, None, None, None, NOW - LONG_AGO, LONG_AGO)
    return replace(made, **values)  # type: ignore[arg-type] # a test names what it changes


WELL = kiosk(silent_for=timedelta())
LOST = kiosk(waiting=12)


@pytest.mark.parametrize(
    ("kiosks", "sentence"),
    [
        ([], "No door has reported today."),
        ([WELL], "1 door today."),
        ([WELL, kiosk()], "2 doors today."),
        ([LOST], "1 door today. 1 needs somebody."),
        ([LOST, WELL], "2 doors today. 1 is well, 1 needs somebody."),
        ([LOST, LOST, WELL, WELL, WELL], "5 doors today. 3 are well, 2 need somebody."),
    ],
)
def test_the_line_above_counts_the_doors_that_are_well(kiosks: list[KioskPresence], sentence: str) -> None:
    assert doors_of_today(kiosks) == sentence


@pytest.mark.parametrize(
    ("seconds", "shown", "direction"),
    [
        (None, "\N{EN DASH}", ""),
        (0, "0.0 s", ""),
        (-0.3, "0.3 s", ""),
        (9.96, "10 s", "slow"),
        (-59.6, "1 min 0 s", "fast"),
        (-252, "4 min 12 s", "fast"),
        (7_300, "2 h 1 min", "slow"),
        (86_400, "1 day", "slow"),
        (-10 * 365 * 86_400, "3,650 days", "fast"),
    ],
)
def test_a_clock_is_a_plain_difference_with_its_direction(
    seconds: float | None, shown: str, direction: str
) -> None:
    offset = None if seconds is None else timedelta(seconds=seconds)
    found = kiosk(clock_offset=offset)
    assert (clock_difference(found), clock_direction(found)) == (shown, direction)


def test_a_kiosk_that_is_cut_off_is_explained_with_one_next_step() -> None:
    sentence = plain(cut_off(replace(LOST, given_name="Garden")))
    assert sentence == (
        "Garden was last heard 14 minutes ago. It goes on checking in and keeps its 12 check-ins; nothing is"
        " lost. Look first if it is switched on and has its network."
    )


def test_the_oldest_check_in_that_waits_has_its_time() -> None:
    at = NOW - timedelta(days=1)
    assert oldest_waiting(replace(LOST, oldest_waiting_at=NOW), ZONE, NOW) == "oldest 18:24"
    assert oldest_waiting(replace(LOST, oldest_waiting_at=at), ZONE, NOW) == "oldest yesterday 18:24"
    assert oldest_waiting(kiosk(oldest_waiting_at=NOW), ZONE, NOW) == ""


def test_each_state_of_a_camera_has_words() -> None:
    words = [camera(kiosk(camera=each)) for each in (None, *KioskCamera)]
    assert words == ["\N{EN DASH}", "reads codes", "no picture", "no camera"]


def test_an_event_that_is_gone_or_not_ones_own_has_words() -> None:
    assert event(kiosk()) == "No event"
    assert event(kiosk(event_id=UUID(int=2))) == "Another organizer's event"


def test_many_kiosks_that_were_not_seen_are_not_all_named() -> None:
    names = [kiosk(f"Door {number}") for number in range(8)]
    assert plain(not_seen_today(names)) == (
        "Not seen today: Door 0, Door 1, Door 2, Door 3, Door 4, Door 5 and 2 more"
    )


def test_the_question_before_kiosks_are_forgotten_names_what_waits_there() -> None:
    assert plain(forget_question([kiosk()])) == "Forget Garden entrance?"
    assert forget_question([kiosk(), LOST]) == "Forget 2 kiosks?"
    assert plain(forget_consequences([kiosk()])) == (
        "It goes from this list. Its check-ins stay, and a kiosk that is started again comes back by itself."
    )
    assert plain(forget_consequences([kiosk("A"), replace(LOST, name="B")])) == (
        "They go from this list: A, B. Their check-ins stay, and a kiosk that is started again comes back"
        " by itself. 12 check-ins still wait there, and are sent when the machine is back."
    )


def test_a_program_that_is_too_old_for_this_one_needs_an_update() -> None:
    assert version_below(kiosk(protocol=0)) == "update needed"
    assert version_below(kiosk()) == ""
