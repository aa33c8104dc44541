"""The figures of a benchmark as a table: the measured values, the goals and the machine.

`python -m benchmarks._figures SHEET` prints the one table of all benchmarks that wrote to SHEET.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

SHEET = "KIOSK_BENCH_SHEET"
"""The environment variable that names the file script/bench collects all figures in."""

COLUMNS = {"p50": 1, "p99": 100, "p99.9": 1000, "max": 1}
"""A table's columns of values, and the least number of measurements for which each is meaningful."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        name: The measured action, and the number of measurements.
        unit: The unit of all values.
        values: The values by column; a column without enough measurements is missing.
        to_reach: The goals by column, each the largest good value; empty when there are none.
    """

    name: str
    unit: str
    values: dict[str, float]
    to_reach: dict[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Returns the result for the goals: yes, missed, or too few measurements."""
        if not self.to_reach:
            return ""
        if not self.to_reach.keys() <= self.values.keys():
            return "too few to tell"
        is_met = all(self.values[column] <= most for column, most in self.to_reach.items())
        return "yes" if is_met else "**missed**"


def figure_of(
    name: str, measured: Sequence[float], *, unit: str = "ms", to_reach: dict[str, float] | None = None
) -> Figure:
    """Returns the figure of single measurements.

    Args:
        name: The measured action.
        measured: At least one value.
        unit: The unit of the values.
        to_reach: The goals by column, each the largest good value.
    """
    ordered = sorted(measured)
    values = {
        column: ordered[-1] if column == "max" else percentile(ordered, float(column[1:]))
        for column, least in COLUMNS.items()
        if len(ordered) >= least
    }
    return Figure(f"{name} ({len(ordered):,})", unit, values, to_reach or {})


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Returns the percentile of ascending values, interpolated between the two nearest."""
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def is_quick(about: str) -> bool:
    """Returns True when the command line requests a short run, whose figures must not be quoted."""
    parser = argparse.ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    return bool(parser.parse_args().quick)


def report(figures: Sequence[Figure], *notes: str) -> None:
    """Prints a benchmark's figures, and adds them to the table of all benchmarks.

    Args:
        figures: The figures, in the order of the table.
        notes: Facts that readers need: a server's version, a file system.
    """
    print(_text(figures, notes), flush=True)
    sheet = os.environ.get(SHEET)
    if sheet:
        with Path(sheet).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"figures": [asdict(each) for each in figures], "notes": notes}) + "\n")


def main() -> None:
    """Prints all figures of a sheet as one table."""
    pages = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    figures = [Figure(**each) for page in pages for each in page["figures"]]
    notes = list(dict.fromkeys(note for page in pages for note in page["notes"]))
    print(f"\nAll of it\n\n{_text(figures, notes)}")


def table_of(rows: Sequence[Sequence[str]]) -> str:
    """Returns rows of cells as a Markdown table; the first row is the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([f"| {lines[0]} |", f"|{rule}|", *(f"| {line} |" for line in lines[1:])])


def machine() -> str:
    """Returns the day, the machine and its software as one line."""
    software = (
        f"Python {platform.python_version()}",
        f"Qt {version('PySide6')}",
        f"OpenCV {version('opencv-python')}",
        f"SQLite {sqlite3.sqlite_version}",
    )
    hardware = (f"{datetime.now(UTC):%Y-%m-%d}", _processor(), f"{os.cpu_count()} cores")
    return ", ".join((*hardware, f"{platform.system()} {platform.machine()}", *software))


def _text(figures: Sequence[Figure], notes: Sequence[str]) -> str:
    rows = [("figure", *COLUMNS, "to reach", "met"), *(_row(each) for each in figures)]
    return "\n".join([machine(), *notes, "", table_of(rows), ""])


def _row(figure: Figure) -> tuple[str, ...]:
    cells = [_shown(figure.values.get(column), figure.unit) for column in COLUMNS]
    wanted = ", ".join(f"{column} ≤ {most:g} {figure.unit}" for column, most in figure.to_reach.items())
    return (figure.name, *cells, wanted, figure.verdict)


def _shown(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.1f} {unit}"


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "a processor without a name"


if __name__ == "__main__":
    main()
