"""Reports are exported and read back: nothing is lost, no formula is run, no table is in memory whole."""

import csv
import json
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from kiosk.domain.event import Event
from kiosk.domain.person import Role
from kiosk.domain.refusals.reports import TooManyRowsForSheet, TooManySheets
from kiosk.domain.report import ReportKind, ReportRequest
from kiosk.domain.scan import Method
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.reports import xlsx_file
from kiosk.services.reports.csv_file import guarded, read_csv, unguarded, write_csv
from kiosk.services.reports.json_file import write_json
from kiosk.services.reports.report import Report, ReportContext, opened_report
from kiosk.services.reports.xlsx_file import MATRIX, write_xlsx
from tests.refusals import refuses
from tests.services.world import NOW, World
from tests.storage.raw import foreign_program, run

ZONE = ZoneInfo("Europe/Bucharest")
SETTING = ReportContext(ZONE, NOW + timedelta(days=1))
HOSTILE = (
    "=1+1",
    "+40 721 000 000",
    "-5",
    "@SUM(A1)",
    "'=quoted already",
    "''",
    " =after a space",
    "\uff1d1+1",
    '"He said ""no"""',
    "a;b,c\td",
    "007",
    "1e5",
    "2026-01-02",
    "TRUE",
    '=HYPERLINK("http://example.org")',
    "https://example.org/",
    "_x0041_",
    "שלום עולם",
    "محمد الأمين",
    "👩\u200d🚀 李明",
    "Łukasz & <Żółć>",
    "x" * 255,
    "🎟" * 127,
)
KIOSKS = (
    "=cmd|' /C calc'!A0",
    "Door\nA",
    "Door\r\nB",
    "\tDoor",
    "\rDoor",
    "00123",
    " Door ",
    "-",
    "Пост № 1",
)


def silent(_written: int) -> None:
    """Ignores the progress."""


def of_event(event: Event) -> ReportRequest:
    return ReportRequest(ReportKind.EVENT, event.code)


GROUP = ReportRequest(ReportKind.GROUP, "Autumn series")


def add_person(world: World, name: str, email: str) -> UUID:
    with world.store.write() as transaction:
        return transaction.people.add(
            name=name, email=email, password_hash=NO_PASSWORD, role=Role.PARTICIPANT
        )


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


@pytest.fixture
def hostile(world: World) -> list[tuple[str, str, str]]:
    """Returns names, addresses and kiosks that an organisation may have, in the order of arrival."""
    came = []
    for number, name in enumerate(HOSTILE):
        email, kiosk = f"=person{number}@example.org", KIOSKS[number % len(KIOSKS)]
        at = NOW + timedelta(seconds=number, microseconds=1)
        add_row(world, world.event, add_person(world, name, email), at=at, kiosk=kiosk)
        came.append((name, email, kiosk))
    return came


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


