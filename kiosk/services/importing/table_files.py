"""Opens tables in CSV and XLSX files, by their contents, not by their names."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.files import (
    FileNameHoldsZero,
    FileNotOpened,
    FileNotReadToEnd,
    NotARegularFile,
    PathIsFolder,
)
from kiosk.domain.refusals.files.tables import OldWorkbook, TextFileTooLarge, TextWithoutSheets, TooManyRows
from kiosk.domain.table import MAX_ROWS, Separator, TableRow, TextEncoding
from kiosk.services.importing.delimited import SEPARATORS, find_separator, read_delimited
from kiosk.services.importing.encodings import find_encoding, read_text

MAX_TEXT_FILE = 256 << 20
"""The most bytes of a text file."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Table:
    """An open table.

    Attributes:
        kind: "CSV" or "XLSX".
        encoding: A text's encoding; None in a workbook.
        separator: A text's separator; None in a workbook, and when no row has two cells.
        sheet: The sheet that is read; None in a text.
        sheets: Every sheet's name.
        rows: The rows that are not blank; they raise Refused where reading fails.
    """

    kind: str
    encoding: TextEncoding | None
    separator: Separator | None
    sheet: str | None
    sheets: tuple[str, ...]
    rows: Iterator[TableRow]


@contextmanager
def opened_table(path: Path, *, sheet: str | None = None) -> Iterator[Table]:
    """Opens a table, whose rows can be read once, within the block.

    Args:
        path: The file.
        sheet: The sheet of a workbook; None for the first that is not empty.

    Raises:
        Refused: The file cannot be read or holds no table.
    """
    name = str(path)
    with _opened(path) as file:
        head = file.read(len(_OLE))
        if head == _OLE:
            raise Refused(OldWorkbook(name))
        table = _workbook(file, name, sheet) if head.startswith(_ZIP) else _text(file, name, sheet)
        yield table


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Refused(PathIsFolder(str(path)))
        if not stat.S_ISREG(mode):  # opening a pipe could wait for ever
            raise Refused(NotARegularFile(str(path)))
        file = path.open("rb")
    except OSError as error:
        raise Refused(FileNotOpened(str(path), error.strerror or str(error))) from error
    except ValueError as error:  # a zero byte in the name
        raise Refused(FileNameHoldsZero(str(path))) from error
    with file:
        yield file


def _workbook(file: BinaryIO, path: str, sheet: str | None) -> Table:
    from kiosk.services.importing.workbooks import read_workbook  # noqa: PLC0415 -- CSV needs neither zip nor XML

    title, sheets, rows = read_workbook(file, path, sheet)
    return Table("XLSX", None, None, title, sheets, _limited(rows, path))


def _text(file: BinaryIO, path: str, sheet: str | None) -> Table:
    if sheet is not None:
        raise Refused(TextWithoutSheets(path))
    size = file.seek(0, 2)
    if size > MAX_TEXT_FILE:
        raise Refused(TextFileTooLarge(path, size, MAX_TEXT_FILE))
    try:
        encoding = find_encoding(file, path)
        pieces = read_text(file, encoding)
        sample = next(pieces, "")
    except OSError as error:
        raise _unreadable(path, error) from error
    separator = find_separator(sample[:_SAMPLE])
    rows = read_delimited(chain([sample], pieces), separator or ",")
    rows = _without_declaration(_plainly(rows, path))
    separator_name = SEPARATORS[separator] if separator else None
    return Table("CSV", encoding, separator_name, None, (), _limited(rows, path))


def _plainly(rows: Iterator[TableRow], path: str) -> Iterator[TableRow]:
    try:
        yield from rows
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> Refused:
    return Refused(FileNotReadToEnd(path, error.strerror or str(error)))


def _without_declaration(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    for row in rows:
        if not (row.line == 1 and row.cells[0].lower() == "sep=" and not any(row.cells[1:])):
            yield row


def _limited(rows: Iterator[TableRow], path: str) -> Iterator[TableRow]:
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS + 1:  # and the header's
            raise Refused(TooManyRows(path, MAX_ROWS))
        yield row
