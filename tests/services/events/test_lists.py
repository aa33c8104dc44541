"""Lists of events: searched, filtered, counted and read page by page; and today's events."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event as listening
from sqlalchemy.engine import Engine

from kiosk.domain.event import EventState
from kiosk.domain.event_list import EventCursor, EventFilter, When
from kiosk.services.events import deletions, events
from kiosk.services.events.lists import get_event_line, list_event_page, view_today
from tests.services.world import NOW, World
from tests.storage.raw import foreign_program, is_sqlite, run

BUCHAREST = ZoneInfo("Europe/Bucharest")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(world: World, wanted: EventFilter, *, limit: int = 50) -> list[str]:
    """Returns the codes of every page, one page after another."""
    found: list[str] = []
    after: EventCursor | None = None
    while True:
        page = list_event_page(world.store, wanted, now=world.now, after=after, limit=limit)
        assert len(page.rows) <= limit
        found += [line.event.code for line in page.rows]
        if page.following is None:
            return found
        after = page.following


def test_upcoming_events_are_sorted_by_start_and_past_ones_latest_first(world: World) -> None:
    for hours in (-50, -3, -1, 30):
        world.make_event(f"AT{hours}", start_at=NOW + hours * HOUR)
    assert codes(world, EventFilter(when=When.UPCOMING)) == [
        "AT-1",
        "WS001",
        "AT30",
    ]  # AT-1 has begun and is not over
    assert codes(world, EventFilter(when=When.PAST)) == ["AT-3", "AT-50"]
    assert codes(world, EventFilter()) == ["AT30", "WS001", "AT-1", "AT-3", "AT-50"]


def test_an_event_is_past_at_the_very_instant_it_ends(world: World) -> None:
    world.make_event("ENDS", start_at=NOW - 2 * HOUR)
    world.make_event("LAST", start_at=NOW - 2 * HOUR + timedelta(minutes=1))
    assert codes(world, EventFilter(when=When.PAST)) == ["ENDS"]
    assert codes(world, EventFilter(when=When.UPCOMING)) == ["LAST", "WS001"]


@pytest.mark.parametrize("when", When)
@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_leave_nothing_out_and_repeat_nothing(world: World, when: When, limit: int) -> None:
    for number in range(6):  # the same start: a cursor must hold more than the start
        world.make_event(f"SAME{number}", start_at=NOW + HOUR)
        world.make_event(f"OLD{number}", start_at=NOW - 9 * HOUR)
    whole = codes(world, EventFilter(when=when))
    assert codes(world, EventFilter(when=when), limit=limit) == whole
    expected = {When.ALL: 13, When.PAST: 6, When.UPCOMING: 7}
    assert len(set(whole)) == len(whole) == expected[when]


@pytest.mark.parametrize("when", When)
def test_pages_are_complete_with_events_that_another_program_dated_beyond_every_calendar(
    world: World, database_url: str, when: When
) -> None:
    with foreign_program(database_url) as connection:
        far = ("9999-12-31 23:59:00.000000", "0001-01-01 00:01:00.000000")
        starts = far if is_sqlite(connection) else ("infinity", "20000-01-01", "-infinity", "4000-01-01 BC")
        for number, start in enumerate(starts * 3):
            world.make_event(f"FAR{number}")
            run(
                connection,
                "UPDATE events SET start_time = :start WHERE code_text = :code",
                start=start,
                code=f"FAR{number}",
            )
    whole = codes(world, EventFilter(when=when))
    assert codes(world, EventFilter(when=when), limit=2) == whole
    is_there = {When.ALL: 1.0, When.PAST: 0.5, When.UPCOMING: 0.5}
    assert len(set(whole)) == len(whole) == len(starts) * 3 * is_there[when] + (when is not When.PAST)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ETE", ["FR"]),
        ("été lumières", ["FR"]),
        ("lum", ["FR"]),
        ("lodz", ["PL"]),
        ("ws00", ["WS001"]),
        ("autumn", ["FR", "PL", "WS001"]),
        ("hall autumn", ["FR"]),
        ("  ", ["FR", "PL", "WS001"]),
        ("100%", []),
        ("_", []),
        ("nobody wrote this", []),
    ],
)
def test_words_are_found_in_title_code_group_and_place(world: World, typed: str, found: list[str]) -> None:
    world.make_event("FR", title="E\u0301té des Lumières", location="HALL B", start_at=NOW + 2 * HOUR)
    world.make_event("PL", title="Łódź meetup", start_at=NOW + HOUR)
    assert codes(world, EventFilter(text=typed)) == found


def test_a_search_reads_on_until_a_page_is_full(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.services.events.lists._PIECE", 3)
    for number in range(12):
        world.make_event(
            f"N{number}", title="rare" if number % 4 == 3 else "usual", start_at=NOW + number * DAY
        )
    page = list_event_page(world.store, EventFilter(text="rare"), now=NOW, limit=2)
    assert [line.event.code for line in page.rows] == ["N11", "N7"]
    assert codes(world, EventFilter(text="rare"), limit=2) == ["N11", "N7", "N3"]


def test_events_are_filtered_by_group_and_state(world: World) -> None:
    events.create_group(world.store, name="Winter", organizer_email="olga@example.org")
    winter = world.make_event("WIN", group="Winter")
    events.set_event_state(world.store, "WIN", EventState.CLOSED)
    line = get_event_line(world.store, winter.id)
    assert line is not None
    assert codes(world, EventFilter(group_id=line.group_id)) == ["WIN"]
    assert codes(world, EventFilter(state=EventState.OPEN)) == ["WS001"]
    assert codes(world, EventFilter(group_id=line.group_id, state=EventState.OPEN)) == []


def test_each_line_has_its_number_of_check_ins(world: World) -> None:
    other = world.make_event("OTHER")
    for _ in range(3):
        world.check_in("ws001")
    world.check_in("other", event=other)
    world.make_event("NOBODY")
    counts = {
        line.event.code: line.check_ins for line in list_event_page(world.store, EventFilter(), now=NOW).rows
    }
    assert counts == {"WS001": 3, "OTHER": 1, "NOBODY": 0}


def test_a_page_takes_the_same_number_of_queries_however_many_lines_it_has(world: World) -> None:
    def statements() -> int:
        asked: list[str] = []

        def note(*arguments: object) -> None:
            asked.append(str(arguments[2]))

        listening.listen(Engine, "before_cursor_execute", note)
        try:
            list_event_page(world.store, EventFilter(), now=NOW)
        finally:
            listening.remove(Engine, "before_cursor_execute", note)
        return len(asked)

    few = statements()
    for number in range(20):
        world.make_event(f"N{number}")
    assert statements() == few


def test_a_deleted_event_has_no_line(world: World) -> None:
    deletions.delete_event(world.store, world.event.id, confirmed="WS001")
    assert get_event_line(world.store, world.event.id) is None


def on_today(world: World, now: datetime) -> list[str]:
    today = view_today(world.store, now=now, zone=BUCHAREST)
    return [line.event.code for line in today.on_today]


def test_today_lists_events_from_check_in_opening_to_their_end_on_the_venues_day(world: World) -> None:
    deletions.delete_event(world.store, world.event.id, confirmed="WS001")
    midnight = datetime(2026, 11, 26, tzinfo=BUCHAREST)
    world.make_event("NIGHT", start_at=midnight - HOUR)  # until one in the morning
    world.make_event("GONE", start_at=midnight - 2 * HOUR)  # until midnight
    world.make_event("NOON", start_at=midnight + 12 * HOUR)
    early = world.make_event("EARLY", start_at=midnight + 24 * HOUR + timedelta(minutes=10))
    world.make_event("MORROW", start_at=midnight + 34 * HOUR)
    assert early.opens_at < midnight + DAY  # check-in opens today
    assert on_today(world, midnight + HOUR) == ["NIGHT", "NOON", "EARLY"]
    assert on_today(world, midnight + timedelta(hours=23, minutes=59)) == ["NIGHT", "NOON", "EARLY"]


def test_an_event_that_ignores_its_schedule_is_on_today_while_it_is_open(world: World) -> None:
    world.make_event("LIBRARY", start_at=NOW - 400 * DAY, ignores_schedule=True)
    assert on_today(world, NOW) == ["LIBRARY", "WS001"]
    events.set_event_state(world.store, "LIBRARY", EventState.CLOSED)
    assert on_today(world, NOW) == ["WS001"]


def test_events_of_the_next_days_are_listed_once_and_in_order(world: World) -> None:
    for number in range(1, 9):
        world.make_event(f"D{number}", start_at=NOW + number * DAY)
    today = view_today(world.store, now=NOW, zone=BUCHAREST)
    assert [line.event.code for line in today.on_today] == ["WS001"]
    assert [line.event.code for line in today.next_up] == ["D1", "D2", "D3", "D4", "D5"]


def test_the_day_on_which_clocks_go_back_has_25_hours(world: World) -> None:
    late = datetime(2026, 10, 25, 21, 30, tzinfo=UTC)  # 23:30 local time; the day began at 21:00 UTC
    world.make_event("LATE", start_at=late, duration=timedelta(minutes=10))
    assert "LATE" in on_today(world, datetime(2026, 10, 24, 21, 30, tzinfo=UTC))
    assert "LATE" not in on_today(world, datetime(2026, 10, 25, 22, 30, tzinfo=UTC))
