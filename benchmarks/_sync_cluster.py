"""The ordeals of doors while the primary of a cluster fails, for `script/faults sync failover`.

The cluster is script/cluster's own kind, in a folder that is deleted at the end. With a synchronous standby
nothing that was shown may be lost. Without one (the control) the new primary lacks confirmed check-ins, until
the doors notice that the server is another and send them again.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, LiteralString, TypeVar
from uuid import UUID, uuid4

import psycopg

from benchmarks._cluster import Cluster
from benchmarks._cluster_files import NODES
from benchmarks.check_in import migrated
from kiosk.domain.check_in.scan import Method, Scan
from kiosk.domain.clock import utc_now
from kiosk.storage.store import Store
from tests.services.world import World
from tests.sync.ordeals.endured import Endured
from tests.sync.venue import Door, Venue
from tests.waiting import until

DOORS = 4
SCAN_EVERY_SECONDS = 0.1
PROMOTED_SECONDS = 60.0
"""Patroni waits up to 20 s (its least) for a primary that is silent."""

OPEN_SECONDS = 30.0
HEALED_SECONDS = 120.0
FLOWING_SECONDS = 3.0
"""Seconds after the promotion within which every door's writes are confirmed again."""


T = TypeVar("T")


@dataclass
class _Scanning:
    """Doors that let one walk-in after another in, until the end; the ids of those who were shown a yes."""

    doors: list[Door]
    shown: list[UUID] = field(default_factory=list)
    slowest: float = 0.0
    _end: threading.Event = field(default_factory=threading.Event)

    def run(self, door: Door) -> None:
        while not self._end.wait(SCAN_EVERY_SECONDS):
            scan = Scan(uuid4(), Method.BUTTON, None, door.syncer.now())
            began = monotonic()
            if door.event_door.check_in(scan).is_checked_in:
                self.shown.append(scan.id)
            self.slowest = max(self.slowest, monotonic() - began)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        with ThreadPoolExecutor(len(self.doors)) as threads:
            running = [threads.submit(self.run, door) for door in self.doors]
            try:
                yield
            finally:
                self._end.set()
                for each in running:
                    each.result()


def failed_over(times: int) -> Endured:
    """Kills the primary and freezes it, in turn, this many times together, while doors scan."""
    with _cluster_venue() as (cluster, venue):
        scanning = _Scanning([venue.open_door(f"Door {number}") for number in range(DOORS)])
        waits: dict[str, list[float]] = {"killed": [], "frozen": []}
        with scanning.going_on():
            for number in range(times):
                name, fail = (("killed", cluster.kill), ("frozen", cluster.freeze))[number % 2]
                waits[name].append(_fail_over(cluster, scanning.doors, fail))
        are_idle = all(until(door.is_idle, HEALED_SECONDS) for door in scanning.doors)
        lost, twice = _compared(cluster, scanning.shown)
    late = sum(each > FLOWING_SECONDS for each in (*waits["killed"], *waits["frozen"]))
    flowing = "; ".join(
        f"{name} {', '.join(f'{each:.1f}' for each in found)}" for name, found in waits.items()
    )
    note = (
        f"{len(scanning.shown)} shown by {DOORS} doors; writes again after the promotion, s: {flowing};"
        f" slowest answer at a door {scanning.slowest:.2f} s;"
        f" queues empty: {are_idle}"
    )
    return Endured(times, lost, twice, late, note)


def lost_without_standby(times: int) -> Endured:
    """Returns how many confirmed check-ins a new primary lacks that was no synchronous standby.

    Raises:
        AssertionError: The doors did not bring them back, or brought one twice.
    """
    lost_each: list[int] = []
    shown: list[UUID] = []
    with _cluster_venue() as (cluster, venue):
        cluster.set_synchronous(is_synchronous=False)
        for _ in range(times):
            cluster.wait_until_healthy()
            with _opened_doors(venue) as doors:
                shown += _confirmed_without_standby(cluster, doors)
            lost_each.append(_lost_with_the_primary(cluster, shown))
            with _opened_doors(venue) as doors:
                _heal(cluster, doors, shown)
        _expect(_compared(cluster, shown) == (0, 0), "the doors did not bring everything back once")
    each = ", ".join(map(str, lost_each))
    return Endured(times, sum(lost_each), 0, note=f"{each} confirmed check-ins were missing, and came back")


@contextmanager
def _opened_doors(venue: Venue) -> Iterator[list[Door]]:
    doors = [venue.door(f"Door {number}", is_started=False) for number in range(DOORS)]
    for door in doors:
        door.start()
    try:
        _expect(all(until(door.is_open, OPEN_SECONDS) for door in doors), "a door does not open")
        yield doors
    finally:
        for door in doors:
            door.end()


