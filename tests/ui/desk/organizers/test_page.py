"""The page of the organizers, with its sheets; and sharing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.errors import Refused
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person, Role
from kiosk.services.accounts import accounts, sharing
from kiosk.services.events import events, groups
from kiosk.services.people import people
from kiosk.storage.store import Store
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.groups.page import GroupsPage
from kiosk.ui.desk.organizers.invitation_sheets import InvitationSheet, InvitedSheet
from kiosk.ui.desk.organizers.page import OrganizersPage
from kiosk.ui.desk.organizers.password_sheet import PasswordSheet
from kiosk.ui.desk.organizers.sharing import SharingPart, SharingSheet, of_event, of_group
from kiosk.ui.desk.shell.destinations import ToEvents, ToGroups, ToOrganizers
from tests.services.accounts.hashes import OURS, PASSWORD
from tests.ui.desk.evening import Desk, OpenDesk

NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
LONG = "ж" * 255


@pytest.fixture
def ada(store: Store) -> Person:
    with store.write() as transaction:
        person_id = transaction.people.add(
            name="Ada", email="ada@example.org", password_hash=OURS, role=Role.EO
        )
    return Person(person_id, "Ada", "ada@example.org", Role.EO)


@pytest.fixture
def desk(store: Store, ada: Person, open_desk: OpenDesk) -> Desk:
    return open_desk(store.acting_for(ada), ada, clock=lambda: NOW)


@pytest.fixture
def page(desk: Desk) -> Iterator[OrganizersPage]:
    shown = desk.window.go(ToOrganizers())
    assert isinstance(shown, OrganizersPage)
    desk.settle()
    yield shown
    desk.settle()


def test_everybody_who_may_sign_in_is_listed_with_their_waits(
    desk: Desk, page: OrganizersPage, store: Store
) -> None:
    with store.write() as transaction:
        transaction.people.add(name=LONG, email="z@example.org", password_hash=OURS, role=Role.EO)
    people.add_participant(store, name="Pia", email="pia@example.org")
    for _ in range(5):
        with pytest.raises(Refused):
            accounts.sign_in(store, "z@example.org", "wrong", now=NOW, verify=lambda *_: False)
    page.entered(ToOrganizers())
    desk.settle()
    assert [each.person.name for each in page.table.model.rows()] == ["Ada", LONG]
    model = page.table.model
    notes = [model.index(row, 2).data() for row in range(2)]
    assert notes == ["You", "Waits 32 seconds: too many failed"]


def test_an_organizer_is_invited_and_the_password_is_shown_once(
    desk: Desk, page: OrganizersPage, store: Store, qtbot: QtBot
) -> None:
    page.invite()
    sheet = page.findChild(InvitationSheet)
    assert sheet is not None
    qtbot.keyClicks(sheet.name, "Ina")
    qtbot.keyClicks(sheet.email, "ina@example.org")
    qtbot.keyClick(sheet.email, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(InvitedSheet) is not None)
    shown = page.findChild(InvitedSheet)
    assert shown is not None
    password = shown.line.text()
    next(each for each in shown.findChildren(QPushButton) if "Copy" in each.text()).click()
    assert QGuiApplication.clipboard().text() == password
    shown.accept()
    ina = accounts.sign_in(store, "ina@example.org", password, now=NOW)
    assert accounts.must_change_password(store, ina)
    desk.settle()
    assert [each.person.name for each in page.table.model.rows()] == ["Ada", "Ina"]


def test_a_wrong_invitation_is_reported_beside_the_field_and_can_be_corrected(
    desk: Desk, page: OrganizersPage
) -> None:
    page.invite()
    sheet = page.findChild(InvitationSheet)
    assert sheet is not None
    sheet.confirmed.emit()
    desk.settle()
    assert set(sheet.form.errors()) == {"name", "email"}
    for name, email, field in (
        ("Ina", "no address", "email"),
        ("Ina", "ada@example.org", "email"),
        ("I\u202ena", "ina@example.org", "name"),
    ):
        sheet.name.setText(name)
        sheet.email.setText(email)
        sheet.confirmed.emit()
        desk.settle()
        assert set(sheet.form.errors()) == {field}
        assert sheet.main_button.isEnabled()
    sheet.reject()


def test_the_password_is_changed_with_the_old_one(desk: Desk, page: OrganizersPage, store: Store) -> None:
    page.change_password()
    sheet = page.findChild(PasswordSheet)
    assert sheet is not None
    for old, new, again, fields in (
        ("", "short", "", {"old", "new"}),
        (PASSWORD, "another horse", "another", {"again"}),
        ("a wrong one", "another horse", "another horse", {"old"}),
        (PASSWORD, PASSWORD, PASSWORD, {"new"}),
    ):
        for line, text in ((sheet.old, old), (sheet.new, new), (sheet.again, again)):
            line.setText(text)
        sheet.confirmed.emit()
        desk.settle()
        assert set(sheet.form.errors()) == fields
    sheet.new.setText("another horse")
    sheet.again.setText("another horse")
    sheet.confirmed.emit()
    desk.settle()
    assert "password is changed" in desk.window.notice.sentence()
    assert accounts.sign_in(store, "ada@example.org", "another horse", now=NOW).name == "Ada"


@pytest.fixture
def group(store: Store, ada: Person) -> Group:
    with store.write() as transaction:
        transaction.people.add(name=LONG, email="bo@example.org", password_hash="!", role=Role.EO)  # noqa: S106 -- no hash
    return events.create_group(store.acting_for(ada), name="Talks")


def test_a_group_is_shared_and_unshared(desk: Desk, group: Group, store: Store, qtbot: QtBot) -> None:
    sheet = SharingSheet(desk.window, desk.context, group.name, of_group(group.id))
    sheet.open()
    desk.settle()
    part = sheet.part
    assert part.names() == ()
    line = part.findChild(QLineEdit)
    assert line is not None
    assert line.accessibleName()
    assert sheet.focusWidget() is line, "one types at once"
    qtbot.keyClicks(line, "nobody@example.org")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    assert "No organizer has the address" in part.error()
    line.setText("bo@example.org")
    assert part.error() == ""
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    qtbot.waitUntil(lambda: part.names() == (f"{LONG} <bo@example.org>",))
    with store.read() as transaction:
        bo = transaction.people.by_email("bo@example.org")
    assert bo is not None
    assert [each.group.name for each in groups.list_groups(store.acting_for(bo))] == ["Talks"]
    next(each for each in part.findChildren(QPushButton) if each.text() == "Take back").click()
    desk.settle()
    qtbot.waitUntil(lambda: part.names() == ())
    assert groups.list_groups(store.acting_for(bo)) == []
    sheet.accept()


def test_sharing_is_offered_for_the_chosen_group_and_the_chosen_event(
    desk: Desk, store: Store, ada: Person, group: Group
) -> None:
    new = events.NewEvent(
        group=group.name, title="Engines", start_at=NOW + timedelta(hours=1), duration=timedelta(hours=1)
    )
    events.create_event(store.acting_for(ada), new)
    groups_page, events_page = desk.window.go(ToGroups()), desk.window.go(ToEvents())
    assert isinstance(groups_page, GroupsPage)
    assert isinstance(events_page, EventsPage)
    desk.settle()
    groups_page.table.choose(0)
    groups_page.share_button.click()
    assert _shared(desk) == "Share Talks"
    events_page.table.choose(0)
    events_page.edit_button.click()
    desk.settle()
    next(each for each in events_page.findChildren(QPushButton) if each.text() == "S&hare…").click()
    assert _shared(desk) == "Share Engines"


def test_an_organizer_who_is_not_the_maker_sees_the_sharing_and_cannot_change_it(
    store: Store, ada: Person, group: Group, open_desk: OpenDesk
) -> None:
    new = events.NewEvent(group="Talks", title="Engines", start_at=NOW, duration=timedelta(hours=1))
    event = events.create_event(store.acting_for(ada), new)
    sharing.share_group(store, group.id, "bo@example.org")
    bo = accounts.find_organizer(store, "bo@example.org")
    desk = open_desk(store.acting_for(bo), bo, clock=lambda: NOW)
    sheet = SharingSheet(desk.window, desk.context, event.title, of_event(event.id))
    sheet.open()
    desk.settle()
    assert isinstance(sheet.part, SharingPart)
    line = sheet.part.findChild(QLineEdit)
    assert line is not None
    assert not line.isVisible()
    sheet.accept()


def _shared(desk: Desk) -> str:
    """Returns the subject of the open sharing sheet, and closes it with the sheet below."""
    (sheet,) = (each for each in desk.window.findChildren(SharingSheet) if each.isVisible())
    desk.settle()
    title = sheet.windowTitle()
    below = sheet.parent()
    sheet.accept()
    if isinstance(below, QDialog):
        below.reject()
    return title
