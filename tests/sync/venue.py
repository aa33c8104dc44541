"""A venue with a central PostgreSQL and several doors without windows, each with its own database."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.domain.check_in.command import Command, CommandKind, CommandState
from kiosk.domain.check_in.kiosk import KioskReport
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.scan import Answer, Method, Scan
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import EXPECTED_FAULTS
from kiosk.services.check_in.event_door import EventDoor
from kiosk.storage.centre.centre import Centre
from kiosk.storage.schema.tables import metadata
from kiosk.storage.store import Store
from kiosk.sync.local import LocalDatabase
from kiosk.sync.syncer import Syncer
from tests.services.world import World
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.waiting import until

cut_off = pytest.mark.complains(r"the centre \(.*\) does not answer")
"""Marks a story in which a door notices that it is cut off."""


class Door:
    """One door as it runs: its database, its link and its services."""

    def __init__(
        self, file: Path, centre_url: str, code: str, name: str, clock_is_off_by: timedelta = timedelta()
    ) -> None:
        self.name = name
        self.url = f"sqlite:///{file}"
        self.store = Store.open(self.url)
        self.local = LocalDatabase(self.store)
        self.centre = Centre.open(centre_url)
        report = KioskReport(self.local.kiosk_id(), name, None, "test")
        self.clock_is_off_by = clock_is_off_by
        self.syncer = Syncer(self.local, self.centre, code, report, lambda: utc_now() + self.clock_is_off_by)
        self.event_door = EventDoor(self.store, code, name, None, self.syncer.now, link=self.syncer)

    @property
    def status(self) -> LinkStatus:
        return self.syncer.status

    def start(self) -> None:
        self.syncer.start()

    def end(self) -> None:
        self.syncer.stop()
        self.centre.close()
        self.store.close()

    def is_open(self) -> bool:
        """Returns whether the door shows its event and has the whole list."""
        try:
            self.event_door.view()
        except EXPECTED_FAULTS:
            return False
        return self.status.roster_at is not None

    def check_in(
        self, text: str | None, method: Method = Method.CAMERA, *, scan_id: UUID | None = None
    ) -> Answer:
        return self.event_door.check_in(Scan(scan_id or uuid4(), method, text, self.syncer.now()))

    def is_idle(self) -> bool:
        """Returns whether the centre has answered everything."""
        return CommandState.PENDING not in self.states()

    def states(self) -> list[CommandState]:
        """Returns the states of the door's commands, in the order of their making."""
        with foreign_program(self.url) as connection:
            rows = ask_all(connection, "SELECT state FROM outbox ORDER BY number")
        return [CommandState(row[0]) for row in rows]

    def attendance(self) -> set[tuple[datetime, str | None]]:
        """Returns instant and name of each check-in that the door knows."""
        event_id = self.event_door.view().event.id
        with self.store.read() as transaction:
            return {(row.at, row.name) for row in transaction.attendance.rows(event_id)}


Breaking = Callable[[Door], None]
"""Breaks a door on purpose before it starts, for the control of an ordeal."""


def whole(_door: Door) -> None:
    """Breaks nothing."""


@dataclass
class Venue:
    """A central database with one event, and its doors."""

    world: World
    url: str
    template: Path
    folder: Path
    _stack: ExitStack = field(default_factory=ExitStack)

    def door(  # noqa: PLR0913 -- the others, by name, are what makes a door of a story special
        self,
        name: str,
        url: str | None = None,
        *,
        is_started: bool = True,
        clock_is_off_by: timedelta = timedelta(),
        code: str | None = None,
        breaking: Breaking = whole,
    ) -> Door:
        """Returns a door; the same name again is the same machine, started once more."""
        file = self.folder / f"{name}.sqlite"
        if not file.exists():
            shutil.copyfile(self.template, file)
        door = Door(file, url or self.url, code or self.world.event.code, name, clock_is_off_by)
        breaking(door)
        if is_started:
            door.start()
            self._stack.callback(door.end)
        return door

    def open_door(self, name: str, url: str | None = None, *, breaking: Breaking = whole) -> Door:
        """Returns a door that has opened."""
        door = self.door(name, url, breaking=breaking)
        assert until(door.is_open)
        return door

    def close(self) -> None:
        self._stack.close()

    def attendance(self) -> set[tuple[datetime, str | None]]:
        """Returns instant and name of each check-in at the centre."""
        with self.world.store.read() as transaction:
            return {(row.at, row.name) for row in transaction.attendance.rows(self.world.event.id)}

    def walk_in(self, kiosk: str) -> Command:
        """Returns a walk-in's check-in as a door of this name sends it."""
        content = {
            "event_id": str(self.world.event.id),
            "participant_id": None,
            "outcome": "CHECKED_IN",
            "method": "BUTTON",
            "kiosk": kiosk,
            "scanned_at": self.world.now.isoformat(),
        }
        return Command(uuid4(), CommandKind.CHECK_IN, content)

    def rows(self) -> list[tuple[str | None, str | None]]:
        """Returns name and kiosk of each check-in at the centre."""
        with foreign_program(self.url) as connection:
            return [
                (name, kiosk)
                for name, kiosk in ask_all(
                    connection,
                    "SELECT users.name, kiosk FROM attendance LEFT JOIN users ON users.id = participant_id"
                    " ORDER BY attendance.timestamp, attendance.id",
                )
            ]

    @contextmanager
    def backup(self) -> Iterator[None]:
        """Makes a backup of the centre; restores it at the end, over what was written in between."""
        tables = [table.name for table in metadata.sorted_tables]
        with foreign_program(self.url) as connection:
            run(connection, "CREATE SCHEMA backup")
            for table in tables:
                run(connection, f"CREATE TABLE backup.{table} AS TABLE {table}")
            yield
            restored = [f"DELETE FROM {table}" for table in reversed(tables)]  # noqa: S608 -- our tables
            restored += [f"INSERT INTO {table} TABLE backup.{table}" for table in tables]
            whole = "; ".join(["BEGIN", "SET LOCAL session_replication_role = replica", *restored, "COMMIT"])
            run(connection, whole)
            run(connection, "DROP SCHEMA backup CASCADE")

    def reports(self) -> int:
        """Returns how many reports of kiosks the centre has."""
        with foreign_program(self.url) as connection:
            return int(ask(connection, "SELECT coalesce(sum(reports), 0) FROM kiosks"))

    def count(self, table: str) -> int:
        with foreign_program(self.url) as connection:
            return int(ask(connection, f"SELECT count(*) FROM {table}"))  # noqa: S608 -- a story's own table
