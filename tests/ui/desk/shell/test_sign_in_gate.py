"""The gate: sign-ins, failures, waits, and the state of the database."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.app.rehearsal.network import linked
from kiosk.domain.people.person import Role
from kiosk.services.accounts import accounts, invitations
from kiosk.services.accounts.first_run import DatabaseState, find_state
from kiosk.services.people import people
from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.migration import configuration, migrating
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from kiosk.ui.desk.shell.sign_in_steps import FirstOrganizer, NewPassword, SignIn
from kiosk.ui.desk.today.page import TodayPage
from tests.services.accounts.hashes import BCRYPTJS, OURS, PASSWORD
from tests.storage.raw import foreign_program, run
from tests.ui.desk.gates import GatedDesk

NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
ADA = "ada@example.org"

OpenGate = Callable[[Store], GatedDesk]


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desks() -> list[GatedDesk]:
    """Returns the list of opened desks, which end before their database does."""
    return []


@pytest.fixture
def store(database_url: str, desks: list[GatedDesk]) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    for desk in desks:
        desk.close()
    opened.close()


@pytest.fixture
def open_gate(qtbot: QtBot, tmp_path: Path, clock: Clock, desks: list[GatedDesk]) -> OpenGate:
    def make(store: Store) -> GatedDesk:
        desks.append(GatedDesk(store, qtbot, tmp_path, clock))
        return desks[-1]

    return make


@pytest.fixture
def peopled(store: Store) -> Store:
    """Adds an organizer and a participant with password hashes to the store."""
    with store.write() as transaction:
        for name, email, role in (("Ada", ADA, Role.EO), ("Pia", "pia@example.org", Role.PARTICIPANT)):
            transaction.people.add(name=name, email=email, password_hash=OURS, role=role)
    return store


def test_an_organizer_signs_in_with_the_keyboard_alone(open_gate: OpenGate, peopled: Store) -> None:
    desk = open_gate(peopled)
    desk.wait_step(SignIn)
    desk.type(ADA, PASSWORD)
    desk.wait(lambda: desk.window.gate() is None)
    page = desk.window.page()
    assert isinstance(page, TodayPage)
    assert page.context.organizer.name == "Ada"


def test_the_other_back_ends_account_signs_in(open_gate: OpenGate, store: Store) -> None:
    password, kept = BCRYPTJS[1]
    with store.write() as transaction:
        transaction.people.add(name="Bo", email="bo@example.org", password_hash=kept, role=Role.EO)
    desk = open_gate(store)
    desk.wait_step(SignIn)
    desk.type("bo@example.org", password)
    desk.wait(lambda: desk.window.gate() is None)


@pytest.mark.parametrize(
    ("email", "password"),
    [(ADA, "a wrong one"), ("nobody@example.org", PASSWORD), ("pia@example.org", PASSWORD), ("x", "y")],
)
def test_everybody_who_may_not_enter_sees_the_same_error_beside_the_password(
    open_gate: OpenGate, peopled: Store, email: str, password: str
) -> None:
    desk = open_gate(peopled)
    desk.wait_step(SignIn)
    desk.type(email, password)
    desk.wait(desk.errors)
    assert desk.errors() == {
        "password": "No organizer's account has this e-mail address and this password."
        " Check both and try again."
    }
    field = desk.focused()
    assert isinstance(field, QLineEdit)
    assert field.selectedText(), "the password is ready to be typed again"
    assert desk.window.gate() is desk.gate


def test_five_failures_make_the_address_wait_and_the_page_shows_how_long(
    open_gate: OpenGate, peopled: Store, clock: Clock
) -> None:
    desk = open_gate(peopled)
    step = desk.wait_step(SignIn)
    assert isinstance(step, SignIn)
    step.line("email").setText(ADA)
    for _ in range(5):
        step.line("password").setText("a wrong one")
        step.submit()
        desk.wait(step.main_button.isEnabled)
    step.line("password").setText(PASSWORD)
    step.submit()
    desk.wait(lambda: "32 seconds" in desk.errors().get("password", ""))
    clock.now += timedelta(seconds=33)
    step.submit()
    desk.wait(lambda: desk.window.gate() is None)


def test_empty_fields_are_reported_without_counting_as_a_failure(open_gate: OpenGate, peopled: Store) -> None:
    desk = open_gate(peopled)
    desk.wait_step(SignIn)
    desk.type("", "")
    assert desk.errors() == {"email": "Type your e-mail address.", "password": "Type your password."}
    assert accounts.list_accounts(peopled, now=NOW)[0].failures == 0


def test_while_a_password_is_verified_nothing_can_be_pressed_twice(
    open_gate: OpenGate, peopled: Store
) -> None:
    desk = open_gate(peopled)
    step = desk.wait_step(SignIn)
    assert isinstance(step, SignIn)
    step.line("email").setText(ADA)
    step.line("password").setText("a wrong one")
    step.submit()
    assert (step.main_button.text(), step.main_button.isEnabled()) == ("Signing in…", False)
    step.submit()
    desk.wait(desk.errors)
    assert accounts.list_accounts(peopled, now=NOW)[0].failures == 1


def test_an_invited_organizer_chooses_a_password_first(open_gate: OpenGate, peopled: Store) -> None:
    invitation = invitations.invite_organizer(peopled, name="Ina <b>", email="ina@example.org")
    desk = open_gate(peopled)
    desk.wait_step(SignIn)
    desk.type("ina@example.org", invitation.password)
    desk.wait_step(NewPassword)
    assert desk.gate.heading.text() == "Welcome, Ina <b>"
    desk.type("short", "short")
    desk.wait(lambda: "this one has 5" in desk.errors().get("new", ""))
    step = desk.gate.step()
    assert isinstance(step, NewPassword)
    for text, again, field in (
        ("another horse", "another hrose", "again"),
        (invitation.password, invitation.password, "new"),
    ):
        step.line("new").setText(text)
        step.line("again").setText(again)
        step.submit()
        desk.wait(partial(_is_wrong, desk, field))
    step.line("new").setText("another horse")
    step.line("again").setText("another horse")
    step.submit()
    desk.wait(lambda: desk.window.gate() is None)
    assert accounts.sign_in(peopled, "ina@example.org", "another horse", now=NOW).name == "Ina <b>"


def test_a_bare_database_is_prepared_without_asking(open_gate: OpenGate, empty_database_url: str) -> None:
    store = Store.open(empty_database_url)
    desk = open_gate(store)
    desk.wait_step(FirstOrganizer)
    assert store.revision() == HEAD
    desk.close()
    store.close()


def test_an_older_database_is_upgraded_once_the_organizer_agrees(
    open_gate: OpenGate, empty_database_url: str
) -> None:
    with migrating(read_address(empty_database_url)) as connection:
        command.upgrade(configuration(connection), "0006")
    store = Store.open(empty_database_url)
    desk = open_gate(store)
    desk.wait_step(QPushButton)
    assert "earlier version" in desk.gate.sentence.text()
    assert store.revision() == "0006"
    desk.press("Bring it up to date")
    desk.wait_step(FirstOrganizer)
    assert store.revision() == HEAD
    desk.close()
    store.close()


def test_another_programs_tables_are_taken_over_only_when_asked(
    open_gate: OpenGate, empty_postgres_url: str
) -> None:
    with foreign_program(empty_postgres_url) as connection:
        run(connection, "CREATE TABLE users (id uuid PRIMARY KEY)")
    store = Store.open(empty_postgres_url)
    assert find_state(store) is DatabaseState.FOREIGN
    desk = open_gate(store)
    desk.wait_step(QPushButton)
    assert "another program's people" in desk.gate.sentence.text()
    assert store.revision() is None
    desk.close()
    store.close()


@pytest.mark.parametrize(
    ("revision", "sentence"), [("9999", "newer than this program"), ("20240101-users", "not this program's")]
)
def test_a_newer_or_foreign_database_is_not_changed_and_the_sentence_explains_why(
    open_gate: OpenGate, store: Store, database_url: str, revision: str, sentence: str
) -> None:
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE alembic_version SET version_num = :revision", revision=revision)
    desk = open_gate(store)
    desk.wait_step(QPushButton)
    assert sentence in desk.gate.sentence.text()
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE alembic_version SET version_num = :revision", revision=HEAD)
    desk.press("Try again")
    desk.wait_step(FirstOrganizer)


def test_an_unreachable_database_is_reported_and_tried_again(open_gate: OpenGate, tmp_path: Path) -> None:
    folder = tmp_path / "database"
    folder.mkdir()
    store = Store.open(f"sqlite:///{folder / 'kiosk.sqlite'}")
    (folder / "kiosk.sqlite").mkdir()
    desk = open_gate(store)
    desk.wait_step(QPushButton)
    assert "cannot be opened" in desk.gate.sentence.text()
    (folder / "kiosk.sqlite").rmdir()
    desk.press("Try again")
    desk.wait_step(FirstOrganizer)
    desk.close()
    store.close()


def test_a_desk_that_starts_before_its_database_opens_by_itself(
    open_gate: OpenGate, postgres_url: str
) -> None:
    with linked(postgres_url) as link, closing(Store.open(link.url)) as store:
        link.silence()
        desk = open_gate(store)
        assert desk.window.isVisible()
        desk.wait_step(QPushButton)
        assert "opens by itself" in desk.gate.sentence.text()
        link.restore()
        desk.wait_step(FirstOrganizer)
        desk.close()


def test_names_are_never_markup_at_the_gate(open_gate: OpenGate, peopled: Store) -> None:
    desk = open_gate(peopled)
    desk.wait_step(SignIn)
    formats = {each.textFormat().name for each in desk.gate.findChildren(QLabel)}
    assert formats == {"PlainText"}


def test_the_demos_organizer_causes_no_request_for_a_password_nobody_has(store: Store) -> None:
    with store.write() as transaction:
        transaction.people.add(
            name="Demo", email="demo@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
    assert find_state(store) is DatabaseState.NOBODY


def _is_wrong(desk: GatedDesk, field: str) -> bool:
    return field in desk.errors()
