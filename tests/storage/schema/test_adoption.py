"""A PostgreSQL database that the other back end made is taken over with its rows, and still works for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from kiosk.domain.faults.schema_differences import CheckMissing, ColumnNullDiffers
from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.migration import configuration, migrating
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from tests.storage.raw import ask, ask_all, foreign_program, run

SEQUELIZE = Path(__file__).with_name("sequelize.sql")


@pytest.fixture
def foreign_url(empty_postgres_url: str) -> str:
    """Returns the URL of the other back end's database, with rows."""
    with foreign_program(empty_postgres_url) as connection:
        for statement in SEQUELIZE.read_text(encoding="utf-8").split(";\n"):
            run(connection, statement)
    return empty_postgres_url


@pytest.fixture
def foreign_store(foreign_url: str) -> Iterator[Store]:
    store = Store.open(foreign_url)
    yield store
    store.close()


def test_the_other_back_ends_database_is_taken_over_with_its_rows(
    foreign_store: Store, foreign_url: str
) -> None:
    assert foreign_store.revision() is None
    foreign_store.upgrade()
    assert foreign_store.revision() == HEAD
    assert foreign_store.check_schema() == []
    with foreign_program(foreign_url) as connection:
        assert ask(connection, "SELECT password_hash FROM users") == "$2b$10$x"
        times = ask_all(
            connection, "SELECT timestamp AT TIME ZONE 'UTC' FROM attendance WHERE participant_id IS NOT NULL"
        )
        assert [str(row[0]) for row in times] == ["2026-11-26 09:00:00"]
        assert ask(connection, "SELECT count(*) FROM attendance") == 2
    with foreign_store.read() as transaction:
        event = transaction.events.by_code("WS001")
        assert event is not None
        assert (event.title, event.group_name) == ("Opening", "Talks")


def test_an_equal_index_with_another_name_is_not_made_again(foreign_store: Store, foreign_url: str) -> None:
    foreign_store.upgrade()
    with foreign_program(foreign_url) as connection:
        names = {index["name"] for index in inspect(connection).get_indexes("events")}
    assert "unique_code" in names
    assert "events_code_text" not in names
    assert {"events_group_id", "events_start_time", "events_created_at"} <= names


def test_after_the_upgrade_bare_inserts_work_in_the_taken_over_tables(
    foreign_store: Store, foreign_url: str
) -> None:
    with foreign_program(foreign_url) as connection, pytest.raises(DBAPIError):
        _insert_barely(connection)  # the control: before, they do not
    foreign_store.upgrade()
    with foreign_program(foreign_url) as connection:
        _insert_barely(connection)
        whole = "id IS NOT NULL AND created_at IS NOT NULL AND updated_at IS NOT NULL"
        for table in ("users", "event_groups", "events", "attendance"):
            assert ask(connection, f"SELECT bool_and({whole}) FROM {table}")  # noqa: S608 -- our tables' names
        run(connection, "UPDATE users SET updated_at = '2001-01-01'")
        run(connection, "UPDATE users SET name = 'Bo'")
        assert ask(connection, "SELECT min(updated_at) > '2026-01-01' FROM users")


def test_the_other_back_ends_own_inserts_go_on_working(foreign_store: Store, foreign_url: str) -> None:
    foreign_store.upgrade()
    with foreign_program(foreign_url) as connection:
        run(
            connection,
            "INSERT INTO attendance (id, event_id, participant_id, timestamp, created_at, updated_at)"
            " SELECT gen_random_uuid(), id, NULL, now(), '2001-01-01', '2001-01-01' FROM events",
        )
        run(
            connection,
            "INSERT INTO users (id, name, email, password_hash, role, created_at, updated_at)"
            " VALUES (gen_random_uuid(), 'Bo', 'bo@x.org', '$2b$10$y', 'PARTICIPANT', now(), now())",
        )
        assert ask(connection, "SELECT count(*) FROM attendance") == 3


def test_rows_that_violate_a_check_stay_changeable_and_kiosk_db_check_reports_it(
    foreign_store: Store, foreign_url: str
) -> None:
    with foreign_program(foreign_url) as connection:
        run(connection, "UPDATE events SET title = ' ', duration_minutes = 5000, state = NULL")
    foreign_store.upgrade()
    with foreign_program(foreign_url) as connection:
        run(connection, "UPDATE events SET code_qr = 'x'")
    assert foreign_store.check_schema() == [
        ColumnNullDiffers("events", "state", takes_null=True),
        CheckMissing("events_duration_minutes_check", "events"),
        CheckMissing("events_title_not_blank_check", "events"),
    ]


def test_a_downgrade_leaves_the_other_back_ends_tables_and_rows(
    foreign_store: Store, foreign_url: str
) -> None:
    foreign_store.upgrade()
    with migrating(read_address(foreign_url)) as connection:
        command.downgrade(configuration(connection), "base")
    with foreign_program(foreign_url) as connection:
        tables = set(inspect(connection).get_table_names())
        assert tables == {"users", "event_groups", "events", "attendance", "SequelizeMeta", "alembic_version"}
        assert ask(connection, "SELECT count(*) FROM attendance") == 2


def _insert_barely(connection: Connection) -> None:
    run(connection, "INSERT INTO users (name, email, password_hash) VALUES ('Bo', 'bo@x.org', '!')")
    run(connection, "INSERT INTO event_groups (name, created_by) SELECT 'More', id FROM users LIMIT 1")
    run(
        connection,
        "INSERT INTO events (group_id, title, start_time, duration_minutes, code_text, created_by)"
        " SELECT id, 'Closing', now(), 60, 'WS002', created_by FROM event_groups LIMIT 1",
    )
    run(connection, "INSERT INTO attendance (event_id) SELECT id FROM events")
