"""Whatever an operator, a hostile guest or a broken machine does to a command, it ends with one sentence."""

import io
import logging
import sqlite3
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.logs import start_logging
from tests.cli.terminal import Terminal
from tests.databases import PostgresServer

HALF_A_PAIR = "a\udcff"  # how Python decodes a byte in an argument that is not UTF-8
START = "2026-11-26T18:30+02:00"


@pytest.fixture
def organised(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Returns a terminal on a database with an organizer and a group."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse\n"))
    done = terminal.kiosk(
        "organizer", "create", "--name", "Ana", "--email", "ana@example.org", "--password-stdin"
    )
    assert done.status == 0, done
    assert terminal.kiosk("group", "create", "--name", "G", "--organizer", "ana@example.org").status == 0
    return terminal


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"--minutes": "99999999999999999999"}, "1 to 1440"),
        ({"--minutes": "-99999999999999999999"}, "1 to 1440"),
        ({"--capacity": "99999999999"}, "capacity is 2147483647 at most"),
        ({"--start": "0001-01-01T00:00Z"}, "2000 to 2999"),
        ({"--start": "0001-01-01T00:00+14:00"}, "2000 to 2999"),
        ({"--start": "9999-12-31T23:59-12:00"}, "2000 to 2999"),
        ({"--start": "9999-12-31T23:59"}, "2000 to 2999"),
    ],
)
def test_an_event_with_a_number_or_date_out_of_reach_is_refused_and_does_not_spoil_the_list(
    organised: Terminal, changes: dict[str, str], sentence: str
) -> None:
    options = {"--group": "G", "--title": "T", "--start": START, "--minutes": "10", **changes}
    printed = organised.refuses("event", "create", *(word for pair in options.items() for word in pair))
    assert sentence in printed
    assert organised.kiosk("event", "list", "--json").document == []


def test_things_named_with_decomposed_letters_are_found_with_them(organised: Terminal) -> None:
    decomposed = "Cafe\u0301"
    assert (
        organised.kiosk("group", "create", "--name", decomposed, "--organizer", "ana@example.org").status == 0
    )
    for group in (decomposed, "Caf\u00e9"):
        done = organised.kiosk(
            "event", "create", "--group", group, "--title", "T", "--start", START, "--minutes", "10"
        )
        assert done.status == 0, done
    address = "re\u0301mi@example.org"
    assert organised.kiosk("participant", "add", "--name", "R\u00e9mi", "--email", address).status == 0
    assert organised.kiosk("pass", "issue", address).status == 0


@pytest.mark.parametrize("name", ["\u200b", "\u2060\u00a0\u200d"])
def test_a_name_without_visible_characters_is_blank(terminal: Terminal, name: str) -> None:
    assert "blank" in terminal.refuses("participant", "add", "--name", name, "--email", "a@example.org")


def test_a_name_cannot_reverse_the_words_around_it(terminal: Terminal) -> None:
    printed = terminal.refuses("participant", "add", "--name", "\u202egro.live", "--email", "a@example.org")
    assert "writing direction" in printed
    for name in (
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\U0001f469\u200d\U0001f52c",
    ):
        done = terminal.kiosk("participant", "add", "--name", name, "--email", f"{uuid4().hex}@example.org")
        assert done.status == 0, done


