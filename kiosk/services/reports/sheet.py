"""One sheet of a workbook, filled from top to bottom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

_YEARS = range(1901, 9999)
"""The years that the format can show completely, in any zone."""

_NO_CHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
"""XML can hold every other character that a database can; XlsxWriter escapes control characters."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook, as XlsxWriter's objects."""

    head: Any
    time: Any
    rate: Any
    strong: Any

    @classmethod
    def of(cls, book: Any) -> Self:  # noqa: ANN401 -- XlsxWriter has no types
        """Makes the formats in this workbook."""
        return cls(
            head=book.add_format({"bold": True, "bg_color": "#EDEFF3", "valign": "top", "text_wrap": True}),
            time=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"}),
            rate=book.add_format({"num_format": "0%"}),
            strong=book.add_format({"bold": True}),
        )


@dataclass(frozen=True, slots=True)
class Percentage:
    """A number between 0 and 1, shown as a percentage."""

    value: float


class WorkbookSheet:
    """A sheet that grows one row at a time: only the row that is being written is in memory.

    Attributes:
        next_row: The number of the row that `add` writes next, from 0.
    """

    def __init__(self, worksheet: Any, styles: Styles) -> None:  # noqa: ANN401 -- XlsxWriter has no types
        self.next_row = 0
        self._worksheet = worksheet
        self._styles = styles

    def set_widths(self, widths: Iterable[int]) -> None:
        """Sets the widths of the columns, in characters."""
        for number, width in enumerate(widths):
            self._worksheet.set_column(number, number, width)

    def add_head(self, texts: Sequence[str]) -> None:
        """Writes a row of headings."""
        for column, words in enumerate(texts):
            self._write_text(column, words, self._styles.head)
        self.next_row += 1

    def add(
        self, row: Iterable[str | int | datetime | Percentage | None], *, is_strong: bool = False
    ) -> None:
        """Writes a row. A text stays a text, whatever it begins with."""
        style = self._styles.strong if is_strong else None
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                self._write_text(column, cell, style)
            elif isinstance(cell, Percentage):
                self._worksheet.write_number(self.next_row, column, cell.value, self._styles.rate)
            elif isinstance(cell, datetime):
                self._write_time(column, cell)
            elif cell is not None:
                self._worksheet.write_number(self.next_row, column, cell, style)
        self.next_row += 1

    def freeze(self, *, rows: int, columns: int, width: int) -> None:
        """Keeps the head in view, and adds filters to its columns."""
        self._worksheet.freeze_panes(rows, columns)
        self._worksheet.autofilter(rows - 1, 0, max(self.next_row - 1, rows - 1), width - 1)

    def _write_text(self, column: int, words: str, style: Any) -> None:  # noqa: ANN401 -- XlsxWriter has no types
        self._worksheet.write_string(self.next_row, column, words.translate(_NO_CHARACTERS), style)

    def _write_time(self, column: int, at: datetime) -> None:
        if at.year in _YEARS:
            wall = at.replace(tzinfo=None)
            self._worksheet.write_datetime(self.next_row, column, wall, self._styles.time)
        else:
            self._write_text(column, at.isoformat(), None)
