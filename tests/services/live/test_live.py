"""The desk's view of an event while people arrive, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from kiosk.domain.check_in.live import MOST_BARS, Arrival, TimeCursor, bar_length, bar_start
from kiosk.domain.event import EventState
from kiosk.domain.people.person import Person, PersonCursor, Role
from kiosk.domain.refusals.events.events import EventNotThere
from kiosk.services.events import events
from kiosk.services.live import live
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.world import World
from tests.storage.raw import foreign_program, run


def arrive(world: World, *minutes: float, token: str | None = None) -> None:
    """Checks somebody in at each of these minutes after the world's start."""
    began_at = world.now
    for each in minutes:
        world.now = began_at + timedelta(minutes=each)
        assert world.check_in(token).is_checked_in
    world.now = began_at


def add_row(other: Connection, code: str, at: str) -> None:
    """Adds a check-in as another program stores it."""
    run(
        other,
        f"INSERT INTO attendance (event_id, timestamp) SELECT id, '{at}' FROM events"  # noqa: S608 -- our own
        " WHERE code_text = :code",
        code=code,
    )


def everybody(world: World, limit: int, text: str = "") -> Iterator[Arrival]:
    """Returns the arrivals of an event from all pages."""
    cursor: TimeCursor | None = None
    while True:
        page = live.list_arrivals(world.store, world.event.id, text=text, before=cursor, limit=limit)
        yield from page.rows
        cursor = page.following
        if cursor is None:
            return


def add_organizer(store: Store, email: str) -> Person:
    with store.write() as transaction:
        person_id = transaction.people.add(
            name=email, email=email, password_hash=people.NO_PASSWORD, role=Role.EO
        )
    return Person(person_id, email, email, Role.EO)


def test_an_events_counts_are_of_participants_walk_ins_and_refusals(world: World) -> None:
    ana, radu = world.make_holder(), world.make_holder("Radu Pop", "radu@example.org")
    world.check_in(ana)
    world.check_in(ana)
    world.check_in(radu)
    world.check_in(None)
    world.check_in("nobody's")
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    world.check_in(None)
    counts = live.event_counts(world.store, world.event.id)
    assert (counts.checked_in, counts.participants, counts.walk_ins) == (3, 2, 1)
    assert counts.refused == 2  # ALREADY_CHECKED_IN is not a refusal
    assert counts.expected is None


def test_the_number_expected_comes_from_the_guest_list(world: World) -> None:
    event = world.make_event("LIST", has_guest_list=True)
    for number in range(3):
        people.add_participant(world.store, name=f"Guest {number}", email=f"guest{number}@example.org")
        guests.add_guest(world.store, "LIST", f"guest{number}@example.org")
    world.check_in(None, event=event)
    counts = live.event_counts(world.store, event.id)
    assert (counts.expected, counts.checked_in, counts.refused) == (3, 0, 1)


def test_arrivals_are_paged_newest_first_even_when_they_share_an_instant(world: World) -> None:
    arrive(world, 0, 1, 1, 1, 1, 2, 3)
    seen = list(everybody(world, 2))
    assert [each.at for each in seen] == sorted((each.at for each in seen), reverse=True)
    assert len({each.id for each in seen}) == 7


def test_an_arrival_has_who_how_when_and_where(world: World) -> None:
    world.check_in(world.make_holder(), kiosk="Door B")
    (arrival,) = everybody(world, 10)
    assert (arrival.name, arrival.email, arrival.method, arrival.kiosk, arrival.at) == (
        "Ana Ionescu",
        "ana@example.org",
        "CAMERA",
        "Door B",
        world.now,
    )


