"""Kiosks at the desk: the doors of today with their states, their names, and those that are forgotten."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk import __version__
from kiosk.services.events import deletions
from kiosk.services.live.kiosks import list_kiosks, report_presence
from kiosk.ui.common.theme import LIGHT, Tone
from kiosk.ui.desk.kiosks.event_choice import EventChoice
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.kiosks.sheets import RenameSheet
from kiosk.ui.desk.shell.destinations import ToEvents, ToKiosks
from kiosk.ui.widgets.paging import TONE_ROLE
from kiosk.ui.widgets.sheet import Sheet
from tests.services.live.doors import age, report_state
from tests.ui.desk.evening import Seat

TITLE = "Practical Bayesian A/B testing"
OLD = 2 * 86_400
ROLE = Qt.ItemDataRole


def rows(page: KiosksPage) -> list[list[str]]:
    """Returns the texts of the table as a screen reader reads them, both lines of a cell in a row."""
    model = page.table.model
    columns = [each for each in range(model.columnCount()) if not page.table.view.isColumnHidden(each)]
    return [
        [str(model.index(row, column).data(ROLE.AccessibleTextRole)) for column in columns]
        for row in range(model.rowCount())
    ]


def colours(page: KiosksPage) -> dict[str, str | None]:
    """Returns the colour of each cell of the first row, by its column's heading; None for the usual one."""
    model = page.table.model
    return {
        str(model.headerData(column, Qt.Orientation.Horizontal)): None if colour is None else colour.name()
        for column in range(model.columnCount())
        for colour in [model.index(0, column).data(ROLE.ForegroundRole)]
    }


def tones(page: KiosksPage) -> list[Tone]:
    """Returns the tones of the states."""
    model = page.table.model
    return [Tone(model.index(row, 1).data(TONE_ROLE)) for row in range(model.rowCount())]


def test_kiosks_are_online_or_were_seen_a_while_ago(seat: Seat, database_url: str) -> None:
    for name in ("Door A", "Door B"):
        report_presence(seat.world.store, name, seat.world.event.id)
    seat.world.check_in(None, kiosk="Door B")
    age(database_url, "Door A", 125)
    report_state(database_url, "Door A", version=None)
    page = seat.go(ToKiosks(), KiosksPage)
    event = f"{TITLE}, WS001"
    assert rows(page) == [
        ["Door B, just now", "Online", event, "1", "0", "\N{EN DASH}", __version__],
        ["Door A, last heard 2 minutes ago", "Offline", event, "0", "0", "\N{EN DASH}", "\N{EN DASH}"],
    ]
    assert tones(page) == [Tone.GOOD, Tone.QUIET]
    assert page.subtitle.whole_text() == "2 doors today."
    assert not page.trouble.isVisible()


def test_a_kiosk_that_is_cut_off_with_check_ins_stands_first_with_a_next_step(
    seat: Seat, database_url: str
) -> None:
    for name in ("Door A", "Garden entrance"):
        report_presence(seat.world.store, name, seat.world.event.id)
    age(database_url, "Garden entrance", 125)
    oldest = datetime(2026, 11, 26, 16, 10, tzinfo=UTC)
    report_state(database_url, "Garden entrance", waiting=12, oldest_waiting_at=oldest)
    page = seat.go(ToKiosks(), KiosksPage)
    assert [each[0] for each in rows(page)] == [
        "Garden entrance, last heard 2 minutes ago",
        "Door A, just now",
    ]
    assert rows(page)[0][4] == "12, oldest 18:10"
    assert tones(page) == [Tone.BAD, Tone.GOOD]
    assert colours(page)["Waiting"] == LIGHT.bad.ink.lower()
    assert page.subtitle.whole_text() == "2 doors today. 1 is well, 1 needs somebody."
    assert page.trouble.isVisible()
    assert "keeps its 12 check-ins; nothing is lost. Look first" in page.trouble.text()


