"""Texts of passes that two doors let in, and of overbooked events."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.conflict import DoubleEntry, OverbookedEvent
from kiosk.wording.desk.double_entries import (
    again,
    again_below,
    counted,
    counted_below,
    double_entries_hint,
    guest,
    overbooked_words,
)
from kiosk.wording.language.safe_text import plain

ZONE = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
ENTRY = DoubleEntry(
    scan_id=UUID(int=1),
    event_id=UUID(int=2),
    event_title="Talks",
    name="Łukasz Żak",
    counted_at=NOW,
    counted_kiosk="Door B",
    again_at=NOW + timedelta(minutes=4, seconds=25),
    again_kiosk="STAGE-PC",
)
NAMES = {"STAGE-PC": "Stage door"}


def test_both_entries_have_their_time_and_their_door() -> None:
    assert plain(counted(ENTRY, NAMES, ZONE, NOW)) == "18:24:00 · Door B"
    assert plain(again(ENTRY, NAMES, ZONE, NOW)) == "18:28:25 · Stage door"
    assert (counted_below(ENTRY), again_below(ENTRY)) == ("counts", "4 min 25 s later, does not count")


def test_the_entry_that_counts_may_be_the_later_one() -> None:
    assert again_below(replace(ENTRY, again_at=NOW - timedelta(seconds=7))) == "7.0 s earlier, does not count"


def test_an_entry_that_was_undone_a_deleted_person_and_an_unknown_door_have_words() -> None:
    undone = replace(ENTRY, name=None, counted_at=None, again_kiosk=None)
    assert guest(undone) == "Somebody who was deleted"
    assert (counted(undone, NAMES, ZONE, NOW), counted_below(undone)) == ("\N{EN DASH}", "was undone")
    assert (again(undone, NAMES, ZONE, NOW), again_below(undone)) == ("18:28:25", "does not count")


def test_a_list_that_is_cut_short_states_it() -> None:
    assert double_entries_hint(1, 1) == "It counts once."
    assert double_entries_hint(3, 3) == "Each counts once."
    assert double_entries_hint(1_200, 50) == "Each counts once. The newest 50 are shown."


def test_an_overbooked_event_has_its_numbers() -> None:
    event = OverbookedEvent(UUID(int=2), "Talks", "WS001", 1_203, 1_200)
    assert overbooked_words(event) == "1,203 in, 1,200 places: 3 too many"
