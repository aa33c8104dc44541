"""A table somebody made elsewhere, as rows of text; its limits."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.refusals.people_lists import UnreadableRow

MAX_ROWS = 200_000
"""Rows with something in them that one file may have."""

MAX_LINES = 1_048_576
"""Lines a table may have, blank ones included: as many as a spreadsheet has."""

MAX_COLUMNS = 16_384
"""Columns a row may have: as many as a spreadsheet has."""

MAX_CELL = 32_767
"""Characters in a cell: as many as a spreadsheet takes."""

MAX_ROW = 1_000_000
"""Characters in all cells of a row together."""

UNREADABLE = "\ufffd"
"""What stands where bytes were no text of the file's encoding."""


class Separator(StrEnum):
    """What stands between the cells of a text, by the name that programs read."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"
    PIPE = "pipe"


class TextEncoding(StrEnum):
    """An encoding of a text that is found, by the name that programs read."""

    UTF_8 = "UTF-8"
    UTF_8_WITH_MARK = "UTF-8 with a byte order mark"
    UTF_16_LE = "UTF-16 LE"
    UTF_16_BE = "UTF-16 BE"
    WINDOWS_1252 = "Windows-1252"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, as it was read.

    Attributes:
        line: Where it begins: the line of a text, the row of a sheet; the first is 1.
        cells: Its texts; one that is too long is cut.
        fault: Why it cannot be used; None when it can.
    """

    line: int
    cells: tuple[str, ...]
    fault: UnreadableRow | None = None

    @property
    def is_blank(self) -> bool:
        """True when nobody would see anything in it."""
        return self.fault is None and not any(cell and not cell.isspace() for cell in self.cells)
