"""A change at the centre by any program reaches every door, whenever its transaction was committed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url

from kiosk.domain.check_in.kiosk import KioskReport
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.event import EventState
from kiosk.services.events import events
from kiosk.services.people import guest_lists, passes
from kiosk.storage.centre.roster_changes import RosterChanges
from kiosk.storage.schema.roster import RosterTable
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.sync.venue import Door, Venue
from tests.waiting import until

FOREIGN_CHANGES = {
    "a check-in of the other back end": "INSERT INTO attendance (event_id, participant_id)"
    " SELECT events.id, users.id FROM events, users WHERE email = 'ana@example.org'",
    "a new name": "UPDATE users SET name = 'Ana Popescu' WHERE email = 'ana@example.org'",
    "a closed event": "UPDATE events SET state = 'CLOSED'",
    "a revoked pass": "UPDATE passes SET revoked_at = now()",
    "a deleted account": "DELETE FROM users WHERE email = 'ana@example.org'",
    "a guest": "INSERT INTO guests (event_id, participant_id) SELECT events.id, users.id FROM events, users"
    " WHERE email = 'ana@example.org'",
    "an emptied table": "TRUNCATE passes",
}


def copied(connection: Connection) -> list[list[tuple[object, ...]]]:
    """Returns what a door copies of the only event and Ana, as text that both engines write alike."""
    queries = (
        "SELECT title, state FROM events",
        "SELECT users.name FROM passes JOIN users ON users.id = participant_id",
        "SELECT revoked_at IS NULL FROM passes",
        "SELECT users.name FROM guests JOIN users ON users.id = participant_id",
        "SELECT users.name FROM attendance LEFT JOIN users ON users.id = participant_id",
    )
    return [[tuple(map(str, row)) for row in ask_all(connection, query)] for query in queries]


def equals_centre(door: Door, venue: Venue) -> bool:
    with foreign_program(venue.url) as centre, foreign_program(door.url) as local:
        return [[tuple(map(_word, row)) for row in rows] for rows in copied(centre)] == [
            [tuple(map(_word, row)) for row in rows] for rows in copied(local)
        ]


def _word(value: object) -> str:
    return {"True": "1", "False": "0"}.get(str(value), str(value))


@pytest.mark.parametrize("statement", FOREIGN_CHANGES.values(), ids=FOREIGN_CHANGES)
def test_a_foreign_change_reaches_an_open_door(venue: Venue, statement: str) -> None:
    venue.world.make_holder()
    door = venue.open_door("Door A")
    assert equals_centre(door, venue)
    with foreign_program(venue.url) as connection:
        run(connection, statement)
    assert until(lambda: equals_centre(door, venue))


@pytest.mark.parametrize("statement", FOREIGN_CHANGES.values(), ids=FOREIGN_CHANGES)
def test_a_change_while_the_door_was_off_is_there_after_its_start(venue: Venue, statement: str) -> None:
    venue.world.make_holder()
    door = venue.door("Door A", is_started=False)
    door.start()
    assert until(door.is_open)
    door.end()
    with foreign_program(venue.url) as connection:
        run(connection, statement)
    again = venue.door("Door A")
    assert until(lambda: equals_centre(again, venue))


@contextmanager
def open_transaction(url: str) -> Iterator[Connection]:
    """Yields a connection in a transaction that ends with the block."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def test_a_transaction_that_stays_open_delays_nobodys_changes_but_its_own(venue: Venue) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A")
    with open_transaction(venue.url) as slow:
        run(slow, "UPDATE users SET name = 'Ana Popescu' WHERE email = 'ana@example.org'")
        events.set_event_state(venue.world.store, "WS001", EventState.CLOSED)
        assert until(lambda: door.check_in(token).outcome is Outcome.EVENT_CLOSED)
        events.set_event_state(venue.world.store, "WS001", EventState.OPEN)
        assert until(lambda: door.event_door.view().event.state is EventState.OPEN)
        assert door.check_in(token).name == "Ana Ionescu"
    assert until(lambda: door.check_in(token).name == "Ana Popescu")


def test_a_guest_list_is_followed(venue: Venue) -> None:
    event = venue.world.make_event("LISTED", has_guest_list=True)
    token = venue.world.make_holder()
    venue.world.event = event
    door = venue.open_door("Door A")
    assert door.check_in(token).outcome is Outcome.NOT_ON_LIST
    guest_lists.add_guest(venue.world.store, "LISTED", "ana@example.org")
    assert until(lambda: door.check_in(token).outcome is Outcome.CHECKED_IN)


def knows_revocation(door: Door) -> bool:
    with foreign_program(door.url) as connection:
        return bool(ask(connection, "SELECT count(*) FROM passes WHERE revoked_at IS NOT NULL") == 1)


def test_a_revoked_pass_and_its_successor(venue: Venue) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A")
    new = passes.issue_pass(venue.world.store, "ana@example.org", now=venue.world.now)
    assert until(lambda: knows_revocation(door))
    assert door.check_in(token).outcome is Outcome.PASS_REVOKED
    assert door.check_in(new.token).outcome is Outcome.CHECKED_IN


def test_a_door_knows_no_address_and_no_password_hash(venue: Venue) -> None:
    venue.world.make_holder()
    door = venue.open_door("Door A")
    with foreign_program(door.url) as connection:
        assert ask(connection, "SELECT count(*) FROM users WHERE email LIKE '%@example.org'") == 0
        assert ask(connection, "SELECT count(*) FROM users WHERE password_hash <> '!'") == 0
        assert ask(connection, "SELECT count(*) FROM passes") == 1


def test_a_door_that_is_behind_the_change_log_reads_the_whole_list(venue: Venue) -> None:
    venue.world.make_holder()
    door = venue.door("Door A", is_started=False)
    door.start()
    assert until(door.is_open)
    door.end()
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE users SET name = 'Ana Popescu' WHERE email = 'ana@example.org'")
        run(connection, "DELETE FROM change_log")
        begins = (
            "SELECT 'change_log_begins', (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1)::text"
        )
        run(connection, f"INSERT INTO installation (key, value) {begins}")
        for _ in range(3):
            run(connection, "UPDATE events SET title = title || '!'")
    again = venue.door("Door A")
    assert until(lambda: equals_centre(again, venue))


def test_a_doors_own_check_ins_do_not_come_back_as_changes_but_their_undoing_does(venue: Venue) -> None:
    door = venue.open_door("Door A")
    mark = door.local.mark()
    assert mark is not None
    report = KioskReport(door.local.kiosk_id(), door.name, venue.world.event.id, "test")
    command = venue.walk_in(door.name)
    transaction = door.centre.exchange(report, [command]).transaction
    assert transaction is not None

    def changed() -> RosterChanges | None:
        return door.centre.changes(mark.event_id, mark.seen, mark.protocol, [transaction])

    own = changed()
    assert own is not None
    assert own.is_empty
    all_changes = door.centre.changes(mark.event_id, mark.seen, mark.protocol)
    assert all_changes is not None
    assert [row[0] for row in all_changes.rows[RosterTable.ATTENDANCE]] == [command.id]
    with foreign_program(venue.url) as program:
        run(program, "DELETE FROM attendance")
    undone = changed()
    assert undone is not None
    assert undone.gone[RosterTable.ATTENDANCE] == {command.id}
