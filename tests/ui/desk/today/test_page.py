"""Today's events at the desk: opened and closed with one press, and an empty day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from kiosk.domain.event import EventState
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.events import deletions, edits, events
from kiosk.ui.desk.events.event_form import EventForm
from kiosk.ui.desk.shell import kiosk_launch as showing
from kiosk.ui.desk.shell.destinations import ToToday
from kiosk.ui.desk.today import page as today_page
from kiosk.ui.desk.today.page import TodayPage
from kiosk.ui.widgets.parts import EmptyState
from kiosk.ui.widgets.sheet import Sheet
from tests.services.world import NOW
from tests.storage_faults import no_answer
from tests.ui.desk.evening import Seat, has_focus


def button(page: TodayPage, name: str) -> QPushButton:
    """Returns the button with this name."""
    found = [
        each for each in page.findChildren(QPushButton) if each.accessibleName() == name and each.isVisible()
    ]
    assert len(found) == 1, [each.accessibleName() for each in page.findChildren(QPushButton)]
    return found[0]


def test_todays_events_are_shown_with_their_counts_and_the_next_below(seat: Seat) -> None:
    seat.world.check_in("ws001")
    edits.edit_event(seat.world.store, seat.world.event, replace(seat.world.event, capacity=160))
    seat.world.make_event("NEXT", title="Tomorrow", start_at=NOW + timedelta(days=1))
    page = seat.go(ToToday(), TodayPage)
    (card,) = page.cards.values()
    assert card.title.whole_text() == "Practical Bayesian A/B testing"
    assert "Thu 26 Nov 18:30" in card.when.whole_text()
    assert card.came.text() == "1 / 160"
    assert card.pill.accessibleName() == "Open"
    assert button(page, "Show Tomorrow").isEnabled()


def test_an_event_is_closed_and_opened_with_one_press_each_and_undone(seat: Seat) -> None:
    page = seat.go(ToToday(), TodayPage)
    title = "Practical Bayesian A/B testing"
    seat.press(button(page, f"Close check-in of {title}"))
    assert event_with_code(seat.world.store, "WS001").state is EventState.CLOSED
    (card,) = page.cards.values()
    assert card.pill.accessibleName() == "Closed"
    assert has_focus(card.turn_button)  # the focus stays on the button
    seat.press(button(page, f"Open check-in of {title}"))
    assert event_with_code(seat.world.store, "WS001").state is EventState.OPEN
    undo = next(each for each in seat.desk.window.findChildren(QPushButton) if each.text() == "Undo")
    seat.press(undo)
    assert event_with_code(seat.world.store, "WS001").state is EventState.CLOSED


def test_the_event_is_one_press_away(seat: Seat) -> None:
    page = seat.go(ToToday(), TodayPage)
    seat.press(button(page, "Show event Practical Bayesian A/B testing"))
    assert seat.shown_event_id() == seat.world.event.id


def test_a_change_elsewhere_is_shown_by_itself(seat: Seat) -> None:
    page = seat.go(ToToday(), TodayPage)
    seat.world.check_in("ws001")
    (card,) = page.cards.values()
    seat.desk.qtbot.waitUntil(lambda: card.came.text() == "1", timeout=10_000)
    seat.world.make_event("NEW", title="Made elsewhere")
    seat.desk.qtbot.waitUntil(lambda: len(page.cards) == 2, timeout=10_000)


def test_on_a_day_without_events_the_page_shows_what_to_do(seat: Seat) -> None:
    deletions.delete_event(seat.world.store, "WS001", confirmed="WS001")
    page = seat.go(ToToday(), TodayPage)
    assert [each.sentence() for each in page.findChildren(EmptyState) if each.isVisible()] == [
        "Make an event, and its door can open."
    ]
    seat.press(page.new_button)
    form = seat.sheet(Sheet).findChild(EventForm)
    assert isinstance(form, EventForm)
    seat.type(form.title, "First")
    seat.press(seat.sheet(Sheet).main_button)
    assert [card.title.whole_text() for card in page.cards.values()] == ["First"]
    assert "Made First with the code" in seat.notice_text()
    deletions.delete_group(seat.world.store, "Autumn series", confirmed="Autumn series")
    page.refresh()
    seat.settle()
    assert page.cards == {}
    assert [each for each in page.findChildren(EmptyState) if each.isVisible()]


def test_show_kiosk_starts_the_kiosk_of_that_event(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    class Kiosk:
        def __init__(self, _settings: object, code: str) -> None:
            started.append(code)
            raise OSError(2, "No such file or directory")

    monkeypatch.setattr(showing, "KioskProcess", Kiosk)
    page = seat.go(ToToday(), TodayPage)
    seat.press(button(page, "Show kiosk of Practical Bayesian A/B testing"))
    assert started == ["WS001"]
    assert seat.notice_text() == "The kiosk could not be started: No such file or directory."


def test_a_database_without_an_answer_is_reported_and_queried_again(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_more: object) -> object:
        raise no_answer()

    monkeypatch.setattr(today_page, "view_today", fail)
    page = seat.go(ToToday(), TodayPage)
    assert [each.sentence() for each in page.findChildren(EmptyState) if each.isVisible()] == [
        "The database did not answer in time."
    ]
    monkeypatch.undo()
    seat.press(button(page, "Try again"))
    assert len(page.cards) == 1


def test_a_full_day_shows_the_first_events_and_the_number_of_others(seat: Seat) -> None:
    for number in range(33):
        seat.world.make_event(f"N{number}", start_at=NOW + timedelta(minutes=6 + number))
    page = seat.go(ToToday(), TodayPage)
    assert len(page.cards) == 30
    seat.press(button(page, "4 more today: all events"))
    assert seat.desk.window.page() is not page
    assert len(events.list_events(seat.world.store)) == 34
