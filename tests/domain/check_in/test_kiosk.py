"""Kiosks as the desk lists them: which are online, of today, in trouble, or older than this program."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.check_in.kiosk import ONLINE_FOR, REPORT_EVERY, KioskPresence, trouble_first
from kiosk.domain.check_in.link import CLOCK_SHOWS_AT_DOOR
from kiosk.domain.check_in.protocol import PROTOCOLS

NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Bucharest")
LONG_AGO = timedelta(hours=1)


def presence(name: str = "North", silent_for: timedelta = timedelta(), **values: object) -> KioskPresence:
    kiosk = KioskPresence(UUID(int=1), name, None, None, None, NOW - silent_for, silent_for)
    return replace(kiosk, **values)  # type: ignore[arg-type] # a test names what it changes


@pytest.mark.parametrize(
    ("seconds", "is_online"), [(0, True), (29.9, True), (30, True), (30.1, False), (600, False)]
)
def test_a_kiosk_is_online_for_half_a_minute_after_it_was_seen(seconds: float, is_online: bool) -> None:  # noqa: FBT001 -- the table's column
    assert presence(silent_for=timedelta(seconds=seconds)).is_online is is_online


def test_a_kiosk_whose_last_two_reports_were_lost_is_still_online() -> None:
    assert timedelta(seconds=10) == REPORT_EVERY
    assert 2 * REPORT_EVERY < ONLINE_FOR


def test_only_a_kiosk_that_is_offline_with_unsent_check_ins_needs_help() -> None:
    assert presence(silent_for=LONG_AGO, waiting=1).needs_help
    assert not presence(silent_for=LONG_AGO).needs_help
    assert not presence(waiting=12).needs_help


def test_a_kiosk_needs_an_update_when_the_centre_does_not_serve_its_protocol() -> None:
    assert presence(protocol=min(PROTOCOLS) - 1).needs_update
    assert not any(presence(protocol=number).needs_update for number in PROTOCOLS)


def test_today_is_the_day_of_the_venue() -> None:
    begun = timedelta(hours=18, minutes=24)  # since the midnight of Bucharest
    assert presence(silent_for=begun).is_of_today(ZONE)
    before = presence(silent_for=begun + timedelta(minutes=1))
    assert not before.is_of_today(ZONE)
    assert before.is_of_today(UTC) is False
    assert presence(silent_for=timedelta(hours=16, minutes=25)).is_of_today(UTC) is False
    assert presence(silent_for=timedelta(hours=16, minutes=25)).is_of_today(ZONE)


def test_a_kiosk_that_runs_over_midnight_is_of_today() -> None:
    midnight = datetime(2026, 11, 26, 22, 0, 5, tzinfo=UTC)
    ago = timedelta(seconds=10)
    assert presence(silent_for=ago, seen_at=midnight - ago).is_of_today(ZONE)


@pytest.mark.parametrize(
    ("version", "is_older"),
    [
        ("1.3.2", True),
        ("1.3", True),
        ("1.4.0", False),
        ("1.10.0", False),
        ("1.3.2+local", True),
        ("2", False),
        ("1.4.0rc1", False),
        ("", False),
        (None, False),
    ],
)
def test_a_version_is_older_by_its_numbers(version: str | None, is_older: bool) -> None:  # noqa: FBT001 -- the table's column
    assert presence(version=version).runs_older_than("1.4.0") is is_older


def test_trouble_comes_first_then_wrong_clocks_then_the_others_by_state_and_name() -> None:
    slow = CLOCK_SHOWS_AT_DOOR + timedelta(seconds=1)
    kiosks = [
        presence("silent", LONG_AGO),
        presence("door B"),
        presence("Door A"),
        presence("clock", clock_offset=-slow),
        presence("lost", LONG_AGO, waiting=3),
        presence("z", given_name="Atrium"),
    ]
    names = [each.name for each in trouble_first(kiosks)]
    assert names == ["lost", "clock", "z", "Door A", "door B", "silent"]


def test_a_clock_is_wrong_in_either_direction() -> None:
    second = timedelta(seconds=1)
    assert presence(clock_offset=-second).clock_error == presence(clock_offset=second).clock_error == second
    assert presence().clock_error == timedelta()
