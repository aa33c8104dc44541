"""A door whose own clock jumps, online and cut off."""

import random
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.scan import Method
from kiosk.domain.clock import offset_milliseconds, utc_now
from tests.storage.raw import ask_all, foreign_program
from tests.sync.ordeals.endured import Endured, compared
from tests.sync.venue import Breaking, Venue, whole
from tests.waiting import until

JUMPS = (1, 5, 60, 600, 7200, 86_400, 30 * 86_400, 365 * 86_400, 10 * 365 * 86_400)
"""Seconds by which a clock jumps, in either direction."""

_ACCURACY = timedelta(seconds=2)  # the machine is busy
_OFFLINE_EVERY = 5

_LOGGED = "SELECT id, scanned_at, clock_offset_ms FROM scan_log ORDER BY created_at, id"


def jumping_clock(
    times: int, venue: Venue, link: Link, *, breaking: Breaking = whole, seed: int = 1
) -> Endured:
    """Sets a door's clock to another time again and again, and lets a person in after each jump."""
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    door = venue.open_door("Door A", link.url, breaking=breaking)
    assert until(lambda: door.status.clock_offset is not None)
    shown: dict[UUID, tuple[datetime, timedelta]] = {}
    refused = late = 0
    for number in range(times):
        is_offline = number % _OFFLINE_EVERY == 0
        if is_offline:
            link.silence()
        door.clock_is_off_by = timedelta(seconds=dice.choice(JUMPS) * dice.choice((1, -1)))
        scan_id = uuid4()
        if door.check_in(None, Method.BUTTON, scan_id=scan_id).is_checked_in:
            shown[scan_id] = (utc_now(), -door.clock_is_off_by)
        else:
            refused += 1
        if is_offline:
            link.cut()
            link.restore()
        late += not until(lambda: door.is_idle() and door.status.is_online, 10)
    with foreign_program(venue.url) as connection:
        rows = [(UUID(str(row[0])), row[1], row[2]) for row in ask_all(connection, _LOGGED)]
    known = [(shown[row_id], at, offset) for row_id, at, offset in rows if row_id in shown]
    wrong_times = sum(abs(at - true) > _ACCURACY for (true, _off), at, _offset in known)
    wrong_offsets = sum(not _is_right(offset, off) for (_true, off), _at, offset in known)
    order = [row_id for row_id, _at, _offset in rows if row_id in shown]
    disorder = sum(first != second for first, second in zip(order, shown, strict=False))
    wrong = refused + wrong_times + wrong_offsets + disorder
    note = f"{refused} refused, {wrong_times} wrong times, {wrong_offsets} wrong offsets"
    note = f"{note}, {disorder} out of order"
    found = compared(times, shown, venue.url)
    return Endured(times, found.lost, found.twice, late + wrong, note)


def _is_right(stored_ms: int | None, offset: timedelta) -> bool:
    wanted = offset_milliseconds(offset) or 0
    return stored_ms is not None and abs(stored_ms - wanted) <= _ACCURACY / timedelta(milliseconds=1)
