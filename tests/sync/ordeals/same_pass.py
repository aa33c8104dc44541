"""The same pass at several doors at the same moment."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from kiosk.domain.check_in.scan import Answer
from tests.storage.raw import ask, foreign_program
from tests.sync.ordeals.endured import Endured
from tests.sync.venue import Door, Venue
from tests.waiting import until


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
    return Endured(len(tokens), len(tokens) - people, rows - people + recorded_twice, note=note)


def at_the_same_moment(doors: Sequence[Door], token: str) -> list[Answer]:
    """Returns the answers of all doors to one pass."""
    barrier = threading.Barrier(len(doors))

    def check_in(door: Door) -> Answer:
        barrier.wait()
        return door.check_in(token)

    with ThreadPoolExecutor(len(doors)) as threads:
        return list(threads.map(check_in, doors))
