"""A model of a list of any length for Qt's tables: it holds only the pages that were looked at."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from kiosk.domain.page import ListPage
from kiosk.services.database import Database
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.theme import Tone, font
from kiosk.ui.widgets.style import TEXT
from kiosk.wording.language.joined import listed
from kiosk.wording.language.safe_text import as_tooltip, plain

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

PAGE_ROWS = 100
"""The rows of a page."""

_REFRESHED_ROWS = 200
_MOST_REFRESHED_ROWS = 1000
"""The most rows that a refresh reads. A visible row beyond them may show old values until it is fetched."""

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a table.

    Attributes:
        heading: Its heading.
        text: Returns its text for a row.
        width: Its share of the width that is left; 0 to be as wide as `characters`.
        characters: Its least width, as a number of digits in its font.
        is_strong: True for bold text.
        is_figure: True for digits of one width, at the right.
        colour: Returns the text's colour for a row ("" for the usual one), or None.
        below: Returns the soft second line for a row, or None for columns of one line.
        tone: Returns the tone of a row's pill; None for text without a pill.
    """

    heading: str
    text: Callable[[Row], str]
    width: int = 1
    characters: int = 8
    is_strong: bool = False
    is_figure: bool = False
    colour: Callable[[Row], str] | None = None
    below: Callable[[Row], str] | None = None
    tone: Callable[[Row], Tone] | None = None


