"""The decode cascade beside the engines alone: how much they read, how fast, and what that is to each other.

Generated stills and clips at 720p, from a seed that nothing was tuned on; photos and pictures without a code
from folders, where they are given. Every engine sees every picture, in turn, in this one thread; its
milliseconds are the thread's own, so that what else the machine does hardly counts.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks._figures import figure_of, machine, percentile, report, table_of
from benchmarks._scan_engines import CASCADE, OPENCV, ZBAR, ZXING, engines
from benchmarks._scan_limits import smallest_modules, texts_exact
from benchmarks._scan_measures import (
    Clips,
    Stills,
    Tallies,
    Tally,
    read_clips,
    read_nothing,
    read_photos,
    read_stills,
)
from benchmarks._scan_pictures import HELD_OUT_SEED, backgrounds, negatives, photos_in

_STILLS, _CLIPS, _NEGATIVES, _TAKES = 600, 40, 10_000, 20
_QUICK = (40, 5, 100, 3)
_FULL_NEGATIVES = 100_000


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


def main() -> None:
    """Measures all of it and prints the tables."""
    asked = _asked()
    many = (_STILLS, _CLIPS, _NEGATIVES, _TAKES) if not asked.quick else _QUICK
    behind = backgrounds(photos_in(asked.negatives))
    print(f"{machine()}\nSeed {asked.seed}\n", flush=True)

    stills = read_stills(asked.stills or many[0], asked.seed, behind)
    _print_tallies("Stills", stills.tallies, list(stills.shown.items()))
    clips = read_clips(asked.clips or many[1], asked.seed, behind)
    _print_tallies("Clips, read within 1.2 s", clips.tallies, list(clips.shown.items()))
    photos = _photos(asked.photos)
    false_reads = _negatives(_FULL_NEGATIVES if asked.full else many[2], asked.seed, asked.negatives)
    print(f"How far away\n\n{table_of(smallest_modules(many[3], asked.seed))}\n", flush=True)
    exact, texts = texts_exact()

    goals = [
        *_stills_goals(stills),
        *_clips_goals(clips),
        Goal("p95 per frame, ms", percentile(sorted(stills.tallies[CASCADE].ms), 95), most=33, unit=" ms"),
        Goal("photos read", photos, least=93, unit=" %"),
        Goal("false reads where no code is", false_reads, most=0, unit=""),
        Goal("texts exact", 100 * exact / texts, least=100, unit=" %"),
    ]
    rows = [("figure", "reached", "to reach", "met"), *(goal.row() for goal in goals)]
    print(f"To reach\n\n{table_of(rows)}\n", flush=True)
    report(
        [
            figure_of(f"a still through {name}", stills.tallies[name].ms)
            for name in (CASCADE, ZXING, ZBAR)
            if stills.tallies[name].ms
        ],
        "Milliseconds of the thread itself",
    )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    parser.add_argument("--seed", type=int, default=HELD_OUT_SEED, help="of the pictures; never tune on 2")
    parser.add_argument("--stills", type=int, help=f"how many; {_STILLS} if not said")
    parser.add_argument("--clips", type=int, help=f"how many; {_CLIPS} if not said")
    parser.add_argument("--photos", type=Path, help="a folder of photos, each with its text in NAME.txt")
    parser.add_argument(
        "--negatives",
        type=Path,
        help="a folder of pictures without a code; they stand behind the others, too",
    )
    parser.add_argument(
        "--full", action="store_true", help=f"{_FULL_NEGATIVES:,} generated frames without a code"
    )
    return parser.parse_args()


def _photos(folder: Path | None) -> float | None:
    photos = photos_in(folder)
    if folder is None or not photos:
        print("Photos were not measured: say where they are with --photos DIR.\n")
        return None
    count, tallies = read_photos(photos, folder)
    _print_tallies("Photos in a frame of 720p", tallies, [("photo", count)])
    return 100 * tallies[CASCADE].reads["photo"] / count


def _negatives(count: int, seed: int, folder: Path | None) -> int:
    behind = photos_in(folder)
    false_reads = 0
    if behind:
        tallies = read_nothing((picture for _, picture in behind), list(engines()))
        _print_tallies("Photos without a code", tallies, [("negative", len(behind))])
        false_reads += len(tallies[CASCADE].false_reads)
    else:
        print("Photos without a code were not measured: say where they are with --negatives DIR.\n")
    tallies = read_nothing(negatives(count, seed, backgrounds(behind)), [CASCADE])
    _print_tallies("Generated frames without a code", tallies, [("negative", count)])
    return false_reads + len(tallies[CASCADE].false_reads)


def _print_tallies(title: str, tallies: Tallies, shown: Sequence[tuple[str, int]]) -> None:
    heads = ("engine", *(f"{tier} ({count})" for tier, count in shown), "all", "false")
    rows = [(*heads, "p50 ms", "p95 ms", "mean ms")]
    rows += [_tally_row(name, tally, [tier for tier, _ in shown]) for name, tally in tallies.items()]
    print(f"{title}\n\n{table_of(rows)}\n", flush=True)


def _tally_row(name: str, tally: Tally, tiers: Sequence[str]) -> tuple[str, ...]:
    ordered = sorted(tally.ms)
    times = (median(ordered), percentile(ordered, 95), mean(ordered))
    counts = [*(tally.reads[tier] for tier in tiers), tally.reads.total(), len(tally.false_reads)]
    return (name, *map(str, counts), *(f"{ms:.1f}" for ms in times))


def _stills_goals(stills: Stills) -> list[Goal]:
    def ratio(other: str, *tiers: str) -> float | None:
        mine, its = stills.tallies[CASCADE].reads, stills.tallies[other].reads
        if not tiers:
            return mine.total() / its.total() if its.total() else None
        return (
            sum(mine[tier] for tier in tiers) / theirs
            if (theirs := sum(its[tier] for tier in tiers))
            else None
        )

    return [
        Goal("stills read, to zxing-cpp", ratio(ZXING), least=1.25),
        Goal("stills read, to pyzbar", ratio(ZBAR), least=1.75),
        Goal("stills read, to QRCodeDetector", ratio(OPENCV), least=2.3),
        Goal("hard stills read, to zxing-cpp", ratio(ZXING, "hard"), least=2.5),
        Goal("hard stills read, to pyzbar", ratio(ZBAR, "hard"), least=4),
        Goal("stills an engine reads and the cascade loses, seen once", stills.lost, most=0, unit=""),
        Goal("the same, seen for as long as a clip", stills.lost_for_good, most=0, unit=""),
    ]


def _clips_goals(clips: Clips) -> list[Goal]:
    mine, fast, old = (clips.tallies[name].seconds for name in (CASCADE, ZXING, ZBAR))
    both = sorted(mine.keys() & fast.keys())
    sooner = median(mine[each] for each in both) / median(fast[each] for each in both) if both else None
    return [
        Goal("clips read in 1.2 s, to zxing-cpp", len(mine) / len(fast) if fast else None, least=1.35),
        Goal("clips read in 1.2 s, to pyzbar", len(mine) / len(old) if old else None, least=2),
        Goal("median time to read, to zxing-cpp", sooner, most=0.85),
        Goal(
            "clips an engine reads and the cascade loses",
            len((fast.keys() | old.keys()) - mine.keys()),
            most=0,
        ),
    ]


if __name__ == "__main__":
    main()
