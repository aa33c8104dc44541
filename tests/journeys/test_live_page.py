"""An evening at the desk: a door in its own process checks people in; the organizer sees and corrects it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.services.accounts.staff_pin import PIN_FILE, StaffPin
from kiosk.settings import load_settings
from kiosk.storage.store import Store
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.desk.live.corrections import UndoSheet
from kiosk.ui.desk.live.figures import LiveFigure
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToEvent
from kiosk.ui.desk.shell.window import DeskWindow
from tests.journeys.stand import ANA, EVENT_CODE, PATIENCE_MS, Evening, Film
from tests.storage.raw import ask, foreign_program, run


@pytest.fixture
def page(qtbot: QtBot, evening: Evening, tmp_path: Path) -> Iterator[LivePage]:
    """The evening's live page at the organizer's desk, with its own connections."""
    store = Store.open(evening.url)
    with store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    window = DeskWindow(QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat))
    work = DatabaseWorker(store.acting_for(olga), window)
    settings = load_settings(time_zone="Europe/Bucharest", name="Desk")
    context = DeskContext(olga, work, settings, lambda: evening.now, window.go, window.notice.show_message)
    window.furnish(context, ROUTES)
    window.show()
    qtbot.waitExposed(window)
    shown = window.go(ToEvent(evening.event.id))
    assert isinstance(shown, LivePage)
    yield shown
    window.clear()
    work.shutdown()
    window.close()
    window.deleteLater()
    store.close()


def names(page: LivePage) -> list[str]:
    return [each.name or "Walk-in" for each in page.card.arrivals.model.rows()]


def test_the_organizer_sees_who_the_door_lets_in_and_puts_a_mistake_right(
    page: LivePage, evening: Evening, film: Film, qtbot: QtBot, tmp_path: Path
) -> None:
    evening.register(ANA)
    StaffPin(tmp_path / ".local" / "share" / "kiosk" / PIN_FILE).set("258014")
    command = ["door", "--event", EVENT_CODE, "--camera", str(film.of(ANA)), "--seconds", "4", "--json"]
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    surroundings = {
        "HOME": str(tmp_path),
        "KIOSK_NAME": "Door A",
        "KIOSK_DATABASE_URL": evening.url,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path.cwd()),
    }
    with subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-m", "kiosk", *command],
        env={**kept, **surroundings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as door:
        qtbot.waitUntil(lambda: names(page) == ["Ana Ionescu"], timeout=PATIENCE_MS)
        output, complaints = door.communicate(timeout=60)
    assert (door.returncode, complaints) == (0, "")
    assert json.loads(output) == {"event": EVENT_CODE, "outcomes": {"CHECKED_IN": 1}}
    arrivals = page.card.arrivals
    assert [arrivals.model.index(0, column).data() for column in (0, 1, 3)] == [
        "Ana Ionescu",
        "Pass",
        "Door A",
    ]
    assert page.figures[LiveFigure.REGISTERED].figure() == "1"

    with foreign_program(evening.url) as other:  # the other database backend is tried with a walk-in
        run(other, "INSERT INTO attendance (event_id) SELECT id FROM events")
        qtbot.waitUntil(lambda: sorted(names(page)) == ["Ana Ionescu", "Walk-in"], timeout=PATIENCE_MS)

        arrivals.choose(names(page).index("Ana Ionescu"))
        page.card.undo_button.click()
        qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), UndoSheet), timeout=PATIENCE_MS)
        qtbot.keyClicks(QApplication.focusWidget(), "Her twin sister")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: names(page) == ["Walk-in"], timeout=PATIENCE_MS)
        reason = ask(other, "SELECT reason FROM scan_log WHERE outcome = 'UNDONE'")
    assert reason == "Her twin sister"
