"""Sites for the machine of rules: one database with doors, which begins again for each example."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from kiosk.app.rehearsal.network import Link, linked
from kiosk.domain.check_in.scan import Answer, Method, Scan
from kiosk.domain.clock import utc_now
from kiosk.services.check_in.event_door import EventDoor
from kiosk.storage.schema.tables import metadata
from kiosk.storage.store import Store
from tests.services.world import World
from tests.storage.raw import ask_all, foreign_program, run
from tests.sync.oracle import ExpectedRow
from tests.sync.venue import Door, Venue
from tests.waiting import until

SETTLE_SECONDS = 20.0
"""The longest time in which doors and centre become equal; far more than they need on a busy machine."""

_EMPTY = "; ".join(f"DELETE FROM {table}" for table in reversed(metadata.sorted_tables))  # noqa: S608 -- our tables

_COPIED = {
    "events": "id, title, start_time, state, capacity, guest_list, code_text FROM events WHERE id = :event",
    "passes": "id, participant_id, token_hash, revoked_at FROM passes",
    "guests": "id, participant_id FROM guests WHERE event_id = :event",
    "attendance": 'id, participant_id, "timestamp", method, kiosk FROM attendance WHERE event_id = :event',
    "users": """
        id, name FROM users AS each
        WHERE EXISTS (SELECT 1 FROM passes WHERE participant_id = each.id)
        OR EXISTS (SELECT 1 FROM guests WHERE participant_id = each.id AND event_id = :event)
        OR EXISTS (SELECT 1 FROM attendance WHERE participant_id = each.id AND event_id = :event)
        """,
}
"""The rows that a door and its centre have in common, by table."""


class Site(ABC):
    """One event with its doors, on real databases.

    Attributes:
        world: The central database and its event.
        examples: How many examples were run.
        steps: How many steps these had.
        journal: The steps of the present example.
    """

    world: World

    def __init__(self, url: str, names: Sequence[str]) -> None:
        self.url = url
        self.names = names
        self.examples = self.steps = 0
        self.journal: list[str] = []
        self._stack = ExitStack()
        self.store = Store.open(url, pool_max=len(names) + 1)
        self._stack.callback(self.store.close)
        self.foreign: Connection = self._stack.enter_context(foreign_program(url))

    def begin(self) -> None:
        """Empties the database and opens the doors of a new event."""
        self.examples += 1
        self.steps += len(self.journal)
        self.journal.clear()
        for statement in _EMPTY.split("; "):
            run(self.foreign, statement)
        self.world = World(self.store, now=utc_now())

    @abstractmethod
    def door(self, number: int) -> EventDoor:
        """Returns the services of a door."""

    @abstractmethod
    def end_example(self) -> None:
        """Closes the doors of an example."""

    def close(self) -> None:
        """Closes everything."""
        self._stack.close()

    def check_in(self, number: int, text: str | None) -> tuple[UUID, Answer]:
        """Checks in at a door; returns the scan's id and the answer."""
        method = Method.BUTTON if text is None else Method.CAMERA
        scan = Scan(uuid4(), method, text, utc_now())
        return scan.id, self.door(number).check_in(scan)

    def rows(self) -> dict[UUID, ExpectedRow]:
        """Returns person and kiosk of each check-in at the centre, earliest first."""
        query = 'SELECT id, participant_id, kiosk FROM attendance ORDER BY "timestamp", created_at'
        return {
            UUID(str(row_id)): ExpectedRow(None if person is None else UUID(str(person)), kiosk)
            for row_id, person, kiosk in ask_all(self.foreign, query)
        }


class PlainSite(Site):
    """Doors that work on the central database itself."""

    def begin(self) -> None:
        super().begin()
        code = self.world.event.code
        self._doors = [EventDoor(self.store, code, name, None, utc_now) for name in self.names]
        for door in self._doors:
            door.view()

    def door(self, number: int) -> EventDoor:
        return self._doors[number]

    def end_example(self) -> None:
        self._doors = []


