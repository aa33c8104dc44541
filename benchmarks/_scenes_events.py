"""Pictures of Today, Events, Groups, Reports and Settings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from benchmarks._stage import Scene, Stage
from kiosk.domain.check_in.scan import Method, Scan
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.event import EventState
from kiosk.domain.faults.storage import ServerTrouble, StorageFault
from kiosk.services.check_in.check_in import CheckInPoint, check_in
from kiosk.services.conflicts import EditConflict
from kiosk.services.events.edits import edit_event
from kiosk.services.events.events import NewEvent, create_event, list_events, set_event_state
from kiosk.ui.desk.events.conflict_sheet import ConflictSheet
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.events.series_sheet import SeriesSheet
from kiosk.ui.desk.reports.page import ReportsPage
from kiosk.ui.desk.shell.destinations import (
    Destination,
    ToEvents,
    ToGroups,
    ToReports,
    ToSettings,
    ToToday,
)
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.form import Form

_HOUR = timedelta(hours=1)


def page(stage: Stage, destination: Destination) -> Page:
    """Returns the page of a destination, once it has read everything."""
    stage.go(destination)
    found = stage.window.page()
    if found is None:
        raise AssertionError("no page is shown")
    return found


def check_ins(stage: Stage, code: str, number: int) -> None:
    """Checks people in to an event."""
    event = next(each for each in list_events(stage.store) if each.code == code)
    for _ in range(number):
        scan = Scan(id=uuid4(), method=Method.BUTTON, text=None, scanned_at=stage.now)
        check_in(stage.store, CheckInPoint(event.id, "Door A"), scan)


def busy_day(stage: Stage) -> None:
    """Adds several events on one day, one with a long name."""
    check_ins(stage, "WS001", 14)
    for number, (title, hours) in enumerate(
        (("Maria del Carmen " * 15, 3), ("ورشة عمل Python للمبتدئين", -6), ("Late lab", 4))
    ):
        new = NewEvent(
            group="Workshops",
            title=title[:255].strip(),
            start_at=stage.now + hours * _HOUR,
            duration=_HOUR,
            code=f"T{number}",
        )
        create_event(stage.store, new)
    set_event_state(stage.store, "T2", EventState.CLOSED)


def today(stage: Stage) -> None:
    """Shows Today with events."""
    busy_day(stage)
    stage.go(ToToday())


def events(stage: Stage) -> None:
    """Shows the list with one event selected."""
    busy_day(stage)
    found = events_page(stage)
    found.when.setCurrentIndex(2)  # all dates
    stage.settle()
    found.table.choose(2)
    found.table.setFocus()


def events_page(stage: Stage) -> EventsPage:
    """Returns the page of events."""
    found = page(stage, ToEvents())
    if not isinstance(found, EventsPage):
        raise TypeError("the page of events is another")
    return found


def nothing_found(stage: Stage) -> None:
    """Shows a search without results."""
    events_page(stage).search.setText("zebra")


def unreadable(stage: Stage) -> None:
    """Shows a list that cannot be read."""

    def fail(*_arguments: object) -> object:
        raise StorageUnavailable(StorageFault(ServerTrouble.UNREACHABLE, "PostgreSQL kiosk on db.example"))

    events_page(stage).table.read(fail)  # type: ignore[arg-type] # it never returns a page


def new_event(stage: Stage) -> None:
    """Shows the form of a new event."""
    events_page(stage).make_event()


def wrong_event(stage: Stage) -> None:
    """Shows the same form with errors beside the fields."""
    new_event(stage)
    stage.settle()
    form = stage.picture().findChild(Form)
    if form is None:
        raise AssertionError("there is no form")
    form.show_errors(
        {
            "title": "The event's title cannot be blank.",
            "code": "The code WS001 is taken by 'Practical Bayesian A/B testing'. Choose another.",
        }
    )


def repeating(stage: Stage) -> None:
    """Shows a series before it is created."""
    found = events_page(stage)
    event = next(each for each in list_events(stage.store) if each.code == "WS001")
    sheet = SeriesSheet(found, stage.context, event, lambda _series: None)
    next(iter(sheet.days.values())).setChecked(True)
    sheet.open()


def deleting(stage: Stage) -> None:
    """Shows the question before an event is deleted."""
    check_ins(stage, "WS001", 14)
    found = events_page(stage)
    found.table.choose(0)
    found.delete_button.click()


def conflict(stage: Stage) -> None:
    """Shows the conflict of two organizers who changed one event."""
    found = events_page(stage)
    seen = next(each for each in list_events(stage.store) if each.code == "WS001")
    edit_event(stage.store, seen, replace(seen, title="Bayes for the impatient", capacity=80))
    wanted = replace(seen, title="Practical Bayesian A/B testing, part one", capacity=120)
    edited = edit_event(stage.store, seen, wanted)
    if isinstance(edited, EditConflict):
        ConflictSheet(found, stage.context, edited, lambda _event: None).open()


def groups(stage: Stage) -> None:
    """Shows the groups."""
    page(stage, ToGroups())


def reports(stage: Stage) -> None:
    """Shows an event before its export."""
    check_ins(stage, "WS001", 14)
    found = page(stage, ToReports())
    if isinstance(found, ReportsPage):
        found.events.choose(1)


def nobody(stage: Stage) -> None:
    """Shows a participant that does not exist."""
    found = page(stage, ToReports())
    if isinstance(found, ReportsPage):
        found.kinds.buttons()[-1].setChecked(True)
        found.email.setText("nobody@example.org")
        found.export()


def settings(stage: Stage) -> None:
    """Shows all options."""
    page(stage, ToSettings())


def go(destination: Destination) -> Callable[[Stage], None]:
    """Returns an act that only opens a page."""
    return lambda stage: stage.go(destination)


SCENES = (
    Scene("today", today),
    Scene("today-empty", go(ToToday()), is_filled=False),
    Scene("events", events),
    Scene("events-empty", go(ToEvents()), is_filled=False),
    Scene("events-nothing-found", nothing_found),
    Scene("events-unreadable", unreadable),
    Scene("events-new", new_event),
    Scene("events-wrong", wrong_event),
    Scene("events-repeat", repeating),
    Scene("events-delete", deleting),
    Scene("events-conflict", conflict),
    Scene("groups", groups),
    Scene("groups-empty", go(ToGroups()), is_filled=False),
    Scene("reports", reports),
    Scene("reports-nobody", nobody),
    Scene("reports-empty", go(ToReports()), is_filled=False),
    Scene("settings", settings),
)
