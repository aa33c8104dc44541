"""The live page on a real database: its figures, lists, searches and buttons."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTabBar, QTableView, QWidget
from sqlalchemy import Connection

from kiosk.domain.check_in.live import Curve
from kiosk.domain.event import EventState
from kiosk.services.events.deletions import delete_event
from kiosk.services.events.events import set_event_state
from kiosk.services.live.kiosks import report_presence
from kiosk.services.people.guest_lists import add_guest
from kiosk.ui.desk.live.chart import ArrivalsChart
from kiosk.ui.desk.live.lists_card import MISSING, REFUSED
from kiosk.ui.desk.reports import export as exporting
from kiosk.ui.desk.shell import kiosk_launch as showing
from kiosk.ui.desk.shell.destinations import ToEvent, ToGuestList, ToPerson
from kiosk.ui.widgets.style import colours_of
from kiosk.wording.language.safe_text import as_tooltip, plain
from tests.services.world import World
from tests.storage.raw import ask, foreign_program, is_sqlite, run
from tests.ui.desk.live.conftest import Elsewhere, OpenLive


def test_the_page_shows_the_event_and_its_figures(world: World, open_live: OpenLive) -> None:
    world.check_in(world.make_holder())
    world.check_in(None)
    world.check_in("junk")
    live = open_live()
    assert live.page.title.whole_text() == "Practical Bayesian A/B testing"
    subtitle = live.page.subtitle.whole_text()
    assert subtitle == "Autumn series · code WS001 · Thu 26 Nov 18:30 – 20:30"  # noqa: RUF001 -- a dash of times
    assert live.page.pill.accessibleName() == "Open"
    assert live.figures() == {
        "Checked in": "2",
        "Registered": "1",
        "Walk-ins": "1",
        "Refused": "1",
        "Kiosks online": "None",
    }
    assert sorted(live.names()) == ["Ana Ionescu", "Walk-in"]
    assert [live.card.tabs.tabText(tab) for tab in range(3)] == ["Arrived  2", "Missing", "Refused  1"]
    assert live.focus() is live.card.search


def test_a_guest_list_gives_the_number_of_expected_people(world: World, open_live: OpenLive) -> None:
    event = world.make_event("LIST", has_guest_list=True)
    world.check_in(world.make_holder(), event=event)
    add_guest(world.store, "LIST", "ana@example.org")
    live = open_live(event)
    assert live.figures()["Registered"] == "0 / 1"


def test_before_the_first_arrival_the_page_shows_what_to_do(open_live: OpenLive) -> None:
    live = open_live()
    assert live.card.arrivals.is_empty()
    assert live.page.chart.accessibleName() == "Arrivals: nobody yet."
    assert not live.card.undo_button.isEnabled()


def test_arrivals_are_searched_while_typing(world: World, open_live: OpenLive) -> None:
    for name in ("Ștefan Țepeș", "Ana Ionescu"):
        world.check_in(world.make_holder(name, f"{name[-3:].encode().hex()}@example.org"))
    world.check_in(None)
    live = open_live()
    live.desk.qtbot.keyClicks(live.card.search, "tepes")
    live.wait_for("Ștefan Țepeș")
    live.card.search.setText("nobody")
    live.wait(live.card.arrivals.is_empty)
    live.card.search.clear()
    live.wait(lambda: len(live.names()) == 3)


def test_the_missing_are_listed_and_checked_in(world: World, open_live: OpenLive) -> None:
    event = world.make_event("LIST", has_guest_list=True)
    for name in ("Ana", "Bo"):
        world.make_holder(name, f"{name}@example.org")
        add_guest(world.store, "LIST", f"{name}@example.org")
    live = open_live(event)
    live.card.tabs.setCurrentIndex(MISSING)
    live.settle()
    missing = live.card.missing
    assert [each.name for each in missing.model.rows()] == ["Ana", "Bo"]
    missing.choose(1)
    live.desk.qtbot.keyClick(missing.view, Qt.Key.Key_Return)
    live.wait(lambda: [each.name for each in missing.model.rows()] == ["Ana"])
    live.wait(lambda: live.figures()["Registered"] == "1 / 2")
    assert plain(live.notice()) == "Bo is checked in."
    assert world.rows(event) == [("Bo", "MANUAL", "Desk")]


def test_the_refused_are_listed_with_the_reason(world: World, open_live: OpenLive) -> None:
    event = world.make_event("SMALL", capacity=1)
    token = world.make_holder()
    world.check_in(None, event=event)
    world.check_in(token, event=event)
    live = open_live(event)
    live.card.tabs.setCurrentIndex(REFUSED)
    live.settle()
    model = live.card.refusals.model
    assert [model.index(0, column).data() for column in range(4)] == [
        "Every place was taken",
        "Ana Ionescu",
        "18:24:00",
        "Door A",
    ]
    assert not live.card.search.isVisible()


def test_an_event_is_closed_with_one_click_and_reopened_by_undo(world: World, open_live: OpenLive) -> None:
    live = open_live()
    assert live.page.state_button.text() == "&Close event"
    live.page.state_button.click()
    live.wait(lambda: live.page.pill.accessibleName() == "Closed")
    assert live.page.state_button.text() == "&Open event"
    assert not world.check_in(None).is_checked_in
    undo = next(
        each for each in live.desk.window.notice.findChildren(QAbstractButton) if each.text() == "Undo"
    )
    undo.click()
    live.wait(lambda: live.page.pill.accessibleName() == "Open")
    assert world.check_in(None).is_checked_in


def test_the_state_of_the_event_follows_the_clock(world: World, open_live: OpenLive) -> None:
    world.now = world.event.opens_at - timedelta(minutes=1)
    live = open_live()
    assert live.page.pill.accessibleName() == "Opens 18:00"
    world.now = world.event.ends_at
    live.page.refresh()
    live.wait(lambda: live.page.pill.accessibleName() == "Over")


def test_an_event_that_is_deleted_while_it_is_shown_leads_back(world: World, open_live: OpenLive) -> None:
    live = open_live()
    delete_event(world.store, "WS001", confirmed="WS001")
    live.wait(lambda: not live.page.state_button.isVisible())
    back = next(each for each in live.page.findChildren(QAbstractButton) if each.text() == "Events")
    assert back.isVisible()
    back.click()
    assert isinstance(live.desk.window.page(), Elsewhere)


def test_an_unknown_event_is_shown_as_gone(open_live: OpenLive) -> None:
    live = open_live()
    live.desk.window.go(ToEvent(uuid4()))
    live.wait(lambda: live.page.title.whole_text() == "Event")
    live.desk.window.go(ToEvent(live.world.event.id))
    live.wait(lambda: live.page.title.whole_text() == live.world.event.title)
    assert live.page.state_button.isVisible()


def test_another_event_begins_with_its_own_list_and_no_search(world: World, open_live: OpenLive) -> None:
    other = world.make_event("OTHER", title="The other one")
    world.check_in(world.make_holder(), event=other)
    world.check_in(None)
    live = open_live()
    live.card.search.setText("nobody")
    live.card.tabs.setCurrentIndex(REFUSED)
    live.settle()
    live.desk.window.go(ToEvent(other.id))
    live.wait_for("Ana Ionescu")
    assert (live.card.search.text(), live.card.tabs.currentIndex()) == ("", 0)


def test_enter_on_a_person_goes_to_their_page(world: World, open_live: OpenLive) -> None:
    world.check_in(world.make_holder())
    live = open_live()
    row = live.choose("Ana Ionescu")
    assert row.participant_id is not None
    live.desk.qtbot.keyClick(live.card.arrivals.view, Qt.Key.Key_Return)
    page = live.desk.window.page()
    assert isinstance(page, Elsewhere)
    assert page.destinations == [ToPerson(row.participant_id)]


def test_an_empty_guest_list_leads_to_it(world: World, open_live: OpenLive) -> None:
    event = world.make_event("LIST", has_guest_list=True)
    live = open_live(event)
    live.card.tabs.setCurrentIndex(MISSING)
    live.wait(live.card.missing.is_empty)
    button = next(each for each in live.card.findChildren(QAbstractButton) if each.text() == "Guest list…")
    button.click()
    page = live.desk.window.page()
    assert isinstance(page, Elsewhere)
    assert page.destinations == [ToGuestList(event)]


def test_the_event_is_exported_from_its_page(
    world: World, open_live: OpenLive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    world.check_in(world.make_holder())
    live = open_live()
    path = tmp_path / "who.csv"
    monkeypatch.setattr(exporting, "choose_file", lambda *_: path)  # the system's own dialog
    menu = live.page.export_button.menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if "csv" in each.text()).trigger()
    live.wait(path.exists)
    live.settle()
    assert "Ana Ionescu" in path.read_text(encoding="utf-8-sig")


def test_the_kiosk_of_this_event_is_shown(open_live: OpenLive, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    class Kiosk:
        def __init__(self, _settings: object, code: str) -> None:
            started.append(code)
            raise OSError(2, "No such file or directory")

    monkeypatch.setattr(showing, "KioskProcess", Kiosk)
    live = open_live()
    live.page.kiosk_button.click()
    assert started == ["WS001"]
    assert live.notice() == "The kiosk could not be started: No such file or directory."


def test_kiosks_at_this_event_are_counted(world: World, open_live: OpenLive, database_url: str) -> None:
    other = world.make_event("OTHER")
    for name, event in (("Door A", world.event), ("Door B", world.event), ("Hall 2", other)):
        report_presence(world.store, name, event.id)
    long_ago = "2026-01-01 00:00:00.000000"
    with foreign_program(database_url) as database:
        run(database, "UPDATE kiosks SET seen_at = :at WHERE name = 'Door B'", at=minutes_ago(database, 5))
        live = open_live()
        assert live.figures()["Kiosks online"] == "1 of 2"
        run(database, f"UPDATE kiosks SET seen_at = '{long_ago}' WHERE name = 'Door B'")  # noqa: S608 -- as above
        live.page.refresh()
        live.wait(lambda: live.figures()["Kiosks online"] == "1 of 1")


def minutes_ago(database: Connection, minutes: int) -> object:
    """Returns an instant by the database's clock, in its stored form."""
    if is_sqlite(database):
        return ask(database, f"SELECT strftime('%Y-%m-%d %H:%M:%f000', 'now', '-{minutes} minutes')")
    return ask(database, f"SELECT now() - interval '{minutes} minutes'")


