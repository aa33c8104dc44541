"""Reads text with separators (such as CSV) in pieces, so that no file makes it keep much in memory.

The standard library's csv.reader was tried on the same hostile files. It needs each line whole, so a line of
128 MB takes twice that, and 1.3 GB when it is all separators; and after a cell beyond its limit it goes on in
the middle of that cell, so it reads rows that do not exist and misses a quotation mark that is never closed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum, auto

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.tables import QuotationNeverClosed, TooManyColumns, TooManyLines
from kiosk.domain.refusals.people.people_lists import (
    CellTooLong,
    QuotationMarkAstray,
    RowNotText,
    RowTooLong,
    UnreadableRow,
)
from kiosk.domain.table import MAX_CELL, MAX_COLUMNS, MAX_LINES, MAX_ROW, UNREADABLE, Separator, TableRow

SEPARATORS = {
    ",": Separator.COMMA,
    ";": Separator.SEMICOLON,
    "\t": Separator.TAB,
    "|": Separator.PIPE,
}
"""The characters that are recognised as separators."""

_QUOTED = re.compile(r'[^"]*+(?:""[^"]*+)*+')
_DECLARED = re.compile(r'"?sep=([,;\t|])"?\n?', re.IGNORECASE)  # a first line that Excel writes
_JUDGED_ROWS = 50


class _At(Enum):
    START = auto()  # of a cell
    PLAIN = auto()
    QUOTED = auto()
    CLOSED = auto()  # after a quotation mark that ended the cell, or was the first of two


def find_separator(sample: str) -> str | None:
    """Returns the separator that gives most rows the same number of cells; None when no row has two.

    Args:
        sample: The beginning of the text, with line feeds as line ends; its last line may be cut.
    """
    declared = _DECLARED.match(sample)
    if declared:
        return declared[1]
    best, best_score = None, (0.0, 0)
    for separator in SEPARATORS:
        score = _score(sample, separator)
        if score > best_score:
            best, best_score = separator, score
    return best


def read_delimited(pieces: Iterable[str], separator: str) -> Iterator[TableRow]:
    """Returns the rows of a text, without blank ones.

    Args:
        pieces: The text in pieces of any length, with line feeds as line ends.
        separator: The separator between cells.

    Raises:
        Refused: A quotation mark is never closed, or there are too many lines or columns.
    """
    parser = _Parser(separator)
    for piece in pieces:
        yield from parser.feed(piece)
    yield from parser.finish()


def row_fault(cells: Iterable[str]) -> UnreadableRow | None:
    """Returns why a row with these cells cannot be used, whatever they mean; None when it can."""
    for cell in cells:
        if len(cell) > MAX_CELL:
            return CellTooLong(MAX_CELL)
        if UNREADABLE in cell:
            return RowNotText()
    return None


def _score(sample: str, separator: str) -> tuple[float, int]:
    parser = _Parser(separator)
    try:
        widths = Counter(len(row.cells) for row in _first(parser.feed(sample)))
        if not widths:
            widths = Counter(len(row.cells) for row in parser.finish())
    except Refused:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return (rows / widths.total(), width) if width > 1 else (0.0, 0)


def _first(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    for row, _ in zip(rows, range(_JUDGED_ROWS), strict=False):
        yield row


class _Parser:
    """A parser of one text, which it is given piece by piece."""

    def __init__(self, separator: str) -> None:
        self._separator = separator
        self._stop = re.compile(f"[{re.escape(separator)}\n]")
        self._at = _At.START
        self._line = 1
        self._opened = 1  # the line of the last opening quotation mark
        self._begin()

    def feed(self, piece: str) -> Iterator[TableRow]:
        """Returns the rows that end in this piece."""
        at = 0
        while at < len(piece):
            if self._at is _At.QUOTED:
                at = self._read_quoted(piece, at)
            elif self._at is _At.CLOSED and piece[at] == '"':
                self._keep('"')
                self._at = _At.QUOTED
                at += 1
            elif self._at is _At.START and piece[at] == '"':
                self._at, self._opened = _At.QUOTED, self._line
                at += 1
            else:
                at, row = self._read_plain(piece, at)
                if row is not None:
                    yield row

    def finish(self) -> Iterator[TableRow]:
        """Returns the last row, when no line end followed it.

        Raises:
            Refused: A quotation mark is still open.
        """
        if self._at is _At.QUOTED:
            raise Refused(QuotationNeverClosed(self._opened))
        if self._cells or self._parts or self._at is not _At.START:
            self._end_cell()
            yield from self._ended()

    def _begin(self) -> None:
        self._cells: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._kept = 0
        self._first_line = self._line
        self._fault: UnreadableRow | None = None

    def _read_quoted(self, piece: str, at: int) -> int:
        found = _QUOTED.match(piece, at)
        end = found.end() if found else at
        text = piece[at:end]
        self._line += text.count("\n")
        self._check_line()
        self._keep(text.replace('""', '"'))
        if end < len(piece):
            self._at = _At.CLOSED
            end += 1
        return end

    def _read_plain(self, piece: str, at: int) -> tuple[int, TableRow | None]:
        found = self._stop.search(piece, at)
        end = found.start() if found else len(piece)
        if self._at is _At.CLOSED and end > at and not piece[at:end].isspace():
            self._fault = self._fault or QuotationMarkAstray()
        if self._at is not _At.CLOSED or not piece[at:end].isspace():
            self._keep(piece[at:end])
            self._at = _At.PLAIN
        if found is None:
            return end, None
        self._end_cell()
        if found[0] != "\n":
            return end + 1, None
        self._line += 1
        self._check_line()
        return end + 1, next(self._ended(), None)

    def _keep(self, text: str) -> None:
        room = min(MAX_CELL + 1 - self._length, MAX_ROW - self._kept)
        if room < len(text) and self._kept + len(text) > MAX_ROW:
            self._fault = self._fault or RowTooLong(MAX_ROW)
        if room > 0 and text:
            kept = text[:room]
            self._parts.append(kept)
            self._length += len(kept)
            self._kept += len(kept)

    def _end_cell(self) -> None:
        if len(self._cells) == MAX_COLUMNS:
            raise Refused(TooManyColumns(self._first_line, MAX_COLUMNS))
        self._cells.append("".join(self._parts))
        self._parts = []
        self._length = 0
        self._at = _At.START

    def _ended(self) -> Iterator[TableRow]:
        fault = row_fault(self._cells) or self._fault
        row = TableRow(self._first_line, tuple(self._cells), fault)
        self._begin()
        if not row.is_blank:
            yield row

    def _check_line(self) -> None:
        if self._line > MAX_LINES + 1:
            raise Refused(TooManyLines(MAX_LINES))
