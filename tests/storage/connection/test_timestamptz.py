"""Instants are stored exactly, and read in UTC, whatever their time zone was."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, literal, select, text
from sqlalchemy.exc import StatementError

from kiosk.domain.check_in.scan import Method
from kiosk.domain.people.passes import Renewal
from kiosk.storage.column_types import UtcDateTime
from kiosk.storage.schema.tables import installation
from kiosk.storage.store import Store
from tests.storage.raw import ask, foreign_program
from tests.storage.sample import HOUR, START, fill

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 29), timezones=offsets)  # noqa: DTZ001 -- bounds have no zone


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=instants)
def test_any_instant_comes_back_as_it_went_in_and_in_utc(database_url: str, at: datetime) -> None:
    with foreign_program(database_url) as connection:
        read: datetime = connection.execute(select(literal(at, UtcDateTime()))).scalar_one()
        connection.execute(installation.delete())
        connection.execute(insert(installation).values(key="a", value="b", created_at=at))
        stored = connection.execute(select(installation.c.created_at)).scalar_one()
    assert read == stored == at
    assert read.tzinfo is stored.tzinfo is UTC


def test_a_time_without_a_zone_is_refused_before_it_reaches_the_database(store: Store) -> None:
    sample = fill(store)
    with pytest.raises(ValueError, match="has no time zone"), store.write() as transaction:
        transaction.events.set_schedule(sample.event, datetime(2026, 11, 26, 18, 30), HOUR)  # noqa: DTZ001 -- the point
    with store.read() as transaction:
        event = transaction.events.get(sample.event)
    assert event is not None
    assert event.start_at == START


def test_the_type_itself_refuses_it_too() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(StatementError, match="has no time zone"):
        connection.execute(select(literal(datetime(2026, 11, 26), UtcDateTime())))  # noqa: DTZ001 -- the point
    engine.dispose()


@pytest.mark.parametrize(
    ("stored", "year"),
    [("infinity", 9998), ("-infinity", 2), ("20000-01-01 12:00+00", 9998), ("4000-01-01 BC", 2)],
)
def test_a_time_of_another_program_beyond_pythons_years_leaves_the_list_readable(
    postgres_url: str, stored: str, year: int
) -> None:
    store = Store.open(postgres_url)
    sample = fill(store)
    with foreign_program(postgres_url) as connection:
        connection.execute(text("UPDATE events SET start_time = :far"), {"far": stored})
    with store.read() as transaction:
        (event,) = transaction.events.all()
    store.close()
    assert event.id == sample.event
    assert event.start_at.year == year
    assert abs(event.start_at.astimezone(ZoneInfo("Pacific/Kiritimati")).year - year) <= 1


def test_null_is_read_as_none(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        transaction.passes.renew([Renewal(sample.participant, "0" * 64)], START)
    with store.read() as transaction:
        holder = transaction.passes.holder("0" * 64)
    assert holder is not None
    assert holder.revoked_at is None


def test_a_check_in_is_stored_in_utc_for_every_reader(store: Store, database_url: str) -> None:
    sample = fill(store)
    at = datetime(2026, 11, 26, 18, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    with store.write() as transaction:
        transaction.attendance.add(
            attendance_id=uuid4(),
            event_id=sample.event,
            participant_id=None,
            at=at,
            method=Method.BUTTON,
            kiosk=str(uuid4()),
        )
    with foreign_program(database_url) as connection:
        sql = "SELECT timestamp FROM attendance"
        if connection.dialect.name == "postgresql":
            sql = "SELECT to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') FROM attendance"
        assert ask(connection, sql) == "2026-11-26 16:30:00.123456"
