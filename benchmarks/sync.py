"""Measures doors with databases of their own: the centre's confirmation, changes, the queue, a new kiosk.

The doors have no windows and run in this process; each is whole otherwise. The server's commits reach the
disk. Each figure is printed for several numbers of kiosks, and the confirmation for several numbers of rows:
those of the doors' event, and for the largest number mostly those of an earlier one.
"""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from uuid import uuid4

from sqlalchemy import insert

from benchmarks._figures import Figure, figure_of, is_quick, report
from benchmarks._ground import file_system, working_folder
from benchmarks.check_in import migrated, postgres
from kiosk.domain.check_in.command import CommandKind
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.clock import utc_now
from kiosk.services.demo.rehearsal import REHEARSAL_CODE, seed_rehearsal
from kiosk.storage.schema.tables import attendance, outbox, scan_log
from kiosk.storage.store import Store
from tests.databases import PostgresServer, own_server
from tests.storage.raw import ask, foreign_program, run
from tests.sync.venue import Door
from tests.waiting import until

DOORS = (1, 4, 16, 64)
ROWS = (0, 10_000, 100_000, 1_000_000)
MOST_ROWS_OF_EVENT = 100_000
QUEUES = (1, 4)
SECONDS = 30
BACKLOG = 100_000
PEOPLE = 50_000
CHANGES = 100
CONNECTIONS = 300

_QUICK = {
    "doors": (1, 4),
    "rows": (0, 1_000),
    "seconds": 3,
    "queues": (1, 2),
    "backlog": 2_000,
    "people": 1_000,
    "changes": 10,
}
_FULL = {
    "doors": DOORS,
    "rows": ROWS,
    "seconds": SECONDS,
    "queues": QUEUES,
    "backlog": BACKLOG,
    "people": PEOPLE,
    "changes": CHANGES,
}


@dataclass(frozen=True, slots=True)
class Size:
    """The numbers of doors, rows, seconds, doors with a queue, commands of these, people and changes."""

    doors: tuple[int, ...]
    rows: tuple[int, ...]
    seconds: int
    queues: tuple[int, ...]
    backlog: int
    people: int
    changes: int


@dataclass(frozen=True, slots=True)
class Centre:
    """A central database with one open event and people with passes."""

    url: str
    store: Store
    tokens: list[str]
    template: Path
    folder: Path

    def door(self, name: str) -> Door:
        """Returns a door with an empty database of its own; nothing runs yet."""
        file = self.folder / f"{name}-{uuid4().hex[:8]}.sqlite"
        shutil.copyfile(self.template, file)
        return Door(file, self.url, REHEARSAL_CODE, name)


@contextmanager
def centre(people: int, folder: Path) -> Iterator[Centre]:
    """Yields a centre on a server of its own."""
    template = folder / "template.sqlite"
    if not template.exists():
        with migrated(f"sqlite:///{template}"):
            pass
    with _server() as server, server.database() as url, migrated(url) as store:
        yield Centre(url, store, seed_rehearsal(store, people, now=utc_now()), template, folder)


