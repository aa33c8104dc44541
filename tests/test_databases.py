"""The PostgreSQL database that tests share is as new for each of them."""

from collections.abc import Iterator

import pytest

from tests.databases import PostgresServer, SharedDatabase
from tests.storage.raw import ask, foreign_program, run


@pytest.fixture
def shared(postgres_server: PostgresServer, postgres_template: str) -> Iterator[SharedDatabase]:
    database = SharedDatabase(postgres_server, postgres_template)
    yield database
    database.drop()


def test_rows_of_an_earlier_test_are_deleted(shared: SharedDatabase) -> None:
    url = shared.emptied()
    with foreign_program(url) as connection:
        run(connection, "INSERT INTO installation (key, value) VALUES ('ana', 'was here')")
    assert shared.emptied() == url
    with foreign_program(url) as connection:
        assert ask(connection, "SELECT count(*) FROM installation") == 0


@pytest.mark.parametrize(
    "alteration",
    [
        "ALTER TABLE events ADD COLUMN room text",
        "DROP TABLE attendance CASCADE",
        "CREATE SCHEMA other",
        "UPDATE alembic_version SET version_num = '0001'",
        "DROP TABLE alembic_version",
        "DROP TRIGGER events_news ON events",
    ],
)
def test_a_database_that_an_earlier_test_altered_is_replaced(shared: SharedDatabase, alteration: str) -> None:
    url = shared.emptied()
    with foreign_program(url) as connection:
        run(connection, alteration)
    assert shared.emptied() != url