def test_every_control_has_a_name_and_is_reached_by_keys(world: World, open_live: OpenLive) -> None:
    world.check_in(None)
    live = open_live()
    live.choose("Walk-in")
    controls = [
        each
        for each in live.page.findChildren(QWidget)
        if isinstance(each, QAbstractButton | QLineEdit | QTableView | QTabBar)
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [each for each in controls if not each.accessibleName()] == []
    reached: set[QWidget | None] = set()
    for _ in range(3 * len(controls)):
        reached.add(live.focus())
        live.desk.qtbot.keyClick(live.focus(), Qt.Key.Key_Tab)
    assert reached >= set(controls)


def test_ctrl_f_goes_to_the_search_and_enter_to_the_list(world: World, open_live: OpenLive) -> None:
    world.check_in(None)
    live = open_live()
    live.card.tabs.setFocus()
    live.desk.qtbot.keyClick(live.desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert live.focus() is live.card.search
    live.desk.qtbot.keyClick(live.card.search, Qt.Key.Key_Return)
    assert live.focus() is live.card.arrivals.view
    assert len(live.card.arrivals.chosen_rows()) == 1


def test_a_title_of_255_letters_leaves_the_buttons_in_the_window(world: World, open_live: OpenLive) -> None:
    event = world.make_event("LONG", title="Łódź " * 51)
    live = open_live(event)
    live.desk.window.resize(1024, 600)
    live.settle()
    button = live.page.state_button
    assert button.mapTo(live.desk.window, button.rect().bottomRight()).x() < 1024
    assert live.page.title.toolTip() == as_tooltip(live.page.title.whole_text())


def test_the_chart_describes_each_bar_and_paints_it(world: World, open_live: OpenLive) -> None:
    live = open_live()
    chart = ArrivalsChart(live.desk.context.settings.zone)
    live.desk.qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.show_curve(Curve(world.now - timedelta(minutes=4), timedelta(minutes=5), (2, 0, 8)))
    accent = colours_of(chart).accent.lower()
    middle = chart.width() // 2
    painted = [chart.grab().toImage().pixelColor(middle + way * 48, 170).name() for way in (-1, 0, 1)]
    assert [colour == accent for colour in painted] == [True, False, True]
    assert chart.tooltip_at(middle + 48) == "18:30 – 18:35: 8"  # noqa: RUF001 -- a dash of times
    assert chart.tooltip_at(0) == ""
    assert chart.accessibleName() == "Arrivals per 5 minutes: 10 in all, most from 18:30: 8."
    midnight = world.now.replace(hour=22, minute=0)  # in Bucharest
    chart.show_curve(Curve(midnight, timedelta(days=1), (2, 0, 8)))
    assert chart.tooltip_at(middle + 48) == "Sun 29 Nov – Mon 30 Nov: 8"  # noqa: RUF001 -- as above
    assert chart.accessibleName() == "Arrivals per day: 10 in all, most from Sun 29 Nov: 8."


@pytest.mark.parametrize("state", list(EventState))
def test_the_switch_names_its_action(world: World, open_live: OpenLive, state: EventState) -> None:
    set_event_state(world.store, "WS001", state)
    live = open_live()
    expected = "Close event" if state is EventState.OPEN else "Open event"
    assert live.page.state_button.accessibleName() == expected
