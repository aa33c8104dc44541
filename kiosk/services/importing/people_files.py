"""Reads a file of people and checks its rows, without a database."""

from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.progress import ProgressCallback
from kiosk.domain.refusals.people.people_lists import (
    ListEmpty,
    ListWithoutRows,
    RowWithoutEmail,
    RowWithoutName,
)
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.refusals.typed.texts import NotAnAddress
from kiosk.domain.table import Separator, TableRow, TextEncoding
from kiosk.services.importing.columns import SEARCHED_ROWS, PersonColumns, cut, find_columns, first_rows
from kiosk.services.importing.table_files import Table, opened_table
from kiosk.services.text_validation import clean_email, clean_words
from kiosk.storage.column_types import fold

ROWS_PER_REPORT = 500
"""The number of rows that are read between two reports of progress."""

_FIRST_ROWS = 5
_KEPT_TEXT = 80
"""Characters kept of a text that is not an address: 200,000 rows may hold 32,767 characters each."""


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """An organizer's choices about a file; what is not chosen is found automatically.

    Attributes:
        name_columns: The columns whose texts, joined by spaces, are the name; empty to find them.
        email_column: The column of the addresses; None to find it.
        sheet: The sheet of a workbook; None for the first that is not empty.
    """

    name_columns: tuple[str, ...] = ()
    email_column: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A row that can be imported.

    Attributes:
        line: The line on which it begins in the file.
        name: As it would be stored.
        email: As it would be stored.
    """

    line: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be imported.

    Attributes:
        line: The line on which it begins in the file.
        reason: Why not.
    """

    line: int
    reason: Refusal


@dataclass(frozen=True, slots=True)
class OtherName:
    """A row whose address belongs to somebody with another name, who keeps that name.

    Attributes:
        line: The line on which it begins in the file.
        email: The address.
        name: The name in this row, which is not used.
        kept: The name that is kept: an earlier row's, or the one in the database.
    """

    line: int
    email: str
    name: str
    kept: str


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A file of people, with its rows checked without a database.

    Attributes:
        kind: "CSV" or "XLSX".
        encoding: A text's encoding; None in a workbook.
        separator: A text's separator; None in a workbook and with one column.
        sheet: The sheet that was read; None in a text.
        sheets: Every sheet's name.
        columns: The header, and the columns that are used.
        first_rows: The first rows below the header, cut for showing.
        people: The good rows, one for each address.
        repeated: How many rows repeat an address of an earlier one.
        other_names: The repeating rows that have another name.
        bad: The rows that are not imported.
    """

    kind: str
    encoding: TextEncoding | None
    separator: Separator | None
    sheet: str | None
    sheets: tuple[str, ...]
    columns: PersonColumns
    first_rows: tuple[tuple[str, ...], ...]
    people: tuple[Listed, ...]
    repeated: int
    other_names: tuple[OtherName, ...]
    bad: tuple[BadRow, ...]


def read_people(
    path: Path, choices: ImportChoices | None = None, *, on_progress: ProgressCallback | None = None
) -> PeopleFile:
    """Reads a whole file and checks its rows; uses no database.

    Args:
        path: A CSV or XLSX file.
        choices: What the organizer chose; None finds everything.
        on_progress: Called with the progress; an exception from it stops the work.

    Raises:
        Refused: The file cannot be read, or is not a list of people.
    """
    choices = choices or ImportChoices()
    with opened_table(path, sheet=choices.sheet) as table:
        top = list(islice(table.rows, SEARCHED_ROWS))
        if not top:
            raise Refused(ListEmpty(str(path)))
        columns = find_columns(top, name_columns=choices.name_columns, email_column=choices.email_column)
        start = columns.header_line or 0
        rows = (row for row in chain(top, table.rows) if row.line > start)
        judged = _Judged(columns)
        for number, row in enumerate(rows, 1):
            judged.add(row)
            if on_progress is not None and number % ROWS_PER_REPORT == 0:
                on_progress(number, None)
    if not judged.rows:
        raise Refused(ListWithoutRows(str(path)))
    return judged.finished(table)


class _Judged:
    """The results of checking the rows of a file one after the other."""

    def __init__(self, columns: PersonColumns) -> None:
        self.rows = 0
        self._columns = columns
        self._first: list[tuple[str, ...]] = []
        self._people: dict[str, Listed] = {}
        self._other_names: list[OtherName] = []
        self._repeated = 0
        self._bad: list[BadRow] = []

    def add(self, row: TableRow) -> None:
        """Checks a row below the header."""
        self.rows += 1
        if len(self._first) < _FIRST_ROWS:
            self._first += first_rows([row])
        try:
            listed = _listed(row, self._columns)
        except Refused as refusal:
            self._bad.append(BadRow(row.line, _kept_short(refusal.reason)))
            return
        kept = self._people.setdefault(fold(listed.email), listed)
        if kept is not listed:
            self._repeated += 1
            if kept.name != listed.name:
                self._other_names.append(OtherName(listed.line, listed.email, listed.name, kept.name))

    def finished(self, table: Table) -> PeopleFile:
        """Returns the result for the whole file."""
        return PeopleFile(
            kind=table.kind,
            encoding=table.encoding,
            separator=table.separator,
            sheet=table.sheet,
            sheets=table.sheets,
            columns=self._columns,
            first_rows=tuple(self._first),
            people=tuple(self._people.values()),
            repeated=self._repeated,
            other_names=tuple(self._other_names),
            bad=tuple(self._bad),
        )


def _listed(row: TableRow, columns: PersonColumns) -> Listed:
    if row.fault is not None:
        raise Refused(row.fault)
    name, email = columns.person(row)
    if not email:
        raise Refused(RowWithoutEmail())
    if not name:
        raise Refused(RowWithoutName())
    return Listed(row.line, clean_words(name, Field.PERSON_NAME), clean_email(email))


def _kept_short(reason: Refusal) -> Refusal:
    if isinstance(reason, NotAnAddress):
        return replace(reason, text=cut(reason.text, _KEPT_TEXT), detail=cut(reason.detail, _KEPT_TEXT))
    return reason
