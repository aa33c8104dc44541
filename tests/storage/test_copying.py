"""A venue grows from one laptop's file to a server: everything moves, once, into an empty database."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kiosk.domain.clock import utc_now
from kiosk.domain.copying import TableCopied
from kiosk.domain.people.passes import mint_token
from kiosk.domain.refusals.machine.copies import CopyDiffers, CopyNeedsServer, TargetNotEmpty
from kiosk.services.people import guest_lists
from kiosk.storage.schema.tables import metadata
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.world import World
from tests.storage.raw import add_pass, add_user, ask, ask_all, foreign_program, run

COPIED = [table.name for table in metadata.sorted_tables if table.name not in {"outbox", "change_log"}]


@pytest.fixture
def laptop(sqlite_url: str) -> Iterator[World]:
    """Yields the world on one laptop's file: people with passes, guests, check-ins, refusals."""
    with closing(Store.open(sqlite_url)) as store:
        world = World(store, now=utc_now())
        tokens = [world.make_holder(f"Zoë {number} 🎟", f"{number}@x.org") for number in range(3)]
        for token in (*tokens, tokens[0], None, "a menu"):
            world.check_in(token)
        guest_lists.add_guest(store, "WS001", "0@x.org")
        with foreign_program(sqlite_url) as connection:
            add_pass(connection, "0@x.org", mint_token(), "WS001")
            run(
                connection, "UPDATE guests SET ticket_type = 'Speaker', contact = 'all@x.org', note = 'Vegan'"
            )
            run(connection, "INSERT INTO profiles (id, language) SELECT id, 'ro' FROM users")
            run(connection, "INSERT INTO staff_roles (person_id, role) SELECT id, 'DOOR_STAFF' FROM users")
        yield world


@pytest.fixture
def server(postgres_url: str) -> Iterator[Store]:
    with closing(Store.open(postgres_url)) as store:
        yield store


def ids(url: str, table: str) -> set[str]:
    key = "key" if table == "installation" else "id"
    with foreign_program(url) as connection:
        return {str(row[0]).replace("-", "") for row in ask_all(connection, f"SELECT {key} FROM {table}")}  # noqa: S608 -- our tables


def test_every_row_moves_with_its_id(
    laptop: World, server: Store, sqlite_url: str, postgres_url: str
) -> None:
    copied: list[TableCopied] = []
    laptop.store.copy_to(server, copied.append)
    assert [each.table for each in copied] == COPIED
    rows = {each.table: each.rows for each in copied}
    assert (rows["users"], rows["passes"], rows["attendance"], rows["scan_log"]) == (4, 4, 4, 6)
    assert (rows["guests"], rows["profiles"], rows["staff_roles"]) == (1, 4, 4)
    for table in COPIED:
        assert ids(sqlite_url, table) <= ids(postgres_url, table)


def test_values_and_instants_are_the_same(laptop: World, server: Store, postgres_url: str) -> None:
    laptop.store.copy_to(server, lambda _table: None)
    with laptop.store.read() as before, server.read() as after:
        for event in before.events.all():
            assert after.events.get(event.id) == event
            assert after.attendance.rows(event.id) == before.attendance.rows(event.id)
            assert after.scans.rows(event.id) == before.scans.rows(event.id)
    details = "SELECT ticket_type, contact, note, (SELECT count(event_id) FROM passes) FROM guests"
    with foreign_program(postgres_url) as connection:
        assert ask_all(connection, details) == [("Speaker", "all@x.org", "Vegan", 1)]


def test_a_copy_that_was_interrupted_goes_on(laptop: World, server: Store, postgres_url: str) -> None:
    class Interrupted(Exception):  # noqa: N818 -- a story's own
        pass

    def interrupt(table: TableCopied) -> None:
        if table.table == "events":
            raise Interrupted

    with pytest.raises(Interrupted):
        laptop.store.copy_to(server, interrupt)
    with foreign_program(postgres_url) as connection:
        assert ask(connection, "SELECT count(*) FROM events") == 1
        assert ask(connection, "SELECT count(*) FROM attendance") == 0
    laptop.store.copy_to(server, lambda _table: None)
    with foreign_program(postgres_url) as connection:
        assert ask(connection, "SELECT count(*) FROM attendance") == 4


def test_a_database_with_other_data_is_refused_and_not_touched(
    laptop: World, server: Store, postgres_url: str
) -> None:
    with foreign_program(postgres_url) as connection:
        add_user(connection, "somebody@else.org")
        with refuses(TargetNotEmpty()):
            laptop.store.copy_to(server, lambda _table: None)
        assert ask(connection, "SELECT count(*) FROM users") == 1


def test_a_second_copy_into_another_venues_database_is_refused(
    laptop: World, server: Store, postgres_url: str
) -> None:
    laptop.store.copy_to(server, lambda _table: None)
    with foreign_program(postgres_url) as connection:
        run(connection, "UPDATE installation SET value = 'another' WHERE key = 'copy_of'")
    with refuses(TargetNotEmpty()):
        laptop.store.copy_to(server, lambda _table: None)


def test_rows_that_somebody_adds_to_the_copy_at_the_same_time_are_noticed(
    laptop: World, server: Store, postgres_url: str
) -> None:
    def add(table: TableCopied) -> None:
        if table.table == "installation":
            with foreign_program(postgres_url) as connection:
                add_user(connection, "somebody@else.org")

    expected = CopyDiffers("users", 4, 5)
    with refuses(expected):
        laptop.store.copy_to(server, add)
        laptop.store.copy_to(server, lambda _table: None)


def test_a_copy_goes_from_a_file_to_a_server_only(laptop: World, server: Store, sqlite_url: str) -> None:
    with refuses(CopyNeedsServer()):
        server.copy_to(laptop.store, lambda _table: None)
    with closing(Store.open(sqlite_url)) as other, refuses(CopyNeedsServer()):
        laptop.store.copy_to(other, lambda _table: None)
