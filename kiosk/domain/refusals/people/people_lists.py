"""Refusals of lists of people: of their columns, and of single rows."""

from dataclasses import dataclass


class AboutPeopleList:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ListEmpty(AboutPeopleList):
    """The file has no row."""

    path: str


@dataclass(frozen=True, slots=True)
class ListWithoutRows(AboutPeopleList):
    """The file has a header and no rows below it."""

    path: str


@dataclass(frozen=True, slots=True)
class NoSuchColumn(AboutPeopleList):
    """The table has no column of this name or number.

    Attributes:
        column: As asked for.
        columns: Those it has.
    """

    column: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmailColumnUnclear(AboutPeopleList):
    """No column holds e-mail addresses, so it must be chosen.

    Attributes:
        columns: Those there are.
        first_rows: The texts of the first rows, to choose by.
    """

    columns: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NameColumnUnclear(AboutPeopleList):
    """The headers do not show which column holds names, so it must be chosen.

    Attributes:
        columns: Those there are.
        first_rows: The texts of the first rows, to choose by.
    """

    columns: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CellTooLong(AboutPeopleList):
    """A cell of the row has too many characters."""

    most: int


@dataclass(frozen=True, slots=True)
class RowTooLong(AboutPeopleList):
    """The row has too many characters in all its cells."""

    most: int


@dataclass(frozen=True, slots=True)
class RowNotText(AboutPeopleList):
    """The row holds bytes that are not text in the encoding of the file."""


@dataclass(frozen=True, slots=True)
class QuotationMarkAstray(AboutPeopleList):
    """A quotation mark stands in the middle of a cell of the row."""


@dataclass(frozen=True, slots=True)
class RowWithoutEmail(AboutPeopleList):
    """The row has no e-mail address."""


@dataclass(frozen=True, slots=True)
class RowWithoutName(AboutPeopleList):
    """The row has no name."""


@dataclass(frozen=True, slots=True)
class ImportInterrupted(AboutPeopleList):
    """A signal ended the import. Nothing was written."""


UnreadableRow = CellTooLong | RowTooLong | RowNotText | QuotationMarkAstray
"""The reasons why a row cannot be used, whatever its cells mean."""

PeopleListRefusal = (
    ListEmpty
    | ListWithoutRows
    | NoSuchColumn
    | EmailColumnUnclear
    | NameColumnUnclear
    | CellTooLong
    | RowTooLong
    | RowNotText
    | QuotationMarkAstray
    | RowWithoutEmail
    | RowWithoutName
    | ImportInterrupted
)
