"""A technician moves a venue to a server, and gives each door a login of its own."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from tests.cli.terminal import Terminal
from tests.databases import PostgresServer
from tests.storage.raw import ask, foreign_program, run


@pytest.fixture
def role(postgres_url: str, postgres_server: PostgresServer) -> Iterator[str]:
    """Yields a login without rights."""
    name = f"kiosk_test_door_{uuid4().hex[:8]}"
    postgres_server.run(f"CREATE ROLE {name} LOGIN")
    yield name
    with foreign_program(postgres_url) as connection:
        run(connection, f"DROP OWNED BY {name}")
    postgres_server.run(f"DROP ROLE {name}")


def test_a_venue_is_copied_to_an_empty_server_and_its_password_is_not_printed(
    bare: Terminal, empty_postgres_url: str
) -> None:
    bare.kiosk("db", "upgrade")
    bare.kiosk("db", "seed")
    with_password = make_url(empty_postgres_url).set(password="c0rrect")  # noqa: S106 -- a made-up one
    done = bare.kiosk("db", "copy", "--to", with_password.render_as_string(hide_password=False), "--json")
    assert done.status == 0, done
    assert done.document["rows"]["users"] == 61
    assert "c0rrect" not in done.out + done.err
    with foreign_program(empty_postgres_url) as connection:
        assert ask(connection, "SELECT count(*) FROM passes") == 60
    again = bare.kiosk("db", "copy", "--to", empty_postgres_url)
    assert (again.status, "users" in again.out) == (0, True)


def test_a_copy_to_a_database_with_other_data_is_one_sentence(bare: Terminal, postgres_url: str) -> None:
    bare.kiosk("db", "upgrade")
    with foreign_program(postgres_url) as connection:
        run(connection, "INSERT INTO users (name, email, password_hash) VALUES ('Bo', 'bo@x.org', '!')")
    assert "holds other data" in bare.refuses("db", "copy", "--to", postgres_url)


def test_a_login_becomes_a_doors_and_is_revoked(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, postgres_url: str, role: str
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE_URL", postgres_url)
    may = "SELECT has_schema_privilege(:role, 'kiosk_door_1', 'USAGE')"
    with foreign_program(postgres_url) as connection:
        assert bare.kiosk("db", "grant-door", role, "--json").document == {"role": role, "is_door": True}
        assert ask(connection, may, role=role) is True
        assert "no door's login any more" in bare.kiosk("db", "revoke-door", role).out
        assert ask(connection, may, role=role) is False
    assert "has no login 'nobody'" in bare.refuses("db", "grant-door", "nobody")
