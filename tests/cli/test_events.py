"""An organizer at a terminal repeats, edits, copies and deletes events, and edits guest lists."""

import io
import sys

import pytest

from kiosk.wording.language.catalogue import language
from tests.cli.terminal import Terminal
from tests.storage.raw import foreign_program, run
from tests.wording.pseudo import pseudo_language

GROUP = "Autumn series"


@pytest.fixture
def organised(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Returns a terminal on a database with an event on a Monday evening, open at any time while OPEN."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse\n"))
    done = terminal.kiosk(
        "organizer", "create", "--name", "Olga", "--email", "olga@example.org", "--password-stdin"
    )
    assert done.status == 0, done
    terminal.kiosk("group", "create", "--name", GROUP, "--organizer", "olga@example.org")
    made = terminal.kiosk(
        *("event", "create", "--group", GROUP, "--title", "Workshop", "--code", "WS001"),
        *("--start", "2026-10-05T18:30", "--minutes", "120", "--ignore-schedule"),
    )
    assert made.status == 0, made
    return terminal


def codes(terminal: Terminal) -> list[str]:
    return [event["code"] for event in terminal.kiosk("event", "list", "--json").document]


def test_an_event_is_repeated_on_two_days_a_week_across_the_clock_change(organised: Terminal) -> None:
    done = organised.kiosk("event", "repeat", "ws001", "--on", "mon,wed", "--count", "8", "--json")
    assert (done.status, done.err) == (0, "")
    starts = [event["start_at"] for event in done.document["events"]]
    assert (len(starts), done.document["made"], done.document["notes"]) == (8, 7, [])
    assert starts[0] == "2026-10-05T15:30:00+00:00"
    assert starts[-1] == "2026-10-28T16:30:00+00:00"  # half past six in winter
    listed = organised.kiosk("event", "list", "--json").document
    assert [event["start_at"] for event in listed] == starts
    assert {event["group"] for event in listed} == {GROUP}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_events_that_another_program_dated_beyond_every_calendar_do_not_hide_the_others(
    organised: Terminal, database_url: str
) -> None:
    starts = ("infinity", "-infinity", "20000-01-01 12:00+00", "9999-12-31 23:59+00")
    with foreign_program(database_url) as connection:
        columns = "group_id, title, duration_minutes, created_by"
        for number, start in enumerate(starts):
            sql = f"SELECT {columns}, :start, :code FROM events WHERE code_text = 'WS001'"  # noqa: S608 -- the columns above
            sql = f"INSERT INTO events ({columns}, start_time, code_text) {sql}"
            run(connection, sql, start=start, code=f"FAR{number}")
    done = organised.kiosk("event", "list")
    assert (done.status, done.err) == (0, "")
    assert "WS001        2026-10-05 18:30" in done.out
    assert "FAR0         9998-12-31 02:00" in done.out
    assert sorted(codes(organised)) == ["FAR0", "FAR1", "FAR2", "FAR3", "WS001"]


def test_a_series_is_printed_in_words(organised: Terminal) -> None:
    done = organised.kiosk(
        *("event", "repeat", "WS001", "--on", "Mon", "--every", "2", "--until", "2026-11-30"),
        *("--except", "2026-11-02", "--except", "2026-12-24", "--code-prefix", "WS"),
    )
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "WS-1         Mon 2026-10-19 18:30",
        "WS-2         Mon 2026-11-16 18:30",
        "WS-3         Mon 2026-11-30 18:30",
        "Made 3; the series has 4 events.",
        "The exception 2026-12-24 left nothing out: the series has no event on that day.",
    ]
    assert codes(organised) == ["WS001", "WS-1", "WS-2", "WS-3"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--on", "lundi", "--count", "2"], "'lundi' is not a day of the week"),
        (["--on", "mon"], "give one of the two"),
        (["--on", "mon", "--count", "2", "--until", "2026-12-31"], "give one of the two"),
        (["--on", "mon", "--count", "0"], "1 to 366 events"),
        (["--on", "mon", "--count", "99999999999999999999"], "1 to 366 events"),
        (["--on", "mon", "--count", "2", "--every", "0"], "every 1 to 52 weeks"),
        (["--on", "mon", "--until", "31.12.2026"], "not a date"),
        (["--on", "mon", "--count", "2", "--except", "tomorrow"], "not a date"),
        (["--on", "mon", "--until", "2020-01-01"], "no day"),
        (["--on", "mon,tue,wed,thu,fri", "--until", "9999-12-31"], "more than 366"),
        (["--on", "tue", "--count", "3", "--code-prefix", "\t"], "cannot be blank"),
        (["--on", "tue", "--count", "3", "--code-prefix", "a\udcff"], "control characters"),
    ],
)
def test_an_invalid_series_is_refused_in_one_sentence_and_nothing_is_made(
    organised: Terminal, arguments: list[str], sentence: str
) -> None:
    assert sentence in organised.refuses("event", "repeat", "WS001", *arguments)
    assert codes(organised) == ["WS001"]


