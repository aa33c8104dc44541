"""Writes reports as XLSX: texts are never formulas or links; times are real, on the venue's clock.

A workbook keeps times to the millisecond, as its readers do; CSV and JSON keep them completely.
"""

import tempfile
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.reports import TooManyRowsForSheet, TooManySheets
from kiosk.domain.report import ReportKind
from kiosk.services.reports.matrix import write_matrix
from kiosk.services.reports.report import Report, Section
from kiosk.services.reports.sheet import Styles, WorkbookSheet
from kiosk.services.reports.sheet_names import sheet_names
from kiosk.services.reports.table import REPORT_COLUMNS, cells

MATRIX = "Attendance matrix"
"""The name of a group's first sheet."""

MAX_SHEET_ROWS = 1_048_576 - 1
"""The most rows of a sheet under its head: the format's own limit."""

MAX_SHEETS = 500
"""The most events in one workbook: each is an open file until the end, of about 1,000 that systems allow."""


def write_xlsx(report: Report, path: Path, on_progress: Callable[[int], None]) -> None:
    """Writes a report: a group's has a matrix of people and events, then one sheet for each event.

    Args:
        report: Open.
        path: The file to write.
        on_progress: Called with the number of rows written so far.

    Raises:
        Refused: It is more than a workbook can hold.
        OSError: The file cannot be written.
    """
    if len(report.events) > MAX_SHEETS:
        raise Refused(TooManySheets(len(report.events), MAX_SHEETS))
    with tempfile.TemporaryDirectory(prefix="kiosk-export-") as folder, path.open("wb") as file:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        target = _Target(file)
        book = Workbook(target, options)
        book.use_zip64()
        try:
            _fill(book, report, on_progress)
            book.close()
        except FileCreateError as error:
            raise OSError(*getattr(error.args[0], "args", error.args)) from error
        finally:
            target.is_over = True
            for sheet in book.worksheets():
                sheet.row_data_fh.close()  # a workbook that failed leaves them open


def _fill(book: Any, report: Report, on_progress: Callable[[int], None]) -> None:  # noqa: ANN401 -- untyped library
    book.set_properties({"title": report.name, "created": report.setting.made_at.replace(tzinfo=None)})
    styles = Styles.of(book)
    if report.kind is ReportKind.GROUP:
        write_matrix(WorkbookSheet(book.add_worksheet(MATRIX), styles), report, lambda: on_progress(0))
        names = sheet_names([event.title for event in report.events], taken=(MATRIX,))
    else:
        names = sheet_names([report.name])
    written = count(1)
    if report.kind is ReportKind.PARTICIPANT:
        sheet = WorkbookSheet(book.add_worksheet(names[0]), styles)
        _write_sections(sheet, report, report.sections(), lambda: on_progress(next(written)))
        return
    for name, section in zip(names, report.sections(), strict=True):
        sheet = WorkbookSheet(book.add_worksheet(name), styles)
        _write_sections(sheet, report, [section], lambda: on_progress(next(written)))


def _write_sections(
    sheet: WorkbookSheet, report: Report, sections: Iterable[Section], on_progress: Callable[[], None]
) -> None:
    sheet.set_widths(column.width for column in REPORT_COLUMNS)
    sheet.add_head([column.title for column in REPORT_COLUMNS])
    for section in sections:
        for row in section.rows:
            if sheet.next_row > MAX_SHEET_ROWS:
                raise Refused(TooManyRowsForSheet(section.event.title))
            sheet.add(cells(section.event, row, report.setting.zone))
            on_progress()
    sheet.freeze(rows=1, columns=1, width=len(REPORT_COLUMNS))


class _Target:
    """The file that the workbook's archive is written to.

    An archive that could not be written tries to finish when it is garbage-collected, and would fail.

    Attributes:
        is_over: True once nothing is written any more, and nothing fails.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.is_over = False
        self._file = file

    def write(self, piece: bytes) -> int:
        return self._file.write(piece) if not self.is_over else len(piece)

    def seek(self, place: int, whence: int = 0) -> int:
        return self._file.seek(place, whence) if not self.is_over else place

    def tell(self) -> int:
        return self._file.tell() if not self.is_over else 0

    def flush(self) -> None:
        if not self.is_over:
            self._file.flush()
