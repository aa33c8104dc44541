"""A table whose cells have a second line or are pills, and one that is as high as its rows."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage

from kiosk.domain.page import ListPage
from kiosk.ui.common.theme import LIGHT, Tone
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import EmptyState
from kiosk.ui.widgets.table import ROW_HEIGHT, PagedTable
from kiosk.ui.widgets.two_lines import TWO_LINES_HEIGHT
from tests.ui.desk.evening import Desk

NAME: Column[int] = Column("Name", lambda each: f"Door {each}", below=lambda each: f"below {each}")
STATE: Column[int] = Column(
    "State", lambda _each: "Offline", width=0, characters=12, tone=lambda _each: Tone.BAD
)
FIGURE: Column[int] = Column("Figure", str, width=0, is_figure=True)

MakeTable = Callable[..., PagedTable[int]]


@pytest.fixture
def make(desk: Desk) -> MakeTable:
    """Makes tables with some rows in the desk's window."""

    def make(*columns: Column[int], rows: int = 3, is_whole: bool = False) -> PagedTable[int]:
        table = PagedTable("Doors", columns, key=int, work=desk.context.work, empty=EmptyState("None"))
        table.setParent(desk.window)
        table.resize(QSize(600, 300))
        table.show()
        if is_whole:
            table.show_whole()
        table.read(lambda *_asked: ListPage(tuple(range(rows)), None))
        desk.settle()
        return table

    return make


def colours_in(table: PagedTable[int]) -> set[str]:
    """Returns the colours of a table's picture."""
    image = table.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name().upper() for x, y in pixels}


def test_rows_with_a_second_line_are_higher(make: MakeTable) -> None:
    assert make(NAME, FIGURE).view.rowHeight(0) == TWO_LINES_HEIGHT
    assert make(FIGURE).view.rowHeight(0) == ROW_HEIGHT


def test_a_screen_reader_reads_both_lines(make: MakeTable) -> None:
    cell = make(NAME).model.index(1, 0)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Door 1, below 1"
    assert cell.data() == "Door 1"


def test_both_lines_and_the_pill_are_painted(make: MakeTable) -> None:
    painted = colours_in(make(NAME, STATE))
    assert {LIGHT.ink, LIGHT.soft_ink, LIGHT.bad.background, LIGHT.bad.dot} <= painted
    plain = colours_in(make(FIGURE))
    assert not {LIGHT.bad.background, LIGHT.bad.dot} & plain


def test_a_chosen_row_is_readable(make: MakeTable) -> None:
    table = make(NAME, rows=1)
    assert LIGHT.on_accent not in colours_in(table) - {LIGHT.surface}
    table.choose(0)
    assert LIGHT.accent in colours_in(table)
    assert LIGHT.soft_ink not in colours_in_rows(table)


def colours_in_rows(table: PagedTable[int]) -> set[str]:
    """Returns the colours of the rows without the headings."""
    image = table.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name().upper() for x, y in pixels}


def test_a_whole_table_is_as_high_as_its_rows(make: MakeTable, desk: Desk) -> None:
    table = make(NAME, rows=9, is_whole=True)
    assert table.view.verticalScrollBar().maximum() == 0
    nine = table.height()
    table.read(lambda *_asked: ListPage((1, 2), None))
    desk.settle()
    assert nine - table.height() == 7 * TWO_LINES_HEIGHT
    table.read(lambda *_asked: ListPage((), None))
    desk.settle()
    assert table.height() > TWO_LINES_HEIGHT, "there is room for the text in place of the rows"


def test_in_a_narrow_window_every_column_is_still_in_sight(make: MakeTable) -> None:
    table = make(NAME, STATE, FIGURE)
    table.resize(QSize(200, 300))
    assert sum(table.view.columnWidth(each) for each in range(3)) <= table.view.viewport().width()
    assert table.view.columnWidth(2) > 0


def test_in_a_rather_narrow_window_figures_are_whole_and_names_are_cut_short(make: MakeTable) -> None:
    table = make(NAME, STATE, FIGURE)
    wide = [table.view.columnWidth(each) for each in range(3)]
    least = table.view.fontMetrics().horizontalAdvance("0") * 8 + 24
    table.resize(QSize(wide[1] + wide[2] + round(0.8 * least), 300))
    assert [table.view.columnWidth(each) for each in (1, 2)] == wide[1:]
    assert table.view.columnWidth(0) < least


def test_the_width_of_a_hidden_column_is_shared(make: MakeTable) -> None:
    table = make(NAME, STATE, FIGURE)

    def width() -> int:
        return sum(table.view.columnWidth(each) for each in range(3) if not table.view.isColumnHidden(each))

    before, narrow = width(), table.view.columnWidth(0)
    table.show_column(1, is_shown=False)
    assert width() == before
    assert table.view.columnWidth(0) > narrow
    table.show_column(1, is_shown=True)
    assert table.view.columnWidth(0) == narrow
