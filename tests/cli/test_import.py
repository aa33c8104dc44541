"""An organizer imports people at a terminal: a preview first, then all good rows or none."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.services.importing.hostile_corpus import READ, REFUSED
from tests.services.importing.hostile_tables import GOOD, ROWS, workbook, write
from tests.storage.raw import ask, ask_all, foreign_program

MIXED = GOOD + "Nobody,nobody@\nAnna,ANA@example.org\nRadu Pop,radu@example.org\n"
DEADLINE = 60
HIDE_CURSOR, SHOW_CURSOR = b"\x1b[?25l", b"\x1b[?25h"


def people(url: str) -> list[tuple[str, str]]:
    with foreign_program(url) as connection:
        return [
            (name, email)
            for name, email in ask_all(connection, "SELECT name, email FROM users ORDER BY name")
        ]


def test_a_preview_shows_everything_and_writes_nothing(
    terminal: Terminal, home: Path, database_url: str
) -> None:
    file = str(write(home, MIXED.replace(",", ";").encode("utf-16")))
    done = terminal.kiosk("participant", "import", file)
    assert (done.status, done.err) == (0, "")
    for piece in (
        "Read as: CSV, UTF-16 LE, separator: semicolon, header in line 1",
        "Columns: Name, Email",
        "Name from: Name",
        "E-mail from: Email",
        "  Ana Ionescu | ana@example.org",
        "Line 4 is left out: 'nobody@' is not an e-mail address",
        "Line 5: ANA@example.org stays 'Ana Ionescu'; the file says 'Anna'.",
        "New: 2. In the database already: 0. Repeated in the file: 2. Bad rows: 1.",
        "Nothing was written. Add --yes to write.",
    ):
        assert piece in done.out
    assert people(database_url) == []


def test_with_yes_all_good_rows_are_written_and_a_second_time_none(
    terminal: Terminal, home: Path, database_url: str
) -> None:
    file = str(write(home, MIXED.encode()))
    assert terminal.kiosk("participant", "add", "--name", "R. Pop", "--email", "RADU@example.org").status == 0
    done = terminal.kiosk("participant", "import", file, "--yes")
    assert (done.status, done.err) == (0, "")
    assert "Made: 1. In the database already: 1. Repeated in the file: 2. Bad rows: 1." in done.out
    assert "Line 3: radu@example.org stays 'R. Pop'; the file says 'Radu Pop'." in done.out
    assert "Nothing was written" not in done.out
    now = [("Ana Ionescu", "ana@example.org"), ("R. Pop", "RADU@example.org")]
    assert people(database_url) == now
    again = terminal.kiosk("participant", "import", file, "--yes", "--json").document
    assert (again["new"], again["known"], again["written"]) == (0, 2, True)
    assert people(database_url) == now


def test_a_preview_as_json_is_complete(terminal: Terminal, home: Path) -> None:
    done = terminal.kiosk("participant", "import", str(write(home, MIXED.encode())), "--json")
    document = done.document
    assert document.pop("bad")[0]["line"] == 4
    assert document == {
        "kind": "CSV",
        "encoding": "UTF-8",
        "separator": "comma",
        "sheet": None,
        "sheets": [],
        "header_line": 1,
        "columns": ["Name", "Email"],
        "name_columns": ["Name"],
        "email_column": "Email",
        "first_rows": [
            ["Ana Ionescu", "ana@example.org"],
            ["Radu Pop", "radu@example.org"],
            ["Nobody", "nobody@"],
            ["Anna", "ANA@example.org"],
            ["Radu Pop", "radu@example.org"],
        ],
        "new": 2,
        "known": 0,
        "repeated": 2,
        "other_names": [{"line": 5, "email": "ANA@example.org", "name": "Anna", "kept": "Ana Ionescu"}],
        "written": False,
    }


def test_columns_and_sheet_are_chosen_by_options(terminal: Terminal, home: Path) -> None:
    other = [["First", "Second", "Contact"], ["Ana", "Ionescu", "ana@example.org"]]
    file = str(write(home, workbook(ROWS, other), "list.xlsx"))
    done = terminal.kiosk(
        *("participant", "import", file, "--sheet", "Sheet 2", "--json", "--email-column", "Contact"),
        *("--name-column", "Second", "--name-column", "First"),
    )
    document = done.document
    assert (document["sheet"], document["sheets"]) == ("Sheet 2", ["Sheet 1", "Sheet 2"])
    assert document["name_columns"] == ["Second", "First"]
    assert document["new"] == 1
    in_words = terminal.kiosk("participant", "import", file).out
    assert "Read as: XLSX, sheet 'Sheet 1' of 2, header in line 1" in in_words


def test_hundreds_of_bad_rows_do_not_flood_the_terminal(terminal: Terminal, home: Path) -> None:
    file = str(write(home, (GOOD + "bad,bad\n" * 300).encode()))
    text = terminal.kiosk("participant", "import", file).out
    assert text.count("is left out") == 50
    assert "and 250 more; --json lists all." in text
    assert len(terminal.kiosk("participant", "import", file, "--json").document["bad"]) == 300


def test_terminal_codes_in_a_file_do_not_reach_the_terminal(terminal: Terminal, home: Path) -> None:
    file = write(home, f"{GOOD}\x1b[2Jevil,\x1b]0;x\x07@example.org\n".encode())
    done = terminal.kiosk("participant", "import", str(file))
    assert done.status == 0
    assert "\x1b" not in done.out + done.err
    assert "Line 4 is left out" in done.out


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_file_is_refused_in_one_sentence_and_writes_nothing(
    what: str, bare: Terminal, home: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE_URL", sqlite_url)
    content, sentence = REFUSED[what]
    assert sentence in bare.refuses("participant", "import", str(write(home, content)), "--yes")
    assert people(sqlite_url) == []


def test_every_strange_file_is_imported_with_its_good_rows(
    terminal: Terminal, home: Path, database_url: str
) -> None:
    wanted = set()
    for what in ("mixed encodings", "other scripts", "SQL in names", "formulas", "zeros in cells", "macros"):
        content, good, bad = READ[what]
        wanted |= set(good)
        done = terminal.kiosk("participant", "import", str(write(home, content)), "--yes", "--json")
        assert [each["line"] for each in done.document["bad"]] == list(bad)
    assert set(people(database_url)) == wanted


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_or_a_stop_signal_during_an_import_leaves_nobody_written(
    home: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE_URL", database_url)
    monkeypatch.setenv("TERM", "xterm")
    rows = "".join(f"N{n},n{n}@example.org\n" for n in range(30_000))
    file = write(home, f"Name,Email\n{rows}".encode())
    screen, end = pty.openpty()
    command = [sys.executable, "-m", "kiosk", "participant", "import", str(file), "--yes"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=end) as program:  # noqa: S603 -- our own
        os.close(end)
        seen = _read_until(screen, b"of 30,000 people written")
        program.send_signal(number)
        seen += _read_until(screen, b"nothing was written.")
        out, _ = program.communicate(timeout=DEADLINE)
    os.close(screen)
    assert b"rows read" in seen
    assert seen.rfind(SHOW_CURSOR) > seen.rfind(HIDE_CURSOR) >= 0
    assert b"kiosk: Interrupted: nothing was written." in seen
    assert (program.returncode, out) == (1, b"")
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT count(*) FROM users") == 0


def _read_until(screen: int, words: bytes) -> bytes:
    seen, deadline = b"", time.monotonic() + DEADLINE
    while words not in seen:
        assert time.monotonic() < deadline, seen
        seen += os.read(screen, 65_536)
    return seen
