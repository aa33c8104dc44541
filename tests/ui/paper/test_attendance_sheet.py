"""The sheet that people sign: it lists everybody on A4, with every kind of name."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from kiosk.domain.event import Event, EventState
from kiosk.domain.report import Attendee
from kiosk.ui.paper.attendance_sheet import EventSheet, write_attendance_sheet
from kiosk.wording.language.catalogue import Language, language
from kiosk.wording.times.on_paper import came_at, when_printed
from tests.wording.pseudo import pseudo_language

ZONE = ZoneInfo("Europe/Bucharest")
START = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
EVENT = Event(
    id=uuid4(),
    group_name="Autumn series",
    title="Workshop",
    start_at=START,
    duration=timedelta(hours=2),
    code="WS001",
    state=EventState.OPEN,
    location="Hall B",
)

pytestmark = pytest.mark.usefixtures("qapp")


def silent(_drawn: int) -> None:
    """Ignores the progress."""


def people(count: int) -> list[Attendee]:
    return [Attendee(f"Person {number:03}", f"p{number}@example.org", START) for number in range(count)]


def sheet(event: Event, *who: Attendee) -> EventSheet:
    return EventSheet(event, len(who), who)


@pytest.fixture
def printed(qtbot: QtBot, tmp_path: Path) -> Callable[..., QPdfDocument]:  # noqa: ARG001 -- fonts need an application
    def write(*sheets: EventSheet) -> QPdfDocument:
        path = tmp_path / "sheet.pdf"
        write_attendance_sheet(path, "Workshop", ZONE, sheets, silent)
        document = QPdfDocument()
        assert document.load(str(path)) is QPdfDocument.Error.None_
        return document

    return write


def text_of(document: QPdfDocument, page: int) -> str:
    return " ".join(document.getAllText(page).text().split())


def test_every_text_of_the_sheet_is_translated(printed: Callable[..., QPdfDocument]) -> None:
    with language(pseudo_language()):
        full = text_of(printed(sheet(EVENT, Attendee(None, None, START))), 0)
        empty = text_of(printed(sheet(EVENT)), 0)
    for words in ("No.", "Name", "Checked in", "Signature", "Walk-in"):
        assert f"⟦{words}⟧" in full
    for words in ("⟦Attendance sheet", "⟦Place", "⟦Group", "⟦Page 1 of 1⟧"):
        assert words in full
    assert "⟦Nobody is on this sheet yet.⟧" in empty


def test_the_head_names_the_event_and_each_person_has_a_line(printed: Callable[..., QPdfDocument]) -> None:
    document = printed(
        sheet(
            EVENT,
            Attendee("Ana Ionescu", "ana@example.org", START - timedelta(minutes=6)),
            Attendee("Radu Pop", "radu@example.org", None),
            Attendee(None, None, START),
        )
    )
    assert document.pageCount() == 1
    text = text_of(document, 0).replace(":", " ")  # the font has a special colon between digits
    for words in (
        "WS001",
        "Workshop",
        "Thursday 26 November 2026, 18 30",
        "Europe/Bucharest",
        "Hall B",
        "Autumn series",
        "Signature",
        "Ana Ionescu",
        "ana@example.org",
        "18 24",
        "Radu Pop",
        "Walk-in",
        "Page 1 of 1",
    ):
        assert words in text
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)


def test_pages_are_numbered_for_each_event_and_list_everybody(
    printed: Callable[..., QPdfDocument],
) -> None:
    document = printed(sheet(EVENT, *people(45)), sheet(EVENT), sheet(EVENT, *people(19)))
    assert document.pageCount() == 5
    pages = [text_of(document, page) for page in range(5)]
    assert [page[page.index("Page ") :][:11] for page in pages] == [
        "Page 1 of 3",
        "Page 2 of 3",
        "Page 3 of 3",
        "Page 1 of 1",
        "Page 1 of 1",
    ]
    for number in range(45):
        assert sum(f"Person {number:03}" in page for page in pages[:3]) == 1
    assert "Nobody is on this sheet yet" in pages[3]


@pytest.mark.parametrize(
    "name",
    [
        "x" * 255,
        "Bartholomew " * 21,
        "שלום עולם " * 25,
        "李明" * 127,
        "\u202egro.live <b>",
        "Z\u0351\u0351\u0351" * 60,
    ],
)
def test_every_name_stays_inside_its_column(printed: Callable[..., QPdfDocument], name: str) -> None:
    document = printed(sheet(EVENT, Attendee(name, name, START)))
    picture = document.render(0, QSize(595 * 2, 842 * 2))
    millimetre = 595 * 2 / 210
    top, bottom = 15 + 40 + 8 + 0.5, 15 + 40 + 8 + 11 - 0.5

    def is_inked(left: float, right: float, top: float, bottom: float) -> bool:
        return any(
            picture.pixelColor(x, y).alpha() > 0 and QColor(picture.pixelColor(x, y)).lightness() < 200
            for x in range(round(left * millimetre), round(right * millimetre))
            for y in range(round(top * millimetre), round(bottom * millimetre))
        )

    assert is_inked(28, 108, top, bottom)  # the name is there
    assert not is_inked(141.5, 195, top, bottom)  # the signature column is empty
    assert not is_inked(0, 14.5, top, bottom)
    assert not is_inked(28, 108, bottom + 1.5, bottom + 11)  # and so is the line below


def test_times_in_the_night_when_clocks_change_include_the_time_zone() -> None:
    night = Event(
        id=uuid4(),
        group_name="G",
        title="Night",
        start_at=datetime(2026, 10, 24, 22, tzinfo=UTC),
        duration=timedelta(hours=5),
        code="N",
        state=EventState.OPEN,
    )
    assert when_printed(night, ZONE).split(", ")[1].startswith("01:00 EEST")
    assert when_printed(night, ZONE).endswith("05:00 EET")
    assert came_at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), night, ZONE) == "03:30 EEST"
    assert came_at(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), night, ZONE) == "03:30 EET"


def test_a_time_on_another_day_includes_the_day() -> None:
    assert came_at(START, EVENT, ZONE) == "18:30"
    assert came_at(START + timedelta(hours=8), EVENT, ZONE) == "27 Nov 02:30"
    assert came_at(START + timedelta(days=60), EVENT, ZONE) == "25 Jan 2027 18:30"


def test_days_on_the_sheet_are_in_the_readers_language() -> None:
    with language(Language("de")):
        assert when_printed(EVENT, ZONE).startswith("Donnerstag, 26. November 2026, 18:30")
        assert came_at(START + timedelta(hours=8), EVENT, ZONE) == "27. Nov. 02:30"


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r".+"):
        write_attendance_sheet(tmp_path / "missing" / "s.pdf", "W", ZONE, [sheet(EVENT)], silent)
    with pytest.raises(OSError, match="No space left"):
        write_attendance_sheet(Path("/dev/full"), "W", ZONE, [sheet(EVENT, *people(40))], silent)


def test_interrupting_a_sheet_does_not_crash_the_process(tmp_path: Path) -> None:
    def stop(drawn: int) -> None:
        if drawn == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_attendance_sheet(tmp_path / "s.pdf", "W", ZONE, [sheet(EVENT, *people(40))], stop)