@pytest.mark.parametrize("few", [900, 1])
def test_arrivals_are_searched_by_any_part_of_a_name(
    world: World, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.storage.queries.live._FEW", few)  # both kinds of query
    for name in ("Ștefan Țepeș", "Ana Ionescu", "Ioana Țepeș"):
        world.check_in(world.make_holder(name, f"{name[-4:].encode().hex()}{name[0].encode().hex()}@x.org"))
    world.make_holder("Țepeș who stayed at home", "home@x.org")
    world.check_in(None)
    assert {each.name for each in everybody(world, 1, "tepes")} == {"Ștefan Țepeș", "Ioana Țepeș"}
    assert {each.name for each in everybody(world, 1, "TEPES ana")} == {"Ioana Țepeș"}
    assert list(everybody(world, 1, "nobody")) == []
    assert list(everybody(world, 1, "ana\0")) == []
    assert len(list(everybody(world, 1))) == 4


def test_rows_of_another_program_are_listed(world: World, database_url: str) -> None:
    with foreign_program(database_url) as other:
        run(other, "INSERT INTO attendance (event_id) SELECT id FROM events")
    (arrival,) = everybody(world, 10)
    assert (arrival.name, arrival.method, arrival.kiosk) == (None, None, None)


def missing(world: World, event_id: UUID, text: str = "", limit: int = 2) -> list[str]:
    """Returns the names of missing people from all pages."""
    found: list[str] = []
    cursor: PersonCursor | None = None
    while True:
        page = live.list_missing(world.store, event_id, text=text, after=cursor, limit=limit)
        found += [each.name for each in page.rows]
        cursor = page.following
        if cursor is None:
            return found


def test_people_on_the_guest_list_who_are_not_in_are_missing(world: World) -> None:
    event = world.make_event("LIST", has_guest_list=True)
    tokens = {}
    for name in ("Żaneta", "Ana", "Bo", "Cora", "Dan"):
        tokens[name] = world.make_holder(name, f"{name.encode().hex()}@example.org")
        guests.add_guest(world.store, "LIST", f"{name.encode().hex()}@example.org")
    world.make_holder("Nobody's guest", "not@example.org")
    world.check_in(tokens["Bo"], event=event)
    assert missing(world, event.id) == ["Ana", "Cora", "Dan", "Żaneta"]
    assert missing(world, event.id, "ZAN") == ["Żaneta"]
    world.check_in(tokens["Ana"])  # at another event
    assert "Ana" in missing(world, event.id)


def test_without_a_guest_list_people_of_the_groups_other_events_are_missing(world: World) -> None:
    other = world.make_event("OTHER")
    events.create_group(world.store, name="Elsewhere", organizer_email="olga@example.org")
    elsewhere = world.make_event("ELSE", group="Elsewhere")
    ana, bo = world.make_holder("Ana", "a@example.org"), world.make_holder("Bo", "b@example.org")
    cora = world.make_holder("Cora", "c@example.org")
    for token in (ana, bo):
        world.check_in(token, event=other)
    world.check_in(cora, event=elsewhere)
    world.check_in(bo)
    assert missing(world, world.event.id) == ["Ana"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_no_arrival_is_left_out_or_repeated_where_another_program_stored_infinite_instants(
    world: World, database_url: str
) -> None:
    with foreign_program(database_url) as other:
        for at in ("infinity", "20000-01-01", "-infinity", "4000-01-01 BC", "2026-11-26 16:30+00") * 3:
            add_row(other, "WS001", at)
    whole = [arrival.id for arrival in everybody(world, 50)]
    paged: list[UUID] = []
    for arrival in everybody(world, 2):
        assert arrival.id not in paged
        paged.append(arrival.id)
    assert len(paged) == 15
    assert paged == whole


def test_refusals_are_listed_newest_first_and_page_by_page(world: World) -> None:
    event = world.make_event("SMALL", capacity=1)
    ana = world.make_holder()
    world.check_in(None, event=event)
    for minute, held_up in enumerate(("junk", ana, "junk")):
        world.now += timedelta(minutes=minute)
        world.check_in(held_up, event=event, kiosk="Door B")
    first = live.list_refusals(world.store, event.id, limit=2)
    rest = live.list_refusals(world.store, event.id, before=first.following, limit=2)
    assert [(each.outcome, each.name, each.kiosk) for each in (*first.rows, *rest.rows)] == [
        ("UNKNOWN_CODE", None, "Door B"),
        ("EVENT_FULL", "Ana Ionescu", "Door B"),
        ("UNKNOWN_CODE", None, "Door B"),
    ]
    assert rest.following is None


def test_the_curve_counts_every_arrival_in_the_bar_of_its_time(world: World) -> None:
    arrive(world, 0, 0.5, 1, 6, 21)  # from 18:24 on the venue's clock
    view = live.view_event(world.store, world.event.id, zone=ZoneInfo("Europe/Bucharest"))
    assert view.curve is not None
    assert view.curve.since == world.now - timedelta(minutes=4)
    assert view.curve.bar == timedelta(minutes=5)
    assert view.curve.counts == (2, 1, 1, 0, 0, 1)
    assert view.counts.checked_in == sum(view.curve.counts)
    assert view.event == world.event


def test_before_the_first_arrival_there_is_no_curve(world: World) -> None:
    assert live.view_event(world.store, world.event.id).curve is None


def test_an_event_that_is_always_open_has_wider_bars_and_counts_everybody(
    world: World, database_url: str
) -> None:
    event = world.make_event("ALWAYS", ignores_schedule=True)
    world.check_in(None, event=event)
    with foreign_program(database_url) as other:
        for at in ("2019-01-01 00:00:00.000000", "2031-05-05 05:05:05.000000"):
            add_row(other, "ALWAYS", at)
    curve = live.view_event(world.store, event.id).curve
    assert curve is not None
    assert sum(curve.counts) == 3
    assert len(curve.counts) <= MOST_BARS


def test_a_row_of_another_year_does_not_flatten_the_curve(world: World, database_url: str) -> None:
    arrive(world, 0, 7)
    with foreign_program(database_url) as other:
        for at in ("0002-01-01 00:00:00.000000", "1999-01-01 00:00:00.000000", "9998-12-31 23:00:00.000000"):
            add_row(other, "WS001", at)
    view = live.view_event(world.store, world.event.id)
    assert view.curve is not None
    assert view.curve.counts == (1, 0, 1)
    assert view.counts.checked_in == 5


def test_an_event_of_any_year_has_a_page(world: World, database_url: str) -> None:
    with foreign_program(database_url) as other:
        for at in ("0002-01-01 00:00:00.000000", "9998-12-31 23:00:00.000000"):
            run(other, f"UPDATE events SET start_time = '{at}', ignore_schedule = true")  # noqa: S608 -- the two above
            assert live.view_event(world.store, world.event.id).curve is None


@given(
    span=st.timedeltas(timedelta(), timedelta(days=5_000)),
    first=st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001 -- hypothesis wants them so
    zone=st.sampled_from(["UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati"]),
)
def test_bars_begin_at_round_times_and_are_few(span: timedelta, first: datetime, zone: str) -> None:
    at = first.replace(tzinfo=UTC)
    bar = bar_length(span)
    since = bar_start(at, bar, ZoneInfo(zone))
    assert since <= at < since + bar
    assert (at + span - since) // bar + 1 <= MOST_BARS
    if bar < timedelta(hours=1):
        assert since.astimezone(ZoneInfo(zone)).minute % (bar // timedelta(minutes=1)) == 0


def test_an_organizer_sees_only_their_own_events(world: World) -> None:
    stranger = world.store.acting_for(add_organizer(world.store, "other@example.org"))
    with world.store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    own = world.store.acting_for(olga)
    for question in (
        live.view_event,
        live.event_counts,
        live.list_arrivals,
        live.list_missing,
        live.list_refusals,
    ):
        question(own, world.event.id)
        with refuses(EventNotThere()):
            question(stranger, world.event.id)
