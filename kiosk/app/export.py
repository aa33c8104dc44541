"""Writes reports from the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.app.stores import opened_database
from kiosk.domain.clock import utc_now
from kiosk.domain.report import FileFormat, ReportRequest
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.services.reports.files import Exported, ReportProgress
    from kiosk.services.reports.report import Report


def export_report(  # noqa: PLR0913 -- the choices for an export, and a callback
    settings: Settings,
    wanted: ReportRequest,
    file_format: FileFormat,
    path: Path,
    *,
    replaces: bool = False,
    on_progress: "ReportProgress",
) -> "Exported":
    """Writes a report to a file, completely or not at all.

    Args:
        settings: The options: the database and the venue's zone count.
        wanted: The report.
        file_format: The kind of file; PDF is a sheet to sign, for an event or for each event of a group.
        path: The file to write.
        replaces: True to replace an earlier file.
        on_progress: Called with how many rows are written and how many there will be.

    Raises:
        Refused: The event, group or person does not exist, or the file cannot be written.
        StorageUnavailable, StorageUnfit: The database cannot be used.
    """
    from kiosk.services.reports.files import write_report
    from kiosk.services.reports.report import ReportContext

    with opened_database(settings) as database:
        return write_report(
            database,
            ReportContext(settings.zone, utc_now()),
            wanted,
            file_format,
            path,
            replaces=replaces,
            write_sheet=_write_sheet,
            on_progress=on_progress,
        )


def _write_sheet(report: "Report", path: Path, on_progress: "ReportProgress") -> int:
    from kiosk.ui.common.offscreen import unseen_application
    from kiosk.ui.paper.attendance_sheet import write_report_sheet

    with unseen_application():
        return write_report_sheet(report, path, on_progress)
