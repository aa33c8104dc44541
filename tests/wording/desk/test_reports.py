"""Texts about reports and printed sheets."""

from pathlib import Path

import pytest

from kiosk.domain.faults.storage import NoPassIssued
from kiosk.domain.refusals.files.reports import (
    NobodyToPrintFor,
    NoEventsToSignFor,
    NoHistoryOf,
    PrintedSheetsVoid,
    PrinterTookNoPages,
    ReportRefusal,
    SheetOfOnePerson,
    TooManyRowsForSheet,
    TooManySheets,
)
from kiosk.domain.report import FileFormat
from kiosk.wording.database.storage import storage_unavailable
from kiosk.wording.desk.printing import passes_at_printer, passes_in_file, passes_unsure
from kiosk.wording.desk.reports import format_hint, format_name, only_headings, rows_counted, rows_done
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import language
from tests.wording.pseudo import pseudo_language
from tests.wording.spoken import check_words, organizer


def test_every_refusal_of_a_report_or_a_print_has_words() -> None:
    check_words(
        {
            NoHistoryOf("ana@example.org"): (
                "Nobody has the address 'ana@example.org', so there is no history to export."
            ),
            SheetOfOnePerson(): (
                "A PDF is a sheet to sign at an event or a group's events."
                " Export what one person came to as csv, xlsx or json."
            ),
            NoEventsToSignFor("Autumn"): ("The group 'Autumn' has no events, so there is no sheet to print."),
            TooManySheets(1_200, 500): (
                "This group has 1,200 events, and 500 sheets are the most. Export CSV."
            ),
            TooManyRowsForSheet("Gala"): "'Gala' has more check-ins than a sheet has rows. Export CSV.",
            PrinterTookNoPages(): (
                "The printer took no pages. Nothing was issued: every pass works as it did."
            ),
            NobodyToPrintFor(): (
                "There is nobody a pass could be printed for. Choose others, or add people first."
            ),
            PrintedSheetsVoid(NoEventsToSignFor("Autumn")): (
                "The group 'Autumn' has no events, so there is no sheet to print."
                " The sheets that were just printed are void: throw them away."
            ),
        },
        ReportRefusal,
    )


def test_printed_sheets_are_void_when_the_database_is_unavailable() -> None:
    text = organizer(PrintedSheetsVoid(NoPassIssued()))
    assert text.startswith(storage_unavailable(NoPassIssued(), Audience.ORGANIZER))
    assert text.endswith(" The sheets that were just printed are void: throw them away.")


@pytest.mark.parametrize("file_format", FileFormat)
def test_each_kind_of_file_is_named_and_explained(file_format: FileFormat) -> None:
    assert format_name(file_format).endswith(f"(.{file_format})")
    assert format_hint(file_format).endswith(".")
    with language(pseudo_language()):
        assert format_name(file_format).startswith("⟦")
        assert format_hint(file_format).startswith("⟦")


def test_rows_are_counted_as_people_read_them() -> None:
    assert (rows_counted(0), rows_counted(1), rows_counted(2_000)) == ("0 rows", "1 row", "2,000 rows")
    assert rows_done(0, 2) == "0 of 2 rows"
    assert rows_done(1_500, 2_000) == "1,500 of 2,000 rows"
    assert only_headings(Path("a.csv")) == "Nobody has checked in yet, so a.csv holds headings only."


def test_the_text_after_issuing_names_where_the_passes_are() -> None:
    assert passes_in_file(1, "a.pdf") == "1 pass is in a.pdf and works from now on."
    assert passes_in_file(2_000, "a.pdf") == "2,000 passes are in a.pdf and work from now on."
    assert passes_at_printer(1) == "1 pass is at the printer and works from now on."
    assert passes_at_printer(2) == "2 passes are at the printer and work from now on."


def test_when_passes_may_not_work_the_text_sends_people_to_try_one_at_a_door() -> None:
    assert "at a door" in passes_unsure()
