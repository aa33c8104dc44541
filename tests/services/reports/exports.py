"""Rows for reports, reports written to files, and their files read back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.utils.escape import unescape

from kiosk.domain.check_in.scan import Method
from kiosk.domain.event import Event
from kiosk.domain.people.person import Role
from kiosk.domain.report import ReportKind, ReportRequest
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.reports.csv_file import read_csv
from kiosk.services.reports.report import Report, ReportContext, opened_report
from tests.services.world import NOW, World

ZONE = ZoneInfo("Europe/Bucharest")
SETTING = ReportContext(ZONE, NOW + timedelta(days=1))
GROUP = ReportRequest(ReportKind.GROUP, "Autumn series")


def silent(_written: int) -> None:
    """Ignores the progress."""


def of_event(event: Event) -> ReportRequest:
    return ReportRequest(ReportKind.EVENT, event.code)


def add_person(world: World, name: str, email: str) -> UUID:
    with world.store.write() as transaction:
        return transaction.people.add(
            name=name, email=email, password_hash=NO_PASSWORD, role=Role.PARTICIPANT
        )


def add_person_in(transaction: Any, name: str, email: str) -> UUID:  # noqa: ANN401 -- storage's own
    found: UUID = transaction.people.add(
        name=name, email=email, password_hash=NO_PASSWORD, role=Role.PARTICIPANT
    )
    return found


def add_row(  # noqa: PLR0913 -- a row has this many columns
    world: World,
    event: Event,
    participant_id: UUID | None,
    *,
    at: datetime = NOW,
    method: Method = Method.CAMERA,
    kiosk: str = "Door A",
) -> None:
    with world.store.write() as transaction:
        transaction.attendance.add(
            attendance_id=uuid4(),
            event_id=event.id,
            participant_id=participant_id,
            at=at,
            method=method,
            kiosk=kiosk,
        )


def csv_rows(path: Path) -> list[dict[str, str | None]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(read_csv(file))


def sheet_rows(path: Path, sheet: str | int = 0) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    rows = (book.worksheets[sheet] if isinstance(sheet, int) else book[sheet]).iter_rows()
    head = [cell.value for cell in next(rows)]
    found = []
    for row in rows:
        assert {cell.data_type for cell in row} <= {"s", "n", "d", "inlineStr"}
        assert not any(cell.hyperlink for cell in row)
        found.append(dict(zip(map(str, head), (read(cell.value) for cell in row), strict=True)))
    book.close()
    return found


def read(value: Any) -> Any:  # noqa: ANN401 -- whatever a cell holds
    """Returns a cell as spreadsheets read it: `_x000D_` is a carriage return (ECMA-376, 22.9.2.19)."""
    return unescape(value) if isinstance(value, str) else value


def written(
    world: World,
    wanted: ReportRequest,
    write: Callable[[Report, Path, Callable[[int], None]], None],
    path: Path,
) -> Path:
    with opened_report(world.store, wanted, SETTING) as report:
        write(report, path, silent)
    return path
