"""People are found however their names are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.search import person_search_text, search_fold


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łukasz Ćwik", "lukasz cwik"),
        ("Søren Ærø", "soren aero"),
        ("Đặng Thị Hồng", "dang thi hong"),
        ("Ħal Għaxaq", "hal ghaxaq"),
        ("I\u015f\u0131l \u0130nce", "isil ince"),
        ("Straße", "STRASSE"),
        ("Œuvre", "oeuvre"),
        ("Þór", "thor"),
        ("Ștefan Țepeș", "stefan tepes"),
        ("Γιώργος", "γιωργος"),
        ("Алёна", "АЛЕНА"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("ＡＮＡ", "ana"),  # noqa: RUF001 -- wide letters, as East Asian keyboards type them
        ("O\u2019Brien", "o'brien"),
        ("Anne\u2011Marie", "anne-marie"),
        ("Ana  \t María ", "ana maria"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_a_name_is_found_by_what_a_keyboard_without_its_accents_types(written: str, typed: str) -> None:
    assert search_fold(written) == search_fold(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("が", "か"), ("कि", "का"), ("มา", "ม้า"), ("한", "하"), ("王", "玉"), ("a", "b")]
)
def test_other_letters_stay_other_letters(one: str, other: str) -> None:
    assert search_fold(one) != search_fold(other)


@given(text=st.text())
def test_any_text_folds_and_folding_again_changes_nothing(text: str) -> None:
    assert search_fold(search_fold(text)) == search_fold(text)


def test_a_search_never_matches_from_the_name_into_the_address() -> None:
    assert "ana bo" not in person_search_text("Ana", "bo@example.org")
