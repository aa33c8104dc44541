"""Which encoding a text file is in, found from its bytes; the text, in pieces."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from kiosk.domain.errors import Refused

NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
}
"""The encodings that are found, as Python calls them, and their names for people."""

PIECE = 1 << 18
_SAMPLE = 1 << 16
_FEW = 16
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that were no UTF-8
_TEXT_CONTROLS = frozenset("\t\n\r\f\x1a\0")
_BYTE_ORDER_MARK = "\ufeff"

_MAGIC = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file: unpack it first",
    b"7z\xbc\xaf": "a compressed file: unpack it first",
    b"Rar!": "a compressed file: unpack it first",
    b"{\\rtf": "a text document",
    b"SQLite format 3": "a database",
}
_MARKUP = ("<!doctype", "<html", "<?xml", "<table")


def find_encoding(file: BinaryIO, name: str) -> str:
    """One of NAMES. Reads the whole file once, since its first odd byte may be its last.

    Args:
        file: At any place; it is left at its beginning.
        name: What the file is called in sentences.

    Raises:
        Refused: It holds something else than text.
    """
    file.seek(0)
    head = file.read(_SAMPLE)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            raise Refused(f"{name} is no table but {kind}. {SAVE_AS}")
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused(f"{name} is in UTF-32, which is not read. {SAVE_AS}")
    encoding = _by_mark(head) or _by_zeros(head) or _by_reading_all(file)
    _require_text(head.decode(encoding, "replace"), name)
    file.seek(0)
    return encoding


def read_text(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The text in pieces, each line end a line feed, byte order marks left out wherever they are.

    Args:
        file: Open for reading bytes; read from its beginning.
        encoding: From find_encoding; bytes that are none of it become U+FFFD.
    """
    file.seek(0)
    bytes_in = codecs.getincrementaldecoder(encoding)("replace")
    lines = io.IncrementalNewlineDecoder(bytes_in, translate=True)
    while piece := file.read(PIECE):
        yield lines.decode(piece).replace(_BYTE_ORDER_MARK, "")
    yield lines.decode(b"", final=True).replace(_BYTE_ORDER_MARK, "")


SAVE_AS = "Save the list as CSV (UTF-8) or XLSX in a spreadsheet program and import that."
"""What to do about a file that cannot be read."""


def _by_mark(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if head.startswith(codecs.BOM_UTF16_BE) else None


def _by_zeros(head: bytes) -> str | None:
    # Separators, line ends and addresses are ASCII in any script: half of each such pair is zero.
    even, odd = head[::2].count(0), head[1::2].count(0)
    often = max(2, len(head) // 20)
    if odd >= often and odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even >= often and even > 10 * odd else None


def _by_reading_all(file: BinaryIO) -> str:
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
    # Windows-1252 that happens to be UTF-8 is rare. Where both occur the file is mixed, and its
    # few wrong rows are told one by one rather than all the others be garbled.
    return "utf-8" if not wrong or right > wrong else "cp1252"


def _require_text(sample: str, name: str) -> None:
    start = sample.lstrip(_BYTE_ORDER_MARK + " \t\r\n")[:16].lower()
    if start.startswith(_MARKUP):
        raise Refused(f"{name} is no table but a web page or XML. {SAVE_AS}")
    odd = sum(each < " " and each not in _TEXT_CONTROLS for each in sample)
    zeros = sample.count("\0")
    if odd > max(_FEW, len(sample) // 50) or zeros > len(sample) // 2:
        raise Refused(f"{name} holds no text, so it is no table. {SAVE_AS}")
