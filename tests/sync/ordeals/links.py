"""Links that are cut, or that work in one direction or none for some seconds."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain
from uuid import UUID, uuid4

from kiosk.app.rehearsal.network import Link, linked
from kiosk.domain.check_in.scan import Method
from tests.storage.raw import ask_all, foreign_program
from tests.sync.ordeals.endured import READY_SECONDS, Endured, compared
from tests.sync.venue import Breaking, Door, Venue, whole
from tests.waiting import until

DIRECTIONS = ((False, False), (True, False), (False, True), (True, True))
"""The directions in which a link may be silent: requests, replies."""

_SILENCE_AFTER = 3.0
_PAUSE = 0.1


def _deliver_late_bytes(_link: Link) -> None:
    pass


_HEALINGS = (
    _deliver_late_bytes,
    Link.cut,
    partial(Link.half_close, requests=True),
    partial(Link.half_close, requests=False),
)


def cut_at_every_byte(offsets: Sequence[int], venue: Venue, *, breaking: Breaking = whole) -> Endured:
    """Cuts the network after each number of bytes of a check-in's exchange."""
    shown: list[UUID] = []
    with linked(venue.url) as link:
        door = venue.open_door("Door A", link.url, breaking=breaking)
        for offset in offsets:
            until(lambda: door.status.is_online)
            link.cut_after(offset)
            answer = door.check_in(None, Method.BUTTON)
            assert answer.is_checked_in
        until(door.is_idle, 30)
        with foreign_program(door.url) as connection:
            shown += [UUID(str(row[0])) for row in ask_all(connection, "SELECT id FROM attendance")]
    missing = len(offsets) - len(shown)
    found = compared(len(offsets), shown, venue.url)
    return Endured(found.times, found.lost + max(0, missing), found.twice)


def partitioned(  # noqa: PLR0913 -- the last three, by name, are for the control and for repeating it
    times: int,
    count: int,
    longest: float,
    venue: Venue,
    *,
    breaking: Breaking = whole,
    patience: float = _SILENCE_AFTER + READY_SECONDS,
    seed: int = 1,
) -> Endured:
    """Partitions the links of several doors; after they have healed, nobody scans any more.

    Args:
        times: How many links are partitioned, together.
        count: How many doors.
        longest: The most seconds of a partition.
        venue: The centre.
        breaking: Breaks the doors.
        patience: Seconds after the last one healed within which all doors have to be equal to the centre.
        seed: Makes the partitions repeatable.
    """
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    shown: list[UUID] = []
    late, seconds = 0, []
    with ExitStack() as stack:
        links = [stack.enter_context(linked(venue.url)) for _ in range(count)]
        doors = [
            venue.open_door(f"Door {number}", link.url, breaking=breaking)
            for number, link in enumerate(links)
        ]
        stack.callback(venue.close)  # before the links end
        for _ in range(-(-times // count)):
            plans = [
                _Partition(*dice.choice(DIRECTIONS), dice.uniform(0, longest), dice.choice(_HEALINGS))
                for _ in doors
            ]
            with ThreadPoolExecutor(count) as threads:
                shown += chain.from_iterable(threads.map(_partitioned, doors, links, plans))
            begun_at = time.monotonic()
            late += not until(lambda: _is_equal(doors, venue), patience)
            seconds.append(time.monotonic() - begun_at)
    note = f"{len(shown)} shown, equal within {max(seconds):.1f} s"
    return compared(count * len(seconds), shown, venue.url, late=late, note=note)


@dataclass(frozen=True, slots=True)
class _Partition:
    """One partition of a link: its directions, its seconds, and what happens to connections when it heals."""

    requests: bool
    replies: bool
    seconds: float
    heal: Callable[[Link], None]


def _partitioned(door: Door, link: Link, partition: _Partition) -> list[UUID]:
    """Lets people walk in while a link is partitioned; returns the ids of their scans."""
    shown: list[UUID] = []
    link.silence(requests=partition.requests, replies=partition.replies)
    heal_at = time.monotonic() + partition.seconds
    while not shown or time.monotonic() < heal_at:
        scan_id = uuid4()
        assert door.check_in(None, Method.BUTTON, scan_id=scan_id).is_checked_in
        shown.append(scan_id)
        threading.Event().wait(_PAUSE)
    partition.heal(link)
    link.restore()
    return shown


def _is_equal(doors: Sequence[Door], venue: Venue) -> bool:
    """Returns whether nothing waits, and every door knows the check-ins of the centre."""
    if not all(door.is_idle() for door in doors):
        return False
    attendance = venue.attendance()
    return all(door.attendance() == attendance for door in doors)
