"""Reports as CSV, and the way back.

RFC 4180 in UTF-8 with a byte order mark, without which spreadsheets take é for Ã©.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, whatever its quotes. Such a text is
written with an apostrophe before it and stays one; so is a text that begins with an apostrophe, and
the empty text, which tells it from nothing. Reading takes one apostrophe away again.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kiosk.services.reports.report import Report
from kiosk.services.reports.table import COLUMNS, Cell, cells, is_utc

_GUARD = "'"
_RUN = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")  # East Asian spreadsheets run the full-width ones too
_SPACES = frozenset("\t\r\n")


def write_csv(report: Report, path: Path, told: Callable[[int], None]) -> None:
    """Writes every row of a report.

    Args:
        report: Open.
        path: Written anew.
        told: Called with the number of rows written so far.

    Raises:
        OSError: The file cannot be written.
    """
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow([column.title for column in COLUMNS])
        for section in report.sections():
            for row in section.rows:
                table.writerow([_written(cell) for cell in cells(section.event, row, report.setting.zone)])
                written += 1
                told(written)


def read_csv(lines: Iterable[str]) -> Iterator[dict[str, str | None]]:
    """The rows of a CSV file this module wrote, by the columns' titles.

    Args:
        lines: Of the file, opened with `encoding="utf-8-sig", newline=""`.
    """
    for row in csv.DictReader(lines):
        yield {title: unguarded(cell) for title, cell in row.items()}


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet runs."""
    first = text.lstrip()[:1]
    if not text or text[0] in _SPACES or text[0] == _GUARD or first in _RUN:
        return _GUARD + text
    return text


def unguarded(cell: str) -> str | None:
    """The text that `guarded` made this cell of, or None for an empty one."""
    return cell.removeprefix(_GUARD) if cell else None


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat() if is_utc(cell) else f"{cell:%Y-%m-%d %H:%M:%S}"
    return guarded(cell)
