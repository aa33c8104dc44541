"""A technician manages organizers' accounts without ever typing a password as an argument."""

import io
import os
import sys
from pathlib import Path

import pytest

from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.sign_in import TooManyFailedSignIns, WrongCredentials
from kiosk.domain.refusals.refusal import Refusal
from kiosk.services.accounts import accounts
from kiosk.storage.store import Store
from tests.cli.terminal import Terminal

OLGA = "olga@example.org"
PASSWORD = "correct horse"  # noqa: S105 -- a made-up organizer's
NEW_PASSWORD = "battery staple"  # noqa: S105 -- as above


@pytest.fixture
def office(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Returns a terminal on a database with an organizer and a participant."""
    type_in(monkeypatch, PASSWORD)
    made = terminal.kiosk("organizer", "create", "--name", "Olga", "--email", OLGA, "--password-stdin")
    assert (made.status, made.err) == (0, "")
    terminal.kiosk("participant", "add", "--name", "Ana", "--email", "ana@example.org")
    return terminal


def type_in(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(line + "\n"))


def sign_in(password: str) -> str | Refusal:
    """Signs in at the desk: returns the organizer's name, or the refusal."""
    store = Store.open(os.environ["KIOSK_DATABASE_URL"])
    try:
        return accounts.sign_in(store, OLGA, password, now=utc_now()).name
    except Refused as refused:
        return refused.reason
    finally:
        store.close()


def test_a_forgotten_password_is_replaced_and_seen_nowhere(
    office: Terminal, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    type_in(monkeypatch, NEW_PASSWORD)
    done = office.kiosk("organizer", "password", "OLGA@example.org", "--password-stdin")
    assert (done.status, done.err) == (0, "")
    assert done.out == f"Olga <{OLGA}> signs in with the new password from now on.\n"
    assert sign_in(NEW_PASSWORD) == "Olga"
    assert sign_in(PASSWORD) == WrongCredentials()
    files = [file for file in home.rglob("*") if file.is_file()]
    assert any(file.name == "kiosk.log" for file in files)
    for file in files:
        assert NEW_PASSWORD.encode() not in file.read_bytes(), file


def test_a_new_password_as_json(office: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, NEW_PASSWORD)
    document = office.kiosk("organizer", "password", OLGA, "--password-stdin", "--json").document
    assert (document["name"], document["email"], document["changed"]) == ("Olga", OLGA, True)


def test_a_password_is_never_an_argument(office: Terminal) -> None:
    done = office.kiosk("organizer", "password", OLGA, NEW_PASSWORD)
    assert (done.status, done.out) == (2, "")
    assert sign_in(PASSWORD) == "Olga"


@pytest.mark.parametrize(
    ("password", "expected"),
    [("short", "8 to 1,024"), ("x" * 1025, "8 to 1,024"), ("nul \0 nul nul", "no text")],
)
def test_an_invalid_password_changes_nothing(
    office: Terminal, monkeypatch: pytest.MonkeyPatch, password: str, expected: str
) -> None:
    type_in(monkeypatch, password)
    sentence = office.refuses("organizer", "password", OLGA, "--password-stdin")
    assert expected in sentence
    assert password not in sentence
    assert sign_in(PASSWORD) == "Olga"


def test_without_a_terminal_the_password_is_asked_for_on_standard_input(
    office: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, NEW_PASSWORD)
    assert "--password-stdin" in office.refuses("organizer", "password", OLGA)


@pytest.mark.parametrize("email", ["nobody@example.org", "ana@example.org", "no address", ""])
def test_an_address_that_is_not_an_organizers_is_refused_before_a_password_is_asked_for(
    office: Terminal, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # asking for a password would be another refusal
    assert "No organizer has the address" in office.refuses("organizer", "password", email)
    assert "No organizer has the address" in office.refuses("organizer", "unlock", email)


def test_organizers_are_listed_with_their_role_and_their_wait(office: Terminal) -> None:
    assert office.kiosk("organizer", "list").out == f"EO  Olga <{OLGA}>\n"
    (account,) = office.kiosk("organizer", "list", "--json").document
    assert (account["name"], account["email"], account["role"]) == ("Olga", OLGA, "EO")
    assert (account["failures"], account["throttled"], account["throttled_seconds"]) == (0, False, 0)
    for _ in range(5):
        assert sign_in("another") == WrongCredentials()
    (account,) = office.kiosk("organizer", "list", "--json").document
    assert (account["failures"], account["throttled"]) == (5, True)
    assert 0 < account["throttled_seconds"] <= 32
    assert "throttled for" in office.kiosk("organizer", "list").out


def test_an_organizer_who_has_to_wait_is_unlocked(office: Terminal) -> None:
    for _ in range(5):
        sign_in("another")
    assert isinstance(sign_in(PASSWORD), TooManyFailedSignIns)
    done = office.kiosk("organizer", "unlock", "OLGA@example.org")
    assert (done.status, done.out) == (0, f"Olga <{OLGA}> may sign in. Failed sign-ins forgotten: 5.\n")
    assert sign_in(PASSWORD) == "Olga"
    again = office.kiosk("organizer", "unlock", OLGA, "--json").document
    assert (again["email"], again["failures"]) == (OLGA, 0)


def test_an_empty_database_lists_no_organizers(terminal: Terminal) -> None:
    assert terminal.kiosk("organizer", "list").out == "No organizers.\n"
    assert terminal.kiosk("organizer", "list", "--json").document == []
