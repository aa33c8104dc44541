"""The database itself refuses impossible rows, from every program."""

import pytest
from sqlalchemy.exc import DBAPIError

from tests.storage.raw import add_event, add_user, ask, ask_all, foreign_program, run

IMPOSSIBLE = (
    "UPDATE users SET role = 'ADMIN'",
    "UPDATE users SET role = NULL",
    "UPDATE users SET name = NULL",
    "UPDATE users SET name = '   '",
    "UPDATE users SET email = ''",
    "UPDATE event_groups SET name = ' '",
    "UPDATE events SET title = ''",
    "UPDATE events SET code_text = ' '",
    "UPDATE events SET state = 'PAUSED'",
    "UPDATE events SET duration_minutes = 0",
    "UPDATE events SET duration_minutes = 1441",
    "UPDATE events SET opens_before_minutes = -1",
    "UPDATE events SET opens_before_minutes = 10081",
    "UPDATE events SET capacity = 0",
    "UPDATE attendance SET method = 'GUESS'",
    "UPDATE attendance SET timestamp = NULL",
    "UPDATE scan_log SET outcome = 'MAYBE'",
    "UPDATE scan_log SET method = 'GUESS'",
    "UPDATE sign_in_failures SET failures = -1",
    "INSERT INTO shares (organizer_id) SELECT id FROM users",
    "INSERT INTO shares (organizer_id, group_id, event_id) SELECT created_by, group_id, id FROM events",
    "INSERT INTO kiosks (name) VALUES (' ')",
    "INSERT INTO changes (kind, subject_kind, subject_name) VALUES ('OTHER', 'EVENT', 'x')",
    "UPDATE sign_in_failures SET address_hash = NULL",
    "INSERT INTO staff_roles (person_id, role) SELECT id, 'EO' FROM users",
    "INSERT INTO profiles (id, language) SELECT id, ' ' FROM users",
    "INSERT INTO profiles (language) VALUES ('ro')",
)

JUST_ALLOWED = (
    "UPDATE users SET role = 'EO', name = 'Zoë 🎟'",
    "UPDATE events SET duration_minutes = 1440, opens_before_minutes = 10080, capacity = 1",
    "UPDATE events SET state = 'CLOSED'",
    "UPDATE events SET duration_minutes = 1, opens_before_minutes = 0, capacity = NULL, code_qr = ''",
    "UPDATE attendance SET method = 'BUTTON'",
    "UPDATE attendance SET method = 'MANUAL'",
    "INSERT INTO scan_log (outcome, method, reason) VALUES ('UNDONE', 'MANUAL', 'Wrong person')",
    "INSERT INTO shares (organizer_id, event_id) SELECT users.id, events.id FROM users, events",
    "INSERT INTO kiosks (name) VALUES ('Door A')",
    "INSERT INTO staff_roles (person_id, role) SELECT id, 'DOOR_STAFF' FROM users",
    "INSERT INTO profiles (id, language) SELECT id, 'zh-Hans' FROM users",
)


