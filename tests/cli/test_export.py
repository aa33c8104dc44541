"""An organizer exports who came at a terminal, in every format, or reads in one sentence why not."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from PySide6.QtPdf import QPdfDocument

import kiosk
from kiosk.cli.terminal.progress import TerminalProgress
from kiosk.domain.check_in.scan import Method
from kiosk.domain.event import EventDetails
from kiosk.domain.people.person import Role
from kiosk.services.people.people import NO_PASSWORD
from kiosk.storage.store import Store
from tests.cli.terminal import Terminal

NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
TABLES = ("csv", "xlsx", "json")
FORMATS = (*TABLES, "pdf")


@pytest.fixture
def database(terminal: Terminal) -> Iterator[tuple[Terminal, Store]]:
    """Yields a terminal and a store with an event that nobody came to, on each engine."""
    store = Store.open(os.environ["KIOSK_DATABASE_URL"])
    with store.write() as transaction:
        olga = transaction.people.add(
            name="Olga", email="olga@example.org", password_hash=NO_PASSWORD, role=Role.EO
        )
        group = transaction.groups.add(name="Autumn series", description=None, created_by=olga)
        transaction.groups.add(name="Empty", description=None, created_by=olga)
        transaction.events.add(
            EventDetails(title="Workshop", start_at=NOW, duration=timedelta(hours=2)),
            group_id=group,
            code="WS001",
            code_qr=None,
            created_by=olga,
        )
    yield terminal, store
    store.close()


@pytest.fixture
def attended(database: tuple[Terminal, Store]) -> Terminal:
    """Returns a terminal on a database with an event to which Ana and a walk-in came."""
    terminal, store = database
    check_in(store, 1)
    return terminal


def check_in(store: Store, people: int) -> None:
    """Checks this many participants and one walk-in in."""
    with store.write() as transaction:
        event = transaction.events.by_code("WS001")
        assert event is not None
        for number in range(people):
            person = transaction.people.add(
                name="=Ana" if not number else f"Person {number}",
                email=f"ana{number or ''}@example.org",
                password_hash=NO_PASSWORD,
                role=Role.PARTICIPANT,
            )
            transaction.attendance.add(
                attendance_id=uuid4(),
                event_id=event.id,
                participant_id=person,
                at=NOW,
                method=Method.CAMERA,
                kiosk="Door A",
            )
        transaction.attendance.add(
            attendance_id=uuid4(),
            event_id=event.id,
            participant_id=None,
            at=NOW,
            method=Method.BUTTON,
            kiosk="Door A",
        )


def names_in(path: Path) -> set[str | None]:
    """Returns the names in an exported table."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["Name"].removeprefix("'") or None for row in csv.DictReader(file)}
    if path.suffix == ".json":
        events = json.loads(path.read_text("utf-8"))["events"]
        return {row["name"] for event in events for row in event["attendance"]}
    book = openpyxl.load_workbook(path)
    values = [row[0].value for row in book.worksheets[-1].iter_rows(min_row=2)]
    book.close()
    return {None if value is None else str(value) for value in values}


def pages(path: Path) -> list[str]:
    """Returns the text of each page of a PDF."""
    document = QPdfDocument()
    assert document.load(str(path)) is QPdfDocument.Error.None_
    return [document.getAllText(page).text() for page in range(document.pageCount())]


@pytest.mark.parametrize("kind", TABLES)
def test_an_event_a_group_and_a_person_are_exported_as_a_table(
    attended: Terminal, home: Path, kind: str
) -> None:
    for what, name, rows in (("event", "ws001", 2), ("group", "Autumn series", 2)):
        path = home / f"{what}.{kind}"
        done = attended.kiosk("export", f"--{what}", name, "--format", kind, "-o", str(path), "--json")
        assert (done.status, done.err) == (0, "")
        assert done.document["rows"] == rows
        assert done.document["file"] == str(path)
        assert names_in(path) == {"=Ana", None}
    path = home / f"person.{kind}"
    done = attended.kiosk("export", "--participant", "ana@example.org", "--format", kind, "-o", str(path))
    assert (done.status, done.err) == (0, "")
    assert done.out == f"Wrote 1 row of '=Ana' to {path}.\n"
    assert names_in(path) == {"=Ana"}


def test_a_sheet_to_sign_is_printed_of_an_event_and_of_a_groups_events(
    attended: Terminal, home: Path
) -> None:
    for what, name in (("event", "WS001"), ("group", "Autumn series")):
        path = home / f"{what}.pdf"
        done = attended.kiosk("export", f"--{what}", name, "--format", "pdf", "--output", str(path))
        assert (done.status, done.err) == (0, "")
        (page,) = pages(path)
        assert "ana@example.org" in page
        assert "Walk-in" in page
    printed = attended.refuses(
        "export", "--participant", "ana@example.org", "--format", "pdf", "-o", str(home / "p.pdf")
    )
    assert "csv, xlsx or json" in printed
    printed = attended.refuses("export", "--group", "Empty", "--format", "pdf", "-o", str(home / "g.pdf"))
    assert "has no events" in printed
    assert sorted(path.name for path in home.glob("*.pdf")) == ["event.pdf", "group.pdf"]


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_of_an_event_without_check_ins_has_headings_and_a_note(
    database: tuple[Terminal, Store], home: Path, kind: str
) -> None:
    path = home / f"event.{kind}"
    done = database[0].kiosk("export", "--event", "WS001", "--format", kind, "-o", str(path))
    assert done.status == 0
    assert "Nobody has checked in yet" in done.err
    if kind == "pdf":
        assert "Signature" in pages(path)[0]
    else:
        assert names_in(path) == set()


