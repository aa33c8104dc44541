"""A newcomer's steps from an empty database to a kiosk on the screen, with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.domain.change import AuditFilter, ChangeKind
from kiosk.domain.clock import utc_now
from kiosk.services.accounts import accounts
from kiosk.services.accounts.first_run import create_first_organizer
from kiosk.services.events import events
from kiosk.services.history.changes import list_changes
from kiosk.storage.store import Store
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.shell.sign_in_steps import FirstEvent, FirstOrganizer, SignIn
from tests.ui.desk.gates import GatedDesk

PASSWORD = "correct horse"  # noqa: S105 -- a made-up organizer's


@pytest.fixture
def desk(qtbot: QtBot, empty_database_url: str, tmp_path: Path) -> Iterator[GatedDesk]:
    store = Store.open(empty_database_url)
    made = GatedDesk(store, qtbot, tmp_path)
    yield made
    made.close()
    store.close()


def test_a_newcomer_creates_the_first_organizer_and_event_and_shows_the_kiosk(desk: GatedDesk) -> None:
    desk.wait_step(FirstOrganizer)
    desk.type("Ada Lovelace", "ada@example.org", PASSWORD, PASSWORD)
    desk.wait(lambda: "Ada" in desk.gate.heading.text())
    desk.qtbot.keyClick(desk.focused(), Qt.Key.Key_Return)  # "Create an event" has the focus
    desk.wait_step(FirstEvent)
    desk.type("Analytical engines")
    desk.wait(lambda: desk.gate.heading.text() == "Your event is ready")
    (event,) = events.list_events(desk.store)
    assert event.code in desk.gate.sentence.text()
    desk.qtbot.keyClick(desk.focused(), Qt.Key.Key_Return)  # "Show the kiosk" has the focus
    desk.wait(lambda: desk.shown_kiosks)
    assert desk.shown_kiosks == [event]
    page = desk.window.page()
    assert isinstance(page, LivePage), "the event's page is there when the kiosk is closed"
    assert page.context.organizer.name == "Ada Lovelace"
    changes = list_changes(desk.store, AuditFilter(), None, 10)
    assert [(change.kind, change.organizer_name) for change in changes.rows] == [
        (ChangeKind.EVENT_CREATED, "Ada Lovelace"),
        (ChangeKind.GROUP_CREATED, "Ada Lovelace"),
        (ChangeKind.ORGANIZER_ADDED, "terminal"),
    ]
    # Signed out, the next time begins with signing in.
    desk.press("Sign out")
    desk.wait_step(SignIn)
    desk.type("ada@example.org", PASSWORD)
    desk.wait(lambda: desk.window.gate() is None)


def test_a_newcomer_loads_the_demo_instead(desk: GatedDesk) -> None:
    desk.wait_step(FirstOrganizer)
    desk.type("Ada", "ada@example.org", PASSWORD, PASSWORD)
    desk.wait(lambda: "Ada" in desk.gate.heading.text())
    desk.press("Load the demo")
    desk.wait(lambda: desk.gate.heading.text() == "Your event is ready")
    desk.press("Open the desk")
    ada = accounts.sign_in(desk.store, "ada@example.org", PASSWORD, now=utc_now())
    (event,) = events.list_events(desk.store.acting_for(ada))
    assert event.code == "DEMO"


def test_a_newcomers_mistakes_are_shown_beside_the_fields_and_what_was_typed_stays(desk: GatedDesk) -> None:
    desk.wait_step(FirstOrganizer)
    desk.type("", "", "short", "")
    desk.wait(lambda: set(desk.errors()) == {"name", "email", "new"})
    step = desk.gate.step()
    assert isinstance(step, FirstOrganizer)
    typed = {"name": "A\u202eda", "email": "no address", "new": PASSWORD, "again": PASSWORD}
    for name, text in typed.items():
        step.line(name).setText(text)
    step.submit()
    desk.wait(lambda: "writing direction" in desk.errors().get("name", ""))
    step.line("name").setText("Ada")
    step.submit()
    desk.wait(lambda: "is not an e-mail address" in desk.errors().get("email", ""))
    assert step.text("name") == "Ada"
    step.line("email").setText("ada@example.org")
    step.submit()
    desk.wait(lambda: desk.gate.step() is not step)
    # An event that cannot be created is shown too, and can be corrected.
    desk.press("Create an event")
    event = desk.wait_step(FirstEvent)
    assert isinstance(event, FirstEvent)
    event.submit()
    desk.wait(lambda: set(desk.errors()) == {"title"})
    event.line("title").setText("a\u202eb")
    event.submit()
    desk.wait(lambda: "writing direction" in desk.errors().get("title", ""))
    event.line("title").setText("Engines")
    event.submit()
    desk.wait(lambda: desk.gate.heading.text() == "Your event is ready")
    assert len(events.list_events(desk.store)) == 1


def test_of_two_newcomers_at_once_one_is_first_and_the_other_sees_a_message(desk: GatedDesk) -> None:
    desk.wait_step(FirstOrganizer)
    create_first_organizer(desk.store, name="Bo", email="bo@example.org", password=PASSWORD)
    desk.type("Ada", "ada@example.org", PASSWORD, PASSWORD)
    desk.wait(lambda: "Somebody else was first" in desk.errors().get("", ""))
    desk.press("Sign in instead")
    desk.wait_step(SignIn)
