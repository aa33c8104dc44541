"""How often the coach is right: clips of codes held up with one known fault each, as a confusion table.

The clips are read as at the door, each frame by the cascade in its time, what is not read looked at by the
coach. Clips that the cascade reads are put aside: they need no hint. The last rows are of codes without a
fault to name and of nobody who holds one up, in which the coach should be silent.

The coach's thresholds may be chosen on `--seed 1`, and rows that went wrong were found on 2; the seed whose
figures are quoted is 3.
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
from kiosk.scanning.decoding.motion_gate import Gate, spots_of
from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture

CLIPS, _QUICK_CLIPS = 12, 3
_HELD_OUT_SEED = 3
_RESCAN_SECONDS = 1.5
_SILENT, _READ = "silent", "read"


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one clip.

    Attributes:
        first: The first hint, or that there was none, or that the code was read before one.
        seconds: From the clip's beginning, when the hand comes up, to that hint.
        changes: How often the hint on the screen changed or went after that.
    """

    first: str
    seconds: float | None = None
    changes: int = 0


def said_to(frames: Iterable[Picture]) -> Said:
    """What the coach says in a clip, as the door's loop asks it."""
    coach, cascade = Coach(), Cascade(clock=processor_seconds)
    gate = Gate(held_seconds=_RESCAN_SECONDS / 3)
    hints: list[tuple[float, Advice | None]] = []
    for number, frame in enumerate(frames):
        now = number / RATE
        if gate.lets_through(spots_of(frame), now):
            if decode(frame, cascade):
                if not hints:
                    return Said(_READ)
                coach.take_read()
            elif coach.is_due(now) and coach.take_unread(frame, now):
                gate.stay_awake(now)
        else:
            coach.take_nothing(now)
        if coach.advice is not (hints[-1][1] if hints else None):
            hints.append((now, coach.advice))
    if not hints:
        return Said(_SILENT)
    return Said(str(hints[0][1]), hints[0][0], len(hints) - 1)


def main() -> None:
    """Prints the confusion table."""
    asked = _asked()
    print(f"{machine()}\nSeed {asked.seed}, {asked.clips} clips of each kind\n", flush=True)
    kinds = [*map(str, Advice), WELL, NOTHING]
    clips = [(kind, number) for kind in kinds for number in range(asked.clips)]
    with _in_order(partial(_watched, seed=asked.seed), clips, asked.processes) as answers:
        said = [
            (kind, _told(kind, number, answer)) for (kind, number), answer in zip(clips, answers, strict=True)
        ]
    columns = [*map(str, Advice), _SILENT, _READ]
    counted = Counter((kind, each.first) for kind, each in said)
    rows = [("fault", *columns, "right of those not read")]
    rows += [
        (kind, *(str(counted[kind, column]) for column in columns), _right(counted, kind, asked.clips))
        for kind in kinds
    ]
    print(table_of(rows))
    faulty = [kind for kind in kinds if kind in columns]
    right = sum(counted[kind, kind] for kind in faulty)
    unread = sum(asked.clips - counted[kind, _READ] for kind in faulty)
    share = right / max(1, unread)
    print(f"\nRight in {right} of {unread} clips with a fault that were not read ({share:.0%}).")
    seconds = [each.seconds for _, each in said if each.seconds is not None]
    changes = sum(each.changes for _, each in said)
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


def _watched(which: tuple[str, int], *, seed: int) -> Said:
    kind, number = which
    return said_to(clip(kind, number, seed))


def _told(kind: str, number: int, answer: Said) -> Said:
    print(f"{kind} {number}: {answer.first}", file=sys.stderr, flush=True)
    return answer


@contextmanager
def _in_order(
    watched: partial[Said], clips: list[tuple[str, int]], processes: int
) -> Iterator[Iterator[Said]]:
    if processes == 1:
        yield map(watched, clips)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool.map(watched, clips)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    parser.add_argument("--seed", type=int, default=_HELD_OUT_SEED, help="of the clips; never tune on 3")
    parser.add_argument("--clips", type=int, help=f"of each kind; {CLIPS} if not said")
    parser.add_argument("--processes", type=int, default=1, help="that read clips; 1 if not said")
    asked = parser.parse_args()
    asked.clips = asked.clips or (_QUICK_CLIPS if asked.quick else CLIPS)
    return asked


if __name__ == "__main__":
    main()
