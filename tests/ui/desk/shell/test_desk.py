"""Sessions at the desk: they start at the gate, and leave nothing behind."""

import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.clock import Clock, utc_now
from kiosk.domain.people.person import Person, Role
from kiosk.settings import Settings, load_settings
from kiosk.storage.store import Store
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.desk.shell.desk import Desk
from kiosk.ui.desk.shell.destinations import ToPeople
from kiosk.ui.desk.shell.gate import GateCard
from kiosk.ui.desk.shell.window import DeskWindow
from tests.ui.desk.shell.pages import FRAME_ROUTES, Numbers, Other

ANA = Person(uuid4(), "Ana", "ana@example.org", Role.EO)
MIHAI = Person(uuid4(), "Mihai", "mihai@example.org", Role.EO)


def open_gate(_work: DatabaseWorker, _settings: Settings, _clock: Clock) -> GateCard:
    """Returns a gate that lets in the organizer whom the test sends."""
    return GateCard("Sign in")


@pytest.fixture
def desk(qtbot: QtBot, sqlite_url: str, tmp_path: Path) -> Iterator[tuple[Desk, DeskWindow]]:
    store = Store.open(sqlite_url)
    window = DeskWindow(QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    made = Desk(window, store, load_settings(), utc_now, open_gate, FRAME_ROUTES)
    window.show()
    made.start()
    yield made, window
    made.shutdown()
    store.close()


def gate_of(window: DeskWindow) -> GateCard:
    gate = window.gate()
    assert isinstance(gate, GateCard)
    return gate


def test_an_organizer_who_passes_the_gate_sees_the_first_page(desk: tuple[Desk, DeskWindow]) -> None:
    _, window = desk
    gate_of(window).passed.emit(ANA, None)
    assert window.gate() is None
    assert isinstance(window.page(), Numbers)


def test_an_organizer_with_a_destination_gets_there(desk: tuple[Desk, DeskWindow]) -> None:
    _, window = desk
    gate_of(window).passed.emit(ANA, ToPeople())
    assert isinstance(window.page(), Other)


def test_the_database_is_queried_in_the_organizers_name(desk: tuple[Desk, DeskWindow], qtbot: QtBot) -> None:
    _, window = desk
    gate_of(window).passed.emit(ANA, None)
    page = window.page()
    assert page is not None
    who: list[object] = []
    page.context.work.ask(lambda store: store.organizer, success=who.append, failure=who.append, asker=window)
    qtbot.waitUntil(lambda: who == [ANA])


def test_nothing_of_one_session_is_left_in_the_next(desk: tuple[Desk, DeskWindow], qtbot: QtBot) -> None:
    _, window = desk
    gate_of(window).passed.emit(ANA, None)
    first = window.page()
    assert first is not None
    first.context.show_success("Saved.")
    held = threading.Event()
    first.context.work.ask(
        lambda _database: held.wait(5), success=lambda _: None, failure=lambda _: None, asker=first
    )
    held.set()
    sign_out = next(each for each in window.findChildren(QPushButton) if each.text() == "Sign &out")
    with qtbot.waitSignal(first.destroyed):
        sign_out.click()
    gate_of(window).passed.emit(MIHAI, None)
    second = window.page()
    assert second is not None
    assert second.context.organizer == MIHAI
    assert window.notice.sentence() == ""
