"""The goals of `script/bench scan`, beside the figures reached."""

from dataclasses import dataclass
from statistics import median

from benchmarks._figures import percentile
from benchmarks._scan_engines import CASCADE, OPENCV, ZBAR, ZXING
from benchmarks._scan_measures import Comparison


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: a figure, and the least or the most that it should be."""

    name: str
    value: float | None
    least: float | None = None
    most: float | None = None
    unit: str = " times"

    def row(self) -> tuple[str, ...]:
        """Returns the cells of its row."""
        goal = f"≥ {self.least:g}{self.unit}" if self.least is not None else f"≤ {self.most:g}{self.unit}"
        if self.value is None:
            return (self.name, "not measured", goal, "")
        is_met = self.value >= self.least if self.least is not None else self.value <= (self.most or 0)
        return (self.name, f"{self.value:.4g}{self.unit}", goal, "yes" if is_met else "**missed**")


def stills_goals(comparison: Comparison) -> list[Goal]:
    """Returns the goals of stills."""

    def ratio(other: str, *tiers: str) -> float | None:
        ours, theirs = (
            sum(comparison.tallies[name].reads[tier] for tier in tiers or comparison.shown)
            for name in (CASCADE, other)
        )
        return ours / theirs if theirs else None

    return [
        Goal("stills read, to zxing-cpp", ratio(ZXING), least=1.25),
        Goal("stills read, to pyzbar", ratio(ZBAR), least=1.75),
        Goal("stills read, to QRCodeDetector", ratio(OPENCV), least=2.3),
        Goal("hard stills read, to zxing-cpp", ratio(ZXING, "hard"), least=2.5),
        Goal("hard stills read, to pyzbar", ratio(ZBAR, "hard"), least=4),
        _lost("stills", comparison),
        _slow("stills", comparison),
        Goal("false reads on stills", len(comparison.tallies[CASCADE].false_reads), most=0, unit=""),
    ]


def clips_goals(comparison: Comparison) -> list[Goal]:
    """Returns the goals of clips."""
    ours, fast, old = (comparison.tallies[name].seconds for name in (CASCADE, ZXING, ZBAR))
    both = sorted(ours.keys() & fast.keys())
    sooner = median(ours[each] for each in both) / median(fast[each] for each in both) if both else None
    return [
        Goal("clips read in 1.2 s, to zxing-cpp", len(ours) / len(fast) if fast else None, least=1.35),
        Goal("clips read in 1.2 s, to pyzbar", len(ours) / len(old) if old else None, least=2),
        Goal(f"median time to read {len(both)} clips, to zxing-cpp", sooner, most=0.85),
        _lost("clips", comparison),
        _slow("clips' frames", comparison),
        Goal("false reads on clips", len(comparison.tallies[CASCADE].false_reads), most=0, unit=""),
    ]


def photos_goals(comparison: Comparison | None) -> list[Goal]:
    """Returns the goals of photos, if there were any."""
    once, later = "photos read, seen once", "photos read, seen for as long as a clip"
    if comparison is None:
        return [Goal(once, None, least=93, unit=" %")]
    count, read = comparison.shown.total(), comparison.tallies[CASCADE].reads.total()
    return [
        Goal(once, 100 * read / count, least=93, unit=" %"),
        Goal(later, 100 * (read + comparison.later) / count, least=93, unit=" %"),
        _lost("photos", comparison),
        Goal("false reads on photos", len(comparison.tallies[CASCADE].false_reads), most=0, unit=""),
    ]


def _lost(kind: str, comparison: Comparison) -> Goal:
    name = f"{kind} that zxing-cpp or pyzbar reads and the cascade loses, seen for as long as a clip"
    return Goal(name, comparison.lost_for_good, most=0, unit="")


def _slow(kind: str, comparison: Comparison) -> Goal:
    return Goal(f"p95 of {kind}", percentile(sorted(comparison.tallies[CASCADE].ms), 95), most=33, unit=" ms")
