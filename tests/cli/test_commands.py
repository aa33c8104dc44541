"""A technician at a terminal does everything that the program offers without a window."""

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from kiosk.cli.main import program
from kiosk.domain.people.passes import canonical_token, printed_token
from kiosk.domain.people.person import Role
from kiosk.services.people.people import NO_PASSWORD
from kiosk.settings import load_settings
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from tests.cli.terminal import Terminal

PASSWORD = "correct horse"  # noqa: S105 -- a made-up organizer's


@pytest.fixture
def organised(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Returns a terminal on a database with an event that is open at any time while its state is OPEN."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    made = terminal.kiosk(
        "organizer", "create", "--name", "Olga", "--email", "olga@example.org", "--password-stdin"
    )
    assert (made.status, made.err) == (0, "")
    terminal.kiosk("group", "create", "--name", "Autumn series", "--organizer", "olga@example.org")
    created = terminal.kiosk(
        *("event", "create", "--group", "Autumn series", "--title", "Workshop", "--code", "WS001"),
        *(
            "--start",
            "2026-11-26T18:30+02:00",
            "--minutes",
            "120",
            "--ignore-schedule",
            "--location",
            "Hall B",
        ),
    )
    assert (created.status, created.err) == (0, "")
    return terminal


def test_from_an_empty_database_to_a_checked_in_participant(organised: Terminal, home: Path) -> None:
    picture = home / "radu.png"
    organised.kiosk("participant", "add", "--name", "Radu Pop", "--email", "radu@example.org")
    issued = organised.kiosk("pass", "issue", "radu@example.org", "--png", str(picture))
    token = issued.out.strip()
    assert canonical_token(token) == token
    decoded = organised.kiosk("decode", str(picture)).document
    assert (decoded["file"], decoded["codes"]) == (str(picture), [token])
    assert decoded["ms"] > 0
    checked_in = organised.kiosk("check-in", "--event", "ws001", "--code", printed_token(token))
    assert (checked_in.status, checked_in.out, checked_in.err) == (0, "CHECKED_IN\n", "")


def test_explaining_a_picture_names_the_step_and_the_location_of_each_code(
    organised: Terminal, home: Path
) -> None:
    picture = home / "radu.png"
    organised.kiosk("participant", "add", "--name", "Radu Pop", "--email", "radu@example.org")
    token = organised.kiosk("pass", "issue", "radu@example.org", "--png", str(picture)).out.strip()
    (explained,) = organised.kiosk("decode", "--explain", str(picture)).document["explained"]
    assert explained["code"] == token
    assert explained["step"].startswith("zxing")
    assert len(explained["corners"]) == 4
    assert "explained" not in organised.kiosk("decode", str(picture)).document


def test_every_command_but_the_desks_window_speaks_json() -> None:
    commands = dict(_commands(get_command(program()), "kiosk"))
    assert {"kiosk check-in", "kiosk db upgrade", "kiosk pass issue", "kiosk settings"} <= commands.keys()
    without = [
        name
        for name, command in commands.items()
        if not command.help or not any("--json" in each.opts for each in command.params)
    ]
    assert without == ["kiosk desk"]  # a window, which prints nothing


def test_each_command_is_there_once_however_often_the_program_is_built() -> None:
    program()
    rooms = [group.typer_instance for group in program().registered_groups]
    for room in [each for each in rooms if each is not None]:
        callbacks = [command.callback for command in room.registered_commands]
        assert len(callbacks) == len(set(callbacks))


def test_a_refusal_exits_with_3_and_prints_the_outcome_and_the_reason(organised: Terminal) -> None:
    organised.kiosk("participant", "add", "--name", "Radu Pop", "--email", "radu@example.org")
    token = organised.kiosk("pass", "issue", "radu@example.org").out.strip()
    organised.kiosk("check-in", "--event", "WS001", "--code", token)
    again = organised.kiosk("check-in", "--event", "WS001", "--code", token)
    assert (again.status, again.out) == (3, "ALREADY_CHECKED_IN\n")
    assert "Radu Pop is checked in already since" in again.err
    assert "at Door A" in again.err
    organised.kiosk("pass", "revoke", "radu@example.org")
    revoked = organised.kiosk("check-in", "--event", "WS001", "--code", token, "--json")
    assert (revoked.status, revoked.document["outcome"]) == (3, "PASS_REVOKED")
    assert "This pass was revoked." in revoked.err
    assert "Radu" not in revoked.out + revoked.err
    organised.kiosk("event", "close", "ws001")
    closed = organised.kiosk("check-in", "--event", "WS001", "--code", "WS001")
    assert (closed.status, closed.out) == (3, "EVENT_CLOSED\n")
    organised.kiosk("event", "open", "WS001")
    walk_in = organised.kiosk("check-in", "--event", "WS001", "--code", "ws001", "--json")
    assert (walk_in.status, walk_in.document["outcome"], walk_in.document["name"]) == (0, "CHECKED_IN", None)


