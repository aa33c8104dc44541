"""Starts beyond every calendar, stored by another program: the pages show these events like all others."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate, QTime

from kiosk.services.check_in.event_door import event_with_code
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.events.series_sheet import SeriesSheet
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell.destinations import ToEvent, ToEvents, ToToday
from kiosk.ui.desk.today.page import TodayPage
from kiosk.ui.widgets.sheet import Sheet
from tests.services.world import World
from tests.storage.raw import foreign_program, is_sqlite, run
from tests.ui.desk.evening import OpenDesk, Seat, olga
from tests.ui.desk.event_pages import form_of

ON_POSTGRESQL = ("infinity", "-infinity", "20000-01-01 12:00+00", "4000-01-01 BC", "9999-12-31 23:59+00")
ON_SQLITE = ("9999-12-31 23:59:59.999999", "0001-01-01 00:00:00.000000")


@pytest.fixture
def world(world: World, database_url: str) -> World:
    """Builds a world with tonight's event and others at impossible times."""
    with foreign_program(database_url) as connection:
        for number, start in enumerate(ON_SQLITE if is_sqlite(connection) else ON_POSTGRESQL):
            world.make_event(f"FAR{number}", title="Far off")
            sql = "UPDATE events SET start_time = :start WHERE code_text = :code"
            run(connection, sql, start=start, code=f"FAR{number}")
    return world


@pytest.fixture
def seat(world: World, open_desk: OpenDesk) -> Seat:
    organizer = olga(world)
    store = world.store.acting_for(organizer)
    return Seat(open_desk(store, organizer, routes=ROUTES, clock=lambda: world.now), world)


def codes(page: EventsPage) -> set[str]:
    return {line.event.code for line in page.table.model.rows()}


def test_today_and_the_list_of_events_show_the_other_events(seat: Seat) -> None:
    assert seat.world.event.id in seat.go(ToToday(), TodayPage).cards
    page = seat.go(ToEvents(), EventsPage)
    upcoming = codes(page)
    assert {"WS001", "FAR0"} <= upcoming
    page.when.setCurrentText("Past")
    seat.settle()
    past = codes(page)
    assert "FAR1" in past
    page.when.setCurrentText("All dates")
    seat.settle()
    assert codes(page) == upcoming | past
    assert seat.notice_text() == ""


@pytest.mark.parametrize("code", ["FAR0", "FAR1"])
def test_an_event_far_away_is_viewed_and_corrected(seat: Seat, code: str) -> None:
    page = seat.go(ToEvents(), EventsPage)
    page.when.setCurrentText("All dates")
    seat.settle()
    lines = list(page.table.model.rows())
    number = [line.event.code for line in lines].index(code)
    event = lines[number].event
    assert seat.go(ToEvent(event.id), LivePage).title.text() == "Far off"
    page = seat.go(ToEvents(), EventsPage)
    page.table.choose(number)
    seat.press(page.repeat_button)
    series = seat.sheet(SeriesSheet)
    assert "2000 to 2999" in " ".join(series.form.errors().values())
    series.close()
    seat.press(page.edit_button)
    sheet = seat.sheet(Sheet)
    form = form_of(sheet)
    form.start.day.setDate(QDate(2026, 12, 24))
    form.start.clock.setTime(QTime(18, 30))
    seat.press(sheet.main_button)
    assert seat.no_sheet(), form.errors()
    repaired = event_with_code(seat.world.store, code)
    assert repaired.start_at == datetime(2026, 12, 24, 16, 30, tzinfo=UTC)
