"""A report written to a file, of whichever kind."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.atomic_file import atomic_file
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.reports import NoEventsToSignFor, SheetOfOnePerson
from kiosk.domain.report import FileFormat, ReportKind, Wanted
from kiosk.services.database import Database
from kiosk.services.reports.csv_file import write_csv
from kiosk.services.reports.json_file import write_json
from kiosk.services.reports.report import Report, Setting, opened_report
from kiosk.services.reports.xlsx_file import write_xlsx

Told = Callable[[int, int], None]
"""Called with how many rows are written and how many there will be. What it raises ends the writing:
nothing is left of the file then."""

SheetWriter = Callable[[Report, Path, Told], int]
"""Draws a report's sheets to sign into a PDF and gives how many lines they have."""

_TABLES = {FileFormat.CSV: write_csv, FileFormat.JSON: write_json, FileFormat.XLSX: write_xlsx}


@dataclass(frozen=True, slots=True)
class Exported:
    """A report that is on the disk.

    Attributes:
        name: What it is about: the event's title, the group's or the participant's name.
        rows: Check-ins in it; of an attendance sheet, lines.
        events: Events in it, those without a check-in too; of a participant, those they came to.
    """

    name: str
    rows: int
    events: int


def write_report(  # noqa: PLR0913 -- what a person says about an export, and who is told
    store: Database,
    setting: Setting,
    wanted: Wanted,
    file_format: FileFormat,
    path: Path,
    *,
    replaces: bool = False,
    write_sheet: SheetWriter,
    told: Told,
) -> Exported:
    """Writes a report to a file, which is there whole at the end or not at all.

    Args:
        store: The database.
        setting: Where and when the report is made.
        wanted: Which report.
        file_format: As what; PDF is a sheet to sign, of an event or of each of a group's.
        path: Where.
        replaces: Put it in the place of an earlier file.
        write_sheet: Draws the PDF: this room cannot.
        told: Hears how far it is, and may end it by an exception, which is passed on.

    Raises:
        Refused: There is no such event, group or person, or no file can be there.
        StorageUnavailable: The database cannot answer.
    """
    if file_format is FileFormat.PDF and wanted.kind is ReportKind.PARTICIPANT:
        raise Refused(SheetOfOnePerson())
    with atomic_file(path, replaces=replaces) as half, opened_report(store, wanted, setting) as report:
        if file_format is not FileFormat.PDF:
            told(0, report.total)
            _TABLES[file_format](report, half, lambda rows: told(rows, report.total))
            events = report.total if report.kind is ReportKind.PARTICIPANT else len(report.events)
            return Exported(report.name, report.total, events)
        if not report.events:
            raise Refused(NoEventsToSignFor(report.name))
        return Exported(report.name, write_sheet(report, half, told), len(report.events))
