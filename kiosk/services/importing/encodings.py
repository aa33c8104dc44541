"""Finds the encoding of a text file from its bytes, and reads its text in pieces."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.tables import FileContent, NotATable, TextInUtf32
from kiosk.domain.table import TextEncoding

_CODECS = {
    TextEncoding.UTF_8: "utf-8",
    TextEncoding.UTF_8_WITH_MARK: "utf-8-sig",
    TextEncoding.UTF_16_LE: "utf-16-le",
    TextEncoding.UTF_16_BE: "utf-16-be",
    TextEncoding.WINDOWS_1252: "cp1252",
}

PIECE = 1 << 18
_SAMPLE = 1 << 16
_FEW = 16
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that were no UTF-8
_TEXT_CONTROLS = frozenset("\t\n\r\f\x1a\0")
_BYTE_ORDER_MARK = "\ufeff"

_MAGIC = {
    b"\x89PNG": FileContent.PICTURE,
    b"\xff\xd8\xff": FileContent.PICTURE,
    b"GIF8": FileContent.PICTURE,
    b"%PDF": FileContent.PDF,
    b"\x1f\x8b": FileContent.COMPRESSED,
    b"7z\xbc\xaf": FileContent.COMPRESSED,
    b"Rar!": FileContent.COMPRESSED,
    b"{\\rtf": FileContent.TEXT_DOCUMENT,
    b"SQLite format 3": FileContent.DATABASE,
}
_MARKUP = ("<!doctype", "<html", "<?xml", "<table")


def find_encoding(file: BinaryIO, path: str) -> TextEncoding:
    """Returns the encoding of a text. Reads the whole file once, since its first odd byte may be its last.

    Args:
        file: At any position; it is left at its beginning.
        path: The file, as named.

    Raises:
        Refused: It does not hold text.
    """
    file.seek(0)
    head = file.read(_SAMPLE)
    for magic, content in _MAGIC.items():
        if head.startswith(magic):
            raise Refused(NotATable(path, content))
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused(TextInUtf32(path))
    encoding = _by_mark(head) or _by_zeros(head) or _by_reading_all(file)
    _require_text(head.decode(_CODECS[encoding], "replace"), path)
    file.seek(0)
    return encoding


def read_text(file: BinaryIO, encoding: TextEncoding) -> Iterator[str]:
    """Returns the text in pieces, with line feeds as line ends and without byte order marks.

    Args:
        file: Open for reading bytes; read from its beginning.
        encoding: From find_encoding; bytes that it does not allow become U+FFFD.
    """
    file.seek(0)
    bytes_in = codecs.getincrementaldecoder(_CODECS[encoding])("replace")
    lines = io.IncrementalNewlineDecoder(bytes_in, translate=True)
    while piece := file.read(PIECE):
        yield lines.decode(piece).replace(_BYTE_ORDER_MARK, "")
    yield lines.decode(b"", final=True).replace(_BYTE_ORDER_MARK, "")


def _by_mark(head: bytes) -> TextEncoding | None:
    if head.startswith(codecs.BOM_UTF8):
        return TextEncoding.UTF_8_WITH_MARK
    if head.startswith(codecs.BOM_UTF16_LE):
        return TextEncoding.UTF_16_LE
    return TextEncoding.UTF_16_BE if head.startswith(codecs.BOM_UTF16_BE) else None


def _by_zeros(head: bytes) -> TextEncoding | None:
    # Separators, line ends and addresses are ASCII in any script: half of each such pair is zero.
    even, odd = head[::2].count(0), head[1::2].count(0)
    often = max(2, len(head) // 20)
    if odd >= often and odd > 10 * even:
        return TextEncoding.UTF_16_LE
    return TextEncoding.UTF_16_BE if even >= often and even > 10 * odd else None


def _by_reading_all(file: BinaryIO) -> TextEncoding:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    right = wrong = 0
    while piece := file.read(PIECE):
        text = decoder.decode(piece)
        if text.isascii():
            continue
        wrong_here = len(_ESCAPED.findall(text))
        wrong += wrong_here
        right += len(text) - wrong_here - len(text.encode("ascii", "ignore"))
    wrong += len(decoder.decode(b"", final=True))
    # Windows-1252 that happens to be UTF-8 is rare. Where both occur the file is mixed: its
    # few wrong rows are then reported one by one, and the others are read correctly.
    return TextEncoding.UTF_8 if not wrong or right > wrong else TextEncoding.WINDOWS_1252


def _require_text(sample: str, path: str) -> None:
    start = sample.lstrip(_BYTE_ORDER_MARK + " \t\r\n")[:16].lower()
    if start.startswith(_MARKUP):
        raise Refused(NotATable(path, FileContent.MARKUP))
    odd = sum(each < " " and each not in _TEXT_CONTROLS for each in sample)
    zeros = sample.count("\0")
    if odd > max(_FEW, len(sample) // 50) or zeros > len(sample) // 2:
        raise Refused(NotATable(path, FileContent.NO_TEXT))
