"""Refusals of files that hold no table, or one that is not read."""

from dataclasses import dataclass
from enum import Enum, auto


class AboutTable:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


class FileContent(Enum):
    """The contents of a file that should hold a table."""

    PICTURE = auto()
    PDF = auto()
    COMPRESSED = auto()
    TEXT_DOCUMENT = auto()
    DATABASE = auto()
    MARKUP = auto()  # a web page or XML
    NO_TEXT = auto()


@dataclass(frozen=True, slots=True)
class NotATable(AboutTable):
    """The file holds something else."""

    path: str
    content: FileContent


@dataclass(frozen=True, slots=True)
class TextInUtf32(AboutTable):
    """The text is in UTF-32, which is not read."""

    path: str


@dataclass(frozen=True, slots=True)
class TextWithoutSheets(AboutTable):
    """A sheet was named, and the file is text."""

    path: str


@dataclass(frozen=True, slots=True)
class TextFileTooLarge(AboutTable):
    """The text file is larger than the limit.

    Attributes:
        path: As named.
        size: Bytes.
        most: Bytes.
    """

    path: str
    size: int
    most: int


@dataclass(frozen=True, slots=True)
class TooManyRows(AboutTable):
    """The table has more rows than one file may have."""

    path: str
    most: int


@dataclass(frozen=True, slots=True)
class TooManyLines(AboutTable):
    """The text has more lines than one file may have."""

    most: int


@dataclass(frozen=True, slots=True)
class TooManyColumns(AboutTable):
    """A line has more columns than a spreadsheet."""

    line: int
    most: int


@dataclass(frozen=True, slots=True)
class QuotationNeverClosed(AboutTable):
    """A quotation mark at the beginning of a cell is never closed.

    Attributes:
        line: Where it stands.
    """

    line: int


@dataclass(frozen=True, slots=True)
class OldWorkbook(AboutTable):
    """The file is a workbook of the format before XLSX, or locked with a password."""

    path: str


@dataclass(frozen=True, slots=True)
class OtherSpreadsheet(AboutTable):
    """The file is a spreadsheet of a kind that is not read: ODS or XLSB."""

    path: str


@dataclass(frozen=True, slots=True)
class ZipWithoutWorkbook(AboutTable):
    """The file is a zip archive of something else."""

    path: str


@dataclass(frozen=True, slots=True)
class WorkbookDamaged(AboutTable):
    """The workbook is damaged, or is not a workbook."""

    path: str


@dataclass(frozen=True, slots=True)
class WorkbookEmpty(AboutTable):
    """No sheet of the workbook has anything in it."""

    path: str


@dataclass(frozen=True, slots=True)
class WorkbookTooLarge(AboutTable):
    """The workbook is larger than the limit.

    Attributes:
        path: As named.
        size: Bytes.
        most: Bytes.
    """

    path: str
    size: int
    most: int


@dataclass(frozen=True, slots=True)
class WorkbookUnpacksTooLarge(AboutTable):
    """The workbook unpacks to more than a list of people needs."""

    path: str


@dataclass(frozen=True, slots=True)
class WorkbookDeclaresEntities(AboutTable):
    """The XML of the workbook declares entities, as no spreadsheet program writes."""

    path: str


@dataclass(frozen=True, slots=True)
class WorkbookCellTooLong(AboutTable):
    """A row or a cell of the workbook has too many characters."""

    path: str
    most: int


@dataclass(frozen=True, slots=True)
class NoSuchSheet(AboutTable):
    """The workbook has no sheet of this name.

    Attributes:
        path: As named.
        sheet: As asked for.
        sheets: Those it has.
    """

    path: str
    sheet: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetUnclear(AboutTable):
    """The workbook begins with too many blank rows, so its sheet must be chosen.

    Attributes:
        path: As named.
        sheets: Those it has.
    """

    path: str
    sheets: tuple[str, ...]


TableRefusal = (
    NotATable
    | TextInUtf32
    | TextWithoutSheets
    | TextFileTooLarge
    | TooManyRows
    | TooManyLines
    | TooManyColumns
    | QuotationNeverClosed
    | OldWorkbook
    | OtherSpreadsheet
    | ZipWithoutWorkbook
    | WorkbookDamaged
    | WorkbookEmpty
    | WorkbookTooLarge
    | WorkbookUnpacksTooLarge
    | WorkbookDeclaresEntities
    | WorkbookCellTooLong
    | NoSuchSheet
    | SheetUnclear
)