def test_a_check_in_that_is_too_early_prints_when_check_in_opens(organised: Terminal) -> None:
    organised.kiosk(
        *("event", "create", "--group", "Autumn series", "--title", "Next", "--code", "NEXT"),
        *("--start", "2099-11-26T18:30", "--minutes", "60"),
    )
    early = organised.kiosk("check-in", "--event", "NEXT", "--code", "NEXT")
    assert (early.status, early.out) == (3, "NOT_YET_OPEN\n")
    assert "2099-11-26 18:00" in early.err


def test_events_are_listed_in_words_and_as_json(organised: Terminal) -> None:
    words = organised.kiosk("event", "list").out
    assert "WS001" in words
    assert "2026-11-26 18:30" in words
    (event,) = organised.kiosk("event", "list", "--json").document
    assert (event["code"], event["start_at"], event["minutes"], event["state"]) == (
        "WS001",
        "2026-11-26T16:30:00+00:00",
        120,
        "OPEN",
    )


def test_a_start_without_an_offset_is_in_the_venues_zone(organised: Terminal) -> None:
    created = organised.kiosk(
        *("event", "create", "--group", "Autumn series", "--title", "Summer", "--json"),
        *("--start", "2026-07-01T18:30", "--minutes", "60"),
    )
    assert created.document["start_at"] == "2026-07-01T15:30:00+00:00"


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ("2026-10-25T03:30", "not one instant"),  # shown twice that night
        ("2026-03-29T03:30", "not one instant"),  # skipped that night
        ("tomorrow", "not a date and time"),
        ("2026-11-26", "not a date and time"),  # because it would silently mean midnight
    ],
)
def test_an_invalid_start_is_refused(bare: Terminal, start: str, sentence: str) -> None:
    text = bare.refuses(
        *("event", "create", "--group", "G", "--title", "T", "--start", start, "--minutes", "60")
    )
    assert sentence in text


def test_a_pass_is_issued_again_and_the_earlier_one_stops_working(organised: Terminal) -> None:
    organised.kiosk("participant", "add", "--name", "Radu Pop", "--email", "radu@example.org")
    first = organised.kiosk("pass", "issue", "radu@example.org").out.strip()
    again = organised.kiosk("pass", "issue", "radu@example.org", "--json")
    assert again.document["replaced"] is True
    assert "no longer works" in again.err
    assert organised.kiosk("check-in", "--event", "WS001", "--code", first).out == "PASS_REVOKED\n"


def test_a_command_that_cannot_be_done_prints_one_sentence_and_exits_with_1(
    organised: Terminal, home: Path
) -> None:
    stories = {
        ("pass", "issue", "nobody@example.org"): "Nobody has the address",
        ("pass", "revoke", "olga@example.org"): "holds no pass",
        ("pass", "issue", "olga@example.org", "--png", str(home / "no" / "x.png")): "does not exist",
        ("participant", "add", "--name", " ", "--email", "a@example.org"): "cannot be blank",
        ("participant", "add", "--name", "A", "--email", "not an address"): "not an e-mail address",
        ("participant", "add", "--name", "A", "--email", "OLGA@example.org"): "already",
        ("group", "create", "--name", "X", "--organizer", "nobody@example.org"): "No organizer",
        ("event", "open", "NOPE"): "No event has the code",
        ("check-in", "--event", "NOPE", "--code", "x"): "No event has the code",
        ("decode", str(home / "missing.png")): "missing.png",
        ("organizer", "create", "--name", "A", "--email", "a@example.org"): "--password-stdin",
        ("door", "--event", "WS001", "--camera", "nonsense"): "camera",
    }
    for arguments, sentence in stories.items():
        assert sentence in organised.refuses(*arguments)


