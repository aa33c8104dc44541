"""A door whose disk is full at any moment."""

import random
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

from kiosk.domain.check_in.scan import Method
from kiosk.domain.errors import StorageUnavailable
from tests.storage.raw import ask_all, foreign_program
from tests.sync.ordeals.endured import WHOLE_CHECK_INS, Endured, compared
from tests.sync.sqlite_disk import sqlite_disk
from tests.sync.venue import Breaking, Door, Venue, whole
from tests.waiting import until

_MOST_WRITES = 24


def full_at_any_append(times: int, venue: Venue, *, breaking: Breaking = whole, seed: int = 1) -> Endured:
    """Makes a door's disk full at random writes while it takes walk-ins, and makes room again."""
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    venue.door("Door A", is_started=False).end()  # its file is there before its disk is watched
    shown: list[UUID] = []
    late = 0
    with sqlite_disk(venue.folder) as disk:
        door = venue.open_door("Door A", breaking=breaking)
        for _ in range(times):
            disk.fill_after(dice.randrange(_MOST_WRITES))
            known = disk.refused
            while _take(door, shown) and disk.refused == known:
                pass
            disk.make_room()
            late += not _take(door, shown)
        late += not until(door.is_idle, 60)
        whole_ones = _whole_check_ins(door)
    found = compared(
        times, shown, venue.url, late=late, note=f"{len(shown)} shown, {disk.refused} writes refused"
    )
    lost = max(found.lost, len(set(shown) - whole_ones))
    return Endured(times, lost, found.twice, found.late, found.note)


def full_file_system(times: int, venue: Venue) -> Endured:
    """Lets a door take walk-ins on a small file system, the venue's folder, until it is full."""
    ballast = venue.folder / "ballast"
    shown: list[UUID] = []
    late = 0
    door = venue.open_door("Door A")
    for _ in range(times):
        _fill(ballast)
        late += not until(lambda: not _take(door, shown), 30)
        ballast.unlink()
        late += not _take(door, shown)
    late += not until(door.is_idle, 60)
    return compared(times, shown, venue.url, late=late, note=f"{len(shown)} shown")


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def _take(door: Door, shown: list[UUID]) -> bool:
    scan_id = uuid4()
    try:
        answer = door.check_in(None, Method.BUTTON, scan_id=scan_id)
    except StorageUnavailable:
        return False
    if answer.is_checked_in:
        shown.append(scan_id)
    return answer.is_checked_in


def _whole_check_ins(door: Door) -> set[UUID]:
    with foreign_program(door.url) as connection:
        return {UUID(str(row[0])) for row in ask_all(connection, WHOLE_CHECK_INS)}
