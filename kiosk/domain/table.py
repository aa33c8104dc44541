"""Tables that were made in other programs, as rows of text, and their limits."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.refusals.people.people_lists import UnreadableRow

MAX_ROWS = 200_000
"""The most rows that are not blank in one file."""

MAX_LINES = 1_048_576
"""The most lines in a table, blank ones included: as many as a spreadsheet has."""

MAX_COLUMNS = 16_384
"""The most columns in a row: as many as a spreadsheet has."""

MAX_CELL = 32_767
"""The most characters in a cell: as many as a spreadsheet takes."""

MAX_ROW = 1_000_000
"""The most characters in all cells of a row together."""

UNREADABLE = "\ufffd"
"""The character that replaces bytes that are not text in the file's encoding."""


class Separator(StrEnum):
    """The separators between the cells of a text, by the names that programs read."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"
    PIPE = "pipe"


class TextEncoding(StrEnum):
    """The encodings of a text that are recognised, by the names that programs read."""

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
        fault: The reason why it cannot be used; None when it can.
    """

    line: int
    cells: tuple[str, ...]
    fault: UnreadableRow | None = None

    @property
    def is_blank(self) -> bool:
        """True when it holds no visible text."""
        return self.fault is None and not any(cell and not cell.isspace() for cell in self.cells)
