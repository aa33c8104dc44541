"""A minted pass token is read in every way to type it, and typing errors are caught."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from kiosk.domain.people.passes import (
    ALPHABET,
    PREFIX,
    RANDOM_BYTES,
    TOKEN_LENGTH,
    canonical_token,
    mint_token,
    printed_token,
    token_hash,
)

tokens = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES).map(lambda raw: mint_token(lambda _: raw))


@given(tokens)
def test_a_minted_token_is_its_own_canonical_form(token: str) -> None:
    assert canonical_token(token) == token
    assert re.fullmatch(f"{PREFIX}[{ALPHABET}]{{17}}", token)


@given(st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_every_one_of_the_80_bits_is_in_the_token(raw: bytes) -> None:
    digits = mint_token(lambda _: raw)[len(PREFIX) : -1]
    number = 0
    for digit in digits:
        number = number * 32 + ALPHABET.index(digit)
    assert number.to_bytes(RANDOM_BYTES, "big") == raw


@given(tokens, st.sampled_from([" ", "-", "\u2013", "\u00a0"]), st.booleans())
def test_letter_case_spaces_and_dashes_do_not_matter(token: str, separator: str, lower: bool) -> None:  # noqa: FBT001 -- hypothesis draws it
    typed = printed_token(token).replace("-", separator)
    assert canonical_token(f" {typed.lower() if lower else typed} ") == token


def test_letters_that_look_like_digits_are_read_as_the_digits() -> None:
    token = mint_token(bytes)
    assert token.startswith("KP0000")
    assert canonical_token(token.replace("0", "O")) == token
    ones = mint_token(lambda _: int("00001" * 16, 2).to_bytes(RANDOM_BYTES, "big"))
    assert canonical_token(ones.replace("1", "l")) == ones
    assert canonical_token(ones.replace("1", "I")) == ones


@given(tokens, st.integers(len(PREFIX), TOKEN_LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_digit_is_always_caught(token: str, place: int, digit: str) -> None:
    typed = token[:place] + digit + token[place + 1 :]
    assert canonical_token(typed) == (token if typed == token else None)


@given(tokens, st.integers(len(PREFIX), TOKEN_LENGTH - 1), st.integers(len(PREFIX), TOKEN_LENGTH - 1))
def test_two_swapped_digits_are_always_caught(token: str, one: int, other: int) -> None:
    digits = list(token)
    digits[one], digits[other] = digits[other], digits[one]
    typed = "".join(digits)
    assert canonical_token(typed) == (token if typed == token else None)


@given(tokens)
def test_a_token_fits_the_smallest_qr(token: str) -> None:
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(token)
    code.make(fit=True)
    assert code.version == 1


@given(st.text(max_size=200))
def test_hostile_text_is_not_a_token_and_raises_no_error(text: str) -> None:
    token = canonical_token(text)
    assert token is None or canonical_token(token) == token


@pytest.mark.parametrize(
    "text",
    ["", "KP", "KP" * 2000, "\x00" * 19, "KP" + "\ud800" * 17, "\uff2b\uff30" + "\uff10" * 17],
)
def test_odd_texts_are_not_tokens(text: str) -> None:
    assert canonical_token(text) is None


def test_only_the_hash_is_kept_and_it_differs_for_each_token() -> None:
    one, other = mint_token(), mint_token()
    assert len(token_hash(one)) == 64
    assert token_hash(one) != token_hash(other)
    assert one not in token_hash(one)


@pytest.mark.parametrize(
    ("random_bits", "token", "printed", "its_hash"),
    [
        ("00010203040506070809", "KP000G40R40M30E209J", "KP000G4-0R40-M30E-209J", "7e2d22f1b2a131b3"),
        ("0123456789abcdeffedc", "KP04HMASW9NF6YZZPW6", "KP04HMA-SW9N-F6YZ-ZPW6", "f96a6154ce25e84e"),
        ("ffffffffffffffffffff", "KPZZZZZZZZZZZZZZZZM", "KPZZZZZ-ZZZZ-ZZZZ-ZZZM", "e5c7d9135956ea24"),
    ],
)
def test_a_pass_that_was_printed_years_ago_still_reads(
    random_bits: str, token: str, printed: str, its_hash: str
) -> None:
    assert mint_token(lambda _: bytes.fromhex(random_bits)) == token
    assert printed_token(token) == printed
    assert canonical_token(printed) == token
    assert token_hash(token).startswith(its_hash)


def test_a_token_has_nineteen_characters_of_which_sixteen_carry_its_eighty_random_bits() -> None:
    asked: list[int] = []

    def random_bytes(count: int) -> bytes:
        asked.append(count)
        return bytes(count)

    mint_token(random_bytes)
    assert asked == [10]
    assert len(mint_token()) == TOKEN_LENGTH == 19


def test_a_token_may_be_typed_with_a_separator_after_every_character_but_no_longer() -> None:
    token = mint_token(lambda _: bytes(range(10)))
    spaced = "".join(f"{digit} " for digit in token)
    assert canonical_token(spaced) == token
    assert canonical_token(spaced + " ") is None


@pytest.mark.parametrize("separator", ["\t", "\r", "\n", "\u2010", "\u2011", "\u2012", "\u2014"])
def test_every_kind_of_space_and_dash_separates(separator: str) -> None:
    assert canonical_token(f"KP04HMA{separator}SW9NF6YZZPW6") == "KP04HMASW9NF6YZZPW6"


@pytest.mark.parametrize(
    "text",
    [
        "KP04HMASW9NF6YZZPW",  # a digit is missing
        "KP04HMASW9NF6YZZPW66",
        "XX04HMASW9NF6YZZPW6",
        "PK04HMASW9NF6YZZPW6",
        "KP04HMASW9NF6YZZPWU",  # U is not a digit
        "KP04HMASW9NF6YZZPU6",
    ],
)
def test_a_text_that_is_almost_a_token_is_refused(text: str) -> None:
    assert canonical_token(text) is None
