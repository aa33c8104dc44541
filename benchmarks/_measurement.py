"""What one measurement of the desk is, and what it is made on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.event import Event
from kiosk.storage.store import Store

VIEW = {"p99": 200.0}
"""Milliseconds in which a view opens."""

SEARCH = {"p99": 100.0}
"""Milliseconds in which a search answers."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A large organisation's database, of one engine.

    Attributes:
        store: As the organizer has it whose events all of them are.
        url: The database's.
        folder: An empty one on a real disk, for files that are written.
        busy: The event with the most check-ins, which has a guest list of everybody.
        following: An event of the same group, without a guest list and with few check-ins yet.
    """

    store: Store
    url: str
    folder: Path
    busy: Event
    following: Event


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table, on each engine.

    Attributes:
        name: What is measured.
        measure: Does it so many times and gives what each took, in `unit`.
        times: How many times; a p99 needs a hundred.
        to_reach: The most that is wanted, by the table's columns; empty where nothing is promised.
        on_postgresql: What is to be reached there, where that is otherwise.
        unit: Of the values.
    """

    name: str
    measure: Callable[[Ground, int], list[float]]
    times: int = 100
    to_reach: dict[str, float] = field(default_factory=dict)
    on_postgresql: dict[str, float] | None = None
    unit: str = "ms"

    def goal(self, engine: str) -> dict[str, float]:
        """What is to be reached on an engine."""
        is_other = engine == "PostgreSQL" and self.on_postgresql is not None
        return self.on_postgresql or {} if is_other else self.to_reach


def timed(act: Callable[[Ground], object]) -> Callable[[Ground, int], list[float]]:
    """Does something so many times: milliseconds of each, without a first time that warms the caches."""

    def measure(ground: Ground, times: int) -> list[float]:
        act(ground)
        taken = []
        for _ in range(times):
            began_at = time.perf_counter()
            act(ground)
            taken.append((time.perf_counter() - began_at) * 1000)
        return taken

    return measure
