"""A door's login checks people in, and is refused everything else."""

from collections.abc import Iterator
from itertools import product
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy.exc import DBAPIError

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.refusals.machine.doors import RightsNeedServer, RoleHasMoreRights, RoleMissing
from kiosk.services.people import guest_lists
from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.door_rights import PROTOCOL_FUNCTIONS, PROTOCOL_SCHEMAS
from kiosk.storage.schema.migration import configuration, migrating
from kiosk.storage.schema.tables import metadata
from kiosk.storage.store import Store
from tests.databases import PostgresServer
from tests.refusals import refuses
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.sync.roles import as_role, new_role
from tests.sync.venue import Venue
from tests.waiting import until

TABLES = [*metadata.tables, "alembic_version"]
ON_EACH_TABLE = (
    "SELECT * FROM {table}",
    "SELECT count(*) FROM {table}",
    "INSERT INTO {table} DEFAULT VALUES",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "DROP TABLE {table}",
    "ALTER TABLE {table} ADD COLUMN mine text",
    "COPY {table} TO STDOUT",
    "LOCK TABLE {table}",
    "CREATE INDEX mine ON {table} ((1))",
)
SECRET = ("contact", "company", "note")
NOTED = "shared@example.org"
HOSTILE = (
    "UPDATE users SET password_hash = 'mine'",
    "UPDATE users SET role = 'EO'",
    "UPDATE events SET state = 'CLOSED'",
    "UPDATE kiosks SET name = 'mine'",
    "SELECT password_hash FROM users",
    "SELECT email FROM users",
    "CREATE TABLE mine (id integer)",
    "CREATE TEMP TABLE mine (id integer)",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION kiosk_door_1.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION dblink",
    "CREATE ROLE mine",
    "CREATE DATABASE mine",
    "CREATE PUBLICATION mine FOR ALL TABLES",
    "ALTER ROLE {role} SUPERUSER",
    "ALTER FUNCTION kiosk_door_1.exchange(jsonb, jsonb) SECURITY INVOKER",
    "DROP FUNCTION kiosk_door_1.exchange(jsonb, jsonb)",
    "DROP SCHEMA kiosk_door_1 CASCADE",
    "DROP OWNED BY {owner}",
    "REASSIGN OWNED BY {owner} TO {role}",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "ALTER SYSTEM SET fsync = off",
    "SELECT pg_reload_conf()",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/mine'",
    "SELECT kiosk_door_1.check_in(gen_random_uuid(), '{{}}')",
    "SELECT kiosk_door_1.answer('{{}}')",
    "SELECT kiosk_door_1.note_report('{{}}')",
    "SELECT kiosk_door_1.prune_log()",
    "SELECT kiosk_door_1.server()",
    "SELECT kiosk_door_2.check_in(gen_random_uuid(), '{{}}')",
    "SELECT kiosk_door_2.answer('{{}}')",
    "SELECT kiosk_door_2.note_report('{{}}')",
    "DROP SCHEMA kiosk_door_2 CASCADE",
    "SELECT kiosk_door_1.exchange_commands('{{}}', '[]')",
    "SELECT kiosk_answer_of_desk('{{}}')",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_shadow",
)


@pytest.fixture
def role(venue: Venue, postgres_server: PostgresServer) -> Iterator[str]:
    """Yields a login without rights."""
    with new_role(postgres_server, venue.url) as name:
        yield name


def test_a_doors_login_is_enough_for_a_door(venue: Venue, role: str) -> None:
    token = venue.world.make_holder()
    venue.world.store.grant_door(role)
    door = venue.open_door("Door A", as_role(venue.url, role))
    assert door.check_in(token).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    assert venue.rows() == [("Ana Ionescu", "Door A")]


def test_a_login_from_before_the_desk_s_answer_is_still_enough_and_gets_no_more(
    venue: Venue, role: str
) -> None:
    venue.world.store.grant_door(role)
    address = read_address(venue.url)
    with migrating(address) as connection:
        command.downgrade(configuration(connection), "0009")
    venue.world.store.upgrade()
    door = venue.open_door("Door A", as_role(venue.url, role))
    assert door.check_in(None).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    inner = "SELECT kiosk_door_1.exchange_commands('{}', '[]')"
    with (
        foreign_program(as_role(venue.url, role)) as connection,
        pytest.raises(DBAPIError, match="permission denied"),
    ):
        run(connection, inner)


