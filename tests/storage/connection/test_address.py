"""A database's password is never in a sentence, log line, document or repr, in any form of the URL."""

import logging
import traceback
from contextlib import closing
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.errors import EXPECTED_FAULTS
from kiosk.domain.refusals.machine.database_addresses import AddressOptionUnknown, AddressUncertain
from kiosk.storage.connection.address import name_for_people, read_address
from kiosk.storage.store import Store
from kiosk.wording.faults import fault as fault_words
from kiosk.wording.language.audience import Audience
from tests.refusals import refuses

NOBODY_LISTENS = "127.0.0.1:1"
LEAST = 4  # characters of a password that would help somebody guess the rest

# Letters that our sentences do not contain, and every character that has a meaning in a URL.
passwords = st.text(alphabet="ZQXJKW@/:#?%&=+[]!$,;'\"\\ ~", min_size=LEAST, max_size=14)


def all_texts(url: str) -> str:
    """Returns every text from the use of a URL of an absent server: sentences, causes, reprs."""
    texts: list[str] = []
    try:
        texts += [name_for_people(read_address(url)), repr(read_address(url)), str(read_address(url))]
        with closing(Store.open(url)) as store:
            texts += [store.name, repr(store), repr(vars(store))]
            store.check_revision()
    except EXPECTED_FAULTS as fault:
        texts += [str(fault), repr(fault), *traceback.format_exception(fault)]
        texts += [fault_words(fault, audience) for audience in Audience]
    return "\n".join(texts)


def pieces(password: str) -> set[str]:
    """Returns the pieces of a password, escaped or not, that are long enough to help an attacker."""
    return {
        each[start : start + LEAST]
        for each in (password, unquote(password))
        for start in range(len(each) - LEAST + 1)
    }


@pytest.mark.parametrize(
    "form",
    [
        "postgresql://kiosk:{}@" + NOBODY_LISTENS + "/kiosk",
        "postgres://kiosk:{}@" + NOBODY_LISTENS + "/kiosk?connect_timeout=1",
        "postgresql://kiosk:{}@" + NOBODY_LISTENS,
        "postgresql+psycopg://" + NOBODY_LISTENS + "/kiosk?user=kiosk&password={}",
        "postgresql://kiosk@" + NOBODY_LISTENS + "/kiosk?password={}&connect_timeout=1",
        "postgresql://kiosk:{}@" + f"{NOBODY_LISTENS},{NOBODY_LISTENS}" + "/kiosk?connect_timeout=2",
        "mysql://kiosk:{}@" + NOBODY_LISTENS + "/kiosk",
        "kiosk:{}@" + NOBODY_LISTENS + "/kiosk",
    ],
)
@given(password=passwords)
@example(password="ZQX@JKWZ/QXJ")  # noqa: S106 -- made up
@example(password="ZQXJ?KWZQ")  # noqa: S106 -- made up
@example(password="ZQXJ&KWZQ=XJKW")  # noqa: S106 -- made up
@example(password="QZXJ/KWZQ")  # noqa: S106 -- made up
@example(password="QZXJ%40KWZQ")  # noqa: S106 -- made up
def test_nothing_of_a_password_is_shown(form: str, password: str) -> None:
    texts = all_texts(form.format(password))
    harmless = all_texts(form.format(""))
    assert [each for each in pieces(password) if each in texts and each not in harmless] == []


@given(password=passwords)
def test_an_escaped_password_is_read_as_it_is(password: str) -> None:
    for form in ("postgresql://kiosk:{}@db.example/kiosk", "postgresql://kiosk@db.example/kiosk?password={}"):
        address = read_address(form.format(quote(password, safe="")))
        assert address.password == password
        assert (address.username, address.host, address.database) == ("kiosk", "db.example", "kiosk")


@pytest.mark.parametrize(
    ("url", "password"),
    [
        ("postgresql://kiosk:pa/ss@db.example/kiosk", "pa/ss"),
        ("postgresql://kiosk:pa:ss@db.example/kiosk", "pa:ss"),
        ("postgresql://kiosk:pa#ss@db.example/kiosk", "pa#ss"),
        ("postgresql://kiosk:50%off@db.example/kiosk", "50%off"),
    ],
)
def test_a_password_with_one_possible_reading_is_accepted(url: str, password: str) -> None:
    address = read_address(url)
    assert (address.password, address.host, address.database) == (password, "db.example", "kiosk")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kiosk:pa@ss@db.example/kiosk",
        "postgresql://kiosk:pa?ss@db.example/kiosk",
        "postgresql://kiosk@office:secret@db.example/kiosk",
        "postgresql://us/er:secret@db.example/kiosk",
        "postgresql://db.example/kiosk?user=kiosk&password=pa@ss",
        "postgresql://kiosk@db.example/kiosk?password=pa@ss",
    ],
)
def test_a_password_with_two_possible_readings_is_refused_and_not_shown(
    url: str,
) -> None:
    with refuses(AddressUncertain()) as refusal:
        read_address(url)
    assert refusal.value.__cause__ is None
    assert not {"pa@", "@ss", "secret", "office", "db.example"} & set(str(refusal.value).split())


def test_a_sqlite_file_may_have_the_reserved_characters_of_urls_in_its_name() -> None:
    assert read_address("sqlite:////home/a@b/c@d/kiosk.sqlite").database == "/home/a@b/c@d/kiosk.sqlite"


def test_a_password_after_the_question_mark_is_used(caplog: pytest.LogCaptureFixture) -> None:
    address = read_address("postgresql://kiosk:first@db.example/kiosk?password=second&sslmode=require")
    assert (address.password, dict(address.query)) == ("second", {"sslmode": "require"})
    with caplog.at_level(logging.DEBUG):
        Store.open("postgresql://kiosk:first@db.example/kiosk?password=second").close()
    assert "second" not in caplog.text


def test_an_option_unknown_to_postgresql_is_refused_without_showing_its_name() -> None:
    with refuses(AddressOptionUnknown()) as refusal:
        read_address("postgresql://kiosk@db.example/kiosk?password=tail&of_it=1")
    assert "of_it" not in str(refusal.value)
