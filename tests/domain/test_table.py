"""Tables of other programs: which rows are blank, and how large a table may be."""

import pytest

from kiosk.domain import table
from kiosk.domain.refusals.people.people_lists import QuotationMarkAstray
from kiosk.domain.table import Separator, TableRow, TextEncoding


@pytest.mark.parametrize("cells", [(), ("",), ("", " ", "\t\n"), ("\u3000",)])
def test_a_row_without_a_visible_character_is_blank(cells: tuple[str, ...]) -> None:
    assert TableRow(2, cells).is_blank is True


@pytest.mark.parametrize("cells", [("Ana",), ("", " Ana "), (" ", "0")])
def test_a_row_with_something_in_it_is_not_blank(cells: tuple[str, ...]) -> None:
    assert TableRow(2, cells).is_blank is False


def test_a_row_that_could_not_be_read_is_not_blank_even_without_texts() -> None:
    assert TableRow(2, (), fault=QuotationMarkAstray()).is_blank is False


def test_a_table_may_be_as_large_as_a_spreadsheets_and_a_file_has_200_000_rows_at_most() -> None:
    assert (table.MAX_LINES, table.MAX_COLUMNS, table.MAX_CELL) == (1_048_576, 16_384, 32_767)
    assert (table.MAX_ROWS, table.MAX_ROW) == (200_000, 1_000_000)


def test_programs_read_the_same_names_of_encodings_and_separators_as_ever() -> None:
    assert list(Separator) == ["comma", "semicolon", "tab", "pipe"]
    assert list(TextEncoding) == [
        "UTF-8",
        "UTF-8 with a byte order mark",
        "UTF-16 LE",
        "UTF-16 BE",
        "Windows-1252",
    ]
