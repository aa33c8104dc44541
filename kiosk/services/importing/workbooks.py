"""Reads XLSX workbooks as rows of text. The zip and its XML are checked before openpyxl opens them."""

import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from xml.parsers import expat

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.tables import (
    NoSuchSheet,
    OtherSpreadsheet,
    SheetUnclear,
    WorkbookCellTooLong,
    WorkbookDamaged,
    WorkbookDeclaresEntities,
    WorkbookEmpty,
    WorkbookTooLarge,
    WorkbookUnpacksTooLarge,
    ZipWithoutWorkbook,
)
from kiosk.domain.table import MAX_LINES, TableRow
from kiosk.services.importing.delimited import row_fault

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_FILE = 100 << 20
MAX_PART = 128 << 20
MAX_UNPACKED = 256 << 20
"""The most bytes of a workbook, of one unpacked part of it, and of all its parts."""

MAX_PARTS = 2_000
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 4 << 20
_MAX_DIRECTORY = 1 << 20
_MAX_DEPTH = 100
_MAX_ELEMENTS = 500_000
_MAX_CHARACTERS = 4_000_000
# The last two count between the ends of two rows or shared strings: openpyxl keeps that much at once.

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_PIECE = 1 << 18
_BATCH = 100
_T = TypeVar("_T")


def read_workbook(
    file: BinaryIO, path: str, sheet: str | None
) -> tuple[str, tuple[str, ...], Iterator[TableRow]]:
    """Returns the name of the sheet that is read, the names of all, and its rows without blank ones.

    Formulas are not run: the value that the spreadsheet program saved counts. Macros are not read.

    Args:
        file: Open for reading bytes while the rows are read.
        path: The file, as named.
        sheet: The sheet; None for the first that is not empty.

    Raises:
        Refused: It is not an XLSX workbook, is damaged or hostile, or lacks the sheet. The rows raise it too.
    """
    _check_archive(file, path)
    book = _carefully(lambda: _open(file), path)
    sheets = {each.title: each for each in book.worksheets}
    if sheet is not None and sheet not in sheets:
        raise Refused(NoSuchSheet(path, sheet, tuple(sheets)))
    title = _first_filled(book, path) if sheet is None else sheet
    return title, tuple(sheets), _filled(_rows(book, title, path))


def _first_filled(book: "Workbook", path: str) -> str:
    looked_at = 0
    for sheet in book.worksheets:
        for row in _rows(book, sheet.title, path):
            if not row.is_blank:
                return sheet.title
            looked_at += 1
            if looked_at > MAX_LINES:  # in all: a thousand sheets of blank rows would take an hour
                raise Refused(SheetUnclear(path, tuple(each.title for each in book.worksheets)))
    raise Refused(WorkbookEmpty(path))


def _filled(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    return (row for row in rows if not row.is_blank)


def _open(file: BinaryIO) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow to import, and not needed for CSV

    file.seek(0)
    return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _rows(book: "Workbook", title: str, path: str) -> Iterator[TableRow]:
    sheet = book[title]
    sheet.reset_dimensions()  # the size that a zip declares may be false
    rows = sheet.iter_rows(min_row=1, max_row=MAX_LINES, values_only=True)
    line = 0
    while batch := _carefully(lambda: list(islice(rows, _BATCH)), path):
        for values in batch:
            line += 1
            cells = tuple(_text(value) for value in values)
            yield TableRow(line, cells, row_fault(cells))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _carefully(read: Callable[[], _T], path: str) -> _T:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not needed here
            return read()
    except Refused:
        raise
    except Exception as error:  # openpyxl raises anything at all on a damaged workbook
        raise _damaged(path) from error


def _damaged(path: str) -> Refused:
    return Refused(WorkbookDamaged(path))


def _check_archive(file: BinaryIO, path: str) -> None:
    _check_directory(file, path)
    archive = _carefully(lambda: zipfile.ZipFile(file), path)
    with archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "mimetype" in names or "xl/workbook.bin" in names:
            raise Refused(OtherSpreadsheet(path))
        if "[Content_Types].xml" not in names:
            raise Refused(ZipWithoutWorkbook(path))
        if len(parts) > MAX_PARTS or len(names) < len(parts):
            raise _bomb(path)
        for part in parts:
            is_dense = part.file_size > MAX_RATIO * part.compress_size and part.file_size > _RATIO_COUNTS_FROM
            if part.file_size > MAX_PART or is_dense:
                raise _bomb(path)
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise _bomb(path)
        for part in parts:
            _carefully(lambda part=part: _check_part(archive, part, path), path)  # type: ignore[misc] # mypy infers no lambda with a default


def _check_directory(file: BinaryIO, path: str) -> None:
    # zipfile reads the whole list of parts into memory, whatever its length.
    size = file.seek(0, 2)
    if size > MAX_FILE:
        raise Refused(WorkbookTooLarge(path, size, MAX_FILE))
    file.seek(max(0, size - _LONGEST_COMMENT - _END_LENGTH))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        raise _damaged(path)
    length: int = struct.unpack_from("<I", tail, at + 12)[0]
    if length > _MAX_DIRECTORY or tail.rfind(_END_64) >= 0:
        raise _bomb(path)
    file.seek(0)


def _bomb(path: str) -> Refused:
    return Refused(WorkbookUnpacksTooLarge(path))


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: str) -> None:
    is_xml = part.filename.endswith((".xml", ".rels"))
    check = _XmlCheck(path)
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                check.parser.Parse(piece, False)  # noqa: FBT003 -- expat's own signature
        check.parser.Parse(b"", True)  # noqa: FBT003 -- as above
    except expat.ExpatError:
        if is_xml:
            raise
        # A picture or a macro, which is not read.


class _XmlCheck:
    """Counts what openpyxl would keep at once, and refuses what no spreadsheet program writes."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._depth = self._elements = self._characters = self._row = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._count

    def _refuse_doctype(self, *_declared: object) -> None:
        raise Refused(WorkbookDeclaresEntities(self._path))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        self._characters += sum(map(len, attributes.values()))
        if self._depth > _MAX_DEPTH or self._elements > _MAX_ELEMENTS:
            raise _bomb(self._path)
        if tag.endswith(" row") and "r" in attributes:
            self._check_row(attributes["r"])
        elif tag.endswith(" row"):
            self._row += 1

    def _check_row(self, number: str) -> None:
        if not (number.isascii() and number.isdigit() and self._row < int(number[:10]) <= MAX_LINES):
            raise _damaged(self._path)
        self._row = int(number)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag.endswith((" row", " si")):
            self._elements = self._characters = 0

    def _count(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > _MAX_CHARACTERS:
            raise Refused(WorkbookCellTooLong(self._path, _MAX_CHARACTERS))
