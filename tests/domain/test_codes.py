"""The kinds of code that a camera may read."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain.codes import (
    EVENT_CODE_ALPHABET,
    EventCode,
    PassCode,
    UnknownCode,
    clean_event_code,
    event_qr_text,
    folded_code,
    mint_event_code,
    read_code,
)
from kiosk.domain.event import EventField
from kiosk.domain.people.passes import canonical_token, mint_token, printed_token
from kiosk.domain.refusals.events.event_codes import CodeReadsAsPass
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.refusals.typed.texts import Blank, HasControlCharacters, TooLong
from tests.refusals import refuses

URL = "https://check.example.org/in/{code}?via=qr"
event_codes = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf", "Zs"]),
    min_size=1,
    max_size=50,
).filter(lambda text: text.strip() == text)


@pytest.mark.parametrize("shown", ["WS001", "ws001", "  Ws001\n"])
def test_the_events_own_code_counts_in_any_letter_case(shown: str) -> None:
    assert read_code(shown, event_code="WS001") == EventCode()


@given(event_codes)
def test_the_events_qr_always_reads_as_the_event(code: str) -> None:
    for url in (None, URL):
        assert read_code(event_qr_text(code, url), event_code=code, check_in_url=url) == EventCode()


@given(event_codes)
def test_an_event_code_typed_in_another_unicode_form_is_the_same(code: str) -> None:
    assert read_code(unicodedata.normalize("NFD", code), event_code=code) == EventCode()


def test_the_code_inside_the_configured_url_counts_whatever_the_hosts_letter_case() -> None:
    shown = "HTTPS://Check.Example.org/in/ws001?via=qr"
    assert read_code(shown, event_code="WS001", check_in_url=URL) == EventCode()


@pytest.mark.parametrize(
    "shown",
    [
        "https://evil.example/in/WS001?via=qr",
        "https://check.example.org/in/WS002?via=qr",
        "https://check.example.org/in/WS001",
        "https://check.example.org/in/?via=qr",
        "https://check.example.org/in/WS001?via=qr&also=1",
    ],
)
def test_the_code_in_another_url_is_unknown(shown: str) -> None:
    assert read_code(shown, event_code="WS001", check_in_url=URL) == UnknownCode()


def test_a_url_counts_only_where_one_is_configured() -> None:
    assert read_code(event_qr_text("WS001", URL), event_code="WS001") == UnknownCode()


def test_a_pass_is_read_as_its_token_however_it_is_written() -> None:
    token = mint_token()
    assert read_code(token, event_code="WS001") == PassCode(token)
    assert read_code(printed_token(token).lower(), event_code="WS001", check_in_url=URL) == PassCode(token)


@given(st.text(max_size=6000))
def test_hostile_text_is_unknown_and_never_an_error(text: str) -> None:
    assume(canonical_token(text) is None)
    assume(text.strip().casefold() != "ws001")
    assert read_code(text, event_code="WS001", check_in_url=URL) == UnknownCode()


def test_minted_event_codes_use_letters_nobody_confuses() -> None:
    codes = {mint_event_code() for _ in range(200)}
    assert len(codes) > 190
    assert set("".join(codes)) <= set(EVENT_CODE_ALPHABET)
    assert not set("01ILO") & set(EVENT_CODE_ALPHABET)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Blank(EventField.CODE)),
        ("   ", Blank(EventField.CODE)),
        ("x" * 51, TooLong(EventField.CODE, 51, 50)),
        ("a\nb", HasControlCharacters(EventField.CODE)),
        ("a\x00b", HasControlCharacters(EventField.CODE)),
        (mint_token(bytes), CodeReadsAsPass()),
    ],
)
def test_codes_that_would_not_work_at_a_door_are_refused(text: str, reason: Refusal) -> None:
    with refuses(reason):
        clean_event_code(text)


def test_a_chosen_code_is_trimmed_and_kept_as_written() -> None:
    assert clean_event_code("  Ws-001 ") == "Ws-001"


def test_a_minted_event_code_has_six_characters() -> None:
    assert {len(mint_event_code()) for _ in range(20)} == {6}


def test_spaces_around_a_code_count_up_to_four_thousand_characters_and_no_further() -> None:
    assert read_code("WS001".ljust(4096), event_code="WS001") == EventCode()
    assert read_code("WS001".ljust(4097), event_code="WS001") == UnknownCode()


def test_an_event_code_of_fifty_characters_is_the_longest() -> None:
    assert clean_event_code("x" * 50) == "x" * 50
    with refuses(TooLong(EventField.CODE, 51, 50)):
        clean_event_code("x" * 51)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" ", Blank(EventField.CODE)),
        ("a\tb", HasControlCharacters(EventField.CODE)),
        (mint_token(bytes), CodeReadsAsPass()),
    ],
)
def test_the_refusal_of_a_code_has_the_reason(text: str, reason: Refusal) -> None:
    with refuses(reason):
        clean_event_code(text)


def test_two_codes_are_one_at_a_door_when_only_letter_case_and_spaces_differ() -> None:
    assert folded_code(" Straße-É ") == folded_code("STRASSE-E\u0301")
    assert folded_code("WS001") != folded_code("WS-001")


def test_an_event_code_with_reserved_characters_is_escaped_in_the_url() -> None:
    text = event_qr_text("A/B 1", URL)
    assert text == "https://check.example.org/in/A%2FB%201?via=qr"
    assert read_code(text, event_code="a/b 1", check_in_url=URL) == EventCode()


def test_the_code_may_stand_at_the_very_end_of_the_url() -> None:
    url = "https://example.org/{code}"
    assert read_code("https://example.org/WS001", event_code="WS001", check_in_url=url) == EventCode()
    assert read_code("https://example.org/WS0012", event_code="WS001", check_in_url=url) == UnknownCode()
    assert read_code("https://example.org/", event_code="WS001", check_in_url=url) == UnknownCode()


def test_a_blank_text_is_never_the_events_code() -> None:
    assert read_code(" ", event_code=" ") == UnknownCode()


def test_a_url_too_short_for_both_its_parts_has_no_code() -> None:
    assert (
        read_code("https://a/in/", event_code="in", check_in_url="https://a/in/{code}/in/") == UnknownCode()
    )


@pytest.mark.parametrize(
    "shown",
    [
        "https://crack.example.org/in/WS001?via=qr",  # as long as the configured one
        "https://cable.example.org/in/WS001?via=qr",
        "https://check.example.org/in/WS001?via=ad",
    ],
)
def test_the_code_in_a_url_counts_only_between_the_right_start_and_the_right_end(shown: str) -> None:
    assert read_code(shown, event_code="WS001", check_in_url=URL) == UnknownCode()
