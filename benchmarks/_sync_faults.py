"""Runs the ordeals of doors and their centre in full, for `script/faults sync`; the sums of all runs count.

The sums are kept in build/faults-sync.json until the file is deleted. Each ordeal's control, a door that is
broken on purpose, runs once: it must not hold. Exits with 1 when anything was lost, recorded twice or late in
any run, or when a control held.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._figures import machine
from benchmarks._sync_ordeals import ORDEALS, Ordeal
from tests.databases import OwnServer, own_server
from tests.sync.ordeals.endured import Endured

_SUMS = Path("build/faults-sync.json")
_COUNTED = ("times", "lost", "twice", "late")


def main() -> None:
    """Runs all ordeals, or a share of them."""
    parser = argparse.ArgumentParser("script/faults sync", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the full number of times, such as 0.1")
    parser.add_argument("--missing", action="store_true", help="only what is missing in the sums")
    known_names = " ".join(each.replace(" ", "-") for each in ORDEALS)
    parser.add_argument("names", nargs="*", help=f"{known_names}; all if none")
    asked = parser.parse_args()
    names = [each.replace("-", " ") for each in asked.names] or list(ORDEALS)
    if unknown := set(names) - ORDEALS.keys():
        parser.error(f"no such ordeal: {', '.join(sorted(unknown))}")
    print(machine())
    print("| ordeal | times | wanted | lost | twice | late | last run | control, which must fail |")
    print("|---|---|---|---|---|---|---|---|")
    sums = json.loads(_SUMS.read_text()) if _SUMS.exists() else {}
    for name in names:
        ordeal = ORDEALS[name]
        times = max(1, round(ordeal.wanted * asked.share))
        if asked.missing:
            times = max(0, times - sums.get(name, {}).get("times", 0))
        for known in _sums_of(ordeal, times, sums.get(name, {})):
            sums[name] = known
            _SUMS.parent.mkdir(exist_ok=True)
            _SUMS.write_text(json.dumps(sums, indent=1))
        _print_row(name, ordeal, sums[name])
    sys.exit(int(not all(_is_held(each) for each in sums.values())))


def _sums_of(ordeal: Ordeal, times: int, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields an ordeal's sums after each part of it."""
    if "control" not in known:
        with own_server() as own:
            control = ordeal.control(own, ordeal.control_times)
        known = {
            **dict.fromkeys(_COUNTED, 0),
            **known,
            "control": _words(control),
            "bites": not control.is_held,
        }
    yield known
    while times > 0:
        with own_server() as own:
            endured = _endured(ordeal, own, min(times, ordeal.at_once))
        times -= endured.times
        sums = {name: known[name] + getattr(endured, name) for name in _COUNTED}
        known = {**known, **sums, "note": endured.note}
        yield known


def _endured(ordeal: Ordeal, own: OwnServer, times: int) -> Endured:
    try:
        return ordeal.run(own, times)
    except AssertionError as error:
        return Endured(times, 0, 0, late=times, note=f"**not held: {error}**")


def _print_row(name: str, ordeal: Ordeal, known: dict[str, Any]) -> None:
    counts = (f"{known[each]:,}" for each in ("lost", "twice", "late"))
    control = known["control"] if known["bites"] else f"**held**: {known['control']}"
    cells = (name, f"{known['times']:,}", f"{ordeal.wanted:,}", *counts, known.get("note", ""), control)
    print(f"| {' | '.join(cells)} |", flush=True)


def _words(control: Endured) -> str:
    return f"{control.lost} lost, {control.twice} twice, {control.late} late of {control.times}"


def _is_held(known: dict[str, Any]) -> bool:
    return bool(known["bites"]) and not (known["lost"] or known["twice"] or known["late"])


if __name__ == "__main__":
    main()
