"""Refusals of files that should hold a list of people, and of their rows, in the words for each audience."""

import pytest

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
from kiosk.domain.refusals.people.people_lists import (
    CellTooLong,
    EmailColumnUnclear,
    ImportInterrupted,
    ListEmpty,
    ListWithoutRows,
    NameColumnUnclear,
    NoSuchColumn,
    PeopleListRefusal,
    QuotationMarkAstray,
    RowNotText,
    RowTooLong,
    RowWithoutEmail,
    RowWithoutName,
)
from kiosk.domain.refusals.typed.texts import NotAnAddress
from kiosk.domain.table import Separator, TextEncoding
from kiosk.wording.desk.tables import encoding_name, header_text, listed_names, separator_text
from kiosk.wording.imports import why_left_out
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import language
from tests.wording.pseudo import pseudo_language
from tests.wording.spoken import check_words, organizer, technician

SAVE_AS = " Save the list as CSV (UTF-8) or XLSX in a spreadsheet program and import that."
COPY = " Copy the list into a new workbook and import that."


def test_every_refusal_of_a_table_file_has_words() -> None:
    check_words(
        {
            NotATable("a", FileContent.PDF): f"The file 'a' is a PDF, not a table.{SAVE_AS}",
            TextInUtf32("a"): f"The file 'a' is in UTF-32, which is not read.{SAVE_AS}",
            TextWithoutSheets("a"): "The file 'a' is text, which has no sheets. Leave the sheet out.",
            TextFileTooLarge("a", 300 << 20, 256 << 20): (
                "The file 'a' has 300 MB; 256 is the most. Import it in parts."
            ),
            TooManyRows("a", 200_000): (
                "The file 'a' has more than 200,000 rows. Import it in several parts."
            ),
            TooManyLines(1_048_576): "The file has more than 1,048,576 lines. Import it in several parts.",
            TooManyColumns(3, 16_384): ("Line 3 has more than 16,384 columns: this is not a list of people."),
            QuotationNeverClosed(3): (
                "The quotation mark at the beginning of a cell in line 3 is never closed, so all that"
                " follows would be one cell. Correct that line, or save the table as XLSX."
            ),
            OldWorkbook("a"): (
                "The file 'a' is an old Excel workbook (.xls), or locked with a password; neither is read."
                + SAVE_AS
            ),
            OtherSpreadsheet("a"): (
                f"The file 'a' is a spreadsheet of a kind that is not read (ODS, XLSB).{SAVE_AS}"
            ),
            ZipWithoutWorkbook("a"): f"The file 'a' is a zip archive, but not an XLSX workbook.{SAVE_AS}",
            WorkbookDamaged("a"): f"The file 'a' is damaged, or not an XLSX workbook.{SAVE_AS}",
            WorkbookEmpty("a"): "The file 'a' is empty: none of its sheets has anything in it.",
            WorkbookTooLarge("a", 101 << 20, 100 << 20): (
                f"The file 'a' has 101 MB; a workbook may have 100.{SAVE_AS}"
            ),
            WorkbookUnpacksTooLarge("a"): (
                f"The file 'a' unpacks to far more than a list of people, so it was not opened.{COPY}"
            ),
            WorkbookDeclaresEntities("a"): (
                "The file 'a' declares entities in its XML, as no spreadsheet does, so it was not opened."
                + COPY
            ),
            WorkbookCellTooLong("a", 4_000_000): (
                "The file 'a' has a row or a cell of more than 4,000,000 characters, so it was not opened."
                " Take that cell out and import it again."
            ),
            NoSuchSheet("a", "B", ("A", "C")): "The file 'a' has no sheet 'B'; it has 'A', 'C'.",
            SheetUnclear("a", ("A", "C")): (
                "It begins with too many blank rows: choose the sheet that is meant."
            ),
        },
        TableRefusal,
    )


def test_every_refusal_of_an_import_or_a_row_has_words() -> None:
    check_words(
        {
            ListEmpty("a"): "The file 'a' is empty. Choose one with a row for each person.",
            ListWithoutRows("a"): (
                "The file 'a' has a header and nobody below it, so there is nobody to import."
            ),
            NoSuchColumn("Nick", ("Name", "Email")): (
                "There is no column 'Nick'. The columns are: 'Name', 'Email'."
            ),
            EmailColumnUnclear(("Name",), ()): "No column holds e-mail addresses: choose it.",
            NameColumnUnclear(("Email",), ()): (
                "The headers do not say which column holds people's names: choose it."
            ),
            CellTooLong(32_767): "A cell has more than 32,767 characters.",
            RowTooLong(1_000_000): "The row has more than 1,000,000 characters.",
            RowNotText(): ("It holds bytes that are no text in the file's encoding; save the file as UTF-8."),
            QuotationMarkAstray(): ("A quotation mark stands in the middle of a cell; double or remove it."),
            RowWithoutEmail(): "It has no e-mail address.",
            RowWithoutName(): "It has no name.",
            ImportInterrupted(): "Interrupted: nothing was written.",
        },
        PeopleListRefusal,
    )


def test_at_a_terminal_the_option_that_chooses_is_named() -> None:
    assert technician(SheetUnclear("a", ("A",))).endswith(" Name the sheet with --sheet.")
    assert technician(EmailColumnUnclear(("Name", "Phone"), ())) == (
        "No column holds e-mail addresses. Name it with --email-column. The columns are: 'Name', 'Phone'."
    )
    assert technician(NameColumnUnclear(("Email",), ())).endswith(
        " Name it with --name-column. The columns are: 'Email'."
    )


@pytest.mark.parametrize("content", FileContent)
def test_a_file_that_is_not_a_table_is_refused_with_what_it_holds(content: FileContent) -> None:
    printed = organizer(NotATable("a", content))
    assert printed.startswith("The file 'a' ")
    assert printed.endswith(SAVE_AS)
    with language(pseudo_language()):
        assert "⟧" in organizer(NotATable("a", content))


def test_of_many_columns_the_first_are_named() -> None:
    assert listed_names(()) == "none"
    assert listed_names(f"c{number}" for number in range(20)).endswith("'c18', 'c19'")
    assert listed_names(f"c{number}" for number in range(2020)).endswith("'c19' and 2,000 more")


def test_encoding_separator_and_header_of_a_table_have_words() -> None:
    assert {each: encoding_name(each) for each in TextEncoding} == {each: each.value for each in TextEncoding}
    assert {each: separator_text(each) for each in Separator} == {
        each: f"separator: {each.value}" for each in Separator
    }
    assert (header_text(3), header_text(None)) == ("header in line 3", "no header")


def test_why_a_row_is_left_out_is_short_whatever_its_cells_hold() -> None:
    reason = NotAnAddress("\u202e\0" * 16_000, "the part after the @-sign is missing")
    assert len(why_left_out(reason, Audience.ORGANIZER)) <= 200
    assert why_left_out(RowWithoutName(), Audience.ORGANIZER) == "It has no name."