def test_deleting_an_account_keeps_what_it_attended_and_drops_its_passes(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        organizer, guest = add_user(connection, "a@x.org"), add_user(connection, "b@x.org")
        event = add_event(connection, organizer)
        run(
            connection,
            "INSERT INTO attendance (event_id, participant_id) VALUES (:event, :guest)",
            event=event,
            guest=guest,
        )
        run(
            connection,
            "INSERT INTO scan_log (event_id, participant_id, outcome, method, scanned_at)"
            " VALUES (:event, :guest, 'CHECKED_IN', 'CAMERA', CURRENT_TIMESTAMP)",
            event=event,
            guest=guest,
        )
        run(
            connection,
            "INSERT INTO passes (participant_id, token_hash) VALUES (:guest, :hash)",
            guest=guest,
            hash="a" * 64,
        )
        run(connection, "INSERT INTO profiles (id, language) VALUES (:guest, 'ro')", guest=guest)
        run(
            connection, "INSERT INTO staff_roles (person_id, role) VALUES (:guest, 'DOOR_STAFF')", guest=guest
        )
        run(connection, "DELETE FROM users WHERE id = :guest", guest=guest)
        assert ask_all(connection, "SELECT participant_id FROM attendance") == [(None,)]
        assert ask_all(connection, "SELECT participant_id FROM scan_log") == [(None,)]
        for table in ("passes", "profiles", "staff_roles"):
            assert ask(connection, f"SELECT count(*) FROM {table}") == 0  # noqa: S608 -- our tables
        run(connection, "DELETE FROM users WHERE id = :organizer", organizer=organizer)
        assert ask(connection, "SELECT count(*) FROM events") == 0
        assert ask(connection, "SELECT count(*) FROM attendance") == 0
        assert ask_all(connection, "SELECT event_id FROM scan_log") == [(None,)]


def test_the_database_itself_refuses_impossible_rows(database_url: str, subtests: pytest.Subtests) -> None:
    with foreign_program(database_url) as connection:
        event = add_event(connection, add_user(connection))
        run(connection, "INSERT INTO attendance (event_id) VALUES (:event)", event=event)
        run(
            connection,
            "INSERT INTO scan_log (event_id, outcome, method, scanned_at)"
            " VALUES (:event, 'UNKNOWN_CODE', 'TYPED', CURRENT_TIMESTAMP)",
            event=event,
        )
        run(connection, "INSERT INTO sign_in_failures (address_hash) VALUES ('x')")
        for change in IMPOSSIBLE:
            with subtests.test(change), pytest.raises(DBAPIError):
                run(connection, change)


def test_the_database_accepts_values_at_their_limits(database_url: str, subtests: pytest.Subtests) -> None:
    with foreign_program(database_url) as connection:
        event = add_event(connection, add_user(connection))
        run(connection, "INSERT INTO attendance (event_id) VALUES (:event)", event=event)
        for change in JUST_ALLOWED:
            with subtests.test(change):
                run(connection, change)


def test_codes_addresses_tokens_and_pairs_are_unique(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        user = add_user(connection)
        event = add_event(connection, user)
        pair = {"event": event, "user": user}
        run(connection, "INSERT INTO attendance (event_id, participant_id) VALUES (:event, :user)", **pair)
        run(connection, "INSERT INTO guests (event_id, participant_id) VALUES (:event, :user)", **pair)
        run(connection, "INSERT INTO passes (participant_id, token_hash) VALUES (:user, 'x')", user=user)
        with pytest.raises(DBAPIError):
            add_user(connection)
        with pytest.raises(DBAPIError):
            add_event(connection, user)
        with pytest.raises(DBAPIError):
            run(
                connection, "INSERT INTO attendance (event_id, participant_id) VALUES (:event, :user)", **pair
            )
        with pytest.raises(DBAPIError):
            run(connection, "INSERT INTO guests (event_id, participant_id) VALUES (:event, :user)", **pair)
        with pytest.raises(DBAPIError, match=r"(?i)unique"):
            run(connection, "INSERT INTO passes (participant_id, token_hash) VALUES (:user, 'x')", user=user)
        for _ in range(2):  # walk-ins are anonymous, so any number of them
            run(connection, "INSERT INTO attendance (event_id) VALUES (:event)", event=event)
        # Another live pass; and a shop's code is a pass at each of the events for which it was sold.
        run(connection, "INSERT INTO passes (participant_id, token_hash) VALUES (:user, 'y')", user=user)
        for_event = "INSERT INTO passes (participant_id, event_id, token_hash) VALUES (:user, :event, 'x')"
        run(connection, for_event, **pair)
        with pytest.raises(DBAPIError, match=r"(?i)unique"):
            run(connection, for_event, **pair)
        role = "INSERT INTO staff_roles (person_id, role) VALUES (:user, 'ADMINISTRATOR')"
        run(connection, role, user=user)
        with pytest.raises(DBAPIError, match=r"(?i)unique"):
            run(connection, role, user=user)
