"""The questions that a screen asks about the link: how old is what it shows, and is the clock wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.check_in.link import CLOCK_SHOWS_AT_DOOR, CLOCK_WARNS_STAFF, LinkStatus

NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
ONLINE = LinkStatus(is_online=True, waiting=3, oldest_at=NOW - timedelta(seconds=8), roster_at=NOW)


def test_the_oldest_command_s_age_is_how_long_it_waits() -> None:
    assert ONLINE.waiting_for(NOW) == timedelta(seconds=8)


@pytest.mark.parametrize(
    "link",
    [
        replace(ONLINE, waiting=0),
        replace(ONLINE, oldest_at=None),
        replace(ONLINE, oldest_at=NOW + timedelta(hours=1)),
    ],
    ids=["nothing waits", "not known", "made before the clock was set back"],
)
def test_nothing_waits_for_less_than_no_time(link: LinkStatus) -> None:
    assert link.waiting_for(NOW) == timedelta()


@pytest.mark.parametrize(
    ("is_online", "age", "is_old"),
    [
        (True, timedelta(), False),
        (True, timedelta(seconds=60), False),
        (True, timedelta(seconds=61), True),
        (False, timedelta(), True),
    ],
)
def test_a_list_is_old_after_a_minute_or_as_soon_as_the_door_is_cut_off(
    is_online: bool,  # noqa: FBT001 -- a column of the table above
    age: timedelta,
    is_old: bool,  # noqa: FBT001 -- as above
) -> None:
    assert LinkStatus(is_online, roster_at=NOW - age).is_roster_old(NOW) is is_old


def test_a_list_that_was_never_read_has_no_age() -> None:
    assert not LinkStatus(is_online=False).is_roster_old(NOW)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("limit", [CLOCK_WARNS_STAFF, CLOCK_SHOWS_AT_DOOR])
def test_a_clock_is_wrong_when_it_is_beyond_the_limit_in_either_direction(
    limit: timedelta, sign: int
) -> None:
    beyond = sign * (limit + timedelta(milliseconds=1))
    assert replace(ONLINE, clock_offset=beyond).clock_error(limit) == beyond
    assert replace(ONLINE, clock_offset=sign * limit).clock_error(limit) is None


def test_a_clock_that_was_not_measured_is_not_called_wrong() -> None:
    assert LinkStatus(is_online=False).clock_error(CLOCK_WARNS_STAFF) is None
