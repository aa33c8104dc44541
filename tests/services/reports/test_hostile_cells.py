"""Names of any kind are in a report as they were typed, and no spreadsheet takes them for formulas."""

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.services.reports.csv_file import guarded, unguarded, write_csv
from kiosk.services.reports.json_file import write_json
from kiosk.services.reports.xlsx_file import write_xlsx
from tests.services.reports.exports import add_person, add_row, csv_rows, of_event, sheet_rows, written
from tests.services.world import NOW, World

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
