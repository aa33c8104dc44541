"""A list on a page: read in parts, refreshed in place, opened by keys."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.page import ListPage
from kiosk.services.database import Database
from kiosk.ui.desk.shell.destinations import ToEvents
from tests.storage_faults import no_answer
from tests.ui.desk.evening import Desk
from tests.ui.desk.shell.pages import numbers


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

    def fetch(_database: Database, _place: int | None, _rows: int) -> ListPage[int, int]:
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
