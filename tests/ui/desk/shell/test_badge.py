"""The badge in the sidebar: what needs a person, whichever page is shown."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from kiosk.services.live.double_entries import settle_double_entry
from kiosk.services.live.kiosks import report_presence
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.shell import badge
from kiosk.ui.desk.shell.destinations import ToEvents, ToKiosks
from tests.services.live.doors import Doors, age, report_state
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, olga, seat_at


@pytest.fixture
def doors(world: World, database_url: str) -> Doors:
    return Doors(world, database_url)


def kiosks_button(seat: Seat) -> QPushButton:
    """Returns the sidebar's button of the page of kiosks."""
    (found,) = [each for each in seat.desk.window.findChildren(QPushButton) if each.text() == "Kiosks"]
    return found


def number(seat: Seat) -> str:
    """Returns the number of the badge, or "" while it is hidden."""
    (label,) = kiosks_button(seat).findChildren(QLabel)
    return "" if label.isHidden() else label.text()


def test_the_badge_counts_conflicts_and_kiosks_that_are_cut_off(
    doors: Doors, world: World, open_desk: OpenDesk
) -> None:
    doors.let_in_twice()
    for name in ("Door A", "Door B"):
        report_presence(world.store, name, world.event.id)
    age(doors.url, "Door A", 120)
    report_state(doors.url, "Door A", waiting=4)
    seat = seat_at(open_desk, world, olga(world))
    seat.settle()
    assert number(seat) == "2"
    assert kiosks_button(seat).accessibleName() == "Kiosks: 2 things need somebody"


def test_without_trouble_there_is_no_badge(seat: Seat) -> None:
    seat.settle()
    assert number(seat) == ""
    assert kiosks_button(seat).accessibleName() == "Kiosks"


def test_the_badge_goes_as_soon_as_the_last_conflict_is_settled(
    doors: Doors, world: World, open_desk: OpenDesk
) -> None:
    doors.let_in_twice()
    seat = seat_at(open_desk, world, olga(world))
    page = seat.go(ToKiosks(), KiosksPage)
    assert number(seat) == "1"
    seat.press(page.double_entries.buttons()[0])
    assert number(seat) == ""


def test_the_badge_is_counted_again_when_another_page_is_opened(
    doors: Doors, world: World, open_desk: OpenDesk
) -> None:
    seat = seat_at(open_desk, world, olga(world))
    seat.settle()
    doors.let_in_twice()
    seat.go(ToKiosks(), KiosksPage)
    assert number(seat) == "1"


def test_a_conflict_that_arises_elsewhere_is_counted_while_another_page_is_shown(
    doors: Doors, world: World, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badge, "COUNT_MILLISECONDS", 50)
    seat = seat_at(open_desk, world, olga(world))
    seat.desk.window.go(ToEvents())
    assert number(seat) == ""
    doors.let_in_twice()
    seat.desk.qtbot.waitUntil(lambda: number(seat) == "1", timeout=10_000)
    (entry,) = doors.entries()
    settle_double_entry(world.store, entry.scan_id)
    seat.desk.qtbot.waitUntil(lambda: number(seat) == "", timeout=10_000)
