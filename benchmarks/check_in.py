"""Measures the check-in rule with its commit, on SQLite and on PostgreSQL.

Of ten people at the door five come for the first time, two for the second, two are walk-ins (one by
button, one by the event's QR), and one holds up an unknown code. The benchmark starts a PostgreSQL
server whose commits reach the disk (fsync is on); KIOSK_TEST_POSTGRES names another one.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import uuid4

from sqlalchemy import NullPool, create_engine, make_url, text

from benchmarks._figures import Figure, figure_of, is_quick, report
from benchmarks._ground import file_system, working_folder
from kiosk.domain.check_in.scan import Method, Outcome, Scan
from kiosk.domain.clock import utc_now
from kiosk.domain.people.passes import Renewal, mint_token, token_hash
from kiosk.domain.people.person import Role
from kiosk.services.check_in.check_in import CheckInPoint, check_in
from kiosk.services.people.people import NO_PASSWORD
from kiosk.storage.store import Store
from tests.databases import PostgresServer, own_server
from tests.services.world import World

SCANS = 2_000
_QUICK_SCANS = 200
_FIRST_TIME, _SECOND_TIME, _BUTTON, _EVENT_QR = (0, 2, 4, 6, 8), (1, 5), 3, 7

Coming = tuple[str | None, Outcome]
"""The text that is held up (None for the Walk-in button), and the expected outcome."""


def register(store: Store, holders: int) -> list[str]:
    """Adds participants and returns their pass tokens."""
    tokens = [mint_token() for _ in range(holders)]
    with store.write() as transaction:
        for number, token in enumerate(tokens):
            person_id = transaction.people.add(
                name=f"Participant {number}",
                email=f"participant{number}@example.org",
                password_hash=NO_PASSWORD,
                role=Role.PARTICIPANT,
            )
            transaction.passes.renew([Renewal(person_id, token_hash(token))], utc_now())
    return tokens


def queue(tokens: list[str], event_code: str, scans: int) -> Iterator[Coming]:
    """Returns the people at the door, in order."""
    random = Random(7)  # noqa: S311 -- the same queue each time
    for number in range(scans):
        place, seen = number % 10, number // 2 + number % 2
        if place in _FIRST_TIME:
            yield tokens[number // 2], Outcome.CHECKED_IN
        elif place in _SECOND_TIME:
            yield tokens[random.randrange(seen)], Outcome.ALREADY_CHECKED_IN
        elif place == _BUTTON:
            yield None, Outcome.CHECKED_IN
        elif place == _EVENT_QR:
            yield event_code, Outcome.CHECKED_IN
        else:
            yield f"https://www.example.org/menu/{number}", Outcome.UNKNOWN_CODE


def scan_times(store: Store, scans: int) -> list[float]:
    """Returns the milliseconds of each scan of a queue."""
    world = World(store, now=utc_now())
    coming = list(queue(register(store, scans // 2), world.event.code, scans))
    door = CheckInPoint(world.event.id, "Door A")
    times: list[float] = []
    outcomes: Counter[Outcome] = Counter()
    for held_up, _ in coming:
        method = Method.BUTTON if held_up is None else Method.CAMERA
        scan = Scan(id=uuid4(), method=method, text=held_up, scanned_at=utc_now())
        began_at = time.perf_counter()
        answer = check_in(store, door, scan)
        times.append((time.perf_counter() - began_at) * 1000)
        outcomes[answer.outcome] += 1
    expected = Counter(outcome for _, outcome in coming)
    if outcomes != expected:
        raise SystemExit(f"These figures mean nothing: the door answered {outcomes}, not {expected}.")
    return times


@contextmanager
def migrated(url: str) -> Iterator[Store]:
    """Opens a store on a database that is upgraded to the program's revision."""
    store = Store.open(url)
    try:
        store.upgrade()
        yield store
    finally:
        store.close()


@contextmanager
def postgres() -> Iterator[tuple[PostgresServer, str]]:
    """Runs a server; yields it with the file system of its data."""
    named = os.environ.get("KIOSK_TEST_POSTGRES")
    if named:
        yield PostgresServer(make_url(named).set(drivername="postgresql+psycopg")), "its own disk"
        return
    with own_server() as own:
        yield own.server, file_system(own.folder)


def setting(server: PostgresServer, name: str) -> str:
    """Returns one of a server's settings, as the server reports it."""
    engine = create_engine(server.admin, poolclass=NullPool)
    with engine.connect() as connection:
        return str(connection.execute(text(f"SHOW {name}")).scalar_one())


def on_sqlite(scans: int, folder: Path) -> tuple[Figure, str]:
    """Returns the figure and a note on what it was measured on."""
    with migrated(f"sqlite:///{folder / 'kiosk.sqlite'}") as store:
        times = scan_times(store, scans)
    figure = figure_of("scan to committed, SQLite", times, to_reach={"p99": 25})
    return figure, f"SQLite: write-ahead log, synchronous=FULL, on {file_system(folder)}"


def on_postgresql(scans: int) -> tuple[Figure, str]:
    """Returns the figure and a note on what it was measured on."""
    with postgres() as (server, disk), server.database() as url:
        with migrated(url) as store:
            times = scan_times(store, scans)
        commits = ", ".join(f"{name}={setting(server, name)}" for name in ("fsync", "synchronous_commit"))
        note = f"PostgreSQL {setting(server, 'server_version')}: {commits}, on {disk}"
    return figure_of("scan to committed, PostgreSQL", times), note


def main() -> None:
    """Measures both engines."""
    scans = _QUICK_SCANS if is_quick(__doc__ or "") else SCANS
    with working_folder() as folder:
        sqlite, sqlite_note = on_sqlite(scans, folder)
    postgresql, postgresql_note = on_postgresql(scans)
    report([sqlite, postgresql], sqlite_note, postgresql_note)


if __name__ == "__main__":
    main()
