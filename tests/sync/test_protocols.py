"""Doors and centres of different ages speak the newest protocol that both know, or name what to update."""

import pytest
from alembic import command

from kiosk.domain.check_in.protocol import PROTOCOLS, UpdateNeeded
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.faults.storage import NoSharedProtocol
from kiosk.services.people import guest_lists
from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.door_rights import PROTOCOL_FUNCTIONS
from kiosk.storage.schema.migration import configuration, migrating
from tests.databases import PostgresServer
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.sync.roles import as_role, new_role
from tests.sync.venue import Door, Venue
from tests.waiting import until

nothing_in_common = pytest.mark.complains("no protocol in common with the centre")

_HIDDEN = "hidden_door_"
_SHOWN = "kiosk_door_"


def serve(venue: Venue, *numbers: int) -> None:
    """Makes the centre serve these protocols only; those that this program does not know are empty."""
    exists = "SELECT count(*) FROM pg_namespace WHERE nspname = :name"
    with foreign_program(venue.url) as connection:
        for number in PROTOCOLS:
            was, becomes = (_HIDDEN, _SHOWN) if number in numbers else (_SHOWN, _HIDDEN)
            if ask(connection, exists, name=f"{was}{number}"):
                run(connection, f"ALTER SCHEMA {was}{number} RENAME TO {becomes}{number}")
        for number in set(numbers) - set(PROTOCOLS):
            run(connection, f"CREATE SCHEMA {_SHOWN}{number}")


def protocol_at(venue: Venue) -> int | None:
    """Returns the number of the protocol that the venue's only kiosk named last."""
    with foreign_program(venue.url) as connection:
        number: int | None = ask(connection, "SELECT protocol FROM kiosks")
    return number


def ticket_types(door: Door) -> set[str | None]:
    """Returns the ticket types of the guests whom a door knows."""
    with foreign_program(door.url) as connection:
        return {kind for (kind,) in ask_all(connection, "SELECT ticket_type FROM guests")}


@pytest.mark.parametrize(
    ("served", "named"), [((1,), None), ((1, 2), 2), ((2,), 2), ((2, 3), 2), ((0, 1), None)]
)
def test_a_door_speaks_the_newest_protocol_that_both_know(
    venue: Venue, served: tuple[int, ...], named: int | None
) -> None:
    token = venue.world.make_holder()
    serve(venue, *served)
    door = venue.open_door("Door A")
    assert door.check_in(token).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    assert venue.rows() == [("Ana Ionescu", "Door A")]
    assert protocol_at(venue) == named


@nothing_in_common
@pytest.mark.parametrize(
    ("served", "outdated"),
    [((0,), UpdateNeeded.CENTRE), ((3, 4), UpdateNeeded.DOOR)],
    ids=["an older centre", "a newer centre"],
)
def test_without_a_common_protocol_a_door_takes_people_in_and_sends_nothing_until_there_is_one(
    venue: Venue, served: tuple[int, ...], outdated: UpdateNeeded
) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A")
    assert door.status.update_needed is None
    serve(venue, *served)
    assert until(lambda: door.status.update_needed is outdated)
    reports = venue.count("ledger"), venue.reports()

    answer = door.check_in(token)

    assert (answer.outcome, answer.is_saved_here) == (Outcome.CHECKED_IN, True)
    assert until(lambda: door.status.waiting == 1)
    assert not door.status.is_online
    assert (venue.count("ledger"), venue.reports()) == reports
    assert venue.rows() == []
    serve(venue, *PROTOCOLS)
    assert until(door.is_idle)
    assert until(lambda: door.status.update_needed is None and door.status.is_online)
    assert venue.rows() == [("Ana Ionescu", "Door A")]


@nothing_in_common
def test_a_new_door_waits_for_the_update_and_opens_by_itself(venue: Venue) -> None:
    serve(venue, 3)
    door = venue.door("Door A")
    with pytest.raises(StorageUnavailable) as raised:
        door.event_door.view()
    assert raised.value.cause == NoSharedProtocol(UpdateNeeded.DOOR)
    assert not raised.value.is_lasting
    serve(venue, *PROTOCOLS)
    assert until(door.is_open)


def test_after_an_upgrade_of_the_centre_a_running_door_reads_what_the_newer_protocol_brings(
    venue: Venue,
) -> None:
    venue.world.make_holder()
    guest_lists.add_guest(venue.world.store, "WS001", "ana@example.org")
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE guests SET ticket_type = 'Speaker'")
    serve(venue, 1)
    door = venue.open_door("Door A")
    assert ticket_types(door) == {None}
    serve(venue, 1, 2)
    assert until(lambda: ticket_types(door) == {"Speaker"})


def test_a_door_whose_program_was_upgraded_reads_its_whole_list_again(venue: Venue) -> None:
    venue.world.make_holder()
    guest_lists.add_guest(venue.world.store, "WS001", "ana@example.org")
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE guests SET ticket_type = 'Speaker'")
    door = venue.door("Door A", is_started=False)
    door.start()
    assert until(door.is_open)
    door.end()
    with foreign_program(door.url) as connection:  # as the earlier program left it
        run(connection, "UPDATE guests SET ticket_type = NULL")
        mark = ask(connection, "SELECT value FROM installation WHERE key = 'roster'")
        assert ', "protocol": 2' in mark
        run(
            connection,
            "UPDATE installation SET value = :mark WHERE key = 'roster'",
            mark=mark.replace(', "protocol": 2', ""),
        )
    again = venue.door("Door A")
    assert until(lambda: ticket_types(again) == {"Speaker"})


@pytest.mark.parametrize("revision", ["0009", "9999"])
def test_the_centres_revision_is_nothing_to_a_door(venue: Venue, revision: str) -> None:
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE alembic_version SET version_num = :revision", revision=revision)
    door = venue.open_door("Door A")
    assert door.check_in(None).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    assert venue.rows() == [(None, "Door A")]


def test_the_logins_of_doors_may_use_the_newer_protocol_after_an_upgrade(
    venue: Venue, postgres_server: PostgresServer
) -> None:
    with new_role(postgres_server, venue.url) as role, new_role(postgres_server, venue.url) as other:
        with migrating(read_address(venue.url)) as connection:
            command.downgrade(configuration(connection), "0009")
        with foreign_program(venue.url) as connection:
            for function in set(PROTOCOL_FUNCTIONS) - {"profiles"}:
                run(connection, f"GRANT EXECUTE ON FUNCTION kiosk_door_1.{function} TO {role}")
            run(connection, f"GRANT USAGE ON SCHEMA kiosk_door_1 TO {role}")
        venue.world.store.upgrade()
        venue.open_door("Door A", as_role(venue.url, role))
        assert until(lambda: protocol_at(venue) == max(PROTOCOLS))
        with foreign_program(venue.url) as connection:
            may = "SELECT has_schema_privilege(:role, 'kiosk_door_2', 'USAGE')"
            assert ask(connection, may, role=role) is True
            assert ask(connection, may, role=other) is False
