"""Builders of files that are strange on purpose."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADER = "Name,Email\n"
ANA = "Ana Ionescu,ana@example.org\n"
RADU = "Radu Pop,radu@example.org\n"
GOOD = HEADER + ANA + RADU
PEOPLE = [("Ana Ionescu", "ana@example.org"), ("Radu Pop", "radu@example.org")]
ROWS: list[list[Any]] = [["Name", "Email"], *map(list, PEOPLE)]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*sheets: list[list[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """Returns a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets or (ROWS,), 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, part: str, put: bytes | Callable[[bytes], bytes]) -> bytes:
    """Returns the same archive with one part replaced, changed or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        before = b""
        for name in old.namelist():
            if name == part:
                before = old.read(name)
            else:
                new.writestr(name, old.read(name))
        new.writestr(part, put if isinstance(put, bytes) else put(before))
    return made.getvalue()


def sheet_xml(rows: str) -> bytes:
    """Returns a sheet's XML around these rows."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def inline(reference: str, text: str) -> str:
    """Returns a cell that holds its text inline."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER_XML = f'<row r="1">{inline("A1", "Name")}{inline("B1", "Email")}</row>'


def with_sheet(rows: str) -> bytes:
    """Returns a workbook whose only sheet has these rows."""
    return with_part(workbook(), SHEET, sheet_xml(rows))


def lying_sizes() -> bytes:
    """Returns a workbook whose directory gives 100 bytes as the size of a sheet of 8 MB."""
    content = bytearray(
        with_part(workbook(), SHEET, sheet_xml(HEADER_XML + "<!--" + " " * (8 << 20) + "-->"))
    )
    at = content.rfind(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", content, at + 24, 100)
    return bytes(content)


def many_parts() -> bytes:
    """Returns an archive of more parts than any workbook has."""
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(2_500):
            archive.writestr(f"xl/{number}", b"")
    return made.getvalue()


def long_directory() -> bytes:
    """Returns an archive that gives 2 GB as the size of its list of parts."""
    content = bytearray(workbook())
    struct.pack_into("<I", content, content.rfind(b"PK\x05\x06") + 12, 1 << 31)
    return bytes(content)


def write(folder: Path, content: bytes | Callable[[], bytes], name: str = "list.csv") -> Path:
    """Writes the content to a file and returns its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content())
    return path
