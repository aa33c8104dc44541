"""A database's password is in no sentence, log line, document or repr, however it is written into the URL."""

import logging
import traceback
from contextlib import closing
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.errors import EXPECTED_FAULTS
from kiosk.domain.refusals.database_addresses import AddressOptionUnknown, AddressUncertain
from kiosk.storage.connection.address import name_for_people, read_address
from kiosk.storage.store import Store
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault as fault_words
from tests.refusals import refuses

NOBODY_LISTENS = "127.0.0.1:1"
LEAST = 4  # characters of a password that would help somebody guess the rest

# Letters that occur in no sentence of ours, and every character that has a meaning in a URL.
passwords = st.text(alphabet="ZQXJKW@/:#?%&=+[]!$,;'\"\\ ~", min_size=LEAST, max_size=14)


def everything_said(url: str) -> str:
    """Every text that comes of using a URL of a server that is not there: sentences, causes, reprs."""
    said: list[str] = []
    try:
        said += [name_for_people(read_address(url)), repr(read_address(url)), str(read_address(url))]
        with closing(Store.open(url)) as store:
            said += [store.name, repr(store), repr(vars(store))]
            store.check_revision()
    except EXPECTED_FAULTS as fault:
        said += [str(fault), repr(fault), *traceback.format_exception(fault)]
        said += [fault_words(fault, audience) for audience in Audience]
    return "\n".join(said)


def pieces(password: str) -> set[str]:
    """Every piece of a password, as it is written and as a URL is read, that is long enough to help."""
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
    said = everything_said(form.format(password))
    harmless = everything_said(form.format(""))
    assert [each for each in pieces(password) if each in said and each not in harmless] == []


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
def test_a_password_that_can_be_read_in_one_way_only_is_read(url: str, password: str) -> None:
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
def test_a_password_that_can_be_read_in_two_ways_is_refused_without_any_of_it(
    url: str,
) -> None:
    with refuses(AddressUncertain()) as refusal:
        read_address(url)
    assert refusal.value.__cause__ is None
    assert not {"pa@", "@ss", "secret", "office", "db.example"} & set(str(refusal.value).split())


def test_a_file_may_have_such_characters_in_its_name() -> None:
    assert read_address("sqlite:////home/a@b/c@d/kiosk.sqlite").database == "/home/a@b/c@d/kiosk.sqlite"


def test_a_password_after_the_question_mark_is_used(caplog: pytest.LogCaptureFixture) -> None:
    address = read_address("postgresql://kiosk:first@db.example/kiosk?password=second&sslmode=require")
    assert (address.password, dict(address.query)) == ("second", {"sslmode": "require"})
    with caplog.at_level(logging.DEBUG):
        Store.open("postgresql://kiosk:first@db.example/kiosk?password=second").close()
    assert "second" not in caplog.text


def test_an_option_that_postgresql_does_not_know_is_refused_without_its_name() -> None:
    with refuses(AddressOptionUnknown()) as refusal:
        read_address("postgresql://kiosk@db.example/kiosk?password=tail&of_it=1")
    assert "of_it" not in str(refusal.value)
