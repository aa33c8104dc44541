"""People are found by every spelling of their names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.people.search import person_search_text, search_fold


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


def test_the_search_text_fits_an_index_and_has_names_and_addresses_of_255_characters_whole() -> None:
    assert person_search_text("李" * 255, "é" * 255) == "李" * 255 + "\n" + "e" * 255
    assert person_search_text("😀" * 255, "😀" * 255) == "😀" * 255 + "\n" + "😀" * 255
    assert len(person_search_text("\ufdfa" * 255, "ana@example.org").encode()) <= 2_400  # 18 letters each


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("a\u0334", "a"),  # a tilde through the letter
        ("\u0915\u093c", "\u0915"),  # Devanagari ka with a nukta
        ("\u05e9\u05b0", "\u05e9"),  # Hebrew shin with sheva
        ("\u0644\u0670", "\u0644"),  # Arabic lam with a small alef
        ("\u0712\u0711", "\u0712"),  # Syriac beth with a small alaph
        ("c\u0327", "c"),  # a cedilla is attached to its letter
        ("An\u200da", "ana"),
        ("An\u00ada", "ana"),
        ("مـحـمـد", "محمد"),
        ("\u0138", "k"),
        ("ȷ", "j"),
    ],
    ids=ascii,
)
def test_marks_that_only_point_or_join_a_letter_do_not_matter(written: str, typed: str) -> None:
    assert search_fold(written) == typed


@pytest.mark.parametrize(
    "text",
    [
        "\u304b\u3099",  # ka with its voicing: ga
        "\u0915\u094d\u0937",  # a virama makes one sign of two
        "\u0e1b\u0e38",  # Thai u
        "\u0c15\u0c55",  # Telugu length mark
        "\U00016ff0",  # a Vietnamese reading mark
    ],
    ids=ascii,
)
def test_marks_that_make_another_letter_stay(text: str) -> None:
    assert len(unicodedata.normalize("NFD", search_fold(text))) == len(text)


def test_words_are_one_space_apart_in_any_script() -> None:
    assert search_fold("  Ana \t MARIA ") == "ana maria"
    assert search_fold("  \u0141ukasz \u3000 \u0106wik ") == "lukasz cwik"
    assert search_fold("O`Brien") == "o'brien"


def test_the_search_text_ends_after_2_400_bytes_at_a_whole_letter() -> None:
    assert person_search_text("a" * 3000, "b") == "a" * 2400
    assert person_search_text("李" * 900, "b") == "李" * 800
    assert person_search_text("a" + "李" * 900, "b") == "a" + "李" * 799
    assert person_search_text("\ud800", "b") == "?\nb"
