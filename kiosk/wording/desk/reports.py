"""Reports in words: their formats, their progress and their results."""

from pathlib import Path
from typing import assert_never

from kiosk.domain.report import FileFormat
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number


def format_name(file_format: FileFormat) -> str:
    """Returns the name of a file format for an organizer."""
    match file_format:
        case FileFormat.XLSX:
            return _("Excel workbook (.xlsx)")
        case FileFormat.CSV:
            return _("Table as text (.csv)")
        case FileFormat.JSON:
            return _("JSON for other programs (.json)")
        case FileFormat.PDF:
            return _("Sheet to sign (.pdf)")
        case _:
            assert_never(file_format)


def format_hint(file_format: FileFormat) -> str:
    """Explains what a file of this format contains."""
    match file_format:
        case FileFormat.XLSX:
            return _("Every row; of a group a sheet an event, and who came to which.")
        case FileFormat.CSV:
            return _("Every row, for any spreadsheet.")
        case FileFormat.JSON:
            return _("Every row with all its times.")
        case FileFormat.PDF:
            return _("A line a person, to print and to sign.")
        case _:
            assert_never(file_format)


def rows_counted(rows: int) -> str:
    """Returns a number of rows: "1 row", "2,000 rows"."""
    return ngettext("{count} row", "{count} rows", rows).format(count=number(rows))


def rows_done(done: int, total: int) -> str:
    """Returns the progress of a report: "500 of 2,000 rows"."""
    return ngettext("{done} of {total} row", "{done} of {total} rows", total).format(
        done=number(done), total=number(total)
    )


def only_headings(path: Path) -> str:
    """States that a written report has no rows."""
    return _("Nobody has checked in yet, so {file} holds headings only.").format(file=path)
