"""A door's reports to the desk, which do not delay its check-ins."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from kiosk.ui.door.presence import PresenceReporter
from tests.storage_faults import no_answer

OFTEN = timedelta(milliseconds=10)


class Database:
    """Receives the reports; it may hang or fail."""

    def __init__(self) -> None:
        self.reports = 0
        self.is_broken = False
        self.may_answer = threading.Event()
        self.may_answer.set()

    def report(self) -> None:
        self.may_answer.wait(30)
        self.reports += 1
        if self.is_broken:
            raise no_answer()


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database()
    yield database
    database.may_answer.set()


def test_a_door_reports_at_once_and_then_at_an_interval(database: Database, qtbot: QtBot) -> None:
    presence = PresenceReporter(database.report, every=OFTEN)
    presence.start()
    qtbot.waitUntil(lambda: database.reports >= 3)
    presence.shutdown()  # a timer or a thread that continues fails the test


def test_reports_do_not_pile_up_while_the_database_hangs(database: Database, qtbot: QtBot) -> None:
    database.may_answer.clear()
    presence = PresenceReporter(database.report, every=OFTEN)
    presence.start()
    (timer,) = presence.findChildren(QTimer)
    timer.stop()
    for _ in range(10):
        timer.timeout.emit()
    database.may_answer.set()
    qtbot.waitUntil(lambda: database.reports == 1)
    presence.shutdown()
    assert database.reports == 1


def test_an_outage_is_logged_once_and_not_as_a_warning(
    database: Database, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk")
    database.is_broken = True
    presence = PresenceReporter(database.report, every=OFTEN)
    presence.start()
    qtbot.waitUntil(lambda: database.reports >= 4)
    database.is_broken = False
    calm = database.reports
    qtbot.waitUntil(lambda: database.reports >= calm + 2)
    database.is_broken = True
    broken = database.reports
    qtbot.waitUntil(lambda: database.reports >= broken + 3)
    presence.shutdown()
    logged = [
        record.getMessage() for record in caplog.records if "presence of this kiosk" in record.getMessage()
    ]
    assert len(logged) == 2
