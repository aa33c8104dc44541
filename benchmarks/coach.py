"""Measures how often the coach is right, on clips of codes with one known fault each: a confusion table.

The clips are read as at the door: the cascade reads each frame in its time, and the coach checks the frames
that are not read. Clips that the cascade reads are left out: they need no hint. The last rows are of codes
without a nameable fault, and of people without a code; there the coach should be silent.

The coach's thresholds may be chosen on `--seed 1`; wrong rows were found on 2; figures are quoted of seed 3.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from statistics import median

from benchmarks._coach_clips import NOTHING, RATE, WELL, clip
from benchmarks._figures import machine, table_of
from benchmarks._scan_engines import processor_seconds
from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.coach import Coach
from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.decoding.motion_gate import MotionGate, thumbnail_of
from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture

CLIPS, _QUICK_CLIPS = 12, 3
_HELD_OUT_SEED = 3
_RESCAN_SECONDS = 1.5
_SILENT, _READ = "silent", "read"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The coach's answer to one clip.

    Attributes:
        first: The first hint; or "silent" when there was none; or "read" when the code was read before one.
        seconds: The time from the clip's beginning, when the hand comes up, to that hint.
        changes: How often the hint on the screen changed or went after that.
    """

    first: str
    seconds: float | None = None
    changes: int = 0


def outcome_of(frames: Iterable[Picture]) -> Outcome:
    """Runs a clip's frames through the gate, the cascade and the coach, as the door's loop does."""
    coach, cascade = Coach(), Cascade(clock=processor_seconds)
    gate = MotionGate(held_seconds=_RESCAN_SECONDS / 3)
    hints: list[tuple[float, Advice | None]] = []
    for number, frame in enumerate(frames):
        now = number / RATE
        if gate.lets_through(thumbnail_of(frame), now):
            if decode(frame, cascade):
                if not hints:
                    return Outcome(_READ)
                coach.take_read()
            elif coach.is_due(now) and coach.take_unread(frame, now):
                gate.stay_awake(now)
        else:
            coach.take_nothing(now)
        if coach.advice is not (hints[-1][1] if hints else None):
            hints.append((now, coach.advice))
    if not hints:
        return Outcome(_SILENT)
    return Outcome(str(hints[0][1]), hints[0][0], len(hints) - 1)


def main() -> None:
    """Prints the confusion table."""
    options = _options()
    print(f"{machine()}\nSeed {options.seed}, {options.clips} clips of each kind\n", flush=True)
    kinds = [*map(str, Advice), WELL, NOTHING]
    clips = [(kind, number) for kind in kinds for number in range(options.clips)]
    with _in_order(partial(_outcome, seed=options.seed), clips, options.processes) as outcomes_in_order:
        outcomes = [
            (kind, _reported(kind, number, outcome))
            for (kind, number), outcome in zip(clips, outcomes_in_order, strict=True)
        ]
    columns = [*map(str, Advice), _SILENT, _READ]
    counted = Counter((kind, each.first) for kind, each in outcomes)
    rows = [("fault", *columns, "right of those not read")]
    rows += [
        (kind, *(str(counted[kind, column]) for column in columns), _right(counted, kind, options.clips))
        for kind in kinds
    ]
    print(table_of(rows))
    faulty = [kind for kind in kinds if kind in columns]
    right = sum(counted[kind, kind] for kind in faulty)
    unread = sum(options.clips - counted[kind, _READ] for kind in faulty)
    share = right / max(1, unread)
    print(f"\nRight in {right} of {unread} clips with a fault that were not read ({share:.0%}).")
    seconds = [each.seconds for _, each in outcomes if each.seconds is not None]
    changes = sum(each.changes for _, each in outcomes)
    if seconds:
        earliest, latest = min(seconds), max(seconds)
        print(
            f"The first hint came {median(seconds):.2f} s (median; {earliest:.2f} to {latest:.2f}) after"
            f" the hand came up; of {len(seconds)} it changed or went {changes} times in the next second."
        )


def _right(counted: Counter[tuple[str, str]], kind: str, clips: int) -> str:
    wanted = _SILENT if kind in {WELL, NOTHING} else kind
    unread = clips - counted[kind, _READ]
    return f"{counted[kind, wanted]} of {unread}"


def _outcome(which: tuple[str, int], *, seed: int) -> Outcome:
    kind, number = which
    return outcome_of(clip(kind, number, seed))


def _reported(kind: str, number: int, outcome: Outcome) -> Outcome:
    print(f"{kind} {number}: {outcome.first}", file=sys.stderr, flush=True)
    return outcome


@contextmanager
def _in_order(
    watched: partial[Outcome], clips: list[tuple[str, int]], processes: int
) -> Iterator[Iterator[Outcome]]:
    if processes == 1:
        yield map(watched, clips)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool.map(watched, clips)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    parser.add_argument("--seed", type=int, default=_HELD_OUT_SEED, help="of the clips; never tune on 3")
    parser.add_argument("--clips", type=int, help=f"clips of each kind; {CLIPS} by default")
    parser.add_argument("--processes", type=int, default=1, help="processes that read clips; 1 by default")
    options = parser.parse_args()
    options.clips = options.clips or (_QUICK_CLIPS if options.quick else CLIPS)
    return options


if __name__ == "__main__":
    main()
