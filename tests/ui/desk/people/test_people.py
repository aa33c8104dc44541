"""An organizer looks people up, adds, corrects and deletes them, and gives them passes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.people.person import Person
from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.people.edits import edit_person
from kiosk.services.people.guest_lists import GuestsOfEvent
from kiosk.services.people.passes import SelectedPeople, issue_pass
from kiosk.services.people.search import find_people
from kiosk.ui.desk.passes.new_pass_sheet import IssuedSheet
from kiosk.ui.desk.passes.print_page import PrintPage
from kiosk.ui.desk.people.page import GuestListSheet, PeoplePage
from kiosk.ui.desk.people.person_page import PersonPage
from kiosk.ui.desk.people.person_sheets import PersonSheet
from kiosk.ui.desk.shell.destinations import ToPasses, ToPeople, ToPerson
from kiosk.ui.widgets.sheet import NameTyped, Sheet
from kiosk.wording.language.safe_text import as_tooltip
from tests.services.world import World
from tests.ui.desk.evening import Desk
from tests.ui.desk.people.at_desk import add, go, no_sheet, settle, sheet, shown, unnamed
from tests.ui.paper.measured import pixels


def names(page: PeoplePage) -> list[str]:
    return [each.person.name for each in page.table.model.rows()]


def test_people_are_found_while_typing(desk: Desk, world: World) -> None:
    add(world, "Ana Ionescu", "Łukasz Żak", "Radu Pop")
    page = go(desk, PeoplePage, ToPeople())
    assert names(page) == ["Ana Ionescu", "Łukasz Żak", "Olga", "Radu Pop"]
    assert desk.window.focusWidget() is page.search
    desk.qtbot.keyClicks(page.search, "zak luk")
    settle(desk)
    assert names(page) == ["Łukasz Żak"]
    desk.qtbot.keyClicks(page.search, "x")
    settle(desk)
    assert page.table.is_empty()
    assert unnamed(page) == []


def test_a_new_organisation_sees_how_to_start(desk: Desk, world: World) -> None:
    page = go(desk, PeoplePage, ToPeople())
    assert page.hint.isVisible()
    add(world, "Ana Ionescu")
    page = go(desk, PeoplePage, ToPeople())
    assert not page.hint.isVisible()


def test_a_list_shows_who_holds_a_pass_and_when_they_came(desk: Desk, world: World) -> None:
    add(world, "Ana Ionescu", "Radu Pop")
    world.check_in(issue_pass(world.store, "ana@example.org", now=world.now).token)
    page = go(desk, PeoplePage, ToPeople())
    cells = [
        [page.table.model.data(page.table.model.index(row, column)) for column in range(5)]
        for row in range(3)
    ]
    assert cells[0] == ["Ana Ionescu", "ana@example.org", "", "Thu 26 Nov 2026", "Thu 26 Nov 2026"]
    assert cells[1][2] == "organizer"
    assert cells[2][3:] == ["none", "–"]  # noqa: RUF001 -- a dash


def test_a_person_is_added_with_the_keyboard_alone(desk: Desk, world: World) -> None:
    page = go(desk, PeoplePage, ToPeople())
    page.add_button.setFocus()
    desk.qtbot.keyClick(page.add_button, Qt.Key.Key_Return)
    form = sheet(desk, PersonSheet)
    desk.qtbot.keyClicks(form.name, "Ana Ionescu")
    desk.qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert form.focusWidget() is form.email
    desk.qtbot.keyClicks(form.email, "Ana@Example.org")
    desk.qtbot.keyClick(form.email, Qt.Key.Key_Return)
    one = shown(desk, PersonPage)
    assert no_sheet(desk)
    assert one.title.whole_text() == "Ana Ionescu"
    assert find_people(world.store, "ana@example.org").rows[0].name == "Ana Ionescu"


def test_an_error_is_shown_beside_its_field(desk: Desk, world: World) -> None:
    add(world, "Ana Ionescu")
    page = go(desk, PeoplePage, ToPeople())
    page.add_button.click()
    form = sheet(desk, PersonSheet)
    form.email.setText("nobody")
    form.main_button.click()
    settle(desk)
    assert set(form.form.errors()) == {"name", "email"}
    assert form.focusWidget() is form.name
    form.name.setText("Another")
    form.email.setText("ANA@example.org")
    form.main_button.click()
    settle(desk)
    assert "already" in form.form.errors()["email"]
    assert form.main_button.isEnabled()
    form.reject()
    assert no_sheet(desk)


@pytest.mark.parametrize("decision", ["mine", "theirs"])
def test_two_organizers_who_correct_the_same_person_see_and_decide(
    desk: Desk, world: World, decision: str
) -> None:
    (ana,) = add(world, "Ana Ionescu")
    page = go(desk, PersonPage, ToPerson(ana.id))
    page.edit_button.click()
    form = sheet(desk, PersonSheet)
    edit_person(world.store, ana, replace(ana, name="Anna"))
    form.name.setText("Ann")
    form.email.setText("anna@example.org")
    assert form.theirs_button.isHidden()
    form.main_button.click()
    settle(desk)
    assert "somebody else changed this to “Anna”" in form.form.errors()["name"]
    assert people.view_person(world.store, ana.id).person.email == ana.email  # her change was not saved
    if decision == "theirs":
        form.theirs_button.click()
        assert form.name.text() == "Anna"
    form.main_button.click()
    settle(desk)
    assert no_sheet(desk)
    saved = people.view_person(world.store, ana.id).person
    assert (saved.name, saved.email) == ("Anna" if decision == "theirs" else "Ann", "anna@example.org")
    assert page.title.whole_text() == saved.name


def test_a_field_that_only_somebody_else_changed_follows_them_when_another_is_decided(
    desk: Desk, world: World
) -> None:
    (ana,) = add(world, "Ana Ionescu")
    page = go(desk, PersonPage, ToPerson(ana.id))
    page.edit_button.click()
    form = sheet(desk, PersonSheet)
    edit_person(world.store, ana, replace(ana, name="Anna", email="theirs@example.org"))
    form.email.setText("mine@example.org")
    form.main_button.click()
    settle(desk)
    assert set(form.form.errors()) == {"email"}
    assert (form.name.text(), form.email.text()) == ("Anna", "mine@example.org")
    form.main_button.click()
    settle(desk)
    after = people.view_person(world.store, ana.id).person
    assert (after.name, after.email) == ("Anna", "mine@example.org")


def test_a_pass_is_issued_shown_once_and_works(desk: Desk, world: World, tmp_path: Path) -> None:
    (ana,) = add(world, "Ana Ionescu")
    page = go(desk, PersonPage, ToPerson(ana.id))
    assert not page.revoke_button.isEnabled()
    page.issue_button.click()
    settle(desk)
    new = sheet(desk, IssuedSheet)
    (token,) = decode(pixels(new.picture.pixmap().toImage()), ZbarEngine())
    assert new.token.text().replace("-", "") == token
    new.save(tmp_path / "pass.png")
    settle(desk)
    assert "pass.png" in new.message.text()
    assert decode(pixels(QImage(str(tmp_path / "pass.png"))), ZbarEngine()) == [token]
    new.reject()
    assert no_sheet(desk)
    assert world.check_in(token).outcome is Outcome.CHECKED_IN
    assert page.revoke_button.isEnabled()


def test_a_picture_that_cannot_be_saved_is_reported_and_the_pass_stays_on_screen(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    (ana,) = add(world, "Ana Ionescu")
    go(desk, PersonPage, ToPerson(ana.id)).issue_button.click()
    settle(desk)
    new = sheet(desk, IssuedSheet)
    new.save(tmp_path / "missing" / "pass.png")
    settle(desk)
    assert "does not exist" in new.message.text()
    new.reject()
    assert no_sheet(desk)


def test_issuing_again_and_revoking_are_confirmed_first(desk: Desk, world: World) -> None:
    (ana,) = add(world, "Ana Ionescu")
    old = issue_pass(world.store, ana.email, now=world.now).token
    page = go(desk, PersonPage, ToPerson(ana.id))
    page.issue_button.click()
    asked = sheet(desk, Sheet)
    asked.reject()
    settle(desk)
    assert world.check_in(old).outcome is Outcome.CHECKED_IN
    page.issue_button.click()
    sheet(desk, Sheet).main_button.click()
    settle(desk)
    token = sheet(desk, IssuedSheet).token.text().replace("-", "")
    sheet(desk, IssuedSheet).reject()
    assert world.check_in(old).outcome is Outcome.PASS_REVOKED
    settle(desk)
    page.revoke_button.click()
    sheet(desk, Sheet).main_button.click()
    settle(desk)
    assert world.check_in(token).outcome is Outcome.PASS_REVOKED
    assert [each.revoked_at is None for each in page.history.model.rows()] == [False, False]
    assert no_sheet(desk)


def test_a_person_is_deleted_once_their_name_is_typed(desk: Desk, world: World) -> None:
    (ana,) = add(world, "Ana Ionescu")
    world.check_in(issue_pass(world.store, ana.email, now=world.now).token)
    page = go(desk, PersonPage, ToPerson(ana.id))
    page.delete_button.click()
    settle(desk)
    asked = sheet(desk, NameTyped)
    texts = " ".join(each.text() for each in asked.findChildren(type(asked.error)))
    assert "1 check-in stays, without a name" in texts
    assert not asked.main_button.isEnabled()
    desk.qtbot.keyClicks(asked.line, "ana ionescu")
    asked.main_button.click()
    shown(desk, PeoplePage)
    assert no_sheet(desk)
    assert [each.name for each in find_people(world.store, "").rows] == ["Olga"]
    assert [row[0] for row in world.rows()] == [None]


def test_a_deleted_person_leads_back_to_the_list(desk: Desk, world: World) -> None:
    (ana,) = add(world, "Ana Ionescu")
    with world.store.write() as transaction:
        transaction.people.delete(ana.id)
    desk.window.go(ToPerson(ana.id))
    shown(desk, PeoplePage)
    assert "deleted" in desk.window.notice.sentence()


def test_an_organizer_cannot_be_deleted_here(desk: Desk, olga: Person) -> None:
    page = go(desk, PersonPage, ToPerson(olga.id))
    assert not page.delete_button.isEnabled()


def test_chosen_people_are_put_on_a_guest_list_or_printed(desk: Desk, world: World) -> None:
    ids = [each.id for each in add(world, "Ana Ionescu", "Radu Pop")]
    page = go(desk, PeoplePage, ToPeople())
    desk.qtbot.keyClicks(page.search, "p")
    settle(desk)
    desk.qtbot.keyClick(page.search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClick(page.search, Qt.Key.Key_Delete)
    settle(desk)
    page.table.setFocus()
    page.table.view.selectAll()
    chosen = page.chosen()
    assert len(chosen) == 3
    page.list_button.click()
    settle(desk)
    asked = sheet(desk, GuestListSheet)
    assert "WS001" in asked.box.itemText(0)
    asked.main_button.click()
    settle(desk)
    assert no_sheet(desk)
    listed = [each.name for each in guests.list_guests(world.store, "WS001").guests]
    assert listed == ["Ana Ionescu", "Olga", "Radu Pop"]
    page.passes_button.click()
    printing = shown(desk, PrintPage)
    whose = printing.whose_chosen()
    assert isinstance(whose, SelectedPeople)
    assert set(ids) < set(whose.ids)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 600)])
def test_names_of_any_length_stay_in_their_place(desk: Desk, world: World, size: tuple[int, int]) -> None:
    name = ("Maria del Carmen <b>Rodríguez</b> " * 8)[:255].strip()
    long = people.add_participant(world.store, name=name, email="long@example.org")
    desk.window.resize(*size)
    page = go(desk, PersonPage, ToPerson(long.id))
    assert page.title.text().endswith("…")
    assert page.title.toolTip() == as_tooltip(page.title.whole_text())
    assert desk.window.width() == size[0]
    assert unnamed(page) == []


def test_an_event_is_chosen_to_see_its_guest_list(desk: Desk, world: World) -> None:
    (ana,) = add(world, "Ana Ionescu")
    guests.add_guests(world.store, GuestsOfEvent("WS001"), [ana.id], now=world.now)
    page = go(desk, PrintPage, ToPasses())
    page.whose.setCurrentIndex(1)
    settle(desk)
    assert page.occasion.text() == world.event.title
    assert page.count_label.text() == "1 new pass on 1 page"