@contextmanager
def _server() -> Iterator[PostgresServer]:
    """Yields the server that KIOSK_TEST_POSTGRES names, or a new one with room for 64 doors."""
    if os.environ.get("KIOSK_TEST_POSTGRES"):
        with postgres() as (server, _disk):
            yield server
        return
    with own_server() as own:
        own.server.run(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
        own.kill(signal.SIGINT)
        own.start()
        yield own.server


@contextmanager
def opened(ground: Centre, count: int) -> Iterator[list[Door]]:
    """Yields doors that have opened."""
    with ExitStack() as stack:
        doors = [ground.door(f"Door {number}") for number in range(count)]
        for door in doors:
            door.start()
            stack.callback(door.end)
        if not all(until(door.is_open, 120) for door in doors):
            raise SystemExit("These figures mean nothing: not every door opened.")
        yield doors


def confirmations(doors: Sequence[Door], tokens: Iterator[str], seconds: float) -> tuple[list[float], int]:
    """Returns the milliseconds from a scan to the centre's verdict at doors with one scan a second each.

    Returns:
        The times of the answers that the centre confirmed, and the number of the others.
    """
    lock = threading.Lock()
    times: list[float] = []
    late = 0

    def serve(door: Door) -> None:
        nonlocal late
        pause = threading.Event()
        pause.wait(Random(door.name).random())  # noqa: S311 -- the doors do not scan all at once
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with lock:
                token = next(tokens)
            began_at = time.perf_counter()
            answer = door.check_in(token)
            taken = time.perf_counter() - began_at
            if answer.outcome is not Outcome.CHECKED_IN:
                raise SystemExit(f"These figures mean nothing: {answer.outcome}.")
            with lock:
                late += answer.is_saved_here
                if not answer.is_saved_here:
                    times.append(taken * 1000)
            pause.wait(max(0.0, 1 - taken))

    with ThreadPoolExecutor(len(doors)) as threads:
        list(threads.map(serve, doors))
    return times, late


def by_kiosks(ground: Centre, tokens: Iterator[str], size: Size) -> Iterator[Figure]:
    """Measures confirmations, and changes of another program, by kiosks."""
    for count in size.doors:
        with opened(ground, count) as doors:
            times, late = confirmations(doors, tokens, size.seconds)
            seen = changes(ground, doors, size.changes)
        goal = {"p50": 15.0, "p99": 60.0} if count == 16 else None  # noqa: PLR2004 -- the venue of the goal
        yield figure_of(f"scan to confirmed, {count} kiosks at 1/s, {late} saved here", times, to_reach=goal)
        name = f"another program's change to the last of {count} doors"
        yield figure_of(name, seen, to_reach={"p99": 1000.0})


def by_rows(ground: Centre, tokens: Iterator[str], size: Size) -> Iterator[Figure]:
    """Measures confirmations by the check-ins that the centre has."""
    for rows in size.rows:
        _fill_attendance(ground.url, rows)
        with opened(ground, 4) as doors:
            times, late = confirmations(doors, tokens, size.seconds)
        yield figure_of(f"the same, 4 kiosks, {rows:,} rows, {late} saved here", times)


def _fill_attendance(url: str, rows: int) -> None:
    """Adds check-ins without names until the table has this many."""
    columns = "title, start_time, duration_minutes, group_id, created_by, state"
    with foreign_program(url) as connection:
        missing = rows - ask(connection, "SELECT count(*) FROM attendance")
        if missing <= 0:
            return
        event_id = ask(connection, "SELECT id FROM events WHERE code_text = :code", code=REHEARSAL_CODE)
        if rows > MOST_ROWS_OF_EVENT:
            other = f"INSERT INTO events (code_text, {columns}) SELECT 'EARLIER', {columns} FROM events"  # noqa: S608 -- our names
            event_id = ask(connection, f"{other} WHERE id = :of_event RETURNING id", of_event=event_id)
        fill = "INSERT INTO attendance (event_id) SELECT :of_event FROM generate_series(1, :missing)"
        run(connection, "ALTER TABLE attendance DISABLE TRIGGER USER")  # years ago, and not at once
        run(connection, fill, of_event=event_id, missing=missing)
        run(connection, "ALTER TABLE attendance ENABLE TRIGGER USER")
        run(connection, "ANALYZE")


def changes(ground: Centre, doors: Sequence[Door], times: int) -> list[float]:
    """Returns the milliseconds from a foreign program's commits to the last door's own database."""
    taken = []
    with foreign_program(ground.url) as program:
        for number in range(times):
            place = f"Hall {number}"
            run(
                program,
                "UPDATE events SET location = :place WHERE code_text = :code",
                place=place,
                code=REHEARSAL_CODE,
            )
            began_at = time.perf_counter()
            until(partial(_all_show_place, doors, place))
            taken.append((time.perf_counter() - began_at) * 1000)
    return taken


def backlog(ground: Centre, size: Size) -> Iterator[Figure]:
    """Measures the time in which queues are sent, and live scans during it, by kiosks with a queue."""
    for count in size.queues:
        yield from _drained(ground, count, size.backlog // count)


def _drained(ground: Centre, count: int, commands: int) -> Iterator[Figure]:
    doors = [_door_with_queue(ground, f"Door {number}", commands) for number in range(count)]
    live: list[float] = []
    pause = threading.Event()
    with ExitStack() as stack:
        for door in doors:
            stack.callback(door.end)
            door.event_door.view()
        began_at = time.monotonic()
        for door in doors:
            door.start()
        until(lambda: all(door.status.waiting > 0 for door in doors))
        while any(door.status.waiting for door in doors):
            scanned_at = time.perf_counter()
            doors[0].check_in(None, Method.BUTTON)
            live.append((time.perf_counter() - scanned_at) * 1000)
            pause.wait(0.1)
        until(lambda: all(door.is_idle() for door in doors))
        taken = time.monotonic() - began_at
    queues = f"{count} times {commands:,} waiting check-ins"
    yield figure_of(f"{queues} sent", [taken], unit="s", to_reach={"max": 30.0})
    yield figure_of(f"live scan at one of the doors, {queues}", live, to_reach={"p99": 50.0})


def _door_with_queue(ground: Centre, name: str, commands: int) -> Door:
    """Returns a door that is not started again yet, whose check-ins all wait for the centre."""
    door = ground.door(name)
    door.start()
    until(door.is_open, 120)
    event_id = door.event_door.view().event.id
    door.end()
    again = Door(Path(door.url.removeprefix("sqlite:///")), ground.url, REHEARSAL_CODE, name)
    _fill_outbox(again, event_id, commands)
    return again


def new_kiosk(ground: Centre, size: Size) -> Iterator[Figure]:
    """Measures a kiosk that starts with nothing."""
    door = ground.door("New door")
    began_at = time.monotonic()
    door.start()
    try:
        until(lambda: door.local.event_with_code(REHEARSAL_CODE) is not None, 60)
        first = time.monotonic() - began_at
        until(door.is_open, 120)
        whole = time.monotonic() - began_at
    finally:
        door.end()
    yield figure_of("a new kiosk takes walk-ins", [first], unit="s")
    yield figure_of(f"it has {size.people:,} people", [whole], unit="s", to_reach={"max": 30.0})


def _all_show_place(doors: Sequence[Door], place: str) -> bool:
    return all(door.event_door.view().event.location == place for door in doors)


def _fill_outbox(door: Door, event_id: object, count: int) -> None:
    rows = [(uuid4(), utc_now()) for _ in range(count)]
    content = {"event_id": str(event_id), "participant_id": None, "outcome": "CHECKED_IN", "method": "BUTTON"}
    common = {"event_id": event_id, "method": Method.BUTTON, "kiosk": door.name}
    with door.store.write() as transaction:
        connection = transaction.outbox._connection  # noqa: SLF001 -- a queue in seconds, not in minutes
        connection.execute(insert(attendance), [{"id": row, "timestamp": at, **common} for row, at in rows])
        connection.execute(
            insert(scan_log),
            [{"id": row, "scanned_at": at, "outcome": Outcome.CHECKED_IN, **common} for row, at in rows],
        )
        connection.execute(
            insert(outbox),
            [
                {
                    "id": row,
                    "kind": CommandKind.CHECK_IN,
                    "content": {**content, "kiosk": door.name, "scanned_at": at.isoformat()},
                }
                for row, at in rows
            ],
        )


def main() -> None:
    """Measures everything, one part after another."""
    size = Size(**(_QUICK if is_quick(__doc__ or "") else _FULL))  # type: ignore[arg-type]  # the two above
    needed = sum(size.doors) * (size.seconds + 1) + 4 * len(size.rows) * (size.seconds + 1)
    figures: list[Figure] = []
    with working_folder() as folder:
        with centre(size.people, folder) as ground:
            figures += new_kiosk(ground, size)
        with centre(needed, folder) as ground:  # fewer: 64 doors copy them
            tokens = iter(ground.tokens)
            figures += by_kiosks(ground, tokens, size)
            figures += by_rows(ground, tokens, size)
        with centre(1, folder) as ground:  # an event that no other door has to copy
            figures += backlog(ground, size)
        note = f"PostgreSQL with fsync, the doors' SQLite files on {file_system(folder)}"
    report(figures, note)


if __name__ == "__main__":
    main()
