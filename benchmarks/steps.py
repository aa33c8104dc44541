"""Measures the cost of each step of the cascade and the stills that it rescues, for a change of the steps.

It uses hard and extreme stills of the seed on which numbers may be chosen. Every costlier step reads those
that the cheap steps (zxing-cpp on each region and on the whole picture) do not read, each step alone and
without a budget. "alone" counts the stills that no other step reads. Milliseconds are the thread's own.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from statistics import median

from benchmarks._figures import machine, percentile, table_of
from benchmarks._scan_engines import processor_seconds
from benchmarks._scan_pictures import TUNING_SEED, Still, stills
from kiosk.scanning.decoding.adaptive_sampling import adapted_readings
from kiosk.scanning.decoding.cascade import FIRST_STEPS, TURN_STEPS, CascadeStep
from kiosk.scanning.decoding.regions import Region, find_regions
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.decoding.zxing import readings
from kiosk.scanning.opencv import Picture

STEPS = (*FIRST_STEPS, *TURN_STEPS)
STILLS, _QUICK_STILLS = 200, 10
_TIERS = {"hard", "extreme"}
_FINDING, _ON_REGIONS, _WHOLE = "finding likely regions", "zxing, regions", "zxing, the whole picture"

Read = Callable[[Picture], list[str]]


@dataclass
class Tally:
    """The counts and times of the steps so far.

    Attributes:
        ms: The milliseconds of each run, by step.
        reads: The stills that a step read, by step.
        alone: The stills that only this step read, by step.
        stills: The number of stills so far.
        cheap: The number of stills that the cheap steps read.
    """

    ms: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    reads: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    stills: int = 0
    cheap: int = 0

    def timed(self, step: str, read: Callable[[], list[str]]) -> list[str]:
        """Calls `read`, notes how long it took, and returns its texts."""
        began_at = processor_seconds()
        texts = read()
        self.ms[step].append((processor_seconds() - began_at) * 1000)
        return texts


def readers() -> dict[str, Read]:
    """Returns the engines by the names that the cascade's steps use."""
    second_opinion = ZbarEngine(reads_inverted=True)
    return {
        "zxing": lambda grey: [each.symbol.text for each in readings(grey)],
        "zbar": lambda grey: [each.text for each in second_opinion.read(grey)],
        "adaptive sampling": lambda grey: [each.symbol.text for each in adapted_readings(grey)],
    }


def read_by(step: CascadeStep, pixels: Picture, engines: dict[str, Read]) -> list[str]:
    """Returns the texts that a step reads in a region's pixels."""
    return engines[step.engine](step.prepare(pixels))


def hard_stills(count: int, seed: int) -> Iterator[Still]:
    """Returns the first hard and extreme stills of a seed."""
    return islice((still for still in stills(1_000_000, seed) if still.tier in _TIERS), count)


def main() -> None:
    """Prints a row for each step."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    parser.add_argument("--seed", type=int, default=TUNING_SEED, help="of the pictures; never tune on 2")
    parser.add_argument("--stills", type=int, help=f"how many; {STILLS} by default")
    options = parser.parse_args()
    count = options.stills or (_QUICK_STILLS if options.quick else STILLS)
    tally, engines = Tally(), readers()
    for still in hard_stills(count, options.seed):
        _measure(still, tally, engines)
    unread = tally.stills - tally.cheap
    print(f"{machine()}\nSeed {options.seed}: {tally.stills} hard and extreme stills; the cheap steps read")
    print(f"{tally.cheap} of them, every step was tried on the {unread} others.\n")
    rows: list[tuple[str, ...]] = [("step", "runs", "p50 ms", "p95 ms", f"reads, of {unread}", "alone")]
    rows += [_row(name, tally) for name in (_FINDING, _ON_REGIONS, _WHOLE, *(step.name for step in STEPS))]
    print(table_of(rows), flush=True)


def _measure(still: Still, tally: Tally, engines: dict[str, Read]) -> None:
    tally.stills += 1
    regions: list[Region] = []

    def find() -> list[str]:
        regions.extend(find_regions(still.picture))
        return []

    tally.timed(_FINDING, find)
    cheap: list[str] = []
    for region in regions:
        pixels = region.of(still.picture)
        cheap += tally.timed(_ON_REGIONS, partial(engines["zxing"], pixels))
    cheap += tally.timed(_WHOLE, partial(_read_whole, still.picture))
    if still.text in cheap:
        tally.cheap += 1
        return
    rescuers = [step.name for step in STEPS if _rescues(step, still, regions, tally, engines)]
    tally.reads.update(rescuers)
    if len(rescuers) == 1:
        tally.alone.update(rescuers)


def _read_whole(grey: Picture) -> list[str]:
    return [each.symbol.text for each in readings(grey, is_thorough=True)]


def _rescues(
    step: CascadeStep, still: Still, regions: list[Region], tally: Tally, engines: dict[str, Read]
) -> bool:
    texts: list[str] = []
    for region in regions:
        pixels = region.of(still.picture)
        texts += tally.timed(step.name, partial(read_by, step, pixels, engines))
    return still.text in texts


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    times = sorted(tally.ms[name]) or [0.0]
    is_cheap = name in {_FINDING, _ON_REGIONS, _WHOLE}
    counts = ("", "") if is_cheap else (str(tally.reads[name]), str(tally.alone[name]))
    return (name, str(len(tally.ms[name])), f"{median(times):.1f}", f"{percentile(times, 95):.1f}", *counts)


if __name__ == "__main__":
    main()
