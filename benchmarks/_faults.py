"""Runs the scanner's fault trials in full, for script/faults; prints each fault's number and duration.

At the same time a ticker runs in this process, as in the window's: its largest gap shows the delay there.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks._figures import percentile
from benchmarks._ticks import Ticker
from tests.scanning import absences, drivers, floods, ordeals
from tests.scanning.ordeals import Survived

_MOST_NOTICED = {"stopped": 3.0, "stopped-at-start": 3.0}
"""The time limit from the fault to its report, in seconds."""

_MOST_BACK = {"killed": 1.0, "stopped": 1.0, "unplugged": 3.0, "driven": 3.0}
"""The time limit from the report, or the end of the fault's cause, to live pictures, in seconds."""


def main() -> None:
    """Runs all trials, or the named ones; exits with 1 when the scanner did not recover from one."""
    parser = argparse.ArgumentParser("script/faults", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the full number of times, such as 0.1")
    parser.add_argument(
        "names",
        nargs="*",
        help="killed stopped stopped-at-start unplugged driven unwell orphaned watched mutated; all if none",
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        all_ordeals: dict[str, tuple[Callable[[int], Survived], int]] = {
            "killed": (ordeals.killed, 100),
            "stopped": (ordeals.stopped, 100),
            "stopped-at-start": (ordeals.stopped_at_start, 50),
            "unplugged": (absences.unplugged, 200),
            "driven": (drivers.driven, 20),
            "unwell": (absences.unwell, 60),
            "orphaned": (partial(ordeals.orphaned, folder=Path(folder)), 30),
            "watched": (floods.watched, 200_000),
            "mutated": (floods.mutated, 20_000),
        }
        unknown = set(asked.names) - all_ordeals.keys()
        if unknown:
            parser.error(f"no such ordeal: {', '.join(sorted(unknown))}")
        failed = False
        print("| ordeal | times | noticed | back | to the next code | window's gaps, p99.9 and most | |")
        print("|---|---|---|---|---|---|---|")
        for name in asked.names or all_ordeals:
            run, times = all_ordeals[name]
            failed |= not _is_survived(name, run, max(1, round(times * asked.share)))
    sys.exit(int(failed))


def _is_survived(name: str, run: Callable[[int], Survived], times: int) -> bool:
    ticker = Ticker()
    ticker.start()
    try:
        survived = run(times)
    except AssertionError as error:
        print(f"| {name} | {times} | | | | | **not survived: {error}** |", flush=True)
        return False
    finally:
        held_up = sorted(ticker.stop())
    if not survived.times:
        print(f"| {survived.name} | 0 | | | | | {survived.note} |", flush=True)
        return True
    most = _MOST_BACK.get(name)
    most_noticed = _MOST_NOTICED.get(name)
    is_late = most is not None and max(survived.back, default=0) > most
    is_unnoticed = most_noticed is not None and max(survived.noticed, default=0) > most_noticed
    cells = [
        survived.name,
        f"{survived.times:,}",
        _shown(survived.noticed) + _goal(most_noticed, is_missed=is_unnoticed),
        _shown(survived.back) + _goal(most, is_missed=is_late),
        _shown(survived.codes),
        f"{percentile(held_up, 99.9):.1f} ms, {held_up[-1]:.1f} ms",
        survived.note,
    ]
    print(f"| {' | '.join(cells)} |", flush=True)
    return not is_late and not is_unnoticed


def _goal(most: float | None, *, is_missed: bool) -> str:
    return "" if most is None else f" ({'**missed** ' if is_missed else ''}≤ {most:g} s)"


def _shown(seconds: tuple[float, ...]) -> str:
    """Returns the times within which half of them came, and all."""
    return f"{percentile(sorted(seconds), 50):.2f} s, {max(seconds):.2f} s" if seconds else ""
