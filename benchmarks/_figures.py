"""What a benchmark measured, as a table: what it took, what is to be reached, and on which machine.

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
"""A table's columns of values, and how many measurements each of them needs to mean anything."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        name: What was measured, and how many times.
        unit: Of all values.
        values: By column; a column without enough measurements is not there.
        to_reach: The most that is wanted, by column; empty where nothing is promised.
    """

    name: str
    unit: str
    values: dict[str, float]
    to_reach: dict[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Whether what is to be reached was: yes, missed, or too few measurements to tell."""
        if not self.to_reach:
            return ""
        if not self.to_reach.keys() <= self.values.keys():
            return "too few to tell"
        is_met = all(self.values[column] <= most for column, most in self.to_reach.items())
        return "yes" if is_met else "**missed**"


def figure_of(
    name: str, measured: Sequence[float], *, unit: str = "ms", to_reach: dict[str, float] | None = None
) -> Figure:
    """A figure of single measurements.

    Args:
        name: What was measured.
        measured: At least one value.
        unit: Of the values.
        to_reach: The most that is wanted, by column.
    """
    ordered = sorted(measured)
    values = {
        column: ordered[-1] if column == "max" else percentile(ordered, float(column[1:]))
        for column, least in COLUMNS.items()
        if len(ordered) >= least
    }
    return Figure(f"{name} ({len(ordered):,})", unit, values, to_reach or {})


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The value below which this share of ascending values lies, between two of them by their distance."""
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def is_quick(about: str) -> bool:
    """Reads a benchmark's command line: whether it was asked for a short look instead of figures to quote."""
    parser = argparse.ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    return bool(parser.parse_args().quick)


def report(figures: Sequence[Figure], *notes: str) -> None:
    """Prints a benchmark's figures, and hands them on to the table of all.

    Args:
        figures: In the order they are to be read.
        notes: What else somebody must know who reads them: a server's version, a file system.
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
    """Rows of cells as a Markdown table, its first row the heads."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([f"| {lines[0]} |", f"|{rule}|", *(f"| {line} |" for line in lines[1:])])


def machine() -> str:
    """The day, the machine and its software, as one line."""
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
