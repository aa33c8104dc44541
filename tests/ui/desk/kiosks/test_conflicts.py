"""The conflicts below the kiosks: passes that two doors let in, and events with too many people."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.kiosks import KioskForgotten
from kiosk.services.live.kiosks import list_kiosks, rename_kiosk, report_presence
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.shell.destinations import ToEvents, ToKiosks
from kiosk.ui.widgets.parts import ElidedLabel
from tests.services.live.doors import Doors
from tests.ui.desk.evening import Seat, has_focus

TITLE = "Practical Bayesian A/B testing"


def texts(within: QWidget) -> list[str]:
    """Returns the texts that a part of the page shows."""
    found = [each for each in within.findChildren(ElidedLabel) if each.isVisible()]
    return [each.whole_text() for each in found if each.whole_text()]


@pytest.fixture
def doors(seat: Seat, database_url: str) -> Doors:
    """Returns the venue of Olga's desk."""
    return Doors(seat.world, database_url)


def test_a_pass_that_two_doors_let_in_is_shown_with_both_and_settled_with_one_click(
    seat: Seat, doors: Doors
) -> None:
    report_presence(seat.world.store, "Door B", seat.world.event.id)
    rename_kiosk(seat.world.store, list_kiosks(seat.world.store)[0].id, "Stage door")
    doors.let_in_twice("Łukasz Żak", later=timedelta(minutes=4, seconds=25))
    page = seat.go(ToKiosks(), KiosksPage)
    section = page.double_entries
    assert section.heading.text() == "1 pass used at two doors while they were cut off"
    assert texts(section.card) == [
        *("Guest", "One door", "Another door"),
        *("Łukasz Żak", TITLE),
        *("18:24:00 · Door A", "counts"),
        *("18:28:25 · Stage door", "4 min 25 s later, does not count"),
    ]
    (done,) = section.buttons()
    assert done.accessibleName() == "\u2068Łukasz Żak\u2069: one person, done"
    seat.press(done)
    assert not section.isVisible()
    assert doors.entries() == ()
    assert seat.notice_text() == "\u2068Łukasz Żak\u2069 is one person. This is done."


def test_double_entries_are_settled_one_after_the_other_from_the_keyboard(seat: Seat, doors: Doors) -> None:
    for minutes, name in enumerate(("Ana", "Bo", "Carla")):
        doors.let_in_twice(name, later=timedelta(minutes=minutes))
    page = seat.go(ToKiosks(), KiosksPage)
    seat.press(page.double_entries.buttons()[1])
    assert [each.name for each in doors.entries()] == ["Carla", "Ana"]
    assert has_focus(page.double_entries.buttons()[1])
    assert page.double_entries.heading.text() == "2 passes used at two doors while they were cut off"


def test_a_double_entry_that_cannot_be_settled_keeps_its_button(
    seat: Seat, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors.let_in_twice()
    page = seat.go(ToKiosks(), KiosksPage)

    def refuse(*_arguments: object) -> None:
        raise Refused(KioskForgotten())

    monkeypatch.setattr("kiosk.ui.desk.kiosks.page.settle_double_entry", refuse)
    (done,) = page.double_entries.buttons()
    seat.press(done)
    assert seat.notice_text()
    assert [each.isEnabled() for each in page.double_entries.buttons()] == [True]


def test_a_double_entry_appears_without_a_click(seat: Seat, doors: Doors) -> None:
    page = seat.go(ToKiosks(), KiosksPage)
    doors.let_in_twice()
    seat.desk.qtbot.waitUntil(page.double_entries.isVisible, timeout=10_000)
    seat.desk.window.go(ToEvents())


def test_an_overbooked_event_is_shown_with_its_numbers_and_opened(seat: Seat, doors: Doors) -> None:
    full = seat.world.make_event("FULL", title="Full house", capacity=3)
    for kiosk in ("Door A", "Door A", "Door B"):
        seat.world.check_in(None, event=full, kiosk=kiosk)
    page = seat.go(ToKiosks(), KiosksPage)
    assert not page.overbooked.isVisible()
    doors.set_capacity(full, 1)
    page.refresh()
    seat.settle()
    assert page.overbooked.heading.text() == "1 event has more people in than places"
    assert texts(page.overbooked.card) == ["Full house", "FULL", "3 in, 1 place: 2 too many"]
    seat.press(page.overbooked.buttons()[0])
    assert seat.shown_event_id() == full.id
