"""A table of a list of any length, with a text for when it is empty or cannot be read."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStackedLayout, QTableView, QWidget

from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.sentences import sentence
from kiosk.ui.widgets.paging import Column, Fetch, PagedModel
from kiosk.ui.widgets.parts import EmptyState, button
from kiosk.ui.widgets.two_lines import TWO_LINES_HEIGHT, TwoLineDelegate
from kiosk.wording.language.catalogue import _

Row = TypeVar("Row")

ROW_HEIGHT = 44
"""The height of every row of one line, in logical pixels."""

_FRAME = 2
_NARROWEST = 0.6
_EMPTY_HEIGHT = 240


class PagedTable(QWidget, Generic[Row]):
    """A table that shows its rows as they are fetched, or the reason why there are none.

    Signals:
        activated: A row was opened by Enter or a double click; the row.
        chosen: Other rows are chosen; the rows.
    """

    activated = Signal(object)
    chosen = Signal(object)

    def __init__(  # noqa: PLR0913 -- the properties of a table; all but two by name
        self,
        name: str,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        work: DatabaseWorker,
        empty: EmptyState,
        chooses_many: bool = False,
    ) -> None:
        super().__init__()
        self.model: PagedModel[Row] = PagedModel(columns, key, work, self)
        self.view = _View()
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        mode = QAbstractItemView.SelectionMode
        self.view.setSelectionMode(mode.ExtendedSelection if chooses_many else mode.SingleSelection)
        self.view.share_width([(each.width, each.characters) for each in columns])
        self._row_height = ROW_HEIGHT
        if any(each.below is not None or each.tone is not None for each in columns):
            self._row_height = TWO_LINES_HEIGHT
            self.view.verticalHeader().setDefaultSectionSize(TWO_LINES_HEIGHT)
            self.view.setItemDelegate(TwoLineDelegate(self.view))
        self._empty = empty
        self._fault = EmptyState(_("The list cannot be read"), "", button(_("Try again"), self._try_again))
        self._is_read = False
        self._is_whole = False
        self._last: Fetch[Row] | None = None
        self._layers = QStackedLayout(self)
        for layer in (self.view, empty, self._fault):
            self._layers.addWidget(layer)
        self._looked_at: tuple[Hashable, int] | None = None
        self.model.renewing.connect(self._remember_place)
        self.model.loaded.connect(self._show)
        self.model.loaded.connect(self._return_to_place)
        self.model.failed.connect(self._show_fault)
        self.model.rowsInserted.connect(self._show)
        self.model.rowsRemoved.connect(self._show)
        self.view.entered_row.connect(self._activate)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.chosen_rows()))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Puts the focus on the rows. A focus proxy would not do: Qt's Tab stops at one that is hidden."""
        self.view.setFocus(reason)

    def read(self, fetch: Fetch[Row]) -> None:
        """Shows another list from its beginning."""
        self._last = fetch
        self.model.read(fetch)

    def refresh(self) -> None:
        """Reads the list's beginning again; chosen and visible rows stay where they are."""
        last = self.view.rowAt(self.view.viewport().height() - 1)
        self.model.refresh(self.model.rowCount() if last < 0 else last + 1)

    def chosen_rows(self) -> tuple[Row, ...]:
        """Returns the chosen rows, in the order of the list."""
        indexes = sorted(self.view.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(row for index in indexes if (row := self.model.row_at(index)) is not None)

    def choose(self, number: int) -> None:
        """Chooses the row at a position."""
        self.view.selectRow(number)

    def show_column(self, number: int, is_shown: bool) -> None:  # noqa: FBT001 -- as Qt's setVisible
        """Shows a column, or hides it and shares its width among the others."""
        self.view.setColumnHidden(number, not is_shown)
        self.view.fit_columns()

    def show_whole(self) -> None:
        """Makes the table as high as its rows: the page around it scrolls."""
        self._is_whole = True
        self._fit_height()

    def is_empty(self) -> bool:
        """True when it shows that the list is empty."""
        return self._layers.currentWidget() is self._empty

    def fault(self) -> str:
        """Returns why the list cannot be read, or ""."""
        return self._fault.sentence() if self._layers.currentWidget() is self._fault else ""

    def _show(self) -> None:
        self._layers.setCurrentWidget(self.view if self.model.rowCount() else self._empty)
        self._fit_height()

    def _fit_height(self) -> None:
        if self._is_whole:
            header = self.view.horizontalHeader().sizeHint().height()
            rows = self.model.rowCount() * self._row_height
            self.setFixedHeight(header + rows + 2 * _FRAME if rows else _EMPTY_HEIGHT)

    def _remember_place(self) -> None:
        # At the very top people wait for new rows, unless a row there is chosen.
        scrolled = self.view.verticalScrollBar().value()
        if scrolled or self.view.selectionModel().hasSelection():
            top = self.view.rowAt(0)
            self._looked_at = (self.model.key_at(top), scrolled - top * self._row_height)

    def _return_to_place(self) -> None:
        looked_at, self._looked_at = self._looked_at, None
        if looked_at is not None:
            position = self.model.position(looked_at[0])
            if position is not None:
                self.view.scroll_to(position * self._row_height + looked_at[1])

    def _show_fault(self, error: Exception) -> None:
        self._fault.explain(_("The list cannot be read"), sentence(error))
        self._layers.setCurrentWidget(self._fault)

    def _try_again(self) -> None:
        if self._last is not None:
            self.model.read(self._last)

    def _activate(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.activated.emit(row)


class _View(QTableView):
    entered_row = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self._shares: list[tuple[int, int]] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab goes on to the next control, as everywhere
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(self.entered_row)

    def share_width(self, shares: list[tuple[int, int]]) -> None:
        self._shares = shares

    def scroll_to(self, pixels: int) -> None:
        self.executeDelayedItemsLayout()  # otherwise the scroll bar ignores rows that were just inserted
        self.updateGeometries()
        self.verticalScrollBar().setValue(pixels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        digit = self.fontMetrics().horizontalAdvance("0")
        shown = [number for number in range(len(self._shares)) if not self.isColumnHidden(number)]
        least = {number: self._shares[number][1] * digit + 24 for number in shown}
        room = self.viewport().width()
        if sum(least.values()) > room:
            least = self._narrowed(least, room)
        spare = max(0, room - sum(least.values()))
        parts = sum(self._shares[number][0] for number in shown) or 1
        for number in shown:
            self.setColumnWidth(number, least[number] + spare * self._shares[number][0] // parts)

    def _narrowed(self, least: dict[int, int], room: int) -> dict[int, int]:
        # A text that is cut short is better than a column out of sight. Names give way before figures.
        names = {number: each for number, each in least.items() if self._shares[number][0]}
        figures = sum(least.values()) - sum(names.values())
        if room - figures < _NARROWEST * sum(names.values()):
            names, figures = least, 0
        return least | {
            number: each * (room - figures) // sum(names.values()) for number, each in names.items()
        }
