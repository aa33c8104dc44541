"""The scanner's ordeals in full, run by script/faults: what happened how often, and how soon codes came.

Meanwhile a ticker runs in this process, which stands for the window's: the largest gap shows what it felt.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks._figures import percentile
from tests.scanning import ordeals
from tests.scanning.ordeals import Survived

_TICK_SECONDS = 0.005


class _Ticker:
    """Wakes two hundred times a second and remembers by how much it was late."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._tick, name="ticker", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stops."""
        self._ending.set()
        self._thread.join()

    def _tick(self) -> None:
        before = time.perf_counter()
        while not self._ending.wait(_TICK_SECONDS):
            now = time.perf_counter()
            self.late_ms.append(max(0.0, (now - before - _TICK_SECONDS) * 1000))
            before = now


def main() -> None:
    """Runs every ordeal, or those named, and ends with 1 when the scanner did not come through one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the full number of times, such as 0.1")
    parser.add_argument(
        "names", nargs="*", help="killed stopped unplugged unwell orphaned watched; all if none"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        all_ordeals: dict[str, tuple[Callable[[int], Survived], int]] = {
            "killed": (ordeals.killed, 100),
            "stopped": (ordeals.stopped, 100),
            "unplugged": (ordeals.unplugged, 200),
            "unwell": (ordeals.unwell, 60),
            "orphaned": (partial(ordeals.orphaned, folder=Path(folder)), 30),
            "watched": (ordeals.watched, 200_000),
        }
        unknown = set(asked.names) - all_ordeals.keys()
        if unknown:
            parser.error(f"no such ordeal: {', '.join(sorted(unknown))}")
        failed = False
        print("| ordeal | times | to the next code, p50 and most | window late, p99.9 and most | |")
        print("|---|---|---|---|---|")
        for name in asked.names or all_ordeals:
            run, times = all_ordeals[name]
            failed |= not _is_survived(name, run, max(1, round(times * asked.share)))
    sys.exit(int(failed))


def _is_survived(name: str, run: Callable[[int], Survived], times: int) -> bool:
    ticker = _Ticker()
    try:
        survived = run(times)
    except AssertionError as error:
        print(f"| {name} | {times} | | | **not survived: {error}** |", flush=True)
        return False
    finally:
        ticker.end()
    late = sorted(ticker.late_ms)
    waits = sorted(survived.waits)
    waited = f"{median(waits):.2f} s, {waits[-1]:.2f} s" if waits else ""
    print(
        f"| {survived.name} | {survived.times:,} | {waited} |"
        f" {percentile(late, 99.9):.1f} ms, {late[-1]:.1f} ms | {survived.note} |",
        flush=True,
    )
    return True


if __name__ == "__main__":
    main()