BELOW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The role of a cell's second line."""

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The role of the tone of a cell that is a pill."""

Fetch = Callable[[Database, Any, int], ListPage[Row, Any]]
"""Fetches a page. Gets the database, the cursor (None: the beginning) and the number of rows."""


def _both_lines(column: Column[Row], row: Row) -> str:
    return listed(column.text(row), "" if column.below is None else column.below(row))


_SHOWN: dict[int, Callable[[Column[Any], Any], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: plain(column.text(row)),
    Qt.ItemDataRole.ToolTipRole: lambda column, row: as_tooltip(_both_lines(column, row)),
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: plain(_both_lines(column, row)),
    BELOW_ROLE: lambda column, row: "" if column.below is None else plain(column.below(row)),
    TONE_ROLE: lambda column, row: None if column.tone is None else column.tone(row),
}


class PagedModel(QAbstractTableModel, Generic[Row]):
    """The rows of a list that were looked at, and the query that fetches more.

    Signals:
        renewing: The list's beginning was read again; its rows are about to change.
        loaded: The list's beginning was read.
        failed: It could not be read; the exception.
    """

    renewing = Signal()
    loaded = Signal()
    failed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        work: DatabaseWorker,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._work = work
        self._fetch: Fetch[Row] | None = None
        self._rows: list[Row] = []
        self._following: object = None
        self._is_fetching = False
        self._is_stale = False
        self._seen_rows = 0

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """Returns its columns."""
        return self._columns

    def read(self, fetch: Fetch[Row]) -> None:
        """Shows another list from its beginning; the present one stays until it was read."""
        self._fetch = fetch
        self._is_fetching = True
        self._is_stale = False
        self._ask(None, PAGE_ROWS, self._begin)

    def refresh(self, seen_rows: int = 0) -> None:
        """Reads the list's beginning again and changes only the rows that differ.

        Chosen and visible rows stay where they are. While a page is being fetched, the refresh waits
        until it has arrived.

        Args:
            seen_rows: The number of rows from the beginning to the last visible one.
        """
        self._seen_rows = min(seen_rows, _MOST_REFRESHED_ROWS)
        if self._is_fetching:
            self._is_stale = True
        elif self._fetch is not None:
            self._is_fetching = True
            wanted = min(len(self._rows), max(_REFRESHED_ROWS, self._seen_rows))
            self._ask(None, max(PAGE_ROWS, wanted), self._renew)

    def row_at(self, index: Index) -> Row | None:
        """Returns the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rows(self) -> tuple[Row, ...]:
        """Returns the rows in memory."""
        return tuple(self._rows)

    def key_at(self, number: int) -> Hashable:
        """Returns the key of the row at a position, or None."""
        return self._key(self._rows[number]) if 0 <= number < len(self._rows) else None

    def position(self, key: Hashable) -> int | None:
        """Returns the position of the row with this key; None when it is not in memory."""
        return next((number for number, each in enumerate(self._rows) if self._key(each) == key), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Returns the number of rows in memory."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Returns the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """Returns a column's heading."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = 0) -> object:
        """Returns the text or the look of a cell, by role."""
        row = self.row_at(index)
        if row is None:
            return None
        column = self._columns[index.column()]
        if role in _SHOWN:
            return _SHOWN[role](column, row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole and (column.is_strong or column.is_figure):
            weight = font(TEXT).Weight.DemiBold if column.is_strong else font(TEXT).Weight.Normal
            return font(TEXT, weight, tabular=column.is_figure)
        if role == Qt.ItemDataRole.ForegroundRole and column.colour is not None:
            colour = column.colour(row)
            return QColor(colour) if colour else None
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """True when the list has more rows and none are being fetched."""
        return not parent.isValid() and self._following is not None and not self._is_fetching

    def fetchMore(self, parent: Index) -> None:
        """Fetches the next page in the background."""
        if self.canFetchMore(parent):
            self._is_fetching = True
            self._ask(self._following, PAGE_ROWS, self._append)

    def _ask(self, cursor: object, rows: int, success: Callable[[ListPage[Row, Any]], None]) -> None:
        fetch = self._fetch
        if fetch is None:
            raise AssertionError("no list was read yet")
        self._work.ask(
            lambda database: fetch(database, cursor, rows),
            success=success,
            failure=self._fail,
            asker=self,
            instead_of="rows",
        )

    def _begin(self, page: ListPage[Row, Any]) -> None:
        self.beginResetModel()
        self._rows = list(page.rows)
        self._following = page.following
        self.endResetModel()
        self._is_fetching = False
        self.loaded.emit()
        self._catch_up()

    def _append(self, page: ListPage[Row, Any]) -> None:
        known = {self._key(each) for each in self._rows}
        new = [each for each in page.rows if self._key(each) not in known]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()
        self._following = page.following
        self._is_fetching = False
        self._catch_up()

    def _renew(self, page: ListPage[Row, Any]) -> None:
        self._is_fetching = False
        self.renewing.emit()
        new = list(page.rows)
        tail = 0 if page.following is None else self._end_of_renewed(new)
        if tail is None:
            self._begin(page)
            return
        old_end = len(self._rows) if page.following is None else tail
        self._replace_beginning(old_end, new)
        if page.following is None or old_end == len(self._rows):
            self._following = page.following
        self.loaded.emit()
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.refresh(self._seen_rows)

    def _end_of_renewed(self, new: list[Row]) -> int | None:
        # The number of old rows that the new page covers: up to the last row that is in both.
        positions = {self._key(each): number for number, each in enumerate(self._rows)}
        for each in reversed(new):
            if (found := positions.get(self._key(each))) is not None:
                return found + 1
        return None

    def _replace_beginning(self, old_end: int, new: list[Row]) -> None:
        wanted = {self._key(each) for each in new}
        for number in range(old_end - 1, -1, -1):
            if self._key(self._rows[number]) not in wanted:
                self._remove(number)
                old_end -= 1
        for number, each in enumerate(new):
            if number < old_end and self._key(self._rows[number]) == self._key(each):
                self._change(number, each)
                continue
            later = self.position(self._key(each))
            if later is not None:  # it moved
                self._remove(later)
                old_end -= later < old_end
            self.beginInsertRows(QModelIndex(), number, number)
            self._rows.insert(number, each)
            self.endInsertRows()
            old_end += 1

    def _remove(self, number: int) -> None:
        self.beginRemoveRows(QModelIndex(), number, number)
        del self._rows[number]
        self.endRemoveRows()

    def _change(self, number: int, row: Row) -> None:
        if self._rows[number] != row:
            self._rows[number] = row
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def _fail(self, error: Exception) -> None:
        self._is_fetching = self._is_stale = False
        self.failed.emit(error)


def _alignment(column: Column[Row]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
