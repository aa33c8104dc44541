"""Rejected check-ins in plain words."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.check_in.parked import EVENT_DELETED, ParkedCheckIn, read_rejected
from kiosk.domain.check_in.scan import Outcome
from kiosk.wording.desk import parked as words

ZONE = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 26, 18, tzinfo=UTC)
ANA = ParkedCheckIn(
    id=uuid4(),
    kiosk="Door A",
    event_id=uuid4(),
    event_title="Keynote",
    is_event_there=True,
    participant_id=uuid4(),
    name="Ana",
    outcome=Outcome.CHECKED_IN,
    scanned_at=NOW,
    reason="INVALID null value",
)


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({}, ("Ana", "Keynote", "Could not be stored", "can be recorded")),
        (
            {"name": None},
            ("Somebody who was deleted", "Keynote", "Could not be stored", "ask your technician"),
        ),
        (
            {"participant_id": None, "name": None},
            ("Walk-in", "Keynote", "Could not be stored", "can be recorded"),
        ),
        (
            {"reason": EVENT_DELETED, "is_event_there": False, "event_title": None},
            ("Ana", "An event that was deleted", "Event deleted", "cannot be recorded"),
        ),
        (
            {"reason": EVENT_DELETED},  # a backup brought the event back
            ("Ana", "Keynote", "Event deleted", "can be recorded"),
        ),
    ],
)
def test_who_what_why_and_the_next_step(changes: dict[str, object], texts: tuple[str, ...]) -> None:
    parked = replace(ANA, **changes)  # type: ignore[arg-type]  # a story names what it changes
    assert (words.who(parked), words.event_of(parked), words.why(parked), words.what_helps(parked)) == texts


def test_a_time_that_cannot_be_read_is_a_dash_and_a_kiosk_has_its_given_name() -> None:
    names = {"Door A": "Stage door"}
    assert words.at_door(ANA, names, ZONE, NOW) == "20:00:00 · \u2068Stage door\u2069"
    assert words.at_door(replace(ANA, scanned_at=None), {}, ZONE, NOW) == "\N{EN DASH} · \u2068Door A\u2069"
    assert words.was_shown(replace(ANA, outcome=None)) == "was shown something unknown"


def test_the_hint_has_the_number_of_listed_ones() -> None:
    assert words.parked_hint(2, 2) == "A door let these people in, and they are not counted."
    assert words.parked_hint(60, 50).endswith("The oldest 50 are shown.")


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"event_id": "no uuid", "scanned_at": "yesterday", "outcome": "MAYBE", "method": 7, "kiosk": " "},
        {"event_id": None, "scanned_at": "2026-11-26T18:00:00", "clock_offset_ms": 10**12, "kiosk": 3},
    ],
)
def test_of_a_command_that_nobody_can_read_nothing_is_made_up(content: dict[str, object]) -> None:
    read = read_rejected(ANA.id, content, "INVALID")
    unknown = (read.event_id, read.scanned_at, read.outcome, read.method, read.kiosk, read.clock_offset_ms)
    assert unknown == (None,) * 6
