"""An organizer keeps an event's guest list."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.people.person import Person
from kiosk.services.people import guest_lists as guests
from kiosk.services.people.guest_lists import GuestsOfEvent
from kiosk.services.people.passes import issue_pass
from kiosk.ui.desk.importing.page import ImportPage
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.passes.print_page import PrintPage
from kiosk.ui.desk.people.guest_list import AddGuests, GuestListPage
from kiosk.ui.desk.people.person_page import PersonPage
from kiosk.ui.desk.shell.destinations import ToEvent, ToGuestList
from tests.services.world import World
from tests.ui.desk.evening import Desk
from tests.ui.desk.people.at_desk import add, go, no_sheet, settle, sheet, shown, unnamed


@pytest.fixture
def listed(world: World) -> list[Person]:
    made = add(world, "Ana Ionescu", "Łukasz Żak", "Radu Pop")
    guests.add_guests(
        world.store, GuestsOfEvent(world.event.id), [each.id for each in made[:2]], now=world.now
    )
    return made


def names(page: GuestListPage) -> list[str]:
    return [each.person.name for each in page.list.table.model.rows()]


def test_a_list_shows_its_guests_who_came_and_whether_it_is_enforced(
    desk: Desk, world: World, listed: list[Person]
) -> None:
    world.check_in(issue_pass(world.store, listed[0].email, now=world.now).token)
    page = go(desk, GuestListPage, ToGuestList(world.event))
    assert names(page) == ["Ana Ionescu", "Łukasz Żak"]
    assert page.list.count.text() == "2 guests"
    assert "switched off" in page.list.note.text()
    model = page.list.table.model
    assert [model.data(model.index(row, 2)) for row in (0, 1)] == ["Thu 26 Nov 18:24", "–"]  # noqa: RUF001 -- a dash
    page = go(desk, GuestListPage, ToGuestList(replace(world.event, has_guest_list=True)))
    assert page.list.note.text() == "Only who is on this list may enter."
    page.list.search.setText("ZAK")
    settle(desk)
    assert names(page) == ["Łukasz Żak"]
    assert unnamed(page) == []


def test_people_are_added_by_search(desk: Desk, world: World, listed: list[Person]) -> None:
    page = go(desk, GuestListPage, ToGuestList(world.event))
    page.list.add_button.click()
    asked = sheet(desk, AddGuests)
    assert not asked.main_button.isEnabled()
    desk.qtbot.keyClicks(asked.finder.line, "radu")
    settle(desk)
    desk.qtbot.keyClick(asked.finder.line, Qt.Key.Key_Return)  # the first person with this name
    assert asked.main_button.isEnabled()
    desk.qtbot.keyClick(asked.finder.line, Qt.Key.Key_Return)
    settle(desk)
    assert no_sheet(desk)
    assert names(page) == ["Ana Ionescu", "Łukasz Żak", listed[2].name]
    assert page.list.count.text() == "3 guests"


def test_undo_puts_a_removed_person_back(desk: Desk, world: World, listed: list[Person]) -> None:
    page = go(desk, GuestListPage, ToGuestList(world.event))
    assert not page.list.remove_button.isEnabled()
    page.list.table.view.selectAll()
    page.list.remove_button.click()
    settle(desk)
    assert page.list.table.is_empty()
    assert "2 people taken off" in desk.window.notice.sentence()
    undo = next(
        each for each in desk.window.notice.findChildren(type(page.list.add_button)) if each.text() == "Undo"
    )
    undo.click()
    settle(desk)
    assert names(page) == [each.name for each in listed[:2]]


def test_a_list_leads_to_its_people_their_passes_and_a_file(
    desk: Desk, world: World, listed: list[Person]
) -> None:
    page = go(desk, GuestListPage, ToGuestList(world.event))
    page.list.print_button.click()
    assert shown(desk, PrintPage).count_label.text() == "2 new passes on 1 page"
    page = go(desk, GuestListPage, ToGuestList(world.event))
    page.list.import_button.click()
    assert "WS001" in shown(desk, ImportPage).lists.currentText()
    page = go(desk, GuestListPage, ToGuestList(world.event))
    page.list.table.choose(1)
    page.list.table.activated.emit(page.list.table.chosen_rows()[0])
    assert shown(desk, PersonPage).title.whole_text() == listed[1].name


def test_a_deleted_event_is_reported(desk: Desk, world: World, listed: list[Person]) -> None:
    assert listed
    page = go(desk, GuestListPage, ToGuestList(world.event))
    with world.store.write() as transaction:
        transaction.events.delete(world.event.id)
    page.list.search.setText("a")
    settle(desk)
    assert "not there any more" in page.list.table.fault()


def test_the_live_page_leads_to_its_guests_and_back(desk: Desk, world: World, listed: list[Person]) -> None:
    live = go(desk, LivePage, ToEvent(world.event.id))
    live.guests_button.click()
    page = shown(desk, GuestListPage)
    assert names(page) == [each.name for each in listed[:2]]
    assert world.event.code in page.subtitle.whole_text()
    page.back_button.click()
    assert shown(desk, LivePage).title.whole_text() == world.event.title
