"""Bare INSERTs and UPDATEs of another program make complete rows."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg

from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.event import EventState
from kiosk.domain.people.passes import Renewal
from kiosk.domain.people.person import Role
from kiosk.storage.store import Store
from tests.storage.raw import ask, ask_all, foreign_program, is_sqlite, run
from tests.storage.sample import HOUR, START, fill

LONG_AGO = "2001-02-03 04:05:06.000000"
TABLES = (
    "users",
    "event_groups",
    "events",
    "attendance",
    "passes",
    "guests",
    "scan_log",
    "installation",
    "sign_in_failures",
    "shares",
    "kiosks",
    "changes",
)


def test_another_programs_bare_inserts_make_whole_rows(store: Store, database_url: str) -> None:
    before = datetime.now(UTC)
    with foreign_program(database_url) as connection:
        run(connection, "INSERT INTO users (name, email, password_hash) VALUES ('Bo', 'bo@x.org', '!')")
        run(connection, "INSERT INTO event_groups (name, created_by) SELECT 'Talks', id FROM users")
        run(
            connection,
            "INSERT INTO events (group_id, title, start_time, duration_minutes, code_text, created_by)"
            " SELECT id, 'Opening', '2026-11-26 16:30:00.000000', 60, 'WS001', created_by FROM event_groups",
        )
        run(
            connection,
            "INSERT INTO attendance (event_id, participant_id) SELECT events.id, users.id FROM events, users",
        )
    with store.read() as transaction:
        person = transaction.people.by_email("bo@x.org")
        event = transaction.events.by_code("WS001")
        assert person is not None
        assert event is not None
        rows = transaction.attendance.rows(event.id)
    assert person.role is Role.PARTICIPANT
    assert (event.state, event.start_at, event.duration) == (EventState.OPEN, START, HOUR)
    assert (event.capacity, event.has_guest_list, event.ignores_schedule) == (None, False, False)
    assert [(row.participant_id, row.method, row.kiosk) for row in rows] == [(person.id, None, None)]
    slack = 0.002  # SQLite's clock counts milliseconds
    assert before.timestamp() - slack <= rows[0].at.timestamp() <= datetime.now(UTC).timestamp() + slack


def test_ids_the_database_makes_are_random_uuids_of_version_4(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        for number in range(50):
            run(
                connection,
                "INSERT INTO users (name, email, password_hash) VALUES ('Bo', :email, '!')",
                email=f"{number}@x.org",
            )
        ids = [UUID(str(row[0])) for row in ask_all(connection, "SELECT id FROM users")]
    assert len(set(ids)) == 50
    assert {each.version for each in ids} == {4}
    assert {each.variant for each in ids} == {"specified in RFC 4122"}


def test_updated_at_follows_another_programs_changes_in_every_table(store: Store, database_url: str) -> None:
    fill_every_table(store, database_url)
    with foreign_program(database_url) as connection:
        for table in TABLES:
            run(connection, f"UPDATE {table} SET updated_at = '{LONG_AGO}'")  # noqa: S608 -- our tables' names
            stood = ask(connection, f"SELECT updated_at FROM {table}")  # noqa: S608 -- same
            assert str(stood).startswith("2001-02-03 04:05:06"), "a writer that sets it is believed"
            run(connection, f"UPDATE {table} SET created_at = created_at")  # noqa: S608 -- same
            moved = ask(connection, f"SELECT updated_at FROM {table}")  # noqa: S608 -- same
            assert str(moved) > "2026", table


def test_without_its_trigger_updated_at_would_stand_still(store: Store, database_url: str) -> None:
    fill(store)
    with foreign_program(database_url) as connection:
        run(connection, f"DROP TRIGGER users_updated_at{'' if is_sqlite(connection) else ' ON users'}")
        run(connection, f"UPDATE users SET updated_at = '{LONG_AGO}'")  # noqa: S608 -- a constant
        run(connection, "UPDATE users SET name = 'Somebody'")
        assert str(ask(connection, "SELECT max(updated_at) FROM users")).startswith("2001")


def test_updated_at_follows_this_programs_own_changes(store: Store, database_url: str) -> None:
    sample = fill(store)
    with foreign_program(database_url) as connection:
        run(connection, f"UPDATE events SET updated_at = '{LONG_AGO}'")  # noqa: S608 -- a constant
    with store.write() as transaction:
        transaction.events.set_state(sample.event, EventState.CLOSED)
    with foreign_program(database_url) as connection:
        assert str(ask(connection, "SELECT updated_at FROM events")) > "2026"


def test_a_program_with_recursive_triggers_on_is_not_caught_in_a_loop(sqlite_url: str) -> None:
    with foreign_program(sqlite_url) as connection:
        run(connection, "PRAGMA recursive_triggers = ON")
        assert ask(connection, "PRAGMA recursive_triggers") == 1
        run(connection, "INSERT INTO installation (key, value) VALUES ('a', '1')")
        for number in range(200):
            run(connection, "UPDATE installation SET value = :value", value=str(number))
        assert ask(connection, "SELECT value FROM installation") == "199"


def test_a_person_whom_another_program_renames_is_found_by_the_new_name(
    store: Store, database_url: str
) -> None:
    fill(store)
    with foreign_program(database_url) as connection:
        assert ask(connection, "SELECT search_text FROM users WHERE role = 'EO'") == "ana\nana@example.org"
        run(connection, f"UPDATE users SET updated_at = '{LONG_AGO}', name = 'Łukasz' WHERE role = 'EO'")  # noqa: S608 -- a constant
        row = ask_all(connection, "SELECT search_text, updated_at FROM users WHERE role = 'EO'")[0]
        assert row[0] is None, "to be computed again"
        assert str(row[1]).startswith("2001"), "a writer may set updated_at itself"
        run(connection, "UPDATE users SET search_text = 'lukasz' WHERE role = 'EO'")
        row = ask_all(connection, "SELECT search_text, updated_at FROM users WHERE role = 'EO'")[0]
        assert row[0] == "lukasz"
        assert str(row[1]).startswith("2001"), "filling in a search text does not change the person"
        run(connection, "UPDATE users SET name = 'Ana', search_text = 'ana' WHERE role = 'EO'")
        row = ask_all(connection, "SELECT search_text, updated_at FROM users WHERE role = 'EO'")[0]
        assert row[0] == "ana", "a writer may set it itself"
        assert str(row[1]) > "2026"


def test_every_change_that_a_page_shows_is_sent_to_the_listeners(
    postgres_url: str,
) -> None:
    store = Store.open(postgres_url)
    sample = fill(store)
    store.close()
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as listener:
        listener.execute("LISTEN kiosk_changes").close()
        with foreign_program(postgres_url) as connection:
            run(connection, "UPDATE events SET title = 'Later'")
            run(connection, "INSERT INTO guests (event_id, participant_id) SELECT id, created_by FROM events")
            run(
                connection,
                "INSERT INTO attendance (event_id) SELECT id FROM events, generate_series(1, 500)",
            )
            run(connection, "UPDATE users SET name = 'Another'")
            run(connection, "DELETE FROM events")
        payloads = [note.payload for note in listener.notifies(timeout=5, stop_after=10)]
    event = str(sample.event)
    assert payloads[:4] == [f"events {event}", f"guests {event}", f"attendance {event}", "users"]
    went_along = {
        f"guests {event}",
        f"attendance {event}",
        "passes",
        "shares",
        "kiosks",
    }  # deleted with the event
    assert set(payloads[4:]) == {f"events {event}"} | went_along


def fill_every_table(store: Store, database_url: str) -> None:
    """Inserts a row into each table."""
    sample = fill(store)
    with store.write() as transaction:
        transaction.attendance.add(
            attendance_id=uuid4(),
            event_id=sample.event,
            participant_id=sample.participant,
            at=START,
            method=Method.TYPED,
            kiosk="A",
        )
        transaction.passes.renew([Renewal(sample.participant, "0" * 64)], START)
        transaction.guests.add(sample.event, sample.participant)
        transaction.scans.add(
            scan_id=uuid4(),
            event_id=sample.event,
            participant_id=None,
            outcome=Outcome.UNKNOWN_CODE,
            method=Method.TYPED,
            kiosk="A",
            code_hash=None,
            scanned_at=START,
        )
        transaction.installation.set("demo", "1")
        transaction.sign_in_failures.lock_for_update("ana@example.org", START)
        transaction.changes.record(
            ChangeKind.EVENT_EDITED, AuditSubject(SubjectKind.EVENT, sample.event, "Opening night")
        )
    with foreign_program(database_url) as connection:
        run(connection, "INSERT INTO kiosks (name) VALUES ('Door A')")
        run(connection, "INSERT INTO profiles (id, language) SELECT id, 'ro' FROM users")
        run(connection, "INSERT INTO staff_roles (person_id, role) SELECT id, 'DOOR_STAFF' FROM users")
        run(connection, "INSERT INTO shares (event_id, organizer_id) SELECT id, created_by FROM events")
