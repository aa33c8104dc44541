"""Hidden characters are spelled out; names in every script stay as they are."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.hidden import spelled_out, spelled_out_json

TURNING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)]
UNSEEN = [*"\u200b\u2060\u2061\ufeff\u00ad\u180e\u2028\u2029\ufff9", "\U000e0041", "\U000e0001"]
STEERING = [*"\x00\x07\x08\r\x1b\x7f\x9b"]


@pytest.mark.parametrize("character", [*TURNING, *UNSEEN, *STEERING], ids=ascii)
def test_a_hidden_character_becomes_its_number(character: str) -> None:
    spelled = spelled_out(f"An{character}a")
    assert spelled == "An" + character.encode("unicode_escape").decode().replace("\\r", "\\x0d") + "a"
    assert spelled.isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "Ana Ionescu",
        "Zoë Żak",
        "שלום",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "क्\u200dष",  # Devanagari
        "👩\u200d🔬",
        "👩🏽\u200d🚀",
        "❤\ufe0f\u200d🔥",
        "\u0633\u0646\u0629\u0600\u0661\u0662",  # a year's sign is drawn under its digits
        "日本",
    ],
)
def test_a_name_stays_as_it_is(name: str) -> None:
    assert spelled_out(name) == name
    assert spelled_out_json(json.dumps(name, ensure_ascii=False)) == json.dumps(name, ensure_ascii=False)


@pytest.mark.parametrize(
    "name",
    [
        "An\u200da",
        "\u200dAna",
        "Ana\u200c",
        "\u0645\u06cc\u200c\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u200d",
    ],
)
def test_a_joiner_that_joins_nothing_is_spelled_out(name: str) -> None:
    assert "\\u200" in spelled_out(name)


def test_characters_to_keep_are_kept() -> None:
    assert spelled_out("one\ntwo\tthree\x1b", kept="\n") == "one\ntwo\\x09three\\x1b"


@given(st.text())
def test_json_has_the_same_value_and_shows_no_hidden_character(text: str) -> None:
    document = spelled_out_json(json.dumps({"name": text}, ensure_ascii=False))
    assert json.loads(document) == {"name": text}
    assert spelled_out(document) == document
    assert not any(unicodedata.category(each) in {"Cc", "Zl", "Zp"} for each in document)


@pytest.mark.parametrize(
    ("character", "number"),
    [
        ("\x1f", r"\x1f"),
        ("\x80", r"\x80"),
        ("\xad", r"\xad"),
        ("\u200b", r"\u200b"),
        ("\ufffb", r"\ufffb"),
        ("\U00013430", r"\U00013430"),
        ("\U000e007f", r"\U000e007f"),
    ],
    ids=ascii,
)
def test_a_number_has_two_digits_four_or_eight_as_a_programmer_writes_it(character: str, number: str) -> None:
    assert spelled_out(character) == number


@pytest.mark.parametrize(
    ("character", "escape"),
    [
        ("\x7f", r"\u007f"),
        ("\x80", r"\u0080"),
        ("\xad", r"\u00ad"),
        ("\u200b", r"\u200b"),
        ("\U000e0041", r"\udb40\udc41"),
    ],
    ids=ascii,
)
def test_json_has_the_numbers_in_its_own_escapes(character: str, escape: str) -> None:
    assert spelled_out_json(f'"An{character}a"') == f'"An{escape}a"'


def test_a_line_break_stays_in_json_only_where_it_is_spelled_out_already() -> None:
    assert spelled_out_json("{\n}") == r"{\u000a}"


@pytest.mark.parametrize("text", ["\u06cc\u200cx", "x\u200c\u06cc", "\u200c\u06cc", "\u06cc\u200c"])
def test_a_joiner_needs_a_letter_of_such_a_script_on_both_sides(text: str) -> None:
    assert spelled_out(text) == text.replace("\u200c", r"\u200c")


def test_an_unseen_character_between_such_letters_is_still_spelled_out() -> None:
    assert spelled_out("\u06cc\u200b\u06cc") == "\u06cc\\u200b\u06cc"
