"""A revoked kiosk believes only the centre's own answer; it erases its list and keeps what is unsent."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.command import CommandState
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.people.passes import token_hash
from kiosk.domain.refusals.machine.pairing import KioskRevoked
from kiosk.storage.connection.address import is_verified, read_address
from tests.databases import PostgresServer
from tests.refusals import refuses
from tests.storage.raw import ask_all, foreign_program, run
from tests.sync.roles import as_role
from tests.sync.venue import Door, Venue, cut_off
from tests.waiting import until

LEAVE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role"

PARKED = (
    "CREATE TABLE IF NOT EXISTS parked_check_ins (id uuid PRIMARY KEY, kiosk_id uuid NOT NULL,"
    " kiosk varchar(255) NOT NULL, event_id uuid, participant_id uuid, outcome varchar(32),"
    " method varchar(16), scanned_at timestamptz, clock_offset_ms integer, reason varchar(255))"
)
"""The table of a later revision, in which the centre parks what it rejects."""

revoked = pytest.mark.complains(r"the centre has revoked this kiosk")
"""Marks a story in which a door notices that it is revoked."""


@pytest.fixture
def role(venue: Venue, postgres_server: PostgresServer) -> Iterator[str]:
    """Yields a door's login."""
    name = f"kiosk_test_door_{uuid4().hex[:8]}"
    postgres_server.run(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    venue.world.store.grant_door(name)
    yield name
    venue.close()  # or a door that still runs would notice that its rights go
    with foreign_program(venue.url) as connection:
        run(connection, f"DROP OWNED BY {name}")
    postgres_server.run(f"DROP ROLE {name}")


def bytes_of(door: Door) -> bytes:
    file = Path(door.url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def is_revoked(door: Door) -> bool:
    return door.status.is_revoked and not door.local.mark()


@revoked
def test_a_revoked_kiosk_erases_its_list_and_takes_nobody_in(venue: Venue, role: str) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A", as_role(venue.url, role))
    assert door.check_in(token).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    assert b"Ana Ionescu" in bytes_of(door)
    venue.world.store.revoke_door(role)
    assert until(lambda: is_revoked(door))
    assert until(lambda: b"Ana Ionescu" not in bytes_of(door))
    assert token_hash(token).encode() not in bytes_of(door)
    with refuses(KioskRevoked()):
        door.check_in(token)
    assert door.event_door.view().is_revoked
    assert venue.rows() == [("Ana Ionescu", "Door A")]


@revoked
@cut_off
def test_what_it_had_not_sent_reaches_the_organizer_as_parked(venue: Venue, role: str, network: Link) -> None:
    with foreign_program(venue.url) as connection:
        run(connection, PARKED)
    token = venue.world.make_holder()
    door = venue.open_door("Door A", as_role(network.url, role))
    network.cut()
    network.silence()
    assert until(lambda: not door.status.is_online)
    assert door.check_in(token).is_saved_here
    venue.world.store.revoke_door(role)
    network.restore()
    assert until(lambda: is_revoked(door))
    assert until(lambda: door.states() == [CommandState.REJECTED])
    with foreign_program(venue.url) as connection:
        (parked,) = ask_all(connection, "SELECT kiosk, event_id, outcome, reason FROM parked_check_ins")
    assert parked == ("Door A", venue.world.event.id, "CHECKED_IN", "REVOKED")
    assert venue.rows() == []


@revoked
def test_with_another_grant_it_works_again_with_the_whole_list(venue: Venue, role: str) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A", as_role(venue.url, role))
    venue.world.store.revoke_door(role)
    assert until(lambda: is_revoked(door))
    venue.world.store.grant_door(role)
    assert until(lambda: not door.status.is_revoked and door.is_open())
    assert door.check_in(token).outcome is Outcome.CHECKED_IN


@revoked
def test_it_stays_revoked_when_it_is_started_again(venue: Venue, role: str) -> None:
    venue.world.make_holder()
    url = as_role(venue.url, role)
    door = venue.open_door("Door A", url)
    venue.world.store.revoke_door(role)
    assert until(lambda: is_revoked(door))
    door.end()
    assert venue.door("Door A", url, is_started=False).status.is_revoked


@cut_off
def test_a_refused_login_erases_nothing(venue: Venue, role: str, postgres_server: PostgresServer) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A", as_role(venue.url, role))
    postgres_server.run(f"ALTER ROLE {role} NOLOGIN")
    with foreign_program(venue.url) as connection:
        run(connection, LEAVE, role=role)
    assert until(lambda: not door.status.is_online)
    assert door.check_in(token).is_saved_here
    assert not door.status.is_revoked
    assert door.local.mark() is not None


@cut_off
def test_a_lost_right_alone_erases_nothing(venue: Venue, role: str) -> None:
    venue.world.make_holder()
    door = venue.open_door("Door A", as_role(venue.url, role))
    with foreign_program(venue.url) as connection:
        run(connection, f"REVOKE ALL ON SCHEMA kiosk_door_1, kiosk_door_2 FROM {role}")
        run(connection, "SELECT pg_notify('kiosk_changes', 'events')")
    assert until(lambda: not door.status.is_online)
    assert door.local.mark() is not None
    assert not door.status.is_revoked


@cut_off
@pytest.mark.complains("the connection is not verified")
def test_an_answer_over_a_connection_that_is_not_verified_erases_nothing(
    venue: Venue, role: str, network: Link
) -> None:
    venue.world.make_holder()
    url = make_url(as_role(network.url, role)).set(host="0.0.0.0")  # noqa: S104 -- this machine by an address that does not show it
    door = venue.open_door("Door A", url.render_as_string(hide_password=False))
    venue.world.store.revoke_door(role)
    assert until(lambda: not door.status.is_online)
    assert not door.status.is_revoked
    assert door.local.mark() is not None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://door@db.example.org/kiosk", False),
        ("postgresql://door@db.example.org/kiosk?sslmode=prefer", False),
        ("postgresql://door@/kiosk?host=10.0.0.7", False),
        ("postgresql://door@db.example.org/kiosk?sslmode=verify-full&sslrootcert=/etc/kiosk.pem", True),
        ("postgresql://door@db.example.org/kiosk?sslmode=verify-ca&sslrootcert=/etc/kiosk.pem", True),
        ("postgresql://door@db.example.org/kiosk?sslmode=require&channel_binding=require", True),
        ("postgresql://door@db.example.org/kiosk?sslmode=require", False),
        ("postgresql://door@db.example.org/kiosk?sslmode=disable", False),
        ("postgresql://door@localhost,db.example.org/kiosk", False),
        ("postgresql://door@localhost/kiosk", True),
        ("postgresql://door@127.0.0.1/kiosk", True),
        ("postgresql://door@/kiosk?host=/run/postgresql", True),
    ],
)
def test_a_connection_is_verified_here_by_certificate_or_by_password(url: str, expected: object) -> None:
    assert is_verified(read_address(url)) is expected
