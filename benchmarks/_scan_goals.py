"""What `script/bench scan` is to reach, beside what it reached."""

from dataclasses import dataclass
from statistics import median

from benchmarks._figures import percentile
from benchmarks._scan_engines import CASCADE, OPENCV, ZBAR, ZXING
from benchmarks._scan_measures import Seen


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of what is to be reached: a number, and at least or at most what it should be."""

    name: str
    value: float | None
    least: float | None = None
    most: float | None = None
    unit: str = " times"

    def row(self) -> tuple[str, ...]:
        """The line's cells."""
        wanted = f"≥ {self.least:g}{self.unit}" if self.least is not None else f"≤ {self.most:g}{self.unit}"
        if self.value is None:
            return (self.name, "not measured", wanted, "")
        is_met = self.value >= self.least if self.least is not None else self.value <= (self.most or 0)
        return (self.name, f"{self.value:.4g}{self.unit}", wanted, "yes" if is_met else "**missed**")


def stills_goals(seen: Seen) -> list[Goal]:
    """Of stills."""

    def ratio(other: str, *tiers: str) -> float | None:
        mine, its = (
            sum(seen.tallies[name].reads[tier] for tier in tiers or seen.shown) for name in (CASCADE, other)
        )
        return mine / its if its else None

    return [
        Goal("stills read, to zxing-cpp", ratio(ZXING), least=1.25),
        Goal("stills read, to pyzbar", ratio(ZBAR), least=1.75),
        Goal("stills read, to QRCodeDetector", ratio(OPENCV), least=2.3),
        Goal("hard stills read, to zxing-cpp", ratio(ZXING, "hard"), least=2.5),
        Goal("hard stills read, to pyzbar", ratio(ZBAR, "hard"), least=4),
        _lost("stills", seen),
        _slow("stills", seen),
        Goal("false reads on stills", len(seen.tallies[CASCADE].false_reads), most=0, unit=""),
    ]


def clips_goals(seen: Seen) -> list[Goal]:
    """Of clips."""
    mine, fast, old = (seen.tallies[name].seconds for name in (CASCADE, ZXING, ZBAR))
    both = sorted(mine.keys() & fast.keys())
    sooner = median(mine[each] for each in both) / median(fast[each] for each in both) if both else None
    return [
        Goal("clips read in 1.2 s, to zxing-cpp", len(mine) / len(fast) if fast else None, least=1.35),
        Goal("clips read in 1.2 s, to pyzbar", len(mine) / len(old) if old else None, least=2),
        Goal(f"median time to read {len(both)} clips, to zxing-cpp", sooner, most=0.85),
        _lost("clips", seen),
        _slow("clips' frames", seen),
        Goal("false reads on clips", len(seen.tallies[CASCADE].false_reads), most=0, unit=""),
    ]


def photos_goals(seen: Seen | None) -> list[Goal]:
    """Of photos, where there were any."""
    once, later = "photos read, seen once", "photos read, seen for as long as a clip"
    if seen is None:
        return [Goal(once, None, least=93, unit=" %")]
    count, read = seen.shown.total(), seen.tallies[CASCADE].reads.total()
    return [
        Goal(once, 100 * read / count, least=93, unit=" %"),
        Goal(later, 100 * (read + seen.later) / count, least=93, unit=" %"),
        _lost("photos", seen),
        Goal("false reads on photos", len(seen.tallies[CASCADE].false_reads), most=0, unit=""),
    ]


def _lost(kind: str, seen: Seen) -> Goal:
    name = f"{kind} that zxing-cpp or pyzbar reads and the cascade loses, seen for as long as a clip"
    return Goal(name, seen.lost_for_good, most=0, unit="")


def _slow(kind: str, seen: Seen) -> Goal:
    return Goal(f"p95 of {kind}", percentile(sorted(seen.tallies[CASCADE].ms), 95), most=33, unit=" ms")
