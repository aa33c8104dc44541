"""Each page of the desk shows changes by others within two seconds, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import closing
from copy import copy
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QApplication

from kiosk.domain.event import EventField, EventState
from kiosk.domain.people.person import Role
from kiosk.services.conflicts import EditConflict
from kiosk.services.events import events
from kiosk.services.events.groups import edit_group, view_group
from kiosk.services.live.kiosks import report_presence
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.people.edits import edit_person
from kiosk.services.people.search import find_people
from kiosk.storage.store import Store
from kiosk.ui.desk.audit.page import ChangesPage
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.groups.page import GroupsPage
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.organizers.page import OrganizersPage
from kiosk.ui.desk.people.guest_list import GuestListPage
from kiosk.ui.desk.people.page import PeoplePage
from kiosk.ui.desk.people.person_page import PersonPage
from kiosk.ui.desk.shell.destinations import (
    Destination,
    ToChanges,
    ToEvents,
    ToGroups,
    ToGuestList,
    ToKiosks,
    ToOrganizers,
    ToPeople,
    ToPerson,
    ToSettings,
    ToToday,
)
from kiosk.ui.desk.shell.page import Page, RoutedPage
from kiosk.ui.desk.today.page import TodayPage
from tests.services.world import World
from tests.ui.desk.evening import OpenDesk, Seat, olga, seat_at
from tests.waiting import until

STALE_SECONDS = 2
ROWS = 60
FAR_ROWS = 320


@pytest.fixture
def elsewhere(world: World, database_url: str) -> Iterator[World]:
    """Opens the same organisation through another store, like another desk, a door or a terminal."""
    there = copy(world)
    with closing(Store.open(database_url)) as there.store:
        yield there


@dataclass(frozen=True)
class Change:
    """A change made elsewhere, and the destination at this desk that shows it."""

    page: Destination | Callable[[World], Destination]
    act: Callable[[World], object]
    seen: str


def rename_group(there: World) -> None:
    group = view_group(there.store, "Autumn series")
    assert not isinstance(edit_group(there.store, group, replace(group, name="Renamed")), EditConflict)


def rename_olga(there: World) -> None:
    (person,) = find_people(there.store, "olga").rows
    assert not isinstance(edit_person(there.store, person, replace(person, name="Olga B.")), EditConflict)


def to_guests(here: World) -> Destination:
    return ToGuestList(guests.event_of_list(here.store, here.event.id))


def to_olga(here: World) -> Destination:
    (person,) = find_people(here.store, "olga").rows
    return ToPerson(person.id)


CHANGES = {
    "a check-in": Change(ToToday(), lambda there: there.check_in(None), "1 Open"),
    "a switch": Change(
        ToToday(), lambda there: events.set_event_state(there.store, "WS001", EventState.CLOSED), "0 Closed"
    ),
    "a new event": Change(
        ToEvents(), lambda there: there.make_event("NEW", title="Made elsewhere"), "Made else"
    ),
    "a check-in among all": Change(ToEvents(), lambda there: there.check_in(None), "| 1"),
    "a group's name": Change(ToGroups(), rename_group, "Renamed"),
    "an event in a group": Change(ToGroups(), lambda there: there.make_event("NEW"), "| 2"),
    "a person's name": Change(ToPeople(), rename_olga, "Olga B."),
    "a new person": Change(
        ToPeople(),
        lambda there: people.add_participant(there.store, name="Ana", email="ana@example.org"),
        "ana@example.org",
    ),
    "a guest": Change(
        to_guests, lambda there: guests.add_guest(there.store, "WS001", "olga@example.org"), "1 guest | Olga"
    ),
    "an event's title above its guests": Change(
        to_guests, lambda there: retitle(there, "Another title"), "Another title"
    ),
    "a kiosk": Change(
        ToKiosks(), lambda there: report_presence(there.store, "Door A", there.event.id), "Door A | Online"
    ),
    "an entry of the audit": Change(ToChanges(), rename_group, "Renamed"),
    "an organizer's name": Change(ToOrganizers(), rename_olga, "Olga B."),
    "the name of the person who is shown": Change(to_olga, rename_olga, "Olga B."),
}


def retitle(there: World, title: str) -> None:
    with there.store.write() as transaction:
        transaction.events.lock_for_no_key_update(there.event.id)
        transaction.events.change(replace(there.event, title=title), [EventField.TITLE])


def text_of(page: Page | None) -> str:
    """Returns the changeable texts of a page."""
    match page:
        case TodayPage():
            cards = page.cards.values()
            return " | ".join(f"{each.came.text()} {each.pill.accessibleName()}" for each in cards)
        case GuestListPage():
            return f"{page.subtitle.whole_text()} {page.list.count.text()} | {cells(page.list.table.model)}"
        case PersonPage():
            return page.title.whole_text()
        case EventsPage() | GroupsPage() | PeoplePage() | KiosksPage() | ChangesPage() | OrganizersPage():
            return cells(page.table.model)
    raise AssertionError(page)


def cells(model: QAbstractItemModel) -> str:
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return " | ".join(str(model.index(row, column).data()) for row in rows for column in columns)


def shows(page: Page | None, text: str) -> Callable[[], bool]:
    """Returns a check that a page shows a text, after one turn of the event loop."""

    def look() -> bool:
        QApplication.processEvents()
        return text in text_of(page)

    return look


def page_of(seat: Seat, change: Change) -> Page:
    """Goes to the page that shows a change."""
    return seat.go(change.page(seat.world) if callable(change.page) else change.page, Page)


def test_every_page_that_follows_the_database_has_a_story(seat: Seat) -> None:
    following = {each for each in RoutedPage.__subclasses__() if each.shows and "kiosk" in each.__module__}
    following.discard(LivePage)  # tests/ui/desk/live/test_following.py
    shown = {type(page_of(seat, change)) for change in CHANGES.values()}
    assert not following - shown, f"tests/ui/desk/shell/test_following.py: CHANGES lacks {following - shown}"


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_elsewhere_is_shown_within_two_seconds(seat: Seat, elsewhere: World, what: str) -> None:
    change = CHANGES[what]
    page = page_of(seat, change)
    assert change.seen not in text_of(page)
    change.act(elsewhere)
    assert until(shows(page, change.seen), STALE_SECONDS), text_of(page)


@pytest.mark.parametrize("what", CHANGES)
def test_a_hidden_page_stays_unchanged_and_catches_up_when_it_is_shown(
    seat: Seat, elsewhere: World, open_desk: OpenDesk, world: World, what: str
) -> None:
    change = CHANGES[what]
    page = page_of(seat, change)
    seat.go(ToSettings(), Page)
    control = page_of(seat_at(open_desk, world, olga(world)), change)
    change.act(elsewhere)
    assert until(shows(control, change.seen))
    assert change.seen not in text_of(page)
    assert page_of(seat, change) is page
    assert until(shows(page, change.seen))


def test_a_refresh_keeps_the_selection_the_search_and_the_scroll_position(
    seat: Seat, elsewhere: World
) -> None:
    for number in range(ROWS):
        people.add_participant(
            elsewhere.store, name=f"Person {number:03}", email=f"person{number}@example.org"
        )
    page = seat.go(ToPeople(), Page)
    assert isinstance(page, PeoplePage)
    seat.type(page.search, "person")
    page.table.choose(40)
    page.table.view.verticalScrollBar().setValue(900)
    page.search.setFocus()
    chosen, top = page.chosen(), page.table.view.rowAt(0)
    people.add_participant(elsewhere.store, name="Person 000 the Second", email="second@example.org")
    assert until(shows(page, "the Second"))
    assert page.chosen() == chosen
    assert page.table.view.rowAt(0) == top + 1  # the same row is on top
    assert page.search.text() == "person"


def test_a_row_far_down_a_list_follows_while_it_is_looked_at(seat: Seat, elsewhere: World) -> None:
    with elsewhere.store.write() as transaction:
        for number in range(FAR_ROWS):
            transaction.people.add(
                name=f"Person {number:03}",
                email=f"person{number}@example.org",
                password_hash=people.NO_PASSWORD,
                role=Role.PARTICIPANT,
            )
    page = seat.go(ToPeople(), Page)
    assert isinstance(page, PeoplePage)
    view = page.table.view

    def has_come_down() -> bool:
        QApplication.processEvents()
        view.scrollToBottom()
        return page.table.model.rowCount() > FAR_ROWS

    assert until(has_come_down)
    (last,) = find_people(elsewhere.store, f"Person {FAR_ROWS - 1}").rows
    edit_person(elsewhere.store, last, replace(last, name="Person 999 Renamed"))
    assert until(shows(page, "Renamed"), STALE_SECONDS)


def test_a_focused_button_on_today_keeps_the_focus_when_an_event_is_made_elsewhere(
    seat: Seat, elsewhere: World
) -> None:
    page = seat.go(ToToday(), Page)
    assert isinstance(page, TodayPage)
    (card,) = page.cards.values()
    card.turn_button.setFocus()
    elsewhere.make_event("NEW")
    assert until(shows(page, " | "))
    assert seat.desk.window.focusWidget() is page.cards[elsewhere.event.id].turn_button


def test_a_group_that_is_deleted_elsewhere_is_no_longer_filtered_by(seat: Seat, elsewhere: World) -> None:
    events.create_group(elsewhere.store, name="Winter", organizer_email="olga@example.org")
    page = seat.go(ToEvents(), Page)
    assert isinstance(page, EventsPage)
    page.group.setCurrentText("Winter")
    seat.settle()
    assert page.table.is_empty()
    with elsewhere.store.write() as transaction:
        (winter,) = transaction.groups.by_name("Winter")
        transaction.groups.delete(winter.id)
    assert until(shows(page, "WS001"))
    assert page.group.currentText() == "All groups"
