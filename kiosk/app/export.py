"""A report written from the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.app.stores import opened_store
from kiosk.domain.clock import utc_now
from kiosk.domain.report import FileFormat, Wanted
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.services.reports.files import Exported, Told
    from kiosk.services.reports.report import Report


def export_report(  # noqa: PLR0913 -- what a person says about an export, and who is told
    settings: Settings,
    wanted: Wanted,
    file_format: FileFormat,
    path: Path,
    *,
    replaces: bool = False,
    told: "Told",
) -> "Exported":
    """Writes a report to a file, which is there whole at the end or not at all.

    Args:
        settings: Which database, and the venue's zone.
        wanted: Which report.
        file_format: As what; PDF is a sheet to sign, of an event or of each of a group's.
        path: Where.
        replaces: Put it in the place of an earlier file.
        told: Called with how many rows are written and how many there will be.

    Raises:
        Refused: There is no such event, group or person, or no file can be there.
        StorageUnavailable, StorageUnfit: The database cannot be used.
    """
    from kiosk.services.reports.files import write_report
    from kiosk.services.reports.report import Setting

    with opened_store(settings) as store:
        return write_report(
            store,
            Setting(settings.zone, utc_now()),
            wanted,
            file_format,
            path,
            replaces=replaces,
            write_sheet=_write_sheet,
            told=told,
        )


def _write_sheet(report: "Report", path: Path, told: "Told") -> int:
    from kiosk.ui.common.offscreen import unseen_application
    from kiosk.ui.paper.attendance_sheet import write_report_sheet

    with unseen_application():
        return write_report_sheet(report, path, told)