def test_many_kiosks_that_are_cut_off_are_not_all_explained(seat: Seat, database_url: str) -> None:
    for number in range(5):
        report_presence(seat.world.store, f"Door {number}", seat.world.event.id)
        age(database_url, f"Door {number}", 120)
        report_state(database_url, f"Door {number}", waiting=1)
    page = seat.go(ToKiosks(), KiosksPage)
    assert page.trouble.text().count("nothing is lost") == 3
    assert page.trouble.text().endswith("2 more doors are cut off in the same way.")
    assert page.subtitle.whole_text() == "5 doors today. 5 need somebody."


@pytest.mark.parametrize(
    ("offset_ms", "text", "colour"),
    [
        (300, "0.3 s", None),
        (-5_000, "5.0 s", None),
        (5_001, "5.0 s, slow", LIGHT.wary.ink),
        (-60_000, "1 min 0 s, fast", LIGHT.wary.ink),
        (-252_000, "4 min 12 s, fast", LIGHT.bad.ink),
    ],
)
def test_a_wrong_clock_is_amber_then_red(
    seat: Seat, database_url: str, offset_ms: int, text: str, colour: str | None
) -> None:
    report_presence(seat.world.store, "Door A", seat.world.event.id)
    report_state(database_url, "Door A", clock_offset_ms=offset_ms)
    page = seat.go(ToKiosks(), KiosksPage)
    assert rows(page)[0][5] == text
    assert colours(page)["Clock"] == (None if colour is None else colour.lower())


def test_a_version_before_this_program_is_amber(seat: Seat, database_url: str) -> None:
    report_presence(seat.world.store, "Door A", seat.world.event.id)
    page = seat.go(ToKiosks(), KiosksPage)
    assert colours(page)["Version"] is None
    report_state(database_url, "Door A", version="0.0.9")
    page.refresh()
    seat.settle()
    assert colours(page)["Version"] == LIGHT.wary.ink.lower()


def test_a_kiosk_that_is_too_old_for_the_centre_is_shown_as_such(seat: Seat, database_url: str) -> None:
    report_presence(seat.world.store, "Door A", seat.world.event.id)
    report_state(database_url, "Door A", version="0.0.9", protocol=0)
    page = seat.go(ToKiosks(), KiosksPage)
    assert rows(page)[0][6] == "0.0.9, update needed"
    assert colours(page)["Version"] == LIGHT.bad.ink.lower()


def test_the_camera_has_a_column_while_a_kiosk_reports_one(seat: Seat, database_url: str) -> None:
    for name in ("Door A", "Door B"):
        report_presence(seat.world.store, name, seat.world.event.id)
    page = seat.go(ToKiosks(), KiosksPage)
    assert len(rows(page)[0]) == 7
    report_state(database_url, "Door A", camera="LOST")
    page.refresh()
    seat.settle()
    assert [each[6] for each in rows(page)] == ["no picture", "\N{EN DASH}"]
    assert colours(page)["Camera"] == LIGHT.bad.ink.lower()


def test_kiosks_that_were_not_seen_today_are_named_below_and_forgotten(seat: Seat, database_url: str) -> None:
    for name in ("Door A", "Cloakroom", "Old laptop"):
        report_presence(seat.world.store, name, seat.world.event.id)
    for name in ("Cloakroom", "Old laptop"):
        age(database_url, name, OLD)
    page = seat.go(ToKiosks(), KiosksPage)
    assert [each[0] for each in rows(page)] == ["Door A, just now"]
    assert page.absent.whole_text() == "Not seen today: Cloakroom, Old laptop"
    seat.press(page.forget_them)
    sheet = seat.sheet(Sheet)
    assert len(list_kiosks(seat.world.store)) == 3, "nobody confirmed it"
    seat.press(sheet.main_button)
    assert seat.notice_text() == "2 kiosks were forgotten."
    assert [each.name for each in list_kiosks(seat.world.store)] == ["Door A"]
    assert not page.forget_them.isVisible()


