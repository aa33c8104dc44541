"""The revisions build the tables of the models on both engines, and take them back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from kiosk.domain.faults.schema_differences import (
    CheckMissing,
    ColumnDefaultDiffers,
    ColumnMissing,
    ColumnNullDiffers,
    ColumnTypeDiffers,
    ForeignKeyMissing,
    IndexMissing,
    TableMissing,
    TriggerMissing,
    TriggerUse,
)
from kiosk.domain.faults.storage import RowsMissing
from kiosk.domain.people.passes import token_hash
from kiosk.shipped import MIGRATIONS
from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.comparison import options
from kiosk.storage.schema.indexes import INDEXED
from kiosk.storage.schema.migration import configuration, migrating
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from migrations.authoring.checks import check_changes
from tests.storage.raw import add_pass, ask, ask_all, foreign_program, is_sqlite, run
from tests.storage.sample import fill
from tests.storage_faults import unfit

NO_REVISION = (
    'The models are not what the revisions build: run script/migration "what changes" and read what it wrote.'
)


@pytest.fixture
def empty_store(empty_database_url: str) -> Iterator[Store]:
    store = Store.open(empty_database_url)
    yield store
    store.close()


def test_the_newest_revision_is_the_one_whose_file_has_the_highest_number() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_a_migrated_database_matches_the_models_exactly(database_url: str) -> None:
    strict = {key: value for key, value in options().items() if key != "process_revision_directives"}
    with foreign_program(database_url) as connection:
        context = MigrationContext.configure(connection, opts=strict)
        differing = [
            *compare_metadata(context, INDEXED),
            *(
                check.to_diff_tuple()
                for table in INDEXED.sorted_tables
                for check in check_changes(context, table)
            ),
        ]
    assert differing == [], f"{NO_REVISION}\n{differing}"


def test_kiosk_db_check_finds_nothing_in_a_migrated_database(store: Store) -> None:
    assert store.check_schema() == []


def test_kiosk_db_check_names_everything_that_was_taken_away(store: Store, database_url: str) -> None:
    with foreign_program(database_url) as connection:
        on_table = "" if is_sqlite(connection) else " ON events"
        run(connection, f"DROP TRIGGER events_updated_at{on_table}")
        run(connection, "DROP INDEX attendance_one_per_participant")
        run(connection, f"DROP TRIGGER users_search_text{on_table.replace('events', 'users')}")
        run(connection, "DROP TABLE guests")
        run(connection, "ALTER TABLE events DROP COLUMN capacity")
        run(connection, "ALTER TABLE attendance DROP COLUMN method")
    found = store.check_schema()
    assert {
        TableMissing("guests"),
        IndexMissing(
            "attendance_one_per_participant", "attendance", ("event_id", "participant_id"), is_unique=True
        ),
        ColumnMissing("events", "capacity"),
        CheckMissing("attendance_method_check", "attendance"),
        TriggerMissing("events_updated_at", TriggerUse.UPDATED_AT),
        TriggerMissing("users_search_text", TriggerUse.SEARCH_TEXT),
    } <= set(found)


def test_kiosk_db_check_reports_a_column_with_another_type_nullability_or_default(
    postgres_url: str,
) -> None:
    with foreign_program(postgres_url) as connection:
        run(connection, "ALTER TABLE events ALTER duration_minutes TYPE bigint")
        run(connection, "ALTER TABLE users ALTER name DROP NOT NULL")
        run(connection, "ALTER TABLE users ALTER id DROP DEFAULT")
        run(connection, "ALTER TABLE guests DROP CONSTRAINT guests_event_id_fkey")
    store = Store.open(postgres_url)
    found = store.check_schema()
    store.close()
    assert found == [
        ColumnTypeDiffers("events", "duration_minutes", found="BIGINT", expected="INTEGER"),
        ForeignKeyMissing("guests", ("event_id",), "events", "CASCADE"),
        ColumnDefaultDiffers("users", "id"),
        ColumnNullDiffers("users", "name", takes_null=True),
    ]


def test_tables_of_another_program_in_the_same_database_are_left_alone(
    store: Store, database_url: str
) -> None:
    with foreign_program(database_url) as connection:
        run(connection, 'CREATE TABLE "SequelizeMeta" (name VARCHAR(255) PRIMARY KEY)')
        run(connection, "ALTER TABLE users ADD COLUMN avatar TEXT")
        run(connection, "CREATE INDEX mine ON users (avatar)")
    assert store.check_schema() == []


def test_an_empty_database_is_brought_up_and_all_the_way_down_and_up_again(
    empty_store: Store, empty_database_url: str
) -> None:
    empty_store.upgrade()
    with migrating(read_address(empty_database_url)) as connection:
        command.downgrade(configuration(connection), "base")
    with foreign_program(empty_database_url) as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        leftovers = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if is_sqlite(connection)
            else "SELECT typname FROM pg_type WHERE typname LIKE 'enum%'"
            " UNION SELECT proname FROM pg_proc WHERE proname LIKE 'kiosk%'"
        )
        assert ask_all(connection, leftovers) == []
    empty_store.upgrade()
    assert empty_store.revision() == HEAD
    assert empty_store.check_schema() == []


def test_every_revision_can_be_taken_back_with_rows_in_place(
    empty_store: Store, empty_database_url: str
) -> None:
    empty_store.upgrade()
    fill(empty_store)
    newest_first = [each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    for revision in newest_first[1:]:
        with migrating(read_address(empty_database_url)) as connection:
            command.downgrade(configuration(connection), revision)
        assert empty_store.revision() == revision
        with foreign_program(empty_database_url) as connection:
            assert ask(connection, "SELECT count(*) FROM events") == 1
    empty_store.upgrade()
    assert empty_store.check_schema() == []
    with empty_store.read() as transaction:
        assert transaction.people.count() == 2


def test_the_desks_revision_fills_in_the_search_texts_of_people(
    empty_store: Store, empty_database_url: str
) -> None:
    with migrating(read_address(empty_database_url)) as connection:
        command.upgrade(configuration(connection), "0006")
    with foreign_program(empty_database_url) as connection:
        run(
            connection,
            "INSERT INTO users (name, email, password_hash, updated_at)"
            " VALUES ('Łukasz  Ćwik', 'Lukasz@X.org', '!', '2001-02-03 04:05:06.000000')",
        )
    empty_store.upgrade()
    with foreign_program(empty_database_url) as connection:
        row = ask_all(connection, "SELECT search_text, must_change_password, updated_at FROM users")[0]
    assert row[0] == "lukasz cwik\nlukasz@x.org"
    assert not row[1]
    assert str(row[2]).startswith("2001")


def test_taking_the_desks_revision_back_keeps_check_ins_made_by_hand(
    empty_store: Store, empty_database_url: str
) -> None:
    empty_store.upgrade()
    fill(empty_store)
    with foreign_program(empty_database_url) as connection:
        run(connection, "INSERT INTO attendance (event_id, method) SELECT id, 'MANUAL' FROM events")
        run(connection, "INSERT INTO scan_log (outcome, method) VALUES ('UNDONE', 'MANUAL')")
        run(connection, "INSERT INTO scan_log (outcome, method) VALUES ('CHECKED_IN', 'CAMERA')")
    with migrating(read_address(empty_database_url)) as connection:
        command.downgrade(configuration(connection), "0006")
    with foreign_program(empty_database_url) as connection:
        assert ask_all(connection, "SELECT method FROM attendance") == [(None,)]
        assert ask_all(connection, "SELECT outcome FROM scan_log") == [("CHECKED_IN",)]
        with pytest.raises(DBAPIError):
            run(connection, "UPDATE attendance SET method = 'MANUAL'")
        run(connection, "UPDATE users SET name = 'Bo' WHERE role = 'EO'")
        assert str(ask(connection, "SELECT updated_at FROM users WHERE name = 'Bo'")) > "2026"


def test_taking_back_passes_for_events_leaves_one_live_pass_a_person_and_none_that_was_limited(
    empty_store: Store, empty_database_url: str
) -> None:
    empty_store.upgrade()
    fill(empty_store)
    with foreign_program(empty_database_url) as connection:
        for token, code in (("KPA", None), ("KPB", None), ("KPC", "WS001")):
            add_pass(connection, "zoe@example.org", token, code)
        run(
            connection,
            "UPDATE passes SET created_at = '2026-01-01' WHERE token_hash <> :b",
            b=token_hash("KPB"),
        )
    with migrating(read_address(empty_database_url)) as connection:
        command.downgrade(configuration(connection), "0009")
    with foreign_program(empty_database_url) as connection:
        live = ask_all(connection, "SELECT token_hash FROM passes WHERE revoked_at IS NULL")
        assert live == [(token_hash("KPB"),)]
        assert ask(connection, "SELECT count(*) FROM passes") == 2
        with pytest.raises(DBAPIError):
            add_pass_before(connection, "KPD")
    empty_store.upgrade()
    with foreign_program(empty_database_url) as connection:
        add_pass_before(connection, "KPD")
        rows = ask_all(connection, "SELECT token_hash, event_id FROM passes WHERE revoked_at IS NULL")
        assert sorted(rows) == sorted([(token_hash("KPB"), None), (token_hash("KPD"), None)])
        run(connection, "UPDATE passes SET updated_at = '2001-01-01', created_at = created_at")
        run(connection, "UPDATE passes SET revoked_at = CURRENT_TIMESTAMP")
        assert str(ask(connection, "SELECT min(updated_at) FROM passes")) > "2026"


def add_pass_before(connection: Connection, token: str) -> None:
    """Inserts a live pass as programs did before passes had events."""
    run(
        connection,
        "INSERT INTO passes (participant_id, token_hash) SELECT id, :hash FROM users"
        " WHERE email = 'zoe@example.org'",
        hash=token_hash(token),
    )


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    sample = fill(store)
    store.upgrade()
    with store.read() as transaction:
        assert transaction.events.get(sample.event) is not None


def test_a_failing_revision_leaves_the_database_as_it_was(
    empty_store: Store, empty_database_url: str
) -> None:
    with migrating(read_address(empty_database_url)) as connection:
        command.upgrade(configuration(connection), "0003")
    with foreign_program(empty_database_url) as connection:
        run(connection, "CREATE TABLE scan_log (id INTEGER)")  # 0004 will fail because of it
        before = sorted(inspect(connection).get_table_names())
    with pytest.raises(Exception, match="already exists"):
        empty_store.upgrade()
    assert empty_store.revision() == "0003"
    with foreign_program(empty_database_url) as connection:
        assert sorted(inspect(connection).get_table_names()) == before
        assert "capacity" not in {column["name"] for column in inspect(connection).get_columns("events")}


def test_a_sqlite_upgrade_refuses_rows_that_refer_to_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'broken.sqlite'}"
    with migrating(read_address(url)) as connection:
        command.upgrade(configuration(connection), "0002")
    with foreign_program(url) as connection:
        run(connection, "PRAGMA foreign_keys = OFF")
        run(
            connection,
            "INSERT INTO event_groups (id, name, created_by, created_at, updated_at)"
            " VALUES ('a', 'Talks', 'nobody', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
        )
    store = Store.open(url)
    with unfit(RowsMissing("event_groups", missing_from="users")):
        store.upgrade()
    assert store.revision() == "0002"
    store.close()


@pytest.mark.parametrize(
    ("arguments", "expected"), [(["check"], "No new upgrade"), (["current"], f"{HEAD} (head)")]
)
def test_developers_use_alembic_from_the_repository(
    database_url: str, arguments: list[str], expected: str
) -> None:
    root = MIGRATIONS.parent
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-m", "alembic", *arguments],
        cwd=root,
        env={**os.environ, "KIOSK_DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert expected in done.stdout


def test_reading_the_revision_does_not_create_a_file(tmp_path: Path) -> None:
    file = tmp_path / "not-there.sqlite"
    store = Store.open(f"sqlite:///{file}")
    assert store.revision() is None
    store.close()
    assert not file.exists()


def test_alembic_is_imported_only_when_it_is_needed(sqlite_url: str) -> None:
    program = (
        "import sys; from kiosk.storage.store import Store; s = Store.open(sys.argv[1]); s.check_revision();"
        " t = s.read(); t.__enter__().people.count(); t.__exit__(None, None, None); s.close();"
        " print([n for n in ('alembic', 'sqlalchemy.orm', 'psycopg') if n in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", program, sqlite_url],
        cwd=MIGRATIONS.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
