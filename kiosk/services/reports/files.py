"""Writes a report to a file of any kind."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.atomic_file import atomic_file
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.reports import NoEventsToSignFor, SheetOfOnePerson
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.database import Database
from kiosk.services.reports.csv_file import write_csv
from kiosk.services.reports.json_file import write_json
from kiosk.services.reports.report import Report, ReportContext, opened_report
from kiosk.services.reports.xlsx_file import write_xlsx

ReportProgress = Callable[[int, int], None]
"""Called with how many rows are written and how many there will be. An exception from it stops the
writing, and no file is left."""

SheetWriter = Callable[[Report, Path, ReportProgress], int]
"""Draws a report's sheets to sign into a PDF and returns how many lines they have."""

_TABLES = {FileFormat.CSV: write_csv, FileFormat.JSON: write_json, FileFormat.XLSX: write_xlsx}


@dataclass(frozen=True, slots=True)
class Exported:
    """A report that was written to the disk.

    Attributes:
        name: The event's title, or the group's or the participant's name.
        rows: How many check-ins it has; for an attendance sheet, how many lines.
        events: How many events it has, also without check-ins; for a participant, those they came to.
    """

    name: str
    rows: int
    events: int


def write_report(  # noqa: PLR0913 -- the choices for an export, and two callbacks
    database: Database,
    setting: ReportContext,
    wanted: ReportRequest,
    file_format: FileFormat,
    path: Path,
    *,
    replaces: bool = False,
    write_sheet: SheetWriter,
    on_progress: ReportProgress,
) -> Exported:
    """Writes a report to a file, completely or not at all.

    Args:
        database: The database.
        setting: Where and when the report is made.
        wanted: The report.
        file_format: The kind of file; PDF is a sheet to sign, for an event or for each event of a group.
        path: The file to write.
        replaces: True to replace an earlier file.
        write_sheet: Draws the PDF, which needs Qt.
        on_progress: Called with the progress; an exception from it stops the writing and is passed on.

    Raises:
        Refused: The event, group or person does not exist, or the file cannot be written.
        StorageUnavailable: The database cannot answer.
    """
    if file_format is FileFormat.PDF and wanted.kind is ReportKind.PARTICIPANT:
        raise Refused(SheetOfOnePerson())
    with atomic_file(path, replaces=replaces) as half, opened_report(database, wanted, setting) as report:
        if file_format is not FileFormat.PDF:
            on_progress(0, report.total)
            _TABLES[file_format](report, half, lambda rows: on_progress(rows, report.total))
            events = report.total if report.kind is ReportKind.PARTICIPANT else len(report.events)
            return Exported(report.name, report.total, events)
        if not report.events:
            raise Refused(NoEventsToSignFor(report.name))
        return Exported(report.name, write_sheet(report, half, on_progress), len(report.events))