def test_a_taken_code_stops_the_whole_series(organised: Terminal) -> None:
    organised.kiosk("event", "duplicate", "WS001", "--start", "2026-10-06T18:30", "--new-code", "ws-3")
    text = organised.refuses("event", "repeat", "WS001", "--on", "wed", "--count", "3", "--code-prefix", "WS")
    assert "WS-3 is taken" in text
    assert codes(organised) == ["WS001", "ws-3"]


def test_every_field_of_an_event_is_edited_and_emptied_again(organised: Terminal) -> None:
    edited = organised.kiosk(
        *("event", "edit", "ws001", "--title", "Causal inference", "--start", "2026-10-06T19:00"),
        *("--minutes", "45", "--capacity", "12", "--location", "Hall B", "--opens-before", "10"),
        *("--follow-schedule", "--guest-list", "--new-code", "CI001", "--json"),
    )
    assert (edited.status, edited.err) == (0, "")
    expected = {
        "code": "CI001",
        "title": "Causal inference",
        "start_at": "2026-10-06T16:00:00+00:00",
        "minutes": 45,
        "capacity": 12,
        "location": "Hall B",
        "opens_before_minutes": 10,
        "ignores_schedule": False,
        "has_guest_list": True,
    }
    assert {name: edited.document[name] for name in expected} == expected
    emptied = organised.kiosk(
        *("event", "edit", "CI001", "--capacity", "none", "--location", "NONE"),
        *("--ignore-schedule", "--no-guest-list", "--json"),
    )
    changed = {"capacity": None, "location": None, "ignores_schedule": True, "has_guest_list": False}
    assert {name: emptied.document[name] for name in expected} == expected | changed
    assert organised.kiosk("event", "edit", "CI001", "--title", "Causal inference").out == (
        "CI001 is like this already; nothing changed.\n"
    )
    assert organised.kiosk("event", "edit", "CI001", "--title", "New").out == "Changed 'New' (CI001).\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--capacity", "many"], "'many' is not a capacity"),
        (["--capacity", "9" * 5000], "is not a capacity"),
        (["--capacity", "0"], "at least 1"),
        (["--minutes", "0"], "1 to 1440"),
        (["--opens-before", "-1"], "0 to 10080"),
        (["--opens-before", "99999999999999999999"], "0 to 10080"),
        (["--start", "tomorrow"], "not a date and time"),
        (["--start", "9999-12-31T23:59-12:00"], "2000 to 2999"),
        (["--title", " "], "cannot be blank"),
        (["--new-code", "x" * 51], "50 is the most"),
    ],
)
def test_an_invalid_edit_is_refused_in_one_sentence(
    organised: Terminal, arguments: list[str], sentence: str
) -> None:
    before = organised.kiosk("event", "list", "--json").out
    assert sentence in organised.refuses("event", "edit", "WS001", *arguments)
    assert organised.kiosk("event", "list", "--json").out == before


def test_an_event_is_deleted_only_when_its_code_is_typed_again(organised: Terminal) -> None:
    organised.kiosk("check-in", "--event", "WS001", "--code", "WS001")
    text = organised.refuses("event", "delete", "ws001")
    assert "1 check-in would go" in text
    assert text.endswith("--confirm WS001\n")
    assert "is not what it is called" in organised.refuses("event", "delete", "WS001", "--confirm", "yes")
    assert codes(organised) == ["WS001"]
    deleted = organised.kiosk("event", "delete", "WS001", "--confirm", "WS001", "--json")
    assert deleted.document == {"deleted": "WS001", "title": "Workshop", "check_ins": 1}
    assert codes(organised) == []
    assert "No event has the code" in organised.refuses("event", "delete", "WS001", "--confirm", "WS001")


def test_groups_are_listed_renamed_and_deleted(organised: Terminal) -> None:
    assert organised.kiosk("group", "list").out == f"{GROUP}  (olga@example.org, events: 1)\n"
    assert organised.kiosk("group", "rename", GROUP, "Winter series").status == 0
    (group,) = organised.kiosk("group", "list", "--json").document
    assert (group["name"], group["organizer"], group["events"]) == ("Winter series", "olga@example.org", 1)
    assert "no event group" in organised.refuses("group", "rename", GROUP, "X")
    assert "cannot be blank" in organised.refuses("group", "rename", "Winter series", " ")
    text = organised.refuses("group", "delete", "Winter series")
    assert "1 event and 0 check-ins would go" in text
    assert "--confirm 'Winter series'" in text
    deleted = organised.kiosk("group", "delete", "Winter series", "--confirm", "Winter series")
    assert (deleted.status, deleted.out) == (
        0,
        "Deleted the group 'Winter series' (events: 1, check-ins: 0).\n",
    )
    assert "There are no groups" in organised.kiosk("group", "list").out


