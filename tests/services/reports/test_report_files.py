"""A report's file is written whole or not at all, even when the user cancels."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.refusals.files.reports import SheetOfOnePerson
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.reports.files import Exported, write_report
from kiosk.services.reports.report import Report, ReportContext
from kiosk.ui.common.offscreen import unseen_application
from kiosk.ui.paper.attendance_sheet import write_report_sheet
from tests.refusals import refuses
from tests.services.world import NOW, World

SETTING = ReportContext(ZoneInfo("Europe/Bucharest"), NOW + timedelta(days=1))
GROUP = ReportRequest(ReportKind.GROUP, "Autumn series")
ROWS = 5


class EnoughError(Exception):
    """Raised when the user has pressed Cancel."""


def draw(report: Report, path: Path, on_progress: Callable[[int, int], None]) -> int:
    with unseen_application():
        return write_report_sheet(report, path, on_progress)


def export(
    world: World,
    path: Path,
    file_format: FileFormat,
    on_progress: Callable[[int, int], None],
    *,
    replaces: bool,
) -> Exported:
    return write_report(
        world.store,
        SETTING,
        GROUP,
        file_format,
        path,
        replaces=replaces,
        write_sheet=draw,
        on_progress=on_progress,
    )


@pytest.fixture
def busy(world: World) -> World:
    for number in range(ROWS):
        token = world.make_holder(f"Guest {number}", f"guest{number}@example.org")
        world.check_in(token)
    return world


@pytest.mark.parametrize("file_format", FileFormat)
@pytest.mark.parametrize("replaces", [False, True])
@pytest.mark.parametrize("enough", [0, 2])
def test_a_cancelled_export_leaves_no_new_file_and_keeps_the_earlier_one(
    busy: World, tmp_path: Path, file_format: FileFormat, *, replaces: bool, enough: int
) -> None:
    path = tmp_path / f"report.{file_format}"
    before = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    if replaces:
        path.write_text("earlier")

    def give_up(rows: int, total: int) -> None:
        assert total == ROWS
        if rows >= enough:
            raise EnoughError

    with pytest.raises(EnoughError):
        export(busy, path, file_format, give_up, replaces=replaces)
    assert path.exists() is replaces
    if replaces:
        assert path.read_text() == "earlier"
    assert {file.name for file in tmp_path.iterdir()} == before.keys() | ({path.name} if replaces else set())
    # Control: without cancelling, the file is there and progress was reported to the end.
    seen: list[tuple[int, int]] = []
    done = export(busy, path, file_format, lambda *each: seen.append(each), replaces=replaces)
    assert done == Exported("Autumn series", ROWS, 1)
    assert (seen[0], seen[-1]) == ((0, ROWS), (ROWS, ROWS))
    assert path.stat().st_size > len("earlier")


def test_a_workbook_can_be_cancelled_before_its_first_row_is_written(busy: World, tmp_path: Path) -> None:
    seen: list[int] = []

    def give_up_in_the_matrix(rows: int, _total: int) -> None:
        seen.append(rows)
        if len(seen) > 1:
            raise EnoughError

    with pytest.raises(EnoughError):
        export(busy, tmp_path / "report.xlsx", FileFormat.XLSX, give_up_in_the_matrix, replaces=False)
    assert seen == [0, 0]


def test_a_sheet_of_one_persons_history_is_refused_before_any_file_is_touched(
    world: World, tmp_path: Path
) -> None:
    with refuses(SheetOfOnePerson()):
        write_report(
            world.store,
            SETTING,
            ReportRequest(ReportKind.PARTICIPANT, "olga@example.org"),
            FileFormat.PDF,
            tmp_path / "report.pdf",
            write_sheet=draw,
            on_progress=lambda *_: None,
        )
    assert not (tmp_path / "report.pdf").exists()
