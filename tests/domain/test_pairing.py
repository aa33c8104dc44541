"""The text of a pairing sheet, as it is painted, typed and sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pairing import PairingText, read_pairing_text

HOSTS = st.sampled_from(["db.example.org", "10.0.0.7", "fe80::1", "/run/postgresql", "böse.example"])
TEXTS = st.builds(
    PairingText.new,
    HOSTS,
    st.integers(1, 65535),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=20),
    st.none() | st.binary(min_size=32, max_size=32),
)


@given(TEXTS)
def test_a_text_is_read_as_it_was_written(text: PairingText) -> None:
    assert read_pairing_text(text.as_text()) == text


@given(TEXTS)
def test_it_may_be_typed_with_spaces_and_letters_that_look_alike(text: PairingText) -> None:
    whole = text.as_text()
    scheme, rest = whole.split("://")
    code, place = rest.split("@")
    typed = f"{scheme}:// {code.lower().replace('0', 'o').replace('1', 'l').replace('-', ' ')}\n@{place}"
    assert read_pairing_text(typed) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WS001",
        "https://example.org/in/WS001",
        "kiosk://",
        "kiosk://7KQ4M2@db.example.org/kiosk",
        "kiosk://7KQ4M2-XP9TWS-5H3NB8-RC6GZ1@/kiosk",
        "kiosk://7KQ4M2-XP9TWS-5H3NB8-RC6GZ1@db.example.org/",
        "kiosk://7KQ4M2-XP9TWS-5H3NB8-RC6GZ1@db.example.org:99999/kiosk",
        "kiosk://7KQ4M2-XP9TWS-5H3NB8-RC6GZ1@db.example.org/kiosk#SHORT",
        "kiosk://7KQ4M2-XP9TWS-5H3NB8-RC6GZU@db.example.org/kiosk",
        "kiosk://7KQ4M2-XP9TWS-5H3NB8-RC6GZ1:x@db.example.org/kiosk",
        "kiosk://[bad/kiosk",
    ],
)
def test_any_other_text_is_none(text: str) -> None:
    assert read_pairing_text(text) is None


def test_its_secret_is_not_in_its_representation() -> None:
    text = PairingText.new("db.example.org", 5432, "kiosk", None)
    assert text.secret not in repr(text)
    assert text.secret not in text.role