def test_a_kiosk_of_another_day_with_unsent_check_ins_is_still_listed_and_can_be_forgotten(
    seat: Seat, database_url: str
) -> None:
    for name in ("Door A", "Old laptop"):
        report_presence(seat.world.store, name, seat.world.event.id)
    age(database_url, "Old laptop", OLD)
    report_state(database_url, "Old laptop", waiting=3)
    page = seat.go(ToKiosks(), KiosksPage)
    assert rows(page)[0][0] == "Old laptop, last heard 2 days ago"
    assert not page.absent.isVisible()
    page.table.choose(1)
    assert not page.forget_button.isVisible(), "it runs"
    page.table.choose(0)
    seat.press(page.forget_button)
    sheet = seat.sheet(Sheet)
    assert "3 check-ins still wait there" in " ".join(each.text() for each in sheet.findChildren(QLabel))
    seat.press(sheet.main_button)
    assert [each.name for each in list_kiosks(seat.world.store)] == ["Door A"]
    assert seat.notice_text() == "\u2068Old laptop\u2069 was forgotten."


def test_on_a_day_without_kiosks_the_earlier_ones_are_named(seat: Seat, database_url: str) -> None:
    report_presence(seat.world.store, "Cloakroom", seat.world.event.id)
    age(database_url, "Cloakroom", OLD)
    page = seat.go(ToKiosks(), KiosksPage)
    assert page.table.is_empty()
    assert page.absent.whole_text() == "Not seen today: Cloakroom"
    assert page.subtitle.whole_text() == "No door has reported today."


def test_a_kiosk_gets_another_name(seat: Seat) -> None:
    for name in ("DESKTOP-4F2A", "Door B"):
        report_presence(seat.world.store, name, seat.world.event.id)
    page = seat.go(ToKiosks(), KiosksPage)
    assert not page.rename_button.isVisible(), "no kiosk is chosen"
    page.table.choose(0)
    seat.press(page.rename_button)
    sheet = seat.sheet(RenameSheet)
    seat.type(sheet.line, "Door B")
    seat.press(sheet.main_button)
    assert sheet.form.errors() == {"name": "Another kiosk is called Door B already. Choose another name."}
    seat.type(sheet.line, "Atrium")
    seat.press(sheet.main_button)
    assert seat.no_sheet()
    assert rows(page)[0][0] == "Atrium, just now · DESKTOP-4F2A"


def test_a_kiosk_that_starts_appears_without_a_click(seat: Seat) -> None:
    page = seat.go(ToKiosks(), KiosksPage)
    assert page.table.is_empty()
    report_presence(seat.world.store, "Door A", seat.world.event.id)
    seat.desk.qtbot.waitUntil(lambda: len(rows(page)) == 1, timeout=10_000)
    seat.desk.window.go(ToEvents())


def test_a_kiosk_whose_event_was_deleted_is_listed_as_such(seat: Seat) -> None:
    report_presence(seat.world.store, "Door A", seat.world.event.id)
    deletions.delete_event(seat.world.store, "WS001", confirmed="WS001")
    assert rows(seat.go(ToKiosks(), KiosksPage))[0][2:4] == ["No event", "\N{EN DASH}"]


def test_a_kiosk_is_moved_to_another_event_and_back(seat: Seat) -> None:
    seat.world.make_event("WS002", title="Keynote")
    report_presence(seat.world.store, "Door A", seat.world.event.id)
    page = seat.go(ToKiosks(), KiosksPage)
    assert not page.move_button.isVisible(), "no kiosk is chosen"
    page.table.choose(0)
    seat.press(page.move_button)
    sheet = seat.sheet(EventChoice)
    assert [sheet.choice.itemText(number).split(" ·")[0] for number in range(sheet.choice.count())] == [
        "Keynote"
    ]
    seat.press(sheet.main_button)
    assert seat.no_sheet()
    assert "changes to \u2068Keynote\u2069 in a few seconds" in seat.notice_text()
    assert rows(page)[0][2] == f"{TITLE}, moves to Keynote"
    seat.press(page.move_button)
    back = seat.sheet(EventChoice)
    back.choice.setCurrentIndex(back.choice.findText(TITLE, Qt.MatchFlag.MatchStartsWith))
    seat.press(back.main_button)
    assert seat.notice_text() == f"\u2068Door A\u2069 stays at \u2068{TITLE}\u2069."
    assert rows(page)[0][2] == f"{TITLE}, WS001"
