"""The frame of the desk, on which every page relies."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.page import ListPage
from kiosk.domain.person import Person, Role
from kiosk.domain.refusals.event_codes import CodeTaken
from kiosk.domain.refusals.event_fields import StartTooFar
from kiosk.domain.refusals.refusal import Several
from kiosk.domain.refusals.sign_in import NotFirstOrganizer
from kiosk.domain.refusals.typed_texts import Blank
from kiosk.domain.storage_faults import ServerTrouble
from kiosk.services.database import Database
from kiosk.services.transactions import reading
from kiosk.storage.store import Store
from kiosk.ui.common.background import Background
from kiosk.ui.common.database_worker import Tell
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import DARK, LIGHT, Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination, ToEvents, ToPeople
from kiosk.ui.desk.shell.page import Page, RoutedPage
from kiosk.ui.desk.shell.routing import OpenPage, Routes, SidebarEntry
from kiosk.ui.desk.shell.window import DeskWindow
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import ElidedLabel, EmptyState, Notice
from kiosk.ui.widgets.sheet import NameTyped
from kiosk.ui.widgets.style import colours_of
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.safe_text import as_tooltip
from tests.storage_faults import faulty, no_answer
from tests.ui.desk.evening import Desk, OpenDesk

ENDLESS = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
ORGANIZER = Person(uuid4(), "Andreea Popescu", "andreea@example.org", Role.EO)


class Numbers(RoutedPage[ToEvents]):
    """A page that shows numbers from a list that the test changes."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "Numbers")
        self.numbers: list[int] = []
        self.destinations: list[ToEvents] = []
        self.fault: Exception | None = None
        self.table: PagedTable[int] = PagedTable(
            "Numbers",
            [Column("Number", str), Column("Twice", lambda n: str(2 * n), is_figure=True)],
            key=lambda n: n,
            work=context.work,
            empty=EmptyState("No numbers yet", "Add one."),
        )
        self.body.addWidget(self.table)

    def entered(self, destination: ToEvents) -> None:
        self.destinations.append(destination)
        self.table.read(self.fetch)

    def fetch(self, _store: Database, place: int | None, rows: int) -> ListPage[int, int]:
        if self.fault is not None:
            raise self.fault
        start = place or 0
        page = tuple(self.numbers[start : start + rows])
        return ListPage(page, start + rows if start + rows < len(self.numbers) else None)