def _confirmed_without_standby(cluster: Cluster, doors: list[Door]) -> list[UUID]:
    """Lets doors confirm check-ins that no standby gets; returns their ids."""
    cluster.hold_back(cluster.primary())
    scanning = _Scanning(doors)
    with scanning.going_on():
        _expect(until(lambda: len(scanning.shown) >= 10 * DOORS, OPEN_SECONDS), "doors answer too slowly")
    _expect(all(until(door.is_idle, OPEN_SECONDS) for door in doors), "check-ins are not confirmed")
    return scanning.shown


def _lost_with_the_primary(cluster: Cluster, shown: list[UUID]) -> int:
    """Kills the primary while no door runs; returns how many check-ins the next one lacks."""
    old = cluster.primary()
    cluster.kill(old)
    _expect(until(lambda: _promoted_at(cluster, old) is not None, PROMOTED_SECONDS), "no promotion")
    return _compared(cluster, shown)[0]


def _heal(cluster: Cluster, doors: list[Door], shown: list[UUID]) -> None:
    _expect(all(until(door.is_idle, HEALED_SECONDS) for door in doors), "a queue does not drain")
    until(lambda: _compared(cluster, shown)[0] == 0, HEALED_SECONDS)


def _expect(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 -- it reads as assert does
    if not is_so:
        raise AssertionError(otherwise)


def _fail_over(cluster: Cluster, doors: list[Door], fail: Callable[[str], None]) -> float:
    """Makes the primary fail; returns the seconds from another's promotion to every door's next write."""
    cluster.wait_until_healthy()
    old = cluster.primary()
    fail(old)
    promoted: list[datetime] = []
    _expect(until(lambda: _append(promoted, _promoted_at(cluster, old)), PROMOTED_SECONDS), "no promotion")
    seconds: list[float] = []
    writing = "SELECT extract(epoch FROM clock_timestamp() - %s)::float8 FROM kiosks WHERE seen_at > %s"
    has_written = until(
        lambda: _append(seconds, _when_all(_ask_new_primary(cluster, writing, promoted * 2, old), doors)),
        HEALED_SECONDS,
    )
    _expect(has_written, "a door does not write again")
    cluster.resume(old)
    return seconds[0]


def _when_all(rows: list[tuple[Any, ...]], doors: list[Door]) -> float | None:
    return rows[0][0] if len(rows) == len(doors) else None


def _append(found: list[T], value: T | None) -> bool:
    if value is not None:
        found.append(value)
    return bool(found)


def _promoted_at(cluster: Cluster, old: str) -> datetime | None:
    """Returns the present instant of a node that was promoted, or None while there is none."""
    rows = _ask_new_primary(cluster, "SELECT clock_timestamp()", [], old)
    return rows[0][0] if rows else None


def _compared(cluster: Cluster, shown: list[UUID]) -> tuple[int, int]:
    """Returns how many of those who were shown a yes are missing, and how many rows are too many."""
    rows = [row[0] for row in _ask_new_primary(cluster, "SELECT id FROM attendance", [], None)]
    here = set(rows)
    return len(set(shown) - here), len(rows) - len(here & set(shown))


def _ask_new_primary(
    cluster: Cluster, query: LiteralString, values: list[Any], old: str | None
) -> list[tuple[Any, ...]]:
    """Returns rows of the node that takes writes; none while there is none, or only the old one."""
    for name in NODES:
        if name == old:
            continue
        with suppress(psycopg.Error), psycopg.connect(cluster.conninfo(name)) as connection:
            if connection.execute("SELECT NOT pg_is_in_recovery()").fetchone() == (True,):
                return connection.execute(query, values).fetchall()
    return []


@contextmanager
def _cluster_venue() -> Iterator[tuple[Cluster, Venue]]:
    logging.getLogger("kiosk").setLevel(logging.CRITICAL)  # outages are the point
    with TemporaryDirectory(prefix="kiosk-cluster-") as folder:
        path = Path(folder)
        path.chmod(0o755)  # the servers' user enters it
        cluster = Cluster(path / "cluster")
        try:
            cluster.start(report=lambda _text: None)
            template = path / "template.sqlite"
            with migrated(cluster.url), migrated(f"sqlite:///{template}"):
                pass
            venue = Venue(World(Store.open(cluster.url), now=utc_now()), cluster.url, template, path)
            try:
                yield cluster, venue
            finally:
                venue.close()
                venue.world.store.close()
        finally:
            cluster.stop()
