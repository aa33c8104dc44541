"""Writes reports as CSV, and reads them again.

RFC 4180 in UTF-8 with a byte order mark, without which spreadsheets show é as Ã©.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, even in quotes. An apostrophe is written
before such a text, which keeps it a text; also before a text that begins with an apostrophe, and for the
empty text, to distinguish it from a missing value. Reading removes one apostrophe.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kiosk.services.reports.report import Report
from kiosk.services.reports.table import REPORT_COLUMNS, Cell, cells, is_utc

_GUARD = "'"
_RUN = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")  # East Asian spreadsheets run the full-width ones too
_SPACES = frozenset("\t\r\n")


def write_csv(report: Report, path: Path, on_progress: Callable[[int], None]) -> None:
    """Writes every row of a report.

    Args:
        report: Open.
        path: The file to write.
        on_progress: Called with the number of rows written so far.

    Raises:
        OSError: The file cannot be written.
    """
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow([column.title for column in REPORT_COLUMNS])
        for section in report.sections():
            for row in section.rows:
                table.writerow([_written(cell) for cell in cells(section.event, row, report.setting.zone)])
                written += 1
                on_progress(written)


def read_csv(lines: Iterable[str]) -> Iterator[dict[str, str | None]]:
    """Returns the rows of a CSV file that this module wrote, by the columns' titles.

    Args:
        lines: The lines of the file, opened with `encoding="utf-8-sig", newline=""`.
    """
    for row in csv.DictReader(lines):
        yield {title: unguarded(cell) for title, cell in row.items()}


def guarded(text: str) -> str:
    """Returns a text as a cell that no spreadsheet runs."""
    first = text.lstrip()[:1]
    if not text or text[0] in _SPACES or text[0] == _GUARD or first in _RUN:
        return _GUARD + text
    return text


def unguarded(cell: str) -> str | None:
    """Returns the text from which `guarded` made this cell, or None for an empty cell."""
    return cell.removeprefix(_GUARD) if cell else None


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat() if is_utc(cell) else f"{cell:%Y-%m-%d %H:%M:%S}"
    return guarded(cell)