class Other(RoutedPage[Destination]):
    """Another page to go to."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "Other")


def open_numbers_or_other(destination: Destination, open_page: OpenPage) -> Page:
    if isinstance(destination, ToEvents):
        return open_page(Numbers, destination)
    return open_page(Other, destination)


FRAME_ROUTES = Routes(
    (SidebarEntry("Numbers", ToEvents()), SidebarEntry("Other", ToPeople())), open_numbers_or_other
)


@pytest.fixture
def desk(open_desk: OpenDesk, sqlite_url: str) -> Iterator[Desk]:
    store = Store.open(sqlite_url)
    yield open_desk(store, ORGANIZER, routes=FRAME_ROUTES)
    store.close()


def numbers(desk: Desk, *shown: int) -> Numbers:
    """Returns the page with these numbers."""
    page = desk.window.go(ToEvents())
    assert isinstance(page, Numbers)
    desk.settle()
    page.numbers = list(shown)
    page.entered(ToEvents())
    desk.settle()
    return page


def test_a_query_in_the_gui_thread_is_detected(sqlite_url: str, stalls: list[str], qtbot: QtBot) -> None:
    store = Store.open(sqlite_url)
    background = Background("test")
    store.check_revision()  # by the test itself
    done: list[object] = []
    background.submit(store.check_revision, success=done.append, failure=done.append)
    qtbot.waitUntil(lambda: done == [None])
    assert stalls == []
    background._deliver(lambda _: store.check_revision(), None)  # noqa: SLF001 -- a screen that queries
    assert {each.split(":")[0] for each in stalls} == {"background.py"}
    stalls.clear()
    background.shutdown()
    store.close()


def test_an_empty_list_shows_what_to_do(desk: Desk) -> None:
    page = numbers(desk)
    assert page.table.is_empty()
    assert [each.text() for each in page.findChildren(QLabel) if each.isVisible()][-2:] == [
        "No numbers yet",
        "Add one.",
    ]


def test_a_long_list_is_fetched_while_it_is_scrolled(desk: Desk) -> None:
    page = numbers(desk, *range(1000))
    assert page.table.model.rowCount() == 100
    page.table.view.scrollToBottom()
    desk.settle()
    assert page.table.model.rowCount() == 200
    assert page.table.model.rows() == tuple(range(200))


def test_a_refresh_keeps_the_selection_and_the_scroll_position(desk: Desk) -> None:
    page = numbers(desk, *range(10, 400))
    page.table.choose(50)
    view = page.table.view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    on_top = page.table.model.rows()[view.rowAt(0)]
    page.numbers = [7, 8, 9, *(n for n in page.numbers if n != 12)]
    page.table.refresh()
    desk.settle()
    assert page.table.chosen_rows() == (60,)
    assert page.table.model.rows()[view.rowAt(0)] == on_top
    assert page.table.model.rows()[:6] == (7, 8, 9, 10, 11, 13)


def test_a_refresh_during_a_fetch_is_repeated_afterwards(desk: Desk) -> None:
    page = numbers(desk)
    has_looked, may_answer = threading.Event(), threading.Event()

    def fetch(_store: Database, _place: int | None, _rows: int) -> ListPage[int, int]:
        seen = tuple(page.numbers)
        has_looked.set()
        may_answer.wait(5)
        return ListPage(seen, None)

    page.table.read(fetch)
    assert has_looked.wait(5)
    page.numbers = [1, 2]
    page.table.refresh()
    may_answer.set()
    desk.settle()
    assert page.table.model.rows() == (1, 2)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [1, 2]),
        ([1, 2], []),
        ([1, 2, 3], [3, 1, 2]),
        ([1, 2, 3], [4, 5, 6]),
        (list(range(300)), [*range(1, 300), 0]),
        (list(range(300)), [-1, *range(150), *range(151, 300)]),
    ],
)
def test_after_a_refresh_the_list_equals_the_database(
    desk: Desk, before: list[int], after: list[int]
) -> None:
    page = numbers(desk, *before)
    page.numbers = after
    page.table.refresh()
    desk.settle()
    while page.table.model.canFetchMore(page.table.view.rootIndex()):
        page.table.model.fetchMore(page.table.view.rootIndex())
        desk.settle()
    assert sorted(page.table.model.rows()) == sorted(after)
    assert page.table.model.rows()[:100] == tuple(after[:100])


def test_a_list_that_cannot_be_read_shows_why_and_is_tried_again(desk: Desk) -> None:
    page = numbers(desk, 1, 2)
    page.fault = no_answer()
    page.entered(ToEvents())
    desk.settle()
    assert page.table.fault() == "The database did not answer in time."
    page.fault = None
    again = next(each for each in page.findChildren(QPushButton) if each.text() == "Try again")
    again.click()
    desk.settle()
    assert page.table.model.rows() == (1, 2)
    assert page.table.fault() == ""


def test_enter_opens_the_row_and_tab_leaves_the_table(desk: Desk, qtbot: QtBot) -> None:
    page = numbers(desk, 5, 6)
    page.table.choose(1)
    page.table.setFocus()
    with qtbot.waitSignal(page.table.activated) as entered:
        qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert entered.args == [6]
    qtbot.keyClick(page.table.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.table.view


def test_of_quick_queries_only_the_last_is_answered(desk: Desk) -> None:
    held = threading.Event()
    answers: list[object] = []
    asked: list[int] = []
    work, asker = desk.context.work, desk.window

    def question(number: int, _store: Database) -> int:
        asked.append(number)
        held.wait(5)
        return number

    for number in range(5):
        work.ask(
            partial(question, number),
            success=answers.append,
            failure=answers.append,
            asker=asker,
            instead_of="search",
        )
    held.set()
    desk.settle()
    assert answers == [4]
    assert asked in ([0, 4], [4])


@pytest.mark.parametrize("is_away", [True, False])
def test_queries_behind_one_that_could_not_reach_the_database_fail_with_it(
    desk: Desk, *, is_away: bool
) -> None:
    may_fail = threading.Event()
    answers: list[object] = []
    fault = faulty(ServerTrouble.UNREACHABLE, is_away=is_away)

    def wait(_store: Database) -> None:
        may_fail.wait(5)
        raise fault

    for question in (wait, lambda _store: "answered"):
        desk.context.work.ask(question, success=answers.append, failure=answers.append, asker=desk.window)
    may_fail.set()
    desk.settle()
    assert answers == [fault, fault if is_away else "answered"]
    desk.context.work.ask(
        lambda _store: "back", success=answers.append, failure=answers.append, asker=desk.window
    )
    desk.settle()
    assert answers[-1] == "back"  # a second try queries the database


def test_a_desk_closes_while_its_database_is_silent(desk: Desk) -> None:
    begun = threading.Event()

    def endless(store: Database) -> None:
        with reading(store, is_patient=True) as transaction:
            begun.set()
            transaction.reports._connection.execute(ENDLESS)  # noqa: SLF001 -- no query of the program hangs

    answers: list[object] = []
    desk.context.work.ask(endless, success=answers.append, failure=answers.append, asker=desk.window)
    assert begun.wait(5)
    desk.context.work.shutdown()  # a thread that still runs fails the guard
    assert answers == []


def test_a_job_reports_its_progress_and_ends_when_cancelled(desk: Desk, qtbot: QtBot) -> None:
    halfway = threading.Event()

    def count(_store: Database, tell: Tell) -> int:
        for number in range(1_000_000):
            tell(number, 1_000_000)
            halfway.set()
        return 1_000_000

    job = desk.context.work.start(count)
    ends: list[str] = []
    job.succeeded.connect(lambda _result: ends.append("succeeded"))
    job.failed.connect(lambda _error: ends.append("failed"))
    with qtbot.waitSignal(job.cancelled):
        assert halfway.wait(5)
        job.cancel()
    assert ends == []
    assert not desk.context.work.has_jobs


def test_closing_the_desk_ends_a_running_job(desk: Desk) -> None:
    begun = threading.Event()

    def never_done(_store: Database, tell: Tell) -> None:
        while True:
            begun.set()
            tell(0, None)

    desk.context.work.start(never_done)
    assert begun.wait(5)
    desk.context.work.shutdown()  # a thread that still runs fails the guard


def test_a_deleted_page_gets_no_callback(desk: Desk, qtbot: QtBot) -> None:
    held = threading.Event()
    answers: list[object] = []
    asker = QWidget()
    desk.context.work.ask(
        lambda _store: held.wait(5), success=answers.append, failure=answers.append, asker=asker
    )
    with qtbot.waitSignal(asker.destroyed):
        asker.deleteLater()
    held.set()
    desk.settle()
    assert answers == []


def test_the_sidebar_and_its_keys_go_to_pages(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go(ToEvents())
    qtbot.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = desk.window.page()
    assert isinstance(page, Other)
    marked = [each.text() for each in desk.window.findChildren(QPushButton) if each.isChecked()]
    assert marked == ["Other"]


def test_a_page_receives_its_destination(desk: Desk) -> None:
    destination = ToEvents(uuid4())
    desk.context.go(destination)
    desk.settle()
    page = desk.window.page()
    assert isinstance(page, Numbers)
    assert page.destinations == [destination]


def test_the_window_reopens_at_its_last_position(qtbot: QtBot, tmp_path: Path) -> None:
    def memory() -> QSettings:
        return QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)

    first = DeskWindow(memory())
    qtbot.addWidget(first)
    first.resize(1000, 700)
    first.show()
    first.close()
    second = DeskWindow(memory())
    qtbot.addWidget(second)
    assert second.height() == 700  # the offscreen screen is narrower than the window


def test_light_and_dark_themes_reach_widgets_that_paint_themselves(desk: Desk) -> None:
    page = desk.window.go(ToPeople())
    desk.window.dress.wear(DARK)
    assert colours_of(page) is DARK
    desk.window.dress.wear(LIGHT)
    assert colours_of(page) is LIGHT


def test_an_error_is_shown_beside_its_field_until_the_field_changes(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    title = form.add_line("title", "&Title")
    form.add_line("place", "&Place")
    form.show()
    form.say_errors({"title": "The title cannot be blank.", "": "Nothing was saved."})
    assert form.errors() == {"title": "The title cannot be blank.", "": "Nothing was saved."}
    assert title.accessibleDescription() == "The title cannot be blank."
    qtbot.keyClicks(title, "x")
    assert form.errors() == {}


def test_a_refusal_is_shown_beside_each_of_its_fields_and_anything_else_above(qtbot: QtBot) -> None:
    form = Form({Field.PERSON_NAME: "name", Field.EMAIL: "email", Field.START: "start"})
    qtbot.addWidget(form)
    form.add_line("name", "&Name")
    form.add_line("email", "&E-mail")
    form.show()
    too_far = StartTooFar(1999, 2000, 2999)
    form.say_fault(Refused(Several((Blank(Field.PERSON_NAME), Blank(Field.EMAIL), too_far))))
    assert form.errors() == {
        "name": "The name cannot be blank.",
        "email": "The e-mail address cannot be blank.",
        "": "An event starts in the years 2000 to 2999, not in 1999.",
    }
    form.say_fault(Refused(NotFirstOrganizer()))
    assert form.errors() == {"": sentence(Refused(NotFirstOrganizer()))}
    form.say_fault(faulty(ServerTrouble.UNREACHABLE))
    assert form.errors() == {"": sentence(faulty(ServerTrouble.UNREACHABLE))}


def test_an_action_that_cannot_be_undone_asks_for_the_name(desk: Desk, qtbot: QtBot) -> None:
    sheet = NameTyped(
        desk.window, "Delete?", loss="142 check-ins go for good.", name="WS001", verb="Delete event"
    )
    sheet.open()
    confirmed: list[str] = []
    sheet.confirmed_as.connect(confirmed.append)
    qtbot.keyClicks(sheet.line, "WS00")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    assert confirmed == []
    assert not sheet.main_button.isEnabled()
    qtbot.keyClicks(sheet.line, "1")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    assert confirmed == ["WS001"]
    sheet.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_notice_offers_to_undo_once(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    done: list[str] = []
    notice.say("The event is closed.", Tone.GOOD, "Undo", lambda: done.append("undone"))
    undo = next(each for each in notice.findChildren(QPushButton) if each.text() == "Undo")
    undo.click()
    assert done == ["undone"]
    assert notice.sentence() == ""


def test_a_name_of_any_length_stays_on_its_line(qtbot: QtBot) -> None:
    line = ElidedLabel("Maria del Carmen <b>\u202e" * 40)
    qtbot.addWidget(line)
    line.resize(200, 30)
    line.show()
    assert line.text().endswith("…")
    assert line.toolTip() == as_tooltip(line.whole_text())
    assert "<b>" not in line.toolTip()  # Qt would show the markup in bold
    assert "\u202e" not in line.whole_text()


def test_a_refusal_is_shown_in_full_and_a_fault_of_the_program_calmly(desk: Desk) -> None:
    page = desk.window.go(ToPeople())
    page.fail(Refused(CodeTaken("WS001", by="A talk")))
    assert desk.window.notice.sentence() == "The code WS001 is taken by 'A talk'. Choose another."
    page.fail(KeyError("secret"))
    assert "secret" not in desk.window.notice.sentence()
    assert "call your technician" in desk.window.notice.sentence()


def test_every_control_of_the_frame_has_a_name(desk: Desk) -> None:
    numbers(desk, 1)
    controls = [*desk.window.findChildren(QPushButton), *desk.window.findChildren(QLineEdit)]
    unnamed = [each for each in controls if not each.accessibleName() and each.isVisible()]
    assert unnamed == []
