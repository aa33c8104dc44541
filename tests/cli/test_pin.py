"""`kiosk pin` in a terminal, and what a door that is started without a PIN prints there."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.app import demo
from kiosk.app import door as app_door
from kiosk.app.door import Showing
from kiosk.services.accounts.staff_pin import PIN_FILE, staff_pin
from kiosk.settings import Settings, data_dir
from tests.cli.terminal import Terminal

PIN = "258014"
ROOT = Path(__file__).parents[2]


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


@pytest.fixture
def no_database(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Returns a terminal whose database cannot be reached."""
    monkeypatch.setenv("KIOSK_DATABASE_URL", "postgresql://kiosk@127.0.0.1:1/kiosk")
    return bare


def test_a_pin_is_set_changed_and_removed_without_a_database_and_never_printed(
    no_database: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, f"{PIN}\n")
    done = no_database.kiosk("pin", "--stdin")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("The staff PIN of this machine is set.")
    assert staff_pin().check(PIN).is_right
    type_in(monkeypatch, "974613")
    as_json = no_database.kiosk("pin", "--stdin", "--json")
    assert as_json.document == {"is_set": True}
    assert staff_pin().check("974613").is_right
    settings = no_database.kiosk("settings", "--json")
    printed = done.out + as_json.out + settings.out + "".join(each.read_text() for each in logs())
    assert not [each for each in (PIN, "974613") if each in printed]
    removed = no_database.kiosk("pin", "--remove", "--json")
    assert removed.document == {"is_set": False}
    assert not staff_pin().is_set()
    assert no_database.kiosk("pin", "--remove").out == "No staff PIN was set on this machine.\n"


def logs() -> list[Path]:
    return list(Path.home().rglob("kiosk.log"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12345\n", "exactly 6 digits"),
        ("", "exactly 6 digits"),
        ("123456\n", "guessed at once"),
        ("444444\n", "guessed at once"),
        (f"{PIN} \n", "exactly 6 digits"),
    ],
)
def test_an_invalid_pin_is_refused_in_one_sentence(
    no_database: Terminal, monkeypatch: pytest.MonkeyPatch, typed: str, sentence: str
) -> None:
    type_in(monkeypatch, typed)
    assert sentence in no_database.refuses("pin", "--stdin")
    assert not staff_pin().is_set()


def test_without_a_terminal_the_refusal_names_the_other_way(
    no_database: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, f"{PIN}\n{PIN}\n")
    assert "give it with --stdin" in no_database.refuses("pin")
    monkeypatch.setattr(sys, "stdin", None)
    assert "give it with --stdin" in no_database.refuses("pin")
    assert not staff_pin().is_set()


def test_on_a_terminal_the_pin_is_asked_for_twice_and_not_echoed(home: Path) -> None:
    assert not list(home.iterdir())
    ours, theirs = pty.openpty()
    command = ["setsid", "--ctty", "--wait", sys.executable, "-m", "kiosk", "pin"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as program:  # noqa: S603 -- our own
        os.close(theirs)
        shown = b""
        for question, answer in (("six digits: ", PIN), ("confirmation: ", "1"), ("six digits: ", PIN)):
            shown = type_after(ours, question, answer, shown)
        shown = type_after(ours, "confirmation: ", PIN, shown)
        shown += rest(ours)
        assert program.wait() == 0
    os.close(ours)
    assert b"do not match" in shown  # after a slip both are asked for again
    assert b"is set" in shown
    assert PIN.encode() not in shown
    assert staff_pin().check(PIN).is_right


def type_after(terminal: int, question: str, answer: str, shown: bytes) -> bytes:
    """Types an answer when the question is shown; returns everything shown so far."""
    asked = b""
    while question.encode() not in asked:
        asked += os.read(terminal, 1000)
    os.write(terminal, f"{answer}\n".encode())
    return shown + asked


def rest(terminal: int) -> bytes:
    shown = b""
    with suppress(OSError):  # raised when nobody writes to the terminal any more
        while part := os.read(terminal, 1000):
            shown += part
    return shown


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Showing]:
    """Returns how doors would be shown; none is shown."""
    found: list[Showing] = []

    def note(
        _settings: Settings,
        _code: str,
        showing: Showing,
        *,
        once_shown: Callable[[], None] | None = None,
        once_open: Callable[[], None] | None = None,
    ) -> dict[str, int]:
        del once_shown  # the demo draws its passes in it, with Qt
        found.append(showing)
        if once_open is not None:
            once_open()
        return {}

    monkeypatch.setattr(app_door, "run_door", note)
    monkeypatch.setattr(demo, "run_door", note)
    return found


def test_while_no_pin_is_set_a_door_prints_on_stderr_how_it_is_closed(
    bare: Terminal, shown: list[Showing]
) -> None:
    without = bare.kiosk("door", "--event", "WS001", "--json")
    assert without.document == {"event": "WS001", "outcomes": {}}
    assert without.err == (
        "No staff PIN is set on this machine; `kiosk pin` sets one."
        " Until then, closing this door asks for an organizer's password.\n"
    )
    staff_pin().set(PIN)
    assert bare.kiosk("door", "--event", "WS001", "--json").err == ""
    (data_dir() / PIN_FILE).write_text("{")
    assert "is damaged. `kiosk pin` in a terminal" in bare.kiosk("door", "--event", "WS001").err
    assert [showing.pin for showing in shown] == [None] * 3


def test_the_demo_makes_up_a_pin_for_its_run_and_prints_it_on_the_terminal(
    bare: Terminal, shown: list[Showing]
) -> None:
    done = bare.kiosk("demo")
    pin = shown[-1].pin
    assert pin is not None
    assert f"To close it: Ctrl+Q, then the PIN {pin}, which holds for this run only." in done.out
    assert pin not in repr(shown[-1])
    assert not staff_pin().is_set()  # it is not stored
    assert not [log for log in logs() if pin in log.read_text()]
    as_json = bare.kiosk("demo", "--json")
    assert str(shown[-1].pin) not in as_json.out
    assert str(shown[-1].pin) in as_json.err
    assert shown[-1].pin != pin


def test_the_demo_uses_the_pin_of_this_machine_if_there_is_one(bare: Terminal, shown: list[Showing]) -> None:
    staff_pin().set(PIN)
    done = bare.kiosk("demo")
    assert "To close it: Ctrl+Q, then this machine's staff PIN.\n" in done.out
    assert shown[-1].pin is None
    (data_dir() / PIN_FILE).write_text("{")
    assert "is damaged" in bare.kiosk("demo").err
    assert len(shown) == 1  # a demo that nobody could close is not shown
