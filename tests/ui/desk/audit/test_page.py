"""The page of the audit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.change import AuditEntry, AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.clock import utc_now
from kiosk.domain.event import EventState
from kiosk.domain.people.person import Person, Role
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.events import events
from kiosk.services.events.edits import edit_event
from kiosk.services.people import people
from kiosk.storage.store import Store
from kiosk.ui.desk.audit.change_sheet import ChangeSheet
from kiosk.ui.desk.audit.page import ChangesPage
from kiosk.ui.desk.shell.destinations import ToChanges
from kiosk.wording.desk.change_fields import summary
from kiosk.wording.desk.changes import kind_name
from tests.storage.raw import foreign_program, run
from tests.storage.sample import NO_PASSWORD
from tests.ui.desk.evening import Desk, OpenDesk

ZONE = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)


@pytest.fixture
def ada(store: Store) -> Person:
    with store.write() as transaction:
        person_id = transaction.people.add(
            name="Ada",
            email="ada@example.org",
            password_hash=NO_PASSWORD,
            role=Role.EO,
        )
    return Person(person_id, "Ada", "ada@example.org", Role.EO)


@pytest.fixture
def desk(store: Store, ada: Person, open_desk: OpenDesk) -> Desk:
    return open_desk(store.acting_for(ada), ada)


@pytest.fixture
def busy(store: Store, ada: Person) -> Store:
    """Makes and changes an event as Ada, and adds a person at the terminal."""
    mine = store.acting_for(ada)
    events.create_group(mine, name="Fête d'été")
    new = events.NewEvent(
        group="Fête d'été", title="Engines", start_at=NOW, duration=timedelta(hours=1), code="ENG", capacity=5
    )
    events.create_event(mine, new)
    events.set_event_state(mine, "ENG", EventState.CLOSED)
    event = event_with_code(mine, "ENG")
    edit_event(mine, event, replace(event, title="<b>Looms</b>", start_at=NOW + timedelta(hours=1)))
    people.add_participant(store, name="Zoë", email="zoe@example.org")
    return store


@pytest.fixture
def page(desk: Desk) -> Iterator[ChangesPage]:
    shown = desk.window.go(ToChanges())
    assert isinstance(shown, ChangesPage)
    desk.settle()
    yield shown
    desk.settle()


def subjects(page: ChangesPage) -> list[str]:
    return [change.subject.name for change in page.table.model.rows()]


def test_changes_are_listed_newest_first_with_before_and_after(busy: Store, page: ChangesPage) -> None:
    assert subjects(page) == ["Zoë", "Engines", "Engines", "Engines", "Fête d'été"]
    model = page.table.model
    cells = [[model.index(row, column).data() for column in range(5)] for row in range(4)]
    assert [row[1] for row in cells] == ["terminal", "Ada", "Ada", "Ada"]
    assert [row[2] for row in cells] == ["Participant added", "Event edited", "Event closed", "Event created"]
    assert (
        cells[1][4] == "title: Engines → <b>Looms</b>; starts: Thu 26 Nov 2026 18:24 → Thu 26 Nov 2026 19:24"
    )
    assert cells[2][4] == "state: OPEN → CLOSED"
    assert "capacity: 5" in cells[3][4]
    assert busy is not None


def test_filters_narrow_what_is_listed(desk: Desk, busy: Store, page: ChangesPage, qtbot: QtBot) -> None:
    assert busy is not None
    choose(page.who, "terminal")
    desk.settle()
    assert subjects(page) == ["Zoë"]
    choose(page.who, "Anybody")
    choose(page.what, "Event closed")
    desk.settle()
    assert subjects(page) == ["Engines"]
    choose(page.what, "Anything")
    page.words.clear()
    qtbot.keyClicks(page.words, "FETE D")
    qtbot.waitUntil(lambda: subjects(page) == ["Fête d'été"], timeout=5000)
    qtbot.keyClicks(page.words, "xx")
    qtbot.waitUntil(page.table.is_empty, timeout=5000)
    page.clear_filters()
    desk.settle()
    assert len(subjects(page)) == 5


def test_days_are_the_venues_and_both_ends_count(
    busy: Store, ada: Person, database_url: str, open_desk: OpenDesk
) -> None:
    # 21:59 and 22:00 UTC are 23:59 of one day and midnight of the next in Bucharest.
    with foreign_program(database_url) as connection:
        run(connection, "UPDATE changes SET changed_at = '2026-01-05 21:59:00.000000'")
        run(
            connection,
            "UPDATE changes SET changed_at = '2026-01-05 22:00:00.000000' WHERE kind = 'PERSON_ADDED'",
        )
    desk = open_desk(busy.acting_for(ada), ada, clock=lambda: datetime(2026, 1, 6, 12, tzinfo=UTC))
    page = desk.window.go(ToChanges())
    assert isinstance(page, ChangesPage)
    choose(page.when, "Today")
    desk.settle()
    assert subjects(page) == ["Zoë"]
    choose(page.when, "Between…")
    page.since.setDate(QDate(2026, 1, 5))
    page.until.setDate(QDate(2026, 1, 5))
    desk.qtbot.waitUntil(lambda: len(subjects(page)) == 4, timeout=5000)
    assert "Zoë" not in subjects(page)
    assert page.since.isVisible()


def test_an_empty_audit_shows_a_text(desk: Desk, page: ChangesPage) -> None:
    assert page.table.is_empty()
    assert "Nothing was changed yet" in {each.text() for each in page.findChildren(QLabel)}
    page.words.setText("x")
    desk.qtbot.waitUntil(lambda: "No such change" in texts(page), timeout=5000)


def test_a_change_is_shown_whole(desk: Desk, busy: Store, page: ChangesPage, qtbot: QtBot) -> None:
    assert busy is not None
    page.table.choose(1)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    sheet = page.findChild(ChangeSheet)
    assert sheet is not None
    assert {"Event edited", "<b>Looms</b>", "Engines", "Thu 26 Nov 2026 19:24"} <= texts(sheet)
    assert {each.textFormat() for each in sheet.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    sheet.accept()
    desk.settle()


def test_every_control_has_a_name_for_screen_readers(page: ChangesPage) -> None:
    for each in (page.who, page.what, page.when, page.words, page.since, page.until, page.table.view):
        assert each.accessibleName()


def test_every_kind_of_change_has_words() -> None:
    assert len({kind_name(kind) for kind in ChangeKind}) == len(ChangeKind)


def test_values_are_shown_in_everyday_words() -> None:
    change = AuditEntry(
        uuid4(),
        utc_now(),
        None,
        "terminal",
        ChangeKind.EVENT_EDITED,
        AuditSubject(SubjectKind.EVENT, None, "x"),
        {"capacity": None, "duration": 60, "has_guest_list": False, "start_at": "not a time"},
        {"capacity": 9, "duration": 90, "has_guest_list": True, "start_at": None},
    )
    assert summary(change, ZONE) == (
        "capacity: none → 9; takes: 60 minutes → 90 minutes; guest list: no → yes; starts: not a time → none"
    )


def choose(box: QComboBox, words: str) -> None:
    """Chooses an entry as the keyboard or the mouse does."""
    number = box.findText(words)
    assert number >= 0, words
    box.setCurrentIndex(number)
    box.activated.emit(number)


def texts(widget: QWidget) -> set[str]:
    return {each.text() for each in widget.findChildren(QLabel)}
