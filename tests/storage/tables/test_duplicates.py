"""A database with duplicate attendance keeps the earliest row of each pair."""

from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import Connection

from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.migration import configuration, migrating
from kiosk.storage.store import Store
from tests.storage.raw import ask, ask_all, foreign_program, run

ANA, BO, OPENING, CLOSING, GROUP = (str(UUID(int=number)) for number in range(1, 6))
DAY = "2026-11-26"


@pytest.fixture
def old_url(empty_database_url: str) -> str:
    """Returns a database at revision 0001 with two people, two events and no attendance."""
    with migrating(read_address(empty_database_url)) as connection:
        command.upgrade(configuration(connection), "0001")
    with foreign_program(empty_database_url) as connection:
        for user in (ANA, BO):
            _insert(connection, "users", id=_id(connection, user), name="A", email=user, password_hash="!")  # noqa: S106 -- no hash
        _insert(
            connection, "event_groups", id=_id(connection, GROUP), name="G", created_by=_id(connection, ANA)
        )
        for event in (OPENING, CLOSING):
            _insert(
                connection,
                "events",
                id=_id(connection, event),
                group_id=_id(connection, GROUP),
                title="T",
                start_time=f"{DAY} 10:00:00.000000",
                duration_minutes=60,
                code_text=event,
                created_by=_id(connection, ANA),
            )
    return empty_database_url


def test_of_duplicates_the_earliest_by_timestamp_then_creation_then_id_stays(old_url: str) -> None:
    with foreign_program(old_url) as connection:
        _attend(connection, 10, OPENING, ANA, "10:00:02", "10:00:00")
        _attend(connection, 11, OPENING, ANA, "10:00:01", "10:00:09")  # the earliest check-in
        _attend(connection, 12, OPENING, ANA, "10:00:03", "10:00:00")
        _attend(connection, 20, CLOSING, ANA, "11:00:00", "11:00:05")
        _attend(connection, 21, CLOSING, ANA, "11:00:00", "11:00:04")  # same instant, created first
        _attend(connection, 31, OPENING, BO, "12:00:00", "12:00:00")
        _attend(connection, 30, OPENING, BO, "12:00:00", "12:00:00")  # all equal: the lowest id
        _attend(connection, 40, CLOSING, BO, "13:00:00", "13:00:00")  # alone
        _attend(connection, 50, OPENING, None, "14:00:00", "14:00:00")  # walk-ins are never duplicates
        _attend(connection, 51, OPENING, None, "14:00:00", "14:00:00")
        assert ask(connection, "SELECT count(*) FROM attendance") == 10
    store = Store.open(old_url)
    store.upgrade()
    assert store.check_schema() == []
    store.close()
    with foreign_program(old_url) as connection:
        stayed = {UUID(str(row[0])).int for row in ask_all(connection, "SELECT id FROM attendance")}
    assert stayed == {11, 21, 30, 40, 50, 51}


def test_without_the_revision_the_duplicates_would_still_be_taken(old_url: str) -> None:
    with foreign_program(old_url) as connection:
        for number in (10, 11):
            _attend(connection, number, OPENING, ANA, "10:00:00", "10:00:00")
        assert ask(connection, "SELECT count(*) FROM attendance") == 2


def _attend(  # noqa: PLR0913, PLR0917 -- a row a line reads best
    connection: Connection, number: int, event: str, user: str | None, at: str, created: str
) -> None:
    _insert(
        connection,
        "attendance",
        id=_id(connection, str(UUID(int=number))),
        event_id=_id(connection, event),
        participant_id=None if user is None else _id(connection, user),
        timestamp=f"{DAY} {at}.000000",
        created_at=f"{DAY} {created}.000000",
    )


def _insert(connection: Connection, table: str, **values: object) -> None:
    row = {"created_at": f"{DAY} 00:00:00.000000", "updated_at": f"{DAY} 00:00:00.000000", **values}
    places = ", ".join(f":{name}" for name in row)
    run(connection, f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", **row)  # noqa: S608 -- our own names


def _id(connection: Connection, number: str) -> str:
    return UUID(number).hex if connection.dialect.name == "sqlite" else number
