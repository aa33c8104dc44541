"""Lists of events: pages of the events that pass a filter, and the events of today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.domain.event import DURATION_MINUTES, Event, EventState
from kiosk.domain.event_list import EventCursor, EventFilter, EventLine, When
from kiosk.domain.page import ListPage
from kiosk.domain.people.search import search_fold
from kiosk.domain.recurrence import start_on
from kiosk.services.database import Database
from kiosk.services.events.fields import MAX_OPENS_BEFORE
from kiosk.services.permissions import sees_event
from kiosk.services.transactions import reading
from kiosk.storage.queries.event_lists import Span
from kiosk.storage.transaction import Transaction

EVENTS_PER_PAGE = 50
"""Lines of a page, unless another number is requested."""

NEXT = 5
"""The number of events of the coming days that the view of today shows."""

_LONGEST = timedelta(minutes=DURATION_MINUTES[-1])
_PIECE = 500
_MOST_ON_ONE_DAY = 200

_Found = tuple[Event, UUID]


@dataclass(frozen=True, slots=True)
class Today:
    """The events that matter to an organizer today.

    Attributes:
        on_today: Events that take check-ins or take place at some time of the venue's day, and those
            that take check-ins whatever the day is; by start.
        next_up: The first few of later days.
    """

    on_today: tuple[EventLine, ...]
    next_up: tuple[EventLine, ...]


def list_event_page(
    database: Database,
    wanted: EventFilter,
    *,
    now: datetime,
    after: EventCursor | None = None,
    limit: int = EVENTS_PER_PAGE,
) -> ListPage[EventLine, EventCursor]:
    """Returns one page of the events that pass a filter.

    Args:
        database: The database.
        wanted: The filter. Upcoming events come by start, others from the latest start back.
        now: The present instant, aware, which divides upcoming events from past ones.
        after: The previous page's `following`, or None for the first page.
        limit: The most lines of a page.
    """
    with reading(database) as transaction:
        found: list[_Found] = []
        for event, group_id in _passing(transaction, wanted, now, after, limit + 1):
            found.append((event, group_id))
            if len(found) > limit:
                break
        lines = _lines(transaction, found[:limit])
    return ListPage(lines, lines[-1].cursor if len(found) > limit else None)


def get_event_line(database: Database, event_id: UUID) -> EventLine | None:
    """Returns one event as a list shows it, or None when it was deleted or is no longer shared."""
    with reading(database) as transaction:
        event, group = transaction.events.get(event_id), transaction.groups.of_event(event_id)
        if event is None or group is None or not sees_event(transaction, event_id):
            return None
        return _lines(transaction, [(event, group.id)])[0]


def view_today(database: Database, *, now: datetime, zone: ZoneInfo) -> Today:
    """Returns the events of today, on the venue's clocks, and the next ones.

    Args:
        database: The database.
        now: The present instant, aware.
        zone: The venue's zone.
    """
    today = now.astimezone(zone).date()
    begins_at = start_on(today, time.min, zone).at
    ends_at = start_on(today + timedelta(days=1), time.min, zone).at
    with reading(database) as transaction:
        lists = transaction.event_lists
        near = lists.piece(
            Span(starts_from=begins_at - _LONGEST, starts_before=ends_at + MAX_OPENS_BEFORE),
            is_latest_first=False,
            after=None,
            limit=_PIECE,
        )
        on_today = [found for found in near if found[0].ends_at > begins_at and found[0].opens_at < ends_at]
        always_open = lists.piece(
            Span(state=EventState.OPEN, ignores_schedule=True),
            is_latest_first=True,
            after=None,
            limit=_MOST_ON_ONE_DAY,
        )
        known = {event.id for event, _ in on_today}
        on_today += [found for found in always_open if found[0].id not in known]
        on_today.sort(key=lambda found: (found[0].start_at, found[0].code))
        del on_today[_MOST_ON_ONE_DAY:]
        known = {event.id for event, _ in on_today}
        coming = lists.piece(
            Span(starts_from=ends_at), is_latest_first=False, after=None, limit=NEXT + len(known)
        )
        next_up = [found for found in coming if found[0].id not in known][:NEXT]
        return Today(_lines(transaction, on_today), _lines(transaction, next_up))


def _passing(
    transaction: Transaction, wanted: EventFilter, now: datetime, after: EventCursor | None, most: int
) -> Iterator[_Found]:
    # Text and the end of an event are compared here: one rule for all databases.
    passes = _test(wanted, now)
    span = Span(
        starts_from=now - _LONGEST if wanted.when is When.UPCOMING else None,
        starts_before=now if wanted.when is When.PAST else None,
        group_id=wanted.group_id,
        state=wanted.state,
    )
    size = _PIECE if wanted.text.strip() else most
    while True:
        piece = transaction.event_lists.piece(
            span, is_latest_first=wanted.when is not When.UPCOMING, after=after, limit=size
        )
        yield from (found for found in piece if passes(found[0]))
        if len(piece) < size:
            return
        last, _ = piece[-1]
        after = EventCursor(last.start_at, last.id)


def _test(wanted: EventFilter, now: datetime) -> Callable[[Event], bool]:
    words = search_fold(wanted.text).split()

    def passes(event: Event) -> bool:
        if wanted.when is not When.ALL and (event.ends_at > now) is not (wanted.when is When.UPCOMING):
            return False
        texts = [_folded(each) for each in event.texts]
        return all(any(word in text for text in texts) for word in words)

    return passes


@lru_cache(maxsize=20_000)  # each typed letter searches the same titles again
def _folded(text: str) -> str:
    return search_fold(text)


def _lines(transaction: Transaction, found: list[_Found]) -> tuple[EventLine, ...]:
    counts = transaction.event_lists.check_ins([event.id for event, _ in found])
    return tuple(EventLine(event, group_id, counts.get(event.id, 0)) for event, group_id in found)
