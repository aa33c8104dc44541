"""Refusals of files without a table, or with one that cannot be read, in words."""

from typing import assert_never

from kiosk.domain.refusals.files.tables import (
    FileContent,
    NoSuchSheet,
    NotATable,
    OldWorkbook,
    OtherSpreadsheet,
    QuotationNeverClosed,
    SheetUnclear,
    TableRefusal,
    TextFileTooLarge,
    TextInUtf32,
    TextWithoutSheets,
    TooManyColumns,
    TooManyLines,
    TooManyRows,
    WorkbookCellTooLong,
    WorkbookDamaged,
    WorkbookDeclaresEntities,
    WorkbookEmpty,
    WorkbookTooLarge,
    WorkbookUnpacksTooLarge,
    ZipWithoutWorkbook,
)
from kiosk.wording.desk.tables import listed_names
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

_MEGABYTE = 1 << 20

_Text = (
    TextInUtf32 | TextWithoutSheets | TextFileTooLarge | TooManyLines | TooManyColumns | QuotationNeverClosed
)


def table_refusal(reason: TableRefusal, audience: Audience) -> str:
    """Explains why a file cannot be read as a table, and what to do about it."""
    match reason:
        case NotATable(path, content):
            return _save_as_table(_what_it_is(content).format(path=repr(path)))
        case TooManyRows(path, most):
            return _("The file {path} has more than {most} rows. Import it in several parts.").format(
                path=repr(path), most=number(most)
            )
        case SheetUnclear(path) if audience is Audience.TECHNICIAN:
            return _("The file {path} begins with too many blank rows. Name the sheet with --sheet.").format(
                path=repr(path)
            )
        case SheetUnclear():
            return _("It begins with too many blank rows: choose the sheet that is meant.")
        case _ if isinstance(reason, _Text):
            return _text_refusal(reason)
        case _:
            return _workbook_refusal(reason)


def _text_refusal(reason: _Text) -> str:
    match reason:
        case TextInUtf32(path):
            return _save_as_table(
                _("The file {path} is in UTF-32, which is not read.").format(path=repr(path))
            )
        case TextWithoutSheets(path):
            return _("The file {path} is text, which has no sheets. Leave the sheet out.").format(
                path=repr(path)
            )
        case TextFileTooLarge(path, size, most):
            return _("The file {path} has {size} MB; {most} is the most. Import it in parts.").format(
                path=repr(path), size=_megabytes(size), most=_megabytes(most)
            )
        case TooManyLines(most):
            return _("The file has more than {most} lines. Import it in several parts.").format(
                most=number(most)
            )
        case TooManyColumns(line, most):
            return _("Line {line} has more than {most} columns: this is not a list of people.").format(
                line=line, most=number(most)
            )
        case QuotationNeverClosed(line):
            return _(
                "The quotation mark at the beginning of a cell in line {line} is never closed, so all that"
                " follows would be one cell. Correct that line, or save the table as XLSX."
            ).format(line=line)
        case _:
            assert_never(reason)


_Workbook = (
    OldWorkbook
    | OtherSpreadsheet
    | ZipWithoutWorkbook
    | WorkbookDamaged
    | WorkbookEmpty
    | WorkbookTooLarge
    | WorkbookUnpacksTooLarge
    | WorkbookDeclaresEntities
    | WorkbookCellTooLong
    | NoSuchSheet
)


def _workbook_refusal(reason: _Workbook) -> str:
    match reason:
        case OldWorkbook(path):
            text = _(
                "The file {path} is an old Excel workbook (.xls), or locked with a password; neither is read."
            )
            return _save_as_table(text.format(path=repr(path)))
        case OtherSpreadsheet(path):
            text = _("The file {path} is a spreadsheet of a kind that is not read (ODS, XLSB).")
            return _save_as_table(text.format(path=repr(path)))
        case ZipWithoutWorkbook(path):
            text = _("The file {path} is a zip archive, but not an XLSX workbook.")
            return _save_as_table(text.format(path=repr(path)))
        case WorkbookDamaged(path):
            text = _("The file {path} is damaged, or not an XLSX workbook.")
            return _save_as_table(text.format(path=repr(path)))
        case WorkbookEmpty(path):
            return _("The file {path} is empty: none of its sheets has anything in it.").format(
                path=repr(path)
            )
        case WorkbookTooLarge(path, size, most):
            text = _("The file {path} has {size} MB; a workbook may have {most}.")
            return _save_as_table(text.format(path=repr(path), size=_megabytes(size), most=_megabytes(most)))
        case WorkbookUnpacksTooLarge(path):
            return _(
                "The file {path} unpacks to far more than a list of people, so it was not opened."
                " Copy the list into a new workbook and import that."
            ).format(path=repr(path))
        case WorkbookDeclaresEntities(path):
            return _(
                "The file {path} declares entities in its XML, as no spreadsheet does, so it was not opened."
                " Copy the list into a new workbook and import that."
            ).format(path=repr(path))
        case WorkbookCellTooLong(path, most):
            return _(
                "The file {path} has a row or a cell of more than {most} characters, so it was not opened."
                " Take that cell out and import it again."
            ).format(path=repr(path), most=number(most))
        case NoSuchSheet(path, sheet, sheets):
            return _("The file {path} has no sheet {sheet}; it has {sheets}.").format(
                path=repr(path), sheet=repr(sheet), sheets=listed_names(sheets)
            )
        case _:
            assert_never(reason)


def _what_it_is(content: FileContent) -> str:
    match content:
        case FileContent.PICTURE:
            return _("The file {path} is a picture, not a table.")
        case FileContent.PDF:
            return _("The file {path} is a PDF, not a table.")
        case FileContent.COMPRESSED:
            return _("The file {path} is a compressed file, not a table: unpack it first.")
        case FileContent.TEXT_DOCUMENT:
            return _("The file {path} is a text document, not a table.")
        case FileContent.DATABASE:
            return _("The file {path} is a database, not a table.")
        case FileContent.MARKUP:
            return _("The file {path} is a web page or XML, not a table.")
        case FileContent.NO_TEXT:
            return _("The file {path} holds no text, so it is not a table.")
        case _:
            assert_never(content)


def _save_as_table(why: str) -> str:
    return _(
        "{why_not} Save the list as CSV (UTF-8) or XLSX in a spreadsheet program and import that."
    ).format(why_not=why)


def _megabytes(size: int) -> str:
    return number(size // _MEGABYTE)
