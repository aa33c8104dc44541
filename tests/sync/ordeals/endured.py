"""The result of an ordeal, and how it is found."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kiosk.domain.clock import utc_now
from kiosk.storage.store import Store
from tests.services.world import World
from tests.storage.raw import ask_all, foreign_program
from tests.sync.venue import Venue

READY_SECONDS = 5.0
"""Seconds within which a kiosk takes scans after it was killed, and its queue flows after an outage."""

WHOLE_CHECK_INS = "SELECT id FROM attendance JOIN scan_log USING (id) JOIN outbox USING (id)"
"""Selects the check-ins that a door has with everything that belongs to them."""


@dataclass(frozen=True, slots=True)
class Endured:
    """The result of an ordeal.

    Attributes:
        times: How often the fault happened.
        lost: How many check-ins that somebody was shown are missing, or came back after they were undone.
        twice: How many are there twice.
        late: How often something took longer than it may.
        note: Other observations.
    """

    times: int
    lost: int
    twice: int
    late: int = 0
    note: str = ""

    @property
    def is_held(self) -> bool:
        """True when the fault did no harm."""
        return not (self.lost or self.twice or self.late)


def ids_at_centre(url: str) -> list[UUID]:
    """Returns the id of each check-in at the centre."""
    with foreign_program(url) as connection:
        return [UUID(str(row[0])) for row in ask_all(connection, "SELECT id FROM attendance")]


def compared(times: int, shown: Collection[UUID], url: str, *, late: int = 0, note: str = "") -> Endured:
    """Compares what people were shown with what the centre has."""
    rows = ids_at_centre(url)
    return Endured(times, len(set(shown) - set(rows)), len(rows) - len(set(rows)), late, note)


def share(times: Sequence[float], percent: float) -> float:
    """Returns the time within which this share of all came, 0 without any."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(len(ordered) * percent / 100))] if ordered else 0.0


@contextmanager
def new_venue(url: str, template: Path, folder: Path) -> Iterator[Venue]:
    """Yields a venue on an empty database of this program's revision."""
    venue = Venue(World(Store.open(url), now=utc_now()), url, template, folder)
    try:
        yield venue
    finally:
        venue.close()
        venue.world.store.close()