class SyncedSite(Site):
    """Doors with databases of their own, each with a network link to the centre.

    Attributes:
        venue: The doors' databases and the centre, of the present example.
        settle_seconds: The longest wait until a door is like the centre.
    """

    venue: Venue

    def __init__(
        self,
        url: str,
        names: Sequence[str],
        template: Path,
        folder: Path,
        *,
        settle_seconds: float = SETTLE_SECONDS,
    ) -> None:
        super().__init__(url, names)
        self.settle_seconds = settle_seconds
        self._links = [self._stack.enter_context(linked(url)) for _ in names]
        self._template = template
        self._folder = folder
        self._doors: list[Door] = []

    def begin(self) -> None:
        super().begin()
        folder = self._folder / uuid4().hex
        folder.mkdir()
        self.venue = Venue(self.world, self.url, self._template, folder)
        self._doors = [self._opened(number) for number in range(len(self.names))]

    def end_example(self) -> None:
        for number, door in enumerate(self._doors):
            door.end()
            self.heal(number, is_cut=True)
        self._doors = []
        shutil.rmtree(self.venue.folder)

    def door(self, number: int) -> EventDoor:
        return self._doors[number].event_door

    def link(self, number: int) -> Link:
        """Returns a door's link to the centre."""
        return self._links[number]

    def heal(self, number: int, *, is_cut: bool) -> None:
        """Restores a door's link; late bytes arrive only if it is not cut before."""
        if is_cut:
            self._links[number].cut()
        self._links[number].restore()

    def restart(self, number: int) -> None:
        """Closes a door and opens it again."""
        self._doors[number].end()
        self._doors[number] = self._opened(number)

    def crash(self, number: int) -> None:
        """Opens a door again on the files that it would leave behind if it lost power now."""
        self._links[number].cut()
        door = self._doors[number]
        door.syncer.stop()  # nothing is written while its files are copied
        file = self._file(number)
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{file}{suffix}", f"{file}.left{suffix}")
        door.end()
        for suffix in ("", "-wal"):
            shutil.move(f"{file}.left{suffix}", f"{file}{suffix}")
        self._doors[number] = self._opened(number)

    def restore(self, backup: AbstractContextManager[None], *, is_log_new: bool) -> None:
        """Restores the centre from a backup.

        Args:
            backup: From Venue.backup, entered.
            is_log_new: True when its log of changes begins later than doors have read: as on another server.
        """
        backup.__exit__(None, None, None)
        if is_log_new:
            begins = "(SELECT pg_snapshot_xmax(pg_current_snapshot())::text)"
            run(
                self.foreign,
                f"INSERT INTO installation VALUES ('change_log_begins', {begins})"  # noqa: S608 -- ours
                f" ON CONFLICT (key) DO UPDATE SET value = {begins}",
            )

    def is_settled(self, number: int) -> bool:
        """Returns whether a door has nothing to send, and the same rows as the centre."""
        door = self._doors[number]
        return door.is_idle() and not self.differences(number)

    def differences(self, number: int) -> dict[str, set[tuple[Any, ...]]]:
        """Returns the rows, by table, that only one of a door and its centre has."""
        event = self.world.event.id
        found = {}
        with foreign_program(self._doors[number].url) as local:
            for table, query in _COPIED.items():
                here = {_plain(row) for row in ask_all(local, f"SELECT {query}", event=event.hex)}
                there = {_plain(row) for row in ask_all(self.foreign, f"SELECT {query}", event=event)}
                if here ^ there:
                    found[table] = here ^ there
        return found

    def rejected(self, number: int) -> int:
        """Returns how many of a door's commands the centre rejected."""
        return self._doors[number].local.counts().rejected

    def scanned_again(self) -> dict[UUID, str | None]:
        """Returns the scans at the centre that did not count, with the outcome that was shown."""
        query = "SELECT id, shown_outcome FROM scan_log WHERE outcome = 'ALREADY_CHECKED_IN'"
        return {UUID(str(row_id)): shown for row_id, shown in ask_all(self.foreign, query)}

    def _opened(self, number: int) -> Door:
        door = self.venue.door(self.names[number], self._links[number].url, is_started=False)
        door.start()
        assert until(door.is_open, SETTLE_SECONDS)
        return door

    def _file(self, number: int) -> Path:
        return self.venue.folder / f"{self.names[number]}.sqlite"


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Returns a row with the same types from both engines."""
    return tuple(_plain_value(each) for each in row)


def _plain_value(value: Any) -> Any:  # noqa: ANN401 -- whatever a column holds
    match value:
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        case bool():
            return int(value)
        case _:
            return value