def test_a_group_without_events_is_a_table_of_headings(database: tuple[Terminal, Store], home: Path) -> None:
    for kind in TABLES:
        path = home / f"group.{kind}"
        done = database[0].kiosk("export", "--group", "Empty", "--format", kind, "-o", str(path))
        assert done.status == 0, done
        assert path.stat().st_size > 0


@pytest.mark.parametrize("kind", FORMATS)
def test_an_existing_file_is_replaced_only_with_force(attended: Terminal, home: Path, kind: str) -> None:
    path = home / "report"
    path.write_text("mine")
    export = ("export", "--event", "WS001", "--format", kind, "-o", str(path))
    assert "--force" in attended.refuses(*export)
    assert path.read_text() == "mine"
    assert attended.kiosk(*export, "--force").status == 0
    assert path.read_bytes() != b"mine"


@pytest.mark.parametrize("kind", FORMATS)
def test_an_impossible_export_is_refused_in_one_sentence_and_leaves_no_file(
    attended: Terminal, home: Path, kind: str
) -> None:
    folder = home / "out"
    folder.mkdir()
    for what, name, sentence in (
        ("event", "NONE", "No event has the code"),
        ("group", "None", "no event group"),
    ):
        printed = attended.refuses("export", f"--{what}", name, "--format", kind, "-o", str(folder / "file"))
        assert sentence in printed
    event = ("export", "--event", "WS001", "--format", kind, "-o")
    assert "does not exist" in attended.refuses(*event, str(folder / "missing" / "file"))
    assert "is a folder" in attended.refuses(*event, str(folder))
    assert "could not be written" in attended.refuses(*event, "/proc/file")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "what", [(), ("--event", "WS001", "--group", "G"), ("--event", "WS001", "--participant", "a@example.org")]
)
def test_an_export_takes_exactly_one_event_group_or_participant(
    bare: Terminal, home: Path, what: tuple[str, ...]
) -> None:
    done = bare.kiosk("export", *what, "--format", "csv", "-o", str(home / "file"))
    assert (done.status, done.out) == (2, "")
    assert bare.kiosk("export", "--event", "WS001", "--format", "doc", "-o", "file").status == 2


def test_a_stop_signal_reaches_an_export_in_the_background_too(
    attended: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A shell makes programs in the background ignore Ctrl+C.
    monkeypatch.setattr(TerminalProgress, "show", lambda *_: signal.raise_signal(signal.SIGTERM))
    earlier = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = attended.kiosk("export", "--event", "WS001", "--format", "csv", "-o", str(home / "file"))
    finally:
        signal.signal(signal.SIGINT, earlier)
    assert (done.status, done.out) == (130, "")
    assert not (home / "file").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("kind", FORMATS)
def test_ctrl_c_or_a_stop_signal_leaves_no_half_file(
    attended: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch, kind: str, number: signal.Signals
) -> None:
    # Sends a real signal when the first row was written, which is surely in the middle.
    monkeypatch.setattr(TerminalProgress, "show", lambda *_: signal.raise_signal(number))
    earlier = signal.getsignal(signal.SIGTERM)
    folder = home / "out"
    folder.mkdir()
    done = attended.kiosk("export", "--event", "WS001", "--format", kind, "-o", str(folder / "file"))
    assert (done.status, done.out) == (130, "")
    assert list(folder.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is earlier


@pytest.mark.parametrize("kind", FORMATS)
def test_a_disk_that_fails_half_way_leaves_no_half_file(
    database: tuple[Terminal, Store], home: Path, kind: str
) -> None:
    check_in(database[1], 1000)
    folder = home / "out"
    folder.mkdir()
    command = [sys.executable, "-m", "kiosk", "export", "--event", "WS001", "--format", kind, "-o"]
    # The system lets no file grow beyond 20 KiB, as a full disk would.
    limited = ["bash", "-c", 'ulimit -f 20; exec "$@"', "bash", *command, str(folder / "file")]
    root = Path(kiosk.__file__).parent.parent
    screen = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}  # this export needs no screen
    environment = {name: value for name, value in os.environ.items() if name not in screen}
    environment["PYTHONPATH"] = str(root)
    # The limit would cut compiled modules too, which later programs would read.
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    failed = subprocess.run(  # noqa: S603 -- this program
        limited, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert (failed.returncode, failed.stdout) == (1, ""), failed
    assert "could not be written" in failed.stderr
    assert failed.stderr.count("\n") == 1, failed.stderr
    assert list(folder.iterdir()) == []
    done = subprocess.run(  # noqa: S603 -- control: with room it is written
        [*command, str(folder / "file")], env=environment, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b""), done
    assert (folder / "file").stat().st_size > 20 * 1024


def test_a_long_export_shows_its_progress(
    attended: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[object, ...]] = []
    monkeypatch.setattr(TerminalProgress, "show", lambda _, *progress: shown.append(progress))
    attended.kiosk("export", "--event", "WS001", "--format", "csv", "-o", str(home / "file.csv"))
    assert shown == [("0 of 2 rows", 0, 2), ("1 of 2 rows", 1, 2), ("2 of 2 rows", 2, 2)]
