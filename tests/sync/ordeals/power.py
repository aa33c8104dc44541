"""A power cut at a door, whose disk had not written everything yet."""

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from sqlalchemy.exc import SQLAlchemyError

from kiosk.domain.check_in.scan import Method
from kiosk.domain.errors import EXPECTED_FAULTS
from tests.storage.raw import ask, ask_all, foreign_program
from tests.sync.ordeals.endured import WHOLE_CHECK_INS, Endured
from tests.sync.power_cut import CutDisk
from tests.sync.sqlite_disk import Answered, SqliteDisk, Written, sqlite_disk
from tests.sync.venue import Breaking, Door, Venue, whole
from tests.waiting import until

_NAME = "Door A"


def power_cut(  # noqa: PLR0913 -- the last two, by name, are for the control and for repeating it
    times: int, scans: int, venue: Venue, folder: Path, *, breaking: Breaking = whole, seed: int = 1
) -> Endured:
    """Records a door's writes during its day, then cuts the power at random writes of it.

    Args:
        times: How many cuts.
        scans: Check-ins of the day.
        venue: The centre, to which the door sends during half of the day.
        folder: A folder of its own for the door.
        breaking: Breaks the door.
        seed: Makes the cuts repeatable.
    """
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    disk = _day(scans, venue, folder, breaking)
    lost = unreadable = 0
    for files, answered in _cuts(disk, times, dice):
        with TemporaryDirectory(dir=folder) as name:
            for file, content in files.items():
                (Path(name) / file).write_bytes(content)
            try:
                found = _after_restart(Path(name) / f"{_NAME}.sqlite", venue)
            except (*EXPECTED_FAULTS, SQLAlchemyError):
                unreadable += 1
                lost += len(answered)
                continue
            lost += len(set(answered) - found)
    writes = sum(isinstance(each, Written) for each in disk.events)
    note = f"{scans} check-ins, {writes} writes, {unreadable} times unreadable"
    return Endured(times, lost, 0, unreadable, note)


def _day(scans: int, venue: Venue, folder: Path, breaking: Breaking) -> SqliteDisk:
    """Returns the log of a door that is started three times; the second time it is cut off."""
    file = folder / f"{_NAME}.sqlite"
    shutil.copyfile(venue.template, file)
    with sqlite_disk(folder) as disk:
        for part in range(3):
            door = Door(file, venue.url, venue.world.event.code, _NAME)
            breaking(door)
            is_online = part != 1
            if is_online:
                door.start()
            assert until(door.is_open)
            for _ in range(scans // 3):
                scan_id = uuid4()
                if door.check_in(None, Method.BUTTON, scan_id=scan_id).is_checked_in:
                    disk.note(Answered(scan_id))
            assert not is_online or until(door.is_idle, 30)
            door.end()
    return disk


def _cuts(
    disk: SqliteDisk, times: int, dice: random.Random
) -> Iterator[tuple[dict[str, bytes], Sequence[UUID]]]:
    """Yields the files after each cut, and the check-ins that were answered before it."""
    moments = sorted(dice.randrange(len(disk.events)) for _ in range(times))
    cut = CutDisk(disk.before)
    answered: list[UUID] = []
    followed = 0
    for moment in moments:
        for event in disk.events[followed : moment + 1]:
            cut.follow(event)
            if isinstance(event, Answered):
                answered.append(event.scan_id)
        followed = moment + 1
        yield cut.after_cut(dice), list(answered)


def _after_restart(file: Path, venue: Venue) -> set[UUID]:
    """Returns the check-ins that are whole after a restart; raises when the door cannot work."""
    door = Door(file, venue.url, venue.world.event.code, _NAME)
    try:
        door.store.check_revision()
        if door.local.event_with_code(venue.world.event.code) is not None:
            door.event_door.view()
            door.check_in(None, Method.BUTTON)
        with foreign_program(door.url) as connection:
            assert ask(connection, "PRAGMA integrity_check") == "ok"
            return {UUID(str(row[0])) for row in ask_all(connection, WHOLE_CHECK_INS)}
    finally:
        door.end()
