"""Text with separators is read as the standard library reads it, in pieces of any size."""

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.services.importing.delimited import find_separator, read_delimited

CELLS = st.text(st.sampled_from('ab ,;"\n\té👩'), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6)


def pieces_of(text: str, cuts: list[int]) -> list[str]:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[start:end] for start, end in pairwise(places)]


@given(TABLES, st.sampled_from(",;\t|"), st.lists(st.integers(0, 1000), max_size=20))
def test_written_rows_are_read_back_whatever_the_size_of_the_pieces(
    table: list[list[str]], separator: str, cuts: list[int]
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(table)
    read = list(read_delimited(pieces_of(written.getvalue(), cuts), separator))
    assert [list(row.cells) for row in read] == [row for row in table if any(map(str.strip, row))]
    assert all(row.fault is None for row in read)


@given(TABLES, st.lists(st.integers(0, 1000), max_size=20))
def test_each_row_knows_its_line(table: list[list[str]], cuts: list[int]) -> None:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    lines = []
    for row in table:
        lines.append(written.getvalue().count("\n") + 1)
        writer.writerow(row)
    read = list(read_delimited(pieces_of(written.getvalue(), cuts), ","))
    filled = [line for line, row in zip(lines, table, strict=True) if any(map(str.strip, row))]
    assert [row.line for row in read] == filled


@given(st.text(st.sampled_from('a,"\n'), max_size=30), st.lists(st.integers(0, 1000), max_size=20))
def test_any_text_gives_the_same_rows_in_one_piece_and_in_many(text: str, cuts: list[int]) -> None:
    def outcome(pieces: list[str]) -> object:
        try:
            return list(read_delimited(pieces, ","))
        except Refused as refusal:
            return refusal.reason

    assert outcome([text]) == outcome(pieces_of(text, cuts)) == outcome(list(text))


@pytest.mark.parametrize(
    ("sample", "separator"),
    [
        ("a,b\nc,d\n", ","),
        ("a;b\nc,c;d\n", ";"),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a|b\nc|d", "|"),
        ('"a;a","b"\n"c;c","d"\n', ","),
        ("sep=|\na,b|c\n", "|"),
        ("a\nb\n", None),
        ("a,b\nc,d\ne,f\ncut of", ","),
        ("", None),
    ],
)
def test_the_separator_is_the_one_most_rows_agree_on(sample: str, separator: str | None) -> None:
    assert find_separator(sample) == separator
