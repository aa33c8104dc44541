"""The decode cascade beside the engines alone: how much they read, how fast, and what that is to each other.

Generated stills and clips at 720p, from a seed that nothing was tuned on; photos and pictures without a code
from folders, where they are given. Every engine sees every picture, in turn, in this one thread; its
milliseconds are the thread's own, so that what else the machine does hardly counts. Only the generated
pictures without a code are read by several processes, if asked: no milliseconds are quoted of them.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks._figures import figure_of, machine, percentile, report, table_of
from benchmarks._scan_apart import Nothing, read_apart
from benchmarks._scan_engines import CASCADE, ZBAR, ZXING
from benchmarks._scan_goals import Goal, clips_goals, photos_goals, stills_goals
from benchmarks._scan_limits import smallest_modules, texts_exact
from benchmarks._scan_measures import (
    FalseRead,
    Lost,
    Seen,
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
class Asked:
    """What is to be measured: how many of each kind, from which seed, with which folders of pictures."""

    seed: int
    stills: int
    clips: int
    negatives: int
    takes: int
    photos: Path | None
    empty: Path | None
    processes: int


def main() -> None:
    """Measures what was asked for and prints the tables."""
    asked, names = _asked()
    print(f"{machine()}\nSeed {asked.seed}\n", flush=True)
    goals = [goal for name in names for goal in _PARTS[name](asked)]
    rows = [("figure", "reached", "to reach", "met"), *(goal.row() for goal in goals)]
    print(f"To reach\n\n{table_of(rows)}\n", flush=True)


def _asked() -> tuple[Asked, Sequence[str]]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    parser.add_argument(
        "--only", nargs="+", choices=_PARTS, default=list(_PARTS), help="parts of it; all if not said"
    )
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
    parser.add_argument(
        "--processes", type=int, default=1, help="that read generated frames without a code; 1 if not said"
    )
    said = parser.parse_args()
    stills, clips, negatives, takes = _QUICK if said.quick else (_STILLS, _CLIPS, _NEGATIVES, _TAKES)
    asked = Asked(
        seed=said.seed,
        stills=said.stills or stills,
        clips=said.clips or clips,
        negatives=_FULL_NEGATIVES if said.full else negatives,
        takes=takes,
        photos=said.photos,
        empty=said.negatives,
        processes=max(1, said.processes),
    )
    return asked, said.only


def _stills(asked: Asked) -> list[Goal]:
    seen = read_stills(asked.stills, asked.seed, backgrounds(photos_in(asked.empty)))
    _print_seen("Stills", seen)
    figures = [figure_of(f"a still through {name}", seen.tallies[name].ms) for name in (CASCADE, ZXING, ZBAR)]
    report(figures, "Milliseconds of the thread itself")
    return stills_goals(seen)


def _clips(asked: Asked) -> list[Goal]:
    seen = read_clips(asked.clips, asked.seed, backgrounds(photos_in(asked.empty)))
    _print_seen("Clips, read within 1.2 s", seen)
    return clips_goals(seen)


def _photos(asked: Asked) -> list[Goal]:
    photos = photos_in(asked.photos)
    if asked.photos is None or not photos:
        print("Photos were not measured: say where they are with --photos DIR.\n")
        return photos_goals(None)
    seen = read_photos(photos, asked.photos)
    _print_seen("Photos, no larger than 720p", seen)
    return photos_goals(seen)


def _negatives(asked: Asked) -> list[Goal]:
    goals = []
    photos = photos_in(asked.empty)
    if photos:
        seen = read_nothing(photos)
        _print_seen("Photos without a code", seen)
        goals.append(
            Goal(
                "false reads on photos without a code",
                len(seen.tallies[CASCADE].false_reads),
                most=0,
                unit="",
            )
        )
    else:
        print("Photos without a code were not measured: say where they are with --negatives DIR.\n")
    nothing = read_apart(asked.negatives, asked.seed, asked.empty, processes=asked.processes)
    _print_nothing(nothing)
    name = f"false reads on {nothing.pictures:,} frames without a code"
    return [*goals, Goal(name, len(nothing.false_reads), most=0, unit="")]


def _far(asked: Asked) -> list[Goal]:
    print(f"How far away\n\n{table_of(smallest_modules(asked.takes, asked.seed))}\n", flush=True)
    return []


def _texts(_asked: Asked) -> list[Goal]:
    exact, texts = texts_exact()
    return [Goal(f"texts exact, of {texts}", 100 * exact / texts, least=100, unit=" %")]


_PARTS: dict[str, Callable[[Asked], list[Goal]]] = {
    "stills": _stills,
    "clips": _clips,
    "photos": _photos,
    "negatives": _negatives,
    "far": _far,
    "texts": _texts,
}


def _print_seen(title: str, seen: Seen) -> None:
    tiers = list(seen.shown)
    heads = ("engine", *(f"{tier} ({count})" for tier, count in seen.shown.items()), "all", "false")
    rows = [(*heads, "p50 ms", "p95 ms", "mean ms")]
    rows += [_tally_row(name, tally, tiers) for name, tally in seen.tallies.items()]
    print(f"{title}\n\n{table_of(rows)}\n", flush=True)
    _print_false_reads(seen.tallies[CASCADE].false_reads)
    if seen.lost:
        lost = [
            ("read by an engine and not by the cascade", "tier", "read by", "the cascade"),
            *map(_lost_row, seen.lost),
        ]
        print(f"{table_of(lost)}\n", flush=True)


def _tally_row(name: str, tally: Tally, tiers: Sequence[str]) -> tuple[str, ...]:
    ordered = sorted(tally.ms)
    times = (median(ordered), percentile(ordered, 95), mean(ordered))
    counts = [*(tally.reads[tier] for tier in tiers), tally.reads.total(), len(tally.false_reads)]
    return (name, *map(str, counts), *(f"{ms:.1f}" for ms in times))


def _lost_row(lost: Lost) -> tuple[str, ...]:
    mine = "never" if lost.after is None else f"in frame {lost.after}"
    return (lost.name, lost.tier, ", ".join(lost.readers), mine)


def _print_nothing(nothing: Nothing) -> None:
    print(
        f"Generated frames without a code: {nothing.pictures:,}, their sum {nothing.sum:08x},"
        f" {len(nothing.false_reads)} false reads, {mean(nothing.ms):.1f} ms of a thread each\n"
    )
    _print_false_reads(nothing.false_reads)


def _print_false_reads(false_reads: Sequence[FalseRead]) -> None:
    for each in false_reads[:_FALSE_READS_SHOWN]:
        print(f"- {each.where}: the cascade read {each.text!r}, which is not there")
    if false_reads:
        print(flush=True)


if __name__ == "__main__":
    main()
