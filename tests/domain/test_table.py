"""Tables made elsewhere: which rows are blank, and how large a table may be."""

import pytest

from kiosk.domain import table
from kiosk.domain.table import TableRow, Unclear


@pytest.mark.parametrize("cells", [(), ("",), ("", " ", "\t\n"), ("\u3000",)])
def test_a_row_in_which_nobody_sees_anything_is_blank(cells: tuple[str, ...]) -> None:
    assert TableRow(2, cells).is_blank is True


@pytest.mark.parametrize("cells", [("Ana",), ("", " Ana "), (" ", "0")])
def test_a_row_with_something_in_it_is_not_blank(cells: tuple[str, ...]) -> None:
    assert TableRow(2, cells).is_blank is False


def test_a_row_that_could_not_be_read_is_not_blank_even_without_texts() -> None:
    assert TableRow(2, (), fault="This line ends inside quotation marks.").is_blank is False


def test_a_table_may_be_as_large_as_a_spreadsheets_and_a_file_has_200_000_rows_at_most() -> None:
    assert (table.MAX_LINES, table.MAX_COLUMNS, table.MAX_CELL) == (1_048_576, 16_384, 32_767)
    assert (table.MAX_ROWS, table.MAX_ROW) == (200_000, 1_000_000)


def test_a_table_that_is_unclear_says_what_there_is_to_choose_from() -> None:
    unclear = Unclear("Name a column.", at_desk="Choose a column.", columns=("Name", "Mail"))
    assert (str(unclear), unclear.at_desk) == ("Name a column.", "Choose a column.")
    assert (unclear.columns, unclear.sheets, unclear.first_rows) == (("Name", "Mail"), (), ())
