"""The ledger of a rehearsal: what people were shown, and what the centre has."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RehearsalLedger:
    """The result of a rehearsal with many kiosks.

    Attributes:
        shown: How many scans people read a yes for.
        saved_here: How many of these the centre had not confirmed then.
        recorded: How many of them the centre has.
        missing: Those that it does not have: nought, or this program is broken.
        twice: How many people have more than one check-in at the centre: nought.
        confirmed_twice: How many people read *Recorded* at two doors: nought.
        duplicates: How many were let in again while doors were cut off.
        unseen: How many check-ins the centre has whose kiosk was killed before the person read the answer.
        faults: How often each fault was made.
        seconds: How long it took, from the first scan to the last answer of the centre.
    """

    shown: int
    saved_here: int
    recorded: int
    missing: tuple[UUID, ...]
    twice: int
    confirmed_twice: int
    duplicates: int
    unseen: int
    faults: dict[str, int]
    seconds: float

    @property
    def is_balanced(self) -> bool:
        """True when nothing was lost, and nobody was recorded twice."""
        return not self.missing and not self.twice and not self.confirmed_twice

    def as_json(self) -> dict[str, Any]:
        """Returns the ledger as `kiosk rehearse --json` prints it."""
        return {
            "shown": self.shown,
            "saved_here": self.saved_here,
            "recorded": self.recorded,
            "missing": [str(each) for each in self.missing],
            "twice": self.twice,
            "confirmed_twice": self.confirmed_twice,
            "duplicates": self.duplicates,
            "unseen": self.unseen,
            "faults": self.faults,
            "seconds": round(self.seconds, 1),
        }