def test_hostile_names_come_back_from_csv_as_they_were(
    world: World, hostile: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    path = written(world, of_event(world.event), write_csv, tmp_path / "event.csv")
    rows = csv_rows(path)
    assert [(row["Name"], row["E-mail"], row["Kiosk"]) for row in rows] == hostile
    assert path.read_bytes().startswith(b"\xef\xbb\xbfName,")
    assert path.read_bytes().count(b"\r\n") >= len(hostile) + 1
    assert {row["Event"] for row in rows} == {world.event.title}
    times = [datetime.fromisoformat(row["Checked in (UTC)"] or "") for row in rows]
    assert times == [NOW + timedelta(seconds=number, microseconds=1) for number in range(len(hostile))]


def test_no_cell_of_a_csv_begins_like_a_formula(
    world: World, hostile: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    path = written(world, of_event(world.event), write_csv, tmp_path / "event.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        raw = [cell for row in csv.reader(file) for cell in row]
    assert len(raw) > len(hostile)
    assert [cell for cell in raw if cell.strip()[:1] and cell.strip()[0] in "=+-@\uff1d"] == []
    assert [cell for cell in raw if cell[:1] in {"\t", "\r", "\n"}] == []


@pytest.mark.parametrize("text", [*HOSTILE, *KIOSKS, "", "'", "Ana"])
def test_guarding_a_cell_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded("") is None


def test_hostile_names_are_text_in_a_workbook(
    world: World, hostile: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    path = written(world, of_event(world.event), write_xlsx, tmp_path / "event.xlsx")
    rows = sheet_rows(path)
    assert [(row["Name"], row["E-mail"], row["Kiosk"]) for row in rows] == hostile
    assert rows[0]["Checked in"] == datetime(2026, 11, 26, 18, 24)  # noqa: DTZ001 -- a sheet's wall clock
    assert rows[0]["Checked in (UTC)"] == datetime(2026, 11, 26, 16, 24)  # noqa: DTZ001 -- same
    assert rows[0]["Ends (UTC)"] == datetime(2026, 11, 26, 18, 30)  # noqa: DTZ001 -- same


def test_hostile_names_come_back_from_json_as_they_were(
    world: World, hostile: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    path = written(world, of_event(world.event), write_json, tmp_path / "event.json")
    document = json.loads(path.read_text("utf-8"))
    assert (document["report"], document["key"], document["rows"]) == ("event", "WS001", len(hostile))
    (event,) = document["events"]
    assert event["starts_at"] == "2026-11-26T18:30:00+02:00"
    assert event["ends_at_utc"] == "2026-11-26T18:30:00+00:00"
    assert [(row["name"], row["email"], row["kiosk"]) for row in event["attendance"]] == hostile
    assert event["attendance"][0]["checked_in_at_utc"] == "2026-11-26T16:24:00.000001+00:00"


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


def add_person_in(transaction: Any, name: str, email: str) -> UUID:  # noqa: ANN401 -- storage's own
    found: UUID = transaction.people.add(
        name=name, email=email, password_hash=NO_PASSWORD, role=Role.PARTICIPANT
    )
    return found


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
    monkeypatch.setattr(xlsx_file, "MAX_ROWS", 2)
    with refuses(TooManyRowsForSheet(world.event.title)):
        written(world, of_event(world.event), write_xlsx, tmp_path / "e.xlsx")
    monkeypatch.setattr(xlsx_file, "MAX_SHEETS", 1)
    with refuses(TooManySheets(events=2, most=1)):
        written(world, GROUP, write_xlsx, tmp_path / "g.xlsx")


@pytest.fixture
def crowd(world: World) -> tuple[Event, Event]:
    """Returns an event with 1,000 check-ins and one with 10,000."""
    small, large = world.event, world.make_event("LARGE")
    with world.store.write() as transaction:
        for number in range(10_000):
            person = add_person_in(transaction, f"Participant {number:05}", f"p{number}@example.org")
            for event in (small, large) if number < 1000 else (large,):
                transaction.attendance.add(
                    attendance_id=uuid4(),
                    event_id=event.id,
                    participant_id=person,
                    at=NOW + timedelta(seconds=number),
                    method=Method.CAMERA,
                    kiosk="Door A",
                )
    return small, large


def test_ten_times_the_rows_need_no_more_memory(
    world: World, crowd: tuple[Event, Event], tmp_path: Path
) -> None:
    small, large = crowd
    for write, ending in ((write_csv, "csv"), (write_json, "json"), (write_xlsx, "xlsx")):
        export = partial(written, world, write=write, path=tmp_path / f"event.{ending}")
        export(of_event(small))  # imports and caches of the first run do not count
        few, many = (peak(partial(export, of_event(event))) for event in (small, large))
        assert many < few + 1_000_000, ending
    assert len(csv_rows(tmp_path / "event.csv")) == 10_000
    held = peak(lambda: csv_rows(tmp_path / "event.csv"))
    assert held > 5_000_000  # control: all rows in memory would have been noticed


def peak(act: Callable[[], object]) -> int:
    """Returns the most bytes that Python held at once during the call."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
