"""Reports are exported and read back: each holds the rows and times it should, or is refused."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from kiosk.domain.check_in.scan import Method
from kiosk.domain.event import Event
from kiosk.domain.refusals.files.reports import TooManyRowsForSheet, TooManySheets
from kiosk.domain.report import ReportKind, ReportRequest
from kiosk.services.reports import xlsx_file
from kiosk.services.reports.csv_file import write_csv
from kiosk.services.reports.json_file import write_json
from kiosk.services.reports.report import opened_report
from kiosk.services.reports.xlsx_file import MATRIX, write_xlsx
from tests.refusals import refuses
from tests.services.reports.exports import (
    GROUP,
    SETTING,
    add_person,
    add_person_in,
    add_row,
    csv_rows,
    of_event,
    sheet_rows,
    silent,
    written,
)
from tests.services.world import NOW, World
from tests.storage.raw import foreign_program, run


def test_a_walk_in_and_a_row_of_another_program_have_empty_cells(world: World, tmp_path: Path) -> None:
    add_row(world, world.event, None, method=Method.BUTTON)
    ana = add_person(world, "Ana", "ana@example.org")
    add_row(world, world.event, ana, at=NOW + timedelta(minutes=1))
    url = world.store._address.render_as_string(hide_password=False)  # noqa: SLF001 -- the other program's way in
    with foreign_program(url) as other:
        run(other, "UPDATE attendance SET method = NULL, kiosk = NULL WHERE participant_id IS NOT NULL")
    rows = csv_rows(written(world, of_event(world.event), write_csv, tmp_path / "e.csv"))
    people = [(row["Name"], row["E-mail"], row["Kind"], row["Method"], row["Kiosk"]) for row in rows]
    assert people == [
        (None, None, "walk-in", "BUTTON", "Door A"),
        ("Ana", "ana@example.org", "participant", None, None),
    ]
    sheet = sheet_rows(written(world, of_event(world.event), write_xlsx, tmp_path / "e.xlsx"))
    assert [(row["Name"], row["Kind"], row["Method"]) for row in sheet] == [
        (None, "walk-in", "BUTTON"),
        ("Ana", "participant", None),
    ]


def test_times_in_an_hour_that_clocks_show_twice_are_distinguished(world: World, tmp_path: Path) -> None:
    night = world.make_event(
        "NIGHT", start_at=datetime(2026, 10, 24, 23, tzinfo=UTC), duration=timedelta(hours=4)
    )
    for hour in (0, 1):
        add_row(world, night, None, at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    rows = csv_rows(written(world, of_event(night), write_csv, tmp_path / "night.csv"))
    assert [row["Checked in"] for row in rows] == ["2026-10-25 03:30:00"] * 2
    assert [row["Time zone"] for row in rows] == [
        "Europe/Bucharest, UTC+03:00",
        "Europe/Bucharest, UTC+02:00",
    ]
    assert [row["Checked in (UTC)"] for row in rows] == [
        "2026-10-25T00:30:00+00:00",
        "2026-10-25T01:30:00+00:00",
    ]
    assert (rows[0]["Starts"], rows[0]["Ends"]) == ("2026-10-25 02:00:00", "2026-10-25 05:00:00")
    document = json.loads(written(world, of_event(night), write_json, tmp_path / "n.json").read_text("utf-8"))
    assert [row["checked_in_at"] for row in document["events"][0]["attendance"]] == [
        "2026-10-25T03:30:00+03:00",
        "2026-10-25T03:30:00+02:00",
    ]


@pytest.fixture
def season(world: World) -> list[Event]:
    """Returns three events, one not begun; Ana came to the other two, Radu to one of his two."""
    second = world.make_event("WS002", start_at=NOW + timedelta(hours=5))
    third = world.make_event("WS003", start_at=NOW + timedelta(days=30))
    ana, radu = add_person(world, "ana", "ana@example.org"), add_person(world, "=Radu", "radu@example.org")
    for event in (world.event, second):
        add_row(world, event, ana)
    add_row(world, world.event, radu)
    add_row(world, world.event, None)
    add_row(world, world.event, None, at=NOW + timedelta(seconds=1))
    with world.store.write() as transaction:
        for event in (world.event, second):
            transaction.guests.add(event.id, radu)
        transaction.guests.add(second.id, add_person_in(transaction, "Zoë", "zoe@example.org"))
    return [world.event, second, third]


@pytest.mark.usefixtures("season")
def test_a_groups_workbook_has_a_sheet_for_each_event_and_a_matrix_with_rates(
    world: World, tmp_path: Path
) -> None:
    path = written(world, GROUP, write_xlsx, tmp_path / "group.xlsx")
    book = openpyxl.load_workbook(path)
    title = world.event.title[:31]
    assert len(book.sheetnames) == 4
    assert book.sheetnames[0] == MATRIX
    assert len({name.casefold() for name in book.sheetnames}) == 4
    assert all(len(name) <= 31 and "/" not in name for name in book.sheetnames), title
    matrix = [[cell.value for cell in row] for row in book[MATRIX].iter_rows()]
    book.close()
    assert matrix[0] == ["Name", "E-mail", *[world.event.title] * 3, "Events attended", "Rate"]
    assert matrix[1][2:5] == ["WS001", "WS002", "WS003"]
    assert matrix[2][2] == datetime(2026, 11, 26, 18, 30)  # noqa: DTZ001 -- a sheet's wall clock
    assert matrix[3:6] == [
        ["=Radu", "radu@example.org", 1, 0, None, 1, 0.5],
        ["ana", "ana@example.org", 1, 1, None, 2, 1],
        ["Zoë", "zoe@example.org", None, 0, None, 0, 0],
    ]
    foot = {row[0]: row[2:6] for row in matrix[6:]}
    assert foot["Participants"] == [2, 1, 0, 3]
    assert foot["Walk-ins"] == [2, 0, 0, 2]
    assert foot["Check-ins"] == [4, 1, 0, 5]
    assert foot["Rate"][:3] == [pytest.approx(2 / 3), pytest.approx(1 / 3), 0]
    assert [len(sheet_rows(path, number)) for number in (1, 2, 3)] == [4, 1, 0]


@pytest.mark.usefixtures("season")
def test_a_groups_table_has_every_events_rows_by_start(world: World, tmp_path: Path) -> None:
    rows = csv_rows(written(world, GROUP, write_csv, tmp_path / "group.csv"))
    assert [row["Code"] for row in rows] == ["WS001"] * 4 + ["WS002"]
    document = json.loads(written(world, GROUP, write_json, tmp_path / "g.json").read_text("utf-8"))
    assert [len(event["attendance"]) for event in document["events"]] == [4, 1, 0]


@pytest.mark.usefixtures("season")
def test_a_persons_history_names_each_event_and_no_other_person(world: World, tmp_path: Path) -> None:
    ana = ReportRequest(ReportKind.PARTICIPANT, "ANA@example.org")
    rows = csv_rows(written(world, ana, write_csv, tmp_path / "ana.csv"))
    assert sorted(row["Code"] or "" for row in rows) == ["WS001", "WS002"]
    assert {row["E-mail"] for row in rows} == {"ana@example.org"}
    sheet = sheet_rows(written(world, ana, write_xlsx, tmp_path / "ana.xlsx"))
    assert sorted(row["Code"] for row in sheet) == ["WS001", "WS002"]
    document = json.loads(written(world, ana, write_json, tmp_path / "ana.json").read_text("utf-8"))
    assert (document["report"], document["name"], len(document["events"])) == ("participant", "ana", 2)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (ReportKind.EVENT, "No event has the code"),
        (ReportKind.GROUP, "no event group"),
        (ReportKind.PARTICIPANT, "Nobody has the address"),
    ],
)
def test_a_report_of_an_unknown_event_group_or_person_is_refused(
    world: World, kind: ReportKind, sentence: str
) -> None:
    with (
        refuses(sentence),
        opened_report(world.store, ReportRequest(kind, "nothing\0\udcff"), SETTING),
    ):
        pass


def test_a_report_shows_one_moment_although_people_check_in_while_it_is_read(
    world: World, tmp_path: Path
) -> None:
    add_row(world, world.event, None)
    with opened_report(world.store, of_event(world.event), SETTING) as report:
        add_row(world, world.event, None, at=NOW + timedelta(seconds=1))
        write_csv(report, tmp_path / "event.csv", silent)
        assert report.total == 1
    assert len(csv_rows(tmp_path / "event.csv")) == 1
    assert len(csv_rows(written(world, of_event(world.event), write_csv, tmp_path / "later.csv"))) == 2


def test_a_report_that_is_too_large_for_a_workbook_is_refused(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for second in range(3):
        add_row(world, world.event, None, at=NOW + timedelta(seconds=second))
    world.make_event("WS002")
    monkeypatch.setattr(xlsx_file, "MAX_SHEET_ROWS", 2)
    with refuses(TooManyRowsForSheet(world.event.title)):
        written(world, of_event(world.event), write_xlsx, tmp_path / "e.xlsx")
    monkeypatch.setattr(xlsx_file, "MAX_SHEETS", 1)
    with refuses(TooManySheets(events=2, most=1)):
        written(world, GROUP, write_xlsx, tmp_path / "g.xlsx")