@pytest.mark.parametrize("stdin", [None, io.StringIO("\udcff\udcfe\udcff\udcfe-password\n")])
def test_a_missing_password_is_refused(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO | None
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    arguments = ("organizer", "create", "--name", "Ana", "--email", "ana@example.org")
    assert "password" in terminal.refuses(*arguments, "--password-stdin")
    assert "password" in terminal.refuses(*arguments) or stdin is not None


def test_a_pass_is_not_replaced_when_a_folder_has_the_name_of_its_picture(
    organised: Terminal, home: Path
) -> None:
    (home / "folder").mkdir()
    issue = ("pass", "issue", "ana@example.org")
    assert "no pass was issued" in organised.refuses(*issue, "--png", str(home / "folder"))
    assert organised.kiosk(*issue, "--json").document["replaced"] is False


def test_a_long_argument_is_shortened_in_the_refusal(terminal: Terminal) -> None:
    printed = terminal.refuses("event", "open", "x" * 100_000)
    assert len(printed) < 3000
    assert printed.endswith("shows the codes there are.\n")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_console_that_cannot_print_every_letter_does_not_fail_a_command(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, home: Path, encoding: str
) -> None:
    monkeypatch.setenv("KIOSK_SETTINGS", str(home / HALF_A_PAIR))
    monkeypatch.setenv("KIOSK_CAMERA", "\u2192 \U0001f3a5")
    printed = io.BytesIO()
    console = io.TextIOWrapper(printed, encoding=encoding, errors="strict")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", console)
        assert bare.kiosk("settings").status == 0
        assert bare.kiosk("settings", "--json").status == 0
    console.flush()
    assert "a\\udcff" in printed.getvalue().decode(encoding)


def test_a_dotenv_that_cannot_be_read_is_refused_in_one_sentence(bare: Terminal, home: Path) -> None:
    (home / ".env").write_bytes(b"KIOSK_NAME=\xff\xfe\n")
    assert ".env" in bare.refuses("settings")


@pytest.mark.parametrize("place", ["environment", ".env"])
def test_a_misspelt_variable_is_refused(
    bare: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "environment":
        monkeypatch.setenv("KIOSK_DATABSE_URL", "postgresql://u:hunter2@centre/kiosk")
    else:
        (home / ".env").write_text("KIOSK_DATABSE_URL=postgresql://u:hunter2@centre/kiosk\n")
    printed = bare.refuses("settings")
    assert "Did you mean KIOSK_DATABASE_URL?" in printed
    assert "hunter2" not in printed


def test_another_programs_variable_is_not_refused(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_TEST_POSTGRES", "x")
    monkeypatch.setenv("KIOSK_BROWSER_HOMEPAGE", "x")
    assert bare.kiosk("settings").status == 0


def test_numbers_and_prefixed_names_in_the_settings_file_are_understood(bare: Terminal, home: Path) -> None:
    file = home / ".config" / "kiosk" / "kiosk.toml"
    file.parent.mkdir(parents=True)
    file.write_text("camera = 1\n")
    assert bare.kiosk("settings", "--json").document["KIOSK_CAMERA"] == "1"
    file.write_text("KIOSK_CAMERA = 1\n")
    assert "Did you mean 'camera'?" in bare.refuses("settings")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:a\udcffb@localhost/kiosk",
        "postgresql://u:a%00b@localhost/kiosk",
        "sqlite:///a%00b.sqlite",
        "sqlite:///a\0b.sqlite",
    ],
)
def test_a_database_url_with_invalid_characters_is_refused(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(
        "kiosk.cli.terminal.options.load_settings", lambda: _with_database(url)
    )  # an environment cannot hold NUL
    assert "database URL" in bare.refuses("db", "upgrade")


def _with_database(url: str) -> object:
    from kiosk.settings import load_settings  # noqa: PLC0415 -- the one just replaced in the command

    return load_settings(database_url=url)


def test_an_option_unknown_to_postgresql_is_reported_as_part_of_the_url(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, postgres_server: PostgresServer
) -> None:
    url = postgres_server.url("postgres")
    monkeypatch.setenv("KIOSK_DATABASE_URL", f"{url}{'&' if '?' in url else '?'}schema=public")
    assert "KIOSK_DATABASE_URL" in bare.refuses("db", "upgrade")


@pytest.mark.parametrize(
    "tampering",
    [
        "CREATE TABLE users (id INTEGER PRIMARY KEY)",
        "CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('0000')",
        "CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('0003')",
        (
            "CREATE TABLE alembic_version (version_num VARCHAR(32));"
            "INSERT INTO alembic_version VALUES ('0005'), ('0004')"
        ),
    ],
)
def test_upgrading_a_tampered_database_is_refused_in_one_sentence_and_changes_nothing(
    bare: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch, tampering: str
) -> None:
    file = home / "tampered.sqlite"
    with sqlite3.connect(file) as connection:
        connection.executescript(tampering)
        before = connection.execute("SELECT sql FROM sqlite_master").fetchall()
    monkeypatch.setenv("KIOSK_DATABASE_URL", f"sqlite:///{file}")
    assert "database" in bare.refuses("db", "upgrade")
    assert connection.execute("SELECT sql FROM sqlite_master").fetchall() == before
    connection.close()


@pytest.mark.complains("it went wrong")
def test_an_errors_own_text_cannot_forge_a_log_line(tmp_path: Path) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    path = start_logging(tmp_path, "INFO")
    assert path is not None
    hostile = ValueError("x\n2026-11-26 00:00:00,000 INFO MainThread kiosk: forged\x1b[2J")
    try:
        logging.getLogger("kiosk.test").error("it went wrong", exc_info=hostile)
    finally:
        for handler in set(root.handlers) - set(handlers):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
        logging.captureWarnings(capture=False)
    text = path.read_text(encoding="utf-8")
    assert "forged" in text
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line.startswith("2026-11-26 00:00:00")]
