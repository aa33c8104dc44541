"""A measurement of the desk, and the database on which it is made."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.event import Event
from kiosk.storage.store import Store

VIEW = {"p99": 200.0}
"""The goal for opening a view, in milliseconds."""

SEARCH = {"p99": 100.0}
"""The goal for a search, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A large organisation's database on one engine.

    Attributes:
        store: The store of the organizer of all events.
        url: The database's URL.
        folder: An empty folder on a real disk, for files.
        busy: The event with the most check-ins, whose guest list has all participants.
        following: An event of the same group, without a guest list and with few check-ins yet.
    """

    store: Store
    url: str
    folder: Path
    busy: Event
    following: Event


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table, measured on each engine.

    Attributes:
        name: The measured action.
        measure: Does it the given number of times and returns the duration of each, in `unit`.
        times: The number of times; a p99 needs a hundred.
        to_reach: The goals by the table's columns, each the largest good value; empty when there are none.
        on_postgresql: The goals on PostgreSQL, where they differ.
        unit: The unit of the values.
    """

    name: str
    measure: Callable[[Ground, int], list[float]]
    times: int = 100
    to_reach: dict[str, float] = field(default_factory=dict)
    on_postgresql: dict[str, float] | None = None
    unit: str = "ms"

    def goal(self, engine: str) -> dict[str, float]:
        """Returns the goals on an engine."""
        is_other = engine == "PostgreSQL" and self.on_postgresql is not None
        return self.on_postgresql or {} if is_other else self.to_reach


def timed(act: Callable[[Ground], object]) -> Callable[[Ground, int], list[float]]:
    """Returns the milliseconds of repeated calls, after one call that warms the caches."""

    def measure(ground: Ground, times: int) -> list[float]:
        act(ground)
        taken = []
        for _ in range(times):
            began_at = time.perf_counter()
            act(ground)
            taken.append((time.perf_counter() - began_at) * 1000)
        return taken

    return measure
