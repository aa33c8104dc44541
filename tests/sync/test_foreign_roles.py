"""The triggers for doors never make a statement of another program fail."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from tests.databases import PostgresServer
from tests.storage.raw import add_user, foreign_program, run
from tests.sync.venue import Venue
from tests.waiting import until

ROLE = "kiosk_test_back_end"
SHARED = ("users", "event_groups", "events", "attendance")


@pytest.fixture
def back_end_url(venue: Venue, postgres_server: PostgresServer) -> Iterator[str]:
    """Yields the URL of a login that may use the four shared tables and nothing else."""
    postgres_server.run(f"DROP ROLE IF EXISTS {ROLE}", f"CREATE ROLE {ROLE} LOGIN PASSWORD 'x'")
    with foreign_program(venue.url) as connection:
        for table in SHARED:
            run(connection, f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
    url = make_url(venue.url).set(username=ROLE, password="x")  # noqa: S106 -- of a role for this test
    yield url.render_as_string(hide_password=False)
    with foreign_program(venue.url) as connection:
        run(connection, f"DROP OWNED BY {ROLE}")
    postgres_server.run(f"DROP ROLE {ROLE}")


def test_the_other_back_end_with_rights_on_its_four_tables_changes_all_of_them(
    venue: Venue, back_end_url: str
) -> None:
    door = venue.open_door("Door A")
    with foreign_program(back_end_url) as connection:
        user = add_user(connection, "b@x.org")
        run(connection, "UPDATE events SET title = 'Changed by the back end'")
        run(
            connection,
            "INSERT INTO attendance (event_id, participant_id) SELECT id, :user FROM events",
            user=user,
        )
        run(connection, "INSERT INTO event_groups (name, created_by) VALUES ('Talks', :user)", user=user)
        run(connection, "UPDATE users SET name = 'Bo' WHERE id = :user", user=user)
        assert until(lambda: {name for _at, name in door.attendance()} == {"Bo"})
        run(connection, "DELETE FROM users WHERE id = :user", user=user)
        assert until(lambda: {name for _at, name in door.attendance()} == {None})
    assert door.event_door.view().event.title == "Changed by the back end"
