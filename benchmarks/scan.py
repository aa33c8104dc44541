"""Compares the decode cascade with the engines alone: how much they read, and how fast.

It uses generated stills and clips at 720p, from a seed on which nothing was tuned; and photos and pictures
without a code from folders, where they are given. Every engine reads every picture, in turn, in this one
thread; its milliseconds are the thread's own, so that other load on the machine hardly counts. Only the
generated pictures without a code may be read by several processes: their milliseconds are not quoted.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks._figures import figure_of, machine, percentile, report, table_of
from benchmarks._scan_apart import EmptyRead, read_apart
from benchmarks._scan_engines import CASCADE, ZBAR, ZXING
from benchmarks._scan_goals import Goal, clips_goals, photos_goals, stills_goals
from benchmarks._scan_limits import smallest_modules, texts_exact
from benchmarks._scan_measures import (
    Comparison,
    FalseRead,
    Lost,
    Tally,
    read_clips,
    read_nothing,
    read_photos,
    read_stills,
)
from benchmarks._scan_pictures import HELD_OUT_SEED, backgrounds, photos_in

_STILLS, _CLIPS, _NEGATIVES, _TAKES = 600, 120, 10_000, 20
_QUICK = (40, 5, 100, 3)
_FULL_NEGATIVES = 100_000
_FALSE_READS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Options:
    """The options: how many pictures of each kind, the seed, and the folders of pictures."""

    seed: int
    stills: int
    clips: int
    negatives: int
    takes: int
    photos: Path | None
    empty: Path | None
    processes: int


def main() -> None:
    """Measures the chosen parts and prints the tables."""
    options, names = _options()
    print(f"{machine()}\nSeed {options.seed}\n", flush=True)
    goals = [goal for name in names for goal in _PARTS[name](options)]
    rows = [("figure", "reached", "to reach", "met"), *(goal.row() for goal in goals)]
    print(f"To reach\n\n{table_of(rows)}\n", flush=True)


def _options() -> tuple[Options, Sequence[str]]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    parser.add_argument(
        "--only", nargs="+", choices=_PARTS, default=list(_PARTS), help="the parts to measure; all by default"
    )
    parser.add_argument("--seed", type=int, default=HELD_OUT_SEED, help="of the pictures; never tune on 2")
    parser.add_argument("--stills", type=int, help=f"how many; {_STILLS} by default")
    parser.add_argument("--clips", type=int, help=f"how many; {_CLIPS} by default")
    parser.add_argument("--photos", type=Path, help="a folder of photos, each with its text in NAME.txt")
    parser.add_argument(
        "--negatives",
        type=Path,
        help="a folder of pictures without a code; they are backgrounds of the others, too",
    )
    parser.add_argument(
        "--full", action="store_true", help=f"{_FULL_NEGATIVES:,} generated frames without a code"
    )
    parser.add_argument(
        "--processes",
        type=int,
        default=1,
        help="processes that read generated frames without a code; 1 by default",
    )
    arguments = parser.parse_args()
    stills, clips, negatives, takes = _QUICK if arguments.quick else (_STILLS, _CLIPS, _NEGATIVES, _TAKES)
    options = Options(
        seed=arguments.seed,
        stills=arguments.stills or stills,
        clips=arguments.clips or clips,
        negatives=_FULL_NEGATIVES if arguments.full else negatives,
        takes=takes,
        photos=arguments.photos,
        empty=arguments.negatives,
        processes=max(1, arguments.processes),
    )
    return options, arguments.only


def _stills(options: Options) -> list[Goal]:
    comparison = read_stills(options.stills, options.seed, backgrounds(photos_in(options.empty)))
    _print_comparison("Stills", comparison)
    figures = [
        figure_of(f"a still through {name}", comparison.tallies[name].ms) for name in (CASCADE, ZXING, ZBAR)
    ]
    report(figures, "Milliseconds of the thread itself")
    return stills_goals(comparison)


def _clips(options: Options) -> list[Goal]:
    comparison = read_clips(options.clips, options.seed, backgrounds(photos_in(options.empty)))
    _print_comparison("Clips, read within 1.2 s", comparison)
    return clips_goals(comparison)


def _photos(options: Options) -> list[Goal]:
    photos = photos_in(options.photos)
    if options.photos is None or not photos:
        print("Photos were not measured: name their folder with --photos DIR.\n")
        return photos_goals(None)
    comparison = read_photos(photos, options.photos)
    _print_comparison("Photos, no larger than 720p", comparison)
    return photos_goals(comparison)


def _negatives(options: Options) -> list[Goal]:
    goals = []
    photos = photos_in(options.empty)
    if photos:
        comparison = read_nothing(photos)
        _print_comparison("Photos without a code", comparison)
        goals.append(
            Goal(
                "false reads on photos without a code",
                len(comparison.tallies[CASCADE].false_reads),
                most=0,
                unit="",
            )
        )
    else:
        print("Photos without a code were not measured: name their folder with --negatives DIR.\n")
    empty = read_apart(options.negatives, options.seed, options.empty, processes=options.processes)
    _print_empty(empty)
    name = f"false reads on {empty.pictures:,} frames without a code"
    return [*goals, Goal(name, len(empty.false_reads), most=0, unit="")]


def _far(options: Options) -> list[Goal]:
    print(f"How far away\n\n{table_of(smallest_modules(options.takes, options.seed))}\n", flush=True)
    return []


def _texts(_options: Options) -> list[Goal]:
    exact, texts = texts_exact()
    return [Goal(f"texts exact, of {texts}", 100 * exact / texts, least=100, unit=" %")]


_PARTS: dict[str, Callable[[Options], list[Goal]]] = {
    "stills": _stills,
    "clips": _clips,
    "photos": _photos,
    "negatives": _negatives,
    "far": _far,
    "texts": _texts,
}


def _print_comparison(title: str, comparison: Comparison) -> None:
    tiers = list(comparison.shown)
    heads = ("engine", *(f"{tier} ({count})" for tier, count in comparison.shown.items()), "all", "false")
    rows = [(*heads, "p50 ms", "p95 ms", "mean ms")]
    rows += [_tally_row(name, tally, tiers) for name, tally in comparison.tallies.items()]
    print(f"{title}\n\n{table_of(rows)}\n", flush=True)
    _print_false_reads(comparison.tallies[CASCADE].false_reads)
    if comparison.lost:
        lost = [
            ("read by an engine and not by the cascade", "tier", "read by", "the cascade"),
            *map(_lost_row, comparison.lost),
        ]
        print(f"{table_of(lost)}\n", flush=True)


def _tally_row(name: str, tally: Tally, tiers: Sequence[str]) -> tuple[str, ...]:
    ordered = sorted(tally.ms)
    times = (median(ordered), percentile(ordered, 95), mean(ordered))
    counts = [*(tally.reads[tier] for tier in tiers), tally.reads.total(), len(tally.false_reads)]
    return (name, *map(str, counts), *(f"{ms:.1f}" for ms in times))


def _lost_row(lost: Lost) -> tuple[str, ...]:
    ours = "never" if lost.after is None else f"in frame {lost.after}"
    return (lost.name, lost.tier, ", ".join(lost.readers), ours)


def _print_empty(empty: EmptyRead) -> None:
    print(
        f"Generated frames without a code: {empty.pictures:,}, their sum {empty.sum:08x},"
        f" {len(empty.false_reads)} false reads, {mean(empty.ms):.1f} ms of a thread each\n"
    )
    _print_false_reads(empty.false_reads)


def _print_false_reads(false_reads: Sequence[FalseRead]) -> None:
    for each in false_reads[:_FALSE_READS_SHOWN]:
        print(f"- {each.where}: the cascade read {each.text!r}, which is not there")
    if false_reads:
        print(flush=True)


if __name__ == "__main__":
    main()
