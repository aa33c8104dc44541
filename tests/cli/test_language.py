"""Commands print in the reader's language: in a made-up language, no text is left in English."""

import pytest

from kiosk.cli.main import program
from kiosk.cli.terminal.help_texts import help_texts
from kiosk.wording.language.catalogue import language
from tests.cli.terminal import Terminal
from tests.cli.test_pin import PIN, type_in
from tests.wording.pseudo import pseudo_language

OLGA, ANA, NOBODY = "olga@example.org", "ana@example.org", "nobody@example.org"
EVENING = ("--title", "Workshop", "--start", "2026-11-26T18:30", "--minutes", "120", "--code", "WS001")


@pytest.fixture
def office(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Returns a terminal on a database with an organizer, an event and a participant."""
    type_in(monkeypatch, "correct horse\n")
    for command in (
        ("db", "upgrade"),
        ("organizer", "create", "--name", "Olga", "--email", OLGA, "--password-stdin"),
        ("group", "create", "--name", "Talks", "--organizer", OLGA),
        ("event", "create", "--group", "Talks", *EVENING),
        ("participant", "add", "--name", "Ana", "--email", ANA),
    ):
        done = bare.kiosk(*command)
        assert done.status == 0, done
    return bare


def test_everything_that_commands_about_people_print_is_translated(
    office: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command, status in (
        (("participant", "add", "--name", "Bo", "--email", "bo@example.org"), 0),
        (("participant", "add", "--name", "Bo", "--email", "bo@example.org"), 1),
        (("guest", "list", "WS001"), 0),
        (("guest", "add", "WS001", ANA), 0),
        (("guest", "remove", "WS001", ANA), 0),
        (("guest", "remove", "WS001", ANA), 1),
        (("pass", "revoke", ANA), 1),
        (("pass", "issue", NOBODY), 1),
        (("organizer", "unlock", OLGA), 0),
        (("organizer", "unlock", NOBODY), 1),
        (("organizer", "password", OLGA), 1),
        (("pin", "--stdin"), 0),
        (("pin", "--remove"), 0),
        (("pin", "--remove"), 0),
        (("pin",), 1),
    ):
        type_in(monkeypatch, PIN)
        with language(pseudo_language()):
            done = office.kiosk(*command)
        assert done.status == status, done
        printed = done.out or done.err.removeprefix("kiosk: ")
        assert printed.startswith("⟦"), printed
        assert printed.endswith("⟧\n"), printed


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ((), ("⟦The check-in door for events.", "⟦Set this machine's staff PIN")),
        (
            ("pin",),
            ("⟦Set this machine's staff PIN", "⟦Remove the PIN instead.⟧", "⟦Print one JSON"),
        ),
        (("event", "create"), ("⟦Its title, as", "a minted one]⟧")),
        (("event",), ("⟦Events: make", "⟦Make an event.")),
    ],
)
def test_the_help_of_commands_and_options_is_translated(
    bare: Terminal, command: tuple[str, ...], words: tuple[str, ...]
) -> None:
    with language(pseudo_language()):
        done = bare.kiosk(*command, "--help")
    assert done.status == 0
    for each in words:
        assert each in done.out
    assert "⟦" not in bare.kiosk(*command, "--help").out


def test_translators_get_docstrings_options_and_headings_of_the_help() -> None:
    texts = help_texts(program())
    assert {"At the door", "Guest lists: add, remove, list.", "Remove the PIN instead."} <= texts
    assert any(text.startswith("Set this machine's staff PIN") for text in texts)
