"""Making, renaming, copying, distinguishing and deleting groups at the desk."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit

from kiosk.domain.people.person import Person
from kiosk.services.accounts.sharing import share_group
from kiosk.services.events import events
from kiosk.services.events.groups import edit_group
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.groups.copy_sheet import GroupCopySheet
from kiosk.ui.desk.groups.page import GroupsPage
from kiosk.ui.desk.shell.destinations import ToEvents, ToGroups
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.sheet import NameTyped, Sheet
from tests.services.world import NOW, World
from tests.ui.desk.evening import Seat
from tests.ui.desk.event_pages import BUCHAREST, igor, labels, titles


def test_groups_are_made_described_and_deleted(seat: Seat) -> None:
    page = seat.go(ToGroups(), GroupsPage)
    page.make_group()
    sheet = seat.sheet(Sheet)
    form = sheet.findChild(Form)
    assert isinstance(form, Form)
    name = form.field("name")
    assert isinstance(name, QLineEdit)
    seat.type(name, "Autumn series")
    seat.press(sheet.main_button)
    assert "has a group called" in form.errors()["name"]
    seat.type(name, "Spring")
    seat.press(sheet.main_button)
    assert [each.group.name for each in page.table.model.rows()] == ["Autumn series", "Spring"]
    page.table.choose(0)
    seat.press(page.delete_button)
    confirm = seat.sheet(NameTyped)
    words = " ".join(each.text() for each in labels(confirm))
    assert "1 event goes with it." in words
    seat.type(confirm.line, "Autumn series")
    seat.press(confirm.main_button)
    assert [each.group.name for each in page.table.model.rows()] == ["Spring"]


def test_a_group_that_two_rename_is_decided_field_by_field(seat: Seat) -> None:
    page = seat.go(ToGroups(), GroupsPage)
    page.table.choose(0)
    seat.press(page.edit_button)
    sheet = seat.sheet(Sheet)
    form = sheet.findChild(Form)
    assert isinstance(form, Form)
    name = form.field("name")
    assert isinstance(name, QLineEdit)
    (summary,) = page.table.model.rows()
    edit_group(seat.world.store, summary.group, replace(summary.group, name="Theirs", description="New"))
    seat.type(name, "Mine")
    seat.press(sheet.main_button)
    assert "While you were editing, somebody else changed it to “Theirs”." in form.errors()["name"]
    assert name.text() == "Mine"
    seat.press(sheet.main_button)
    (after,) = page.table.model.rows()
    assert (after.group.name, after.group.description) == ("Mine", "New")


def test_a_group_is_repeated_as_another_season(seat: Seat) -> None:
    page = seat.go(ToGroups(), GroupsPage)
    page.table.choose(0)
    seat.press(page.copy_button)
    sheet = seat.sheet(GroupCopySheet)
    seat.press(sheet.main_button)
    assert sheet.form.errors() == {"name": "The group's name cannot be blank."}
    seat.type(sheet.name, "Spring series")
    sheet.day.setDate(QDate(2027, 4, 1))
    seat.press(sheet.main_button)
    assert seat.no_sheet()
    assert seat.notice_text() == "Made Spring series with 1 event."
    copy = next(each for each in events.list_events(seat.world.store) if each.code != "WS001")
    assert f"{copy.start_at.astimezone(BUCHAREST):%Y-%m-%d %H:%M}" == "2027-04-01 18:30"


def test_a_groups_events_are_shown_from_its_line(seat: Seat) -> None:
    seat.world.make_event("OLD", start_at=NOW - timedelta(days=300))
    page = seat.go(ToGroups(), GroupsPage)
    page.table.choose(0)
    seat.press(page.show_button)
    shown = seat.desk.window.page()
    assert isinstance(shown, EventsPage)
    assert shown.group.currentText() == "Autumn series"
    assert len(titles(shown)) == 2


def test_two_groups_of_one_name_can_be_distinguished_in_a_choice(seat: Seat) -> None:
    igor(seat.world)
    theirs = events.create_group(seat.world.store, name="Autumn series", organizer_email="igor@example.org")
    share_group(
        seat.world.store.acting_for(_person(seat.world, "igor@example.org")), theirs.id, "olga@example.org"
    )
    page = seat.go(ToEvents(), EventsPage)
    choices = [page.group.itemText(place) for place in range(page.group.count())]
    assert choices[0] == "All groups"
    assert sorted(choices[1:]) == ["Autumn series (igor@example.org)", "Autumn series (olga@example.org)"]


def _person(world: World, email: str) -> Person:
    with world.store.read() as transaction:
        found = transaction.people.by_email(email)
    assert found is not None
    return found