def test_a_guest_list_decides_who_is_checked_in(organised: Terminal) -> None:
    organised.kiosk("participant", "add", "--name", "Radu Pop", "--email", "radu@example.org")
    token = organised.kiosk("pass", "issue", "radu@example.org").out.strip()
    assert "Nobody is on the guest list" in organised.kiosk("guest", "list", "WS001").out
    assert "lets in everybody until" in organised.kiosk("guest", "add", "WS001", "radu@example.org").out
    organised.kiosk("event", "edit", "WS001", "--guest-list")
    listed = organised.kiosk("guest", "list", "ws001", "--json").document
    assert listed == {
        "event": "WS001",
        "has_guest_list": True,
        "guests": [{"name": "Radu Pop", "email": "radu@example.org"}],
    }
    assert organised.kiosk("guest", "list", "WS001").out == "Radu Pop <radu@example.org>\n"
    removed = organised.kiosk("guest", "remove", "WS001", "radu@example.org")
    assert removed.out == "Radu Pop is off the guest list of 'Workshop'.\n"
    refused = organised.kiosk("check-in", "--event", "WS001", "--code", token)
    assert (refused.status, refused.out) == (3, "NOT_ON_LIST\n")
    added = organised.kiosk("guest", "add", "WS001", "radu@example.org")
    assert added.out == "Radu Pop is on the guest list of 'Workshop'.\n"
    assert organised.kiosk("check-in", "--event", "WS001", "--code", token).out == "CHECKED_IN\n"
    for arguments, sentence in {
        ("guest", "add", "NOPE", "radu@example.org"): "No event has the code",
        ("guest", "add", "WS001", "nobody@example.org"): "Nobody has the address",
        ("guest", "remove", "WS001", "olga@example.org"): "not on the guest list",
        ("guest", "list", "NOPE"): "No event has the code",
    }.items():
        assert sentence in organised.refuses(*arguments)


def test_a_duplicate_is_made_for_another_day(organised: Terminal) -> None:
    made = organised.kiosk(
        *("event", "duplicate", "WS001", "--start", "2026-11-02T18:30", "--title", "Again"),
        *("--new-code", "WS002", "--json"),
    )
    assert (made.document["title"], made.document["start_at"], made.document["code"]) == (
        "Again",
        "2026-11-02T16:30:00+00:00",
        "WS002",
    )
    assert codes(organised) == ["WS001", "WS002"]
    assert organised.kiosk("event", "duplicate", "WS001", "--start", "2026-11-03T18:30").status == 0
    assert len(codes(organised)) == 3


def test_everything_that_the_commands_about_events_print_is_translated(organised: Terminal) -> None:
    with language(pseudo_language()):
        for command, printed in {
            "group list": f"⟦{GROUP}  (olga@example.org, events: 1)⟧",
            "event repeat WS001 --on mon --count 2 --code-prefix W": "⟦Made 1; the series has 2 events.⟧",
            "event duplicate WS001 --start 2026-11-02T18:30 --new-code A": "Workshop' with the code A.⟧",
            "event edit A --title Talk": "⟦Changed 'Talk' (A).⟧",
            "event edit A --title Talk ": "⟦A is like this already; nothing changed.⟧",
            "event close A": "⟦A is CLOSED now.⟧",
            "event open A": "⟦A is OPEN now.⟧",
            "event list": f"⟦OPEN⟧   {GROUP} · Talk",
            "event delete A --confirm A": "⟦Deleted 'Talk' (A, check-ins: 0).⟧",
            "group create --name G --organizer olga@example.org": "⟦Made the group 'G'.⟧",
            "group rename G H": "⟦The group 'G' is called 'H' now.⟧",
            "group delete H --confirm H": "⟦Deleted the group 'H' (events: 0, check-ins: 0).⟧",
        }.items():
            done = organised.kiosk(*command.split())
            assert done.out.endswith(f"{printed}\n"), done
        emptied = organised.kiosk("group", "delete", GROUP, "--confirm", GROUP)
        assert emptied.status == 0, emptied
        for command in ("event list", "group list"):
            assert organised.kiosk(*command.split()).out.startswith("⟦There are no ")