def test_without_the_grant_it_is_not(venue: Venue, role: str) -> None:
    door = venue.door("Door A", as_role(venue.url, role))
    assert "RIGHT_MISSING" in str(door.syncer.wait_for_event())


def test_everything_else_is_refused(venue: Venue, role: str, subtests: pytest.Subtests) -> None:
    venue.world.make_holder()
    venue.world.store.grant_door(role)
    with foreign_program(venue.url) as connection:
        owner = ask(connection, "SELECT quote_ident(current_user)")
    statements = [each.format(table=table) for table in TABLES for each in ON_EACH_TABLE]
    statements += [each.format(role=role, owner=owner) for each in HOSTILE]
    assert len(statements) >= 100
    with foreign_program(as_role(venue.url, role)) as connection:
        for statement in statements:
            with subtests.test(statement), pytest.raises(DBAPIError):
                run(connection, statement)
    with foreign_program(venue.url) as connection:
        assert ask(connection, "SELECT count(*) FROM users") == 2


def test_the_functions_of_the_protocols_give_no_address_no_note_and_no_password_hash(
    venue: Venue, role: str
) -> None:
    venue.world.make_holder()
    guest_lists.add_guest(venue.world.store, "WS001", "ana@example.org")
    venue.world.store.grant_door(role)
    with foreign_program(venue.url) as connection:
        for each in SECRET:
            run(connection, f"UPDATE guests SET {each} = :secret", secret=NOTED)  # noqa: S608 -- our names
        rows = ask_all(connection, "SELECT email, password_hash FROM users")
    secrets = [NOTED, *(str(each) for row in rows for each in row)]
    with foreign_program(as_role(venue.url, role)) as connection:
        for schema, name in product(PROTOCOL_SCHEMAS, ("events", "people", "passes", "guests", "attendance")):
            query = f"SELECT * FROM {schema}.{name}(NULL, :event)"  # noqa: S608 -- our names
            rows = ask_all(connection, query, event=str(venue.world.event.id))
            assert rows or name == "attendance"
            assert not [secret for secret in secrets if secret in str(rows)]


@pytest.mark.parametrize("schema", PROTOCOL_SCHEMAS)
def test_of_all_functions_a_door_may_call_those_of_the_protocol_only(
    venue: Venue, role: str, schema: str
) -> None:
    venue.world.store.grant_door(role)
    may = (
        "SELECT proname FROM pg_proc WHERE pronamespace = CAST(:schema AS regnamespace)"
        " AND has_function_privilege(:role, oid, 'EXECUTE')"
    )
    with foreign_program(venue.url) as connection:
        found = {name for (name,) in ask_all(connection, may, role=role, schema=schema)}
    later = {"profiles"} if schema == "kiosk_door_1" else set()
    assert found == set(PROTOCOL_FUNCTIONS) - later


def test_a_revoked_login_can_do_nothing_any_more(venue: Venue, role: str) -> None:
    venue.world.store.grant_door(role)
    venue.world.store.revoke_door(role)
    with foreign_program(as_role(venue.url, role)) as connection, pytest.raises(DBAPIError):
        run(connection, "SELECT * FROM kiosk_door_2.events(NULL, NULL)")


def test_a_login_with_other_rights_is_refused(venue: Venue, role: str) -> None:
    with foreign_program(venue.url) as connection:
        run(connection, f"GRANT SELECT ON users TO {role}")
    with refuses(RoleHasMoreRights(role)):
        venue.world.store.grant_door(role)


def test_a_missing_login_and_a_missing_server_are_named(venue: Venue, sqlite_url: str) -> None:
    with refuses(RoleMissing("nobody here")):
        venue.world.store.grant_door("nobody here")
    file = Store.open(sqlite_url)
    with refuses(RightsNeedServer()):
        file.grant_door("door")
    file.close()


def test_other_logins_keep_their_temporary_tables(
    venue: Venue, role: str, postgres_server: PostgresServer
) -> None:
    other = f"kiosk_test_other_{uuid4().hex[:8]}"
    postgres_server.run(f"CREATE ROLE {other} LOGIN PASSWORD 'x'")
    try:
        venue.world.store.grant_door(role)
        with foreign_program(as_role(venue.url, other)) as connection:
            run(connection, "CREATE TEMP TABLE mine (id integer)")
    finally:
        with foreign_program(venue.url) as connection:
            run(connection, f"DROP OWNED BY {other}")
        postgres_server.run(f"DROP ROLE {other}")
