"""A table somebody made elsewhere, as rows of text; its limits."""

from dataclasses import dataclass

from kiosk.domain.errors import Refused

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


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, as it was read.

    Attributes:
        line: Where it begins: the line of a text, the row of a sheet; the first is 1.
        cells: Its texts; one that is too long is cut.
        fault: Why it cannot be used, as a sentence; None when it can.
    """

    line: int
    cells: tuple[str, ...]
    fault: str | None = None

    @property
    def is_blank(self) -> bool:
        """True when nobody would see anything in it."""
        return self.fault is None and not any(cell and not cell.isspace() for cell in self.cells)


class Unclear(Refused):
    """A table that can be read once somebody says which column, or which sheet, is meant.

    Attributes:
        at_desk: The sentence for who chooses on a screen; the text is for who chooses in a command.
        columns: The columns there are to choose from.
        sheets: The sheets there are to choose from.
        first_rows: The first rows' texts, to choose by.
    """

    def __init__(
        self,
        text: str,
        *,
        at_desk: str,
        columns: tuple[str, ...] = (),
        sheets: tuple[str, ...] = (),
        first_rows: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        super().__init__(text)
        self.at_desk = at_desk
        self.columns = columns
        self.sheets = sheets
        self.first_rows = first_rows
