"""Ordeals of doors and their centre: tests run each a few times, `script/faults sync` hundreds of times.

Each one is made on real programs, real SQLite files and a real PostgreSQL. It returns how often the fault
happened and what it brought; nothing may be lost, and nobody may be recorded twice.
"""

import random
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kiosk.app.rehearsal.kiosks import RehearsalKiosk
from kiosk.app.rehearsal.network import linked
from kiosk.domain.check_in.scan import Answer, Method
from kiosk.domain.clock import utc_now
from kiosk.storage.store import Store
from tests.services.world import World
from tests.storage.raw import ask, ask_all, foreign_program
from tests.sync.venue import Door, Venue
from tests.waiting import until

READY_SECONDS = 5.0
"""Seconds within which a kiosk takes scans after it was killed."""


@dataclass(frozen=True, slots=True)
class Endured:
    """The result of an ordeal.

    Attributes:
        times: How often the fault happened.
        lost: How many check-ins that somebody was shown are missing.
        twice: How many are there twice.
        note: Other observations.
    """

    times: int
    lost: int
    twice: int
    note: str = ""


def killed_while_appending(times: int, venue: Venue, folder: Path, seed: int = 1) -> Endured:
    """Kills a kiosk at random moments while it takes one walk-in after another, and sends them."""
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    kiosk = RehearsalKiosk("Door A", folder, venue.url, venue.world.event.code)
    slow = 0
    kiosk.start()
    for _ in range(times):
        slow += not kiosk.wait_until_open(READY_SECONDS)
        end = threading.Event()
        feeding = threading.Thread(target=_feed, args=(kiosk, end))
        feeding.start()
        end.wait(dice.uniform(0.0, 0.2))
        kiosk.kill()
        end.set()
        feeding.join()
        kiosk.start()
    slow += not kiosk.wait_until_open(READY_SECONDS)
    sent = until(lambda: not kiosk.waiting(), 60)
    kiosk.finish()
    shown = [each.scan_id for each in kiosk.shown if each.outcome == "CHECKED_IN"]
    note = f"{len(shown)} shown, {slow} times later than {READY_SECONDS:g} s, all sent: {sent}"
    return _compared(times, shown, venue.url, note)


def cut_at_every_byte(offsets: Sequence[int], venue: Venue) -> Endured:
    """Cuts the network after each number of bytes of a check-in's exchange."""
    shown: list[UUID] = []
    with linked(venue.url) as link:
        door = venue.open_door("Door A", link.url)
        for offset in offsets:
            until(lambda: door.status.is_online)
            link.cut_after(offset)
            answer = door.check_in(None, Method.BUTTON)
            assert answer.is_checked_in
        until(door.is_idle, 30)
        with foreign_program(door.url) as connection:
            shown += [UUID(str(row[0])) for row in ask_all(connection, "SELECT id FROM attendance")]
    missing = len(offsets) - len(shown)
    found = _compared(len(offsets), shown, venue.url)
    return Endured(found.times, found.lost + max(0, missing), found.twice)


def held_up_at_all_doors(tokens: Sequence[str], doors: Sequence[Door], venue: Venue) -> Endured:
    """Holds up one pass after another at several doors at the same moment, all online."""
    recorded_twice = saved = 0
    for token in tokens:
        answers = at_the_same_moment(doors, token)
        recorded_twice += sum(each.is_checked_in and not each.is_saved_here for each in answers) > 1
        saved += sum(each.is_saved_here for each in answers)
    for door in doors:
        until(door.is_idle, 30)
    with foreign_program(venue.url) as connection:
        rows = ask(connection, "SELECT count(*) FROM attendance")
        people = ask(connection, "SELECT count(DISTINCT participant_id) FROM attendance")
    note = f"{saved} of {len(tokens) * len(doors)} answers were Saved here"
    return Endured(len(tokens), len(tokens) - people, rows - people + recorded_twice, note)


def at_the_same_moment(doors: Sequence[Door], token: str) -> list[Answer]:
    """Returns the answers of all doors to one pass."""
    barrier = threading.Barrier(len(doors))

    def check_in(door: Door) -> Answer:
        barrier.wait()
        return door.check_in(token)

    with ThreadPoolExecutor(len(doors)) as threads:
        return list(threads.map(check_in, doors))


def new_venue(url: str, template: Path, folder: Path) -> Venue:
    """Returns a venue on an empty database of this program's revision."""
    return Venue(World(Store.open(url), now=utc_now()), url, template, folder)


def _feed(kiosk: RehearsalKiosk, end: threading.Event) -> None:
    while not end.is_set():
        kiosk.wait_for_answer(kiosk.scan(None), READY_SECONDS)


def _compared(times: int, shown: Sequence[UUID], url: str, note: str = "") -> Endured:
    with closing(Store.open(url)), foreign_program(url) as connection:
        rows = [UUID(str(row[0])) for row in ask_all(connection, "SELECT id FROM attendance")]
    lost = len(set(shown) - set(rows))
    return Endured(times, lost, len(rows) - len(set(rows)), note)
