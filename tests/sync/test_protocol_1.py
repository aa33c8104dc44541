"""Doors of protocol 1 after an upgrade of the centre: their SQL works, and gives what they can store."""

import json
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from kiosk.domain.people.passes import mint_token, token_hash
from kiosk.services.people import guest_lists, people
from tests.storage.raw import add_pass, ask, ask_all, foreign_program, run
from tests.sync.venue import Venue

COLUMNS = {
    "events": "id, title, start_time, duration_minutes, code_text, state, location, opens_before_minutes,"
    " ignore_schedule, capacity, guest_list",
    "people": "id, name",
    "passes": "id, participant_id, token_hash, revoked_at",
    "guests": "id, event_id, participant_id",
    "attendance": 'id, event_id, participant_id, "timestamp", method, kiosk',
}
"""The columns that a door of protocol 1 reads, as its program has them."""


def rows(connection: Connection, name: str, event: UUID) -> list[tuple[object, ...]]:
    query = f"SELECT {COLUMNS[name]} FROM kiosk_door_1.{name}(NULL, :event)"  # noqa: S608 -- our names
    return ask_all(connection, query, event=event)


def changed_tables(connection: Connection, seen: str, event: UUID, number: int) -> set[str]:
    own = "" if number == 1 else ", CAST('{}' AS xid8[])"
    asked = f"CAST(:seen AS pg_snapshot), :event{own}"
    query = f"SELECT table_name FROM kiosk_door_{number}.changes({asked})"  # noqa: S608 -- our names
    return {name for (name,) in ask_all(connection, query, seen=seen, event=event)}


def exchange(connection: Connection, event: UUID, person: UUID) -> dict[str, object]:
    report = {
        "id": str(uuid4()),
        "name": "Old door",
        "event_id": str(event),
        "version": "0.1.0",
        "waiting": 1,
    }
    content = {
        "event_id": str(event),
        "participant_id": str(person),
        "outcome": "CHECKED_IN",
        "method": "CAMERA",
        "kiosk": "Old door",
        "code_hash": None,
        "scanned_at": "2026-11-27T18:00:00+00:00",
        "clock_offset_ms": 12,
    }
    command = {"id": str(uuid4()), "kind": "CHECK_IN", "content": content}
    sent = {"report": json.dumps(report), "commands": json.dumps([command])}
    query = text("SELECT kiosk_door_1.exchange(CAST(:report AS jsonb), CAST(:commands AS jsonb))")
    answer: dict[str, object] = connection.execute(query, sent).scalar_one()
    return answer


def test_an_older_door_reads_its_list_and_checks_people_in(venue: Venue) -> None:
    venue.world.make_holder()
    guest_lists.add_guest(venue.world.store, "WS001", "ana@example.org")
    event = venue.world.event.id
    with foreign_program(venue.url) as connection:
        found = {name: rows(connection, name, event) for name in COLUMNS}
        assert {name: len(each) for name, each in found.items()} == {
            "events": 1,
            "people": 1,
            "passes": 1,
            "guests": 1,
            "attendance": 0,
        }
        person = found["people"][0][0]
        assert isinstance(person, UUID)
        answer = exchange(connection, event, person)
        assert {"server", "reports", "answers", "name"} <= set(answer)
        (verdict,) = answer["answers"]  # type: ignore[misc] # JSON
        assert verdict["verdict"] == "RECORDED"  # type: ignore[has-type] # JSON
        assert ask_all(connection, "SELECT name, protocol FROM kiosks") == [("Old door", None)]
    assert venue.rows() == [("Ana Ionescu", "Old door")]
    with venue.world.store.read() as transaction:
        assert [kiosk.protocol for kiosk in transaction.kiosks.seen()] == [1]


def test_an_older_door_gets_no_pass_for_another_event_and_of_several_the_newest_last(venue: Venue) -> None:
    venue.world.make_holder()
    people.add_participant(venue.world.store, name="Bo", email="bo@example.org")
    venue.world.make_event("OTHER")
    code, newest = mint_token(), mint_token()
    with foreign_program(venue.url) as connection:
        add_pass(connection, "bo@example.org", code, "WS001")
        add_pass(connection, "bo@example.org", mint_token(), "OTHER")
        add_pass(connection, "ana@example.org", code)
        add_pass(connection, "ana@example.org", newest)
        run(
            connection,
            "UPDATE passes SET created_at = '2026-01-01' WHERE event_id IS NULL AND token_hash <> :newest",
            newest=token_hash(newest),
        )
        hashes = [row[2] for row in rows(connection, "passes", venue.world.event.id)]
        assert ask(connection, "SELECT count(*) FROM passes") == 5
        by_id = "SELECT count(*) FROM kiosk_door_1.passes(ARRAY(SELECT id FROM passes), :event)"
        assert ask(connection, by_id, event=venue.world.event.id) == 4
    assert len(hashes) == 4
    assert hashes[-2:] == [token_hash(newest), token_hash(code)]


def test_an_older_door_is_not_informed_of_a_table_that_it_does_not_know(venue: Venue) -> None:
    venue.world.make_holder()
    event = venue.world.event.id
    with foreign_program(venue.url) as connection:
        seen = ask(connection, "SELECT pg_current_snapshot()::text")
        run(connection, "INSERT INTO profiles (id, language) SELECT id, 'ro' FROM users")
        run(connection, "UPDATE users SET name = 'Ana Popescu'")
        assert changed_tables(connection, seen, event, 1) == {"users"}
        assert changed_tables(connection, seen, event, 2) == {"users", "profiles"}