def test_help_is_printed_even_when_the_settings_are_invalid(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_POOL_MAX", "none")
    assert "event" in bare.kiosk("event", "--help").out
    assert "KIOSK_POOL_MAX" in bare.refuses("event", "list")


def test_a_mistyped_command_exits_with_2(bare: Terminal) -> None:
    for arguments in (["event", "creat"], ["door"], ["event", "create", "--minutes", "x"], ["--nonsense"]):
        assert bare.kiosk(*arguments).status == 2


def test_a_fresh_database_is_made_checked_and_reported_as_current(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, empty_database_url: str
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE_URL", empty_database_url)
    assert "kiosk db upgrade" in bare.refuses("event", "list")
    current = bare.kiosk("db", "current", "--json")
    assert (current.status, current.document["revision"], current.document["expected"]) == (1, None, HEAD)
    upgraded = bare.kiosk("db", "upgrade", "--json")
    assert (upgraded.status, upgraded.document["from"], upgraded.document["to"]) == (0, None, HEAD)
    assert bare.kiosk("db", "upgrade").status == 0
    assert bare.kiosk("db", "current").status == 0
    checked = bare.kiosk("db", "check", "--json")
    assert (checked.status, checked.document["differences"]) == (0, [])
    seeded = bare.kiosk("db", "seed", "--json")
    assert (seeded.status, seeded.document["event"]) == (0, "DEMO")


def test_the_rehearsal_crowd_is_refused_outside_a_demo_database(organised: Terminal) -> None:
    text = organised.refuses("door", "--event", "WS001", "--camera", "crowd", "--seconds", "1")
    assert "only comes to a demo" in text
    assert "never mixes" in organised.refuses("db", "seed")


def test_the_manual_page_names_every_command_and_exit_status(bare: Terminal) -> None:
    page = bare.kiosk("--help").out
    for word in (
        "demo",
        "door",
        "check-in",
        "decode",
        "event",
        "group",
        "guest",
        "organizer",
        "participant",
        "pass",
        "db",
    ):
        assert word in page
    for status in ("0  done", "1  it could not be done", "2  the command", "3  check-in"):
        assert status in page


@pytest.mark.parametrize("password", ["sesame", "open%40sesame", "open@sesame", "open/sesame", "open?sesame"])
def test_the_options_are_shown_without_any_password(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE_URL", f"postgresql://kiosk:{password}@127.0.0.1:1/kiosk")
    monkeypatch.setenv("KIOSK_CAMERA", f"rtsp://door:{password}@127.0.0.1:1/live?key=sesame")
    tried = [("settings",), ("settings", "--json"), ("event", "list"), ("db", "current", "--json")]
    tried += [("camera", "test", "--seconds", "0.1"), ("camera", "test", "--seconds", "0.1", "--json")]
    for each in tried:
        done = bare.kiosk(*each)
        assert "sesame" not in done.out + done.err
    log = next(Path.home().rglob("kiosk.log"))
    assert "sesame" not in log.read_text()
    assert "sesame" not in repr(load_settings())


def test_hidden_characters_of_a_name_are_spelled_out_in_words_sentences_and_json(
    terminal: Terminal, home: Path
) -> None:
    """Checks a name that another program wrote into the database; this program refuses it."""
    hostile = "Ana\u202eevil\u2066\u200f\x9b2J"
    with closing(Store.open(os.environ["KIOSK_DATABASE_URL"])) as store, store.write() as transaction:
        transaction.people.add(name=hostile, email="ana@example.org", password_hash=NO_PASSWORD, role=Role.EO)
    results = [terminal.kiosk("organizer", "list"), terminal.kiosk("organizer", "list", "--json")]
    results += [terminal.kiosk("pass", "issue", "ana@example.org") for _ in range(2)]
    results += [terminal.kiosk("pass", "revoke", "ana@example.org")]
    results += [terminal.kiosk("decode", str(home / f"{hostile}.png"))]
    assert [each.status for each in results] == [0, 0, 0, 0, 0, 1]
    assert not {*"\u202e\u2066\u200f\x9b"} & set("".join(each.out + each.err for each in results))
    assert "Ana\\u202eevil\\u2066\\u200f\\x9b2J" in results[0].out
    assert "Ana\\u202eevil\\u2066\\u200f\\x9b2J" in results[3].err
    assert hostile in [each["name"] for each in results[1].document]


def test_the_options_are_shown_with_their_own_types_and_without_passwords(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE_URL", "postgresql://kiosk:sesame@db.example/kiosk")
    monkeypatch.setenv("KIOSK_CAMERA", "rtsp://door:sesame@10.0.0.7:554/live")
    shown = bare.kiosk("settings", "--json").document
    assert shown["KIOSK_DATABASE_URL"] == "PostgreSQL kiosk on db.example"
    assert shown["KIOSK_CAMERA"] == "rtsp://10.0.0.7:554/live"
    assert (shown["KIOSK_SOUNDS"], shown["KIOSK_POOL_MIN"]) == (True, 2)


@pytest.mark.usefixtures("organised")
def test_a_password_is_stored_only_as_its_hash(home: Path) -> None:
    for file in home.rglob("*"):
        if file.is_file():
            assert PASSWORD.encode() not in file.read_bytes(), file


def test_decoding_prints_one_json_line_for_each_file_and_goes_on_after_a_bad_one(
    bare: Terminal, home: Path
) -> None:
    (home / "bad.png").write_bytes(b"no picture")
    done = bare.kiosk("decode", str(home / "bad.png"), str(home / "bad.png"))
    assert done.status == 1
    assert done.err.count("\n") == 2
    assert [json.loads(line) for line in done.out.splitlines()] == []


def _commands(command: object, name: str) -> Iterator[tuple[str, TyperCommand]]:
    if isinstance(command, TyperCommand):
        yield name, command
    elif isinstance(command, TyperGroup):
        for each in command.commands.values():
            yield from _commands(each, f"{name} {each.name}")
