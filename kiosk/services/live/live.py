"""Answers the live page's questions: an event's numbers, who is in, who was refused, who is missing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID

from kiosk.domain.check_in.live import (
    Arrival,
    Curve,
    EventCounts,
    KioskCount,
    RefusedScan,
    TimeCursor,
    bar_length,
    bar_start,
)
from kiosk.domain.event import Event
from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.services.database import Database
from kiosk.services.people.search import PEOPLE_PER_PAGE, complete_search, search_words
from kiosk.services.permissions import seen_event
from kiosk.services.transactions import reading
from kiosk.storage.transaction import Transaction

_AROUND = timedelta(hours=12)
_AROUND_ALWAYS = timedelta(days=3_650)
"""The time before an event opens and after its end in which the curve includes arrivals."""


_LATELY = timedelta(hours=12)
"""The time for which a kiosk that was at an event and no longer reports counts as missing there."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """The top of the live page: the event, its numbers and its curve, all of one moment."""

    event: Event
    counts: EventCounts
    kiosks: KioskCount
    curve: Curve | None


def view_event(database: Database, event_id: UUID, *, zone: tzinfo = UTC) -> LiveView:
    """Returns an event with its numbers and its curve.

    Args:
        database: The database.
        event_id: The event.
        zone: The venue's zone: the curve's bars begin at round times there.

    Raises:
        Refused: The event was deleted, or this organizer may not see it.
    """
    with reading(database) as transaction:
        event = seen_event(transaction, event_id)
        counts = transaction.live.counts(event_id, has_guest_list=event.has_guest_list)
        kiosks = _kiosks_at(transaction, event_id)
        span = transaction.live.first_and_last(event_id, *_charted(event))
        if span is None:
            return LiveView(event, counts, kiosks, None)
        first, last = span
        bar = bar_length(last - first)
        since = bar_start(first, bar, zone)
        bars = (last - since) // bar + 1
        edges = [since + bar * number for number in range(bars + 1)]
        heights = transaction.live.arrivals_between(event_id, edges)
    return LiveView(event, counts, kiosks, Curve(since, bar, heights))


def _kiosks_at(transaction: Transaction, event_id: UUID) -> KioskCount:
    here = [each for each in transaction.kiosks.seen() if each.event_id == event_id]
    lately = [each for each in here if each.silent_for <= _LATELY]
    return KioskCount(sum(each.is_online for each in lately), len(lately))


def _charted(event: Event) -> tuple[datetime, datetime]:
    # A row of another day, as a mistaken clock or another program makes, must not make bars of weeks.
    margin = _AROUND_ALWAYS if event.ignores_schedule else _AROUND
    return _later(event.opens_at, -margin), _later(event.ends_at, margin)


def _later(at: datetime, by: timedelta) -> datetime:
    try:
        return at + by
    except OverflowError:  # another program may store any year
        is_later = by > timedelta()
        return datetime.max.replace(tzinfo=UTC) if is_later else datetime.min.replace(tzinfo=UTC)


def event_counts(database: Database, event_id: UUID) -> EventCounts:
    """Returns how many people are in, expected and refused.

    Raises:
        Refused: The event was deleted, or this organizer may not see it.
    """
    with reading(database) as transaction:
        event = seen_event(transaction, event_id)
        return transaction.live.counts(event_id, has_guest_list=event.has_guest_list)


def list_arrivals(
    database: Database,
    event_id: UUID,
    *,
    text: str = "",
    before: TimeCursor | None = None,
    limit: int = PEOPLE_PER_PAGE,
) -> ListPage[Arrival, TimeCursor]:
    """Returns a page of an event's check-ins, newest first.

    Args:
        database: The database.
        event_id: The event.
        text: Parts of a name or address, in any order; blank for everybody, walk-ins included.
        before: The position where the previous page ended, or None for the first page.
        limit: The most rows to return.

    Raises:
        Refused: The event was deleted, or this organizer may not see it.
    """
    words = search_words(text)
    if words is None:
        return ListPage((), None)
    if words:
        complete_search(database)
    with reading(database) as transaction:
        seen_event(transaction, event_id)
        return transaction.live.arrivals(event_id, words, before=before, limit=limit)


def list_missing(
    database: Database,
    event_id: UUID,
    *,
    text: str = "",
    after: PersonCursor | None = None,
    limit: int = PEOPLE_PER_PAGE,
) -> ListPage[Person, PersonCursor]:
    """Returns a page of missing people, by name.

    They are on the guest list or, without one, came to other events of the group.

    Args:
        database: The database.
        event_id: The event.
        text: Parts of a name or address, in any order; blank for everybody who is missing.
        after: The position where the previous page ended, or None for the first page.
        limit: The most rows to return.

    Raises:
        Refused: The event was deleted, or this organizer may not see it.
    """
    words = search_words(text)
    if words is None:
        return ListPage((), None)
    complete_search(database)
    with reading(database) as transaction:
        event = seen_event(transaction, event_id)
        return transaction.live.missing(
            event_id, words, has_guest_list=event.has_guest_list, after=after, limit=limit
        )


def list_refusals(
    database: Database, event_id: UUID, *, before: TimeCursor | None = None, limit: int = PEOPLE_PER_PAGE
) -> ListPage[RefusedScan, TimeCursor]:
    """Returns a page of the people whom the event's doors did not let in, newest first.

    Raises:
        Refused: The event was deleted, or this organizer may not see it.
    """
    with reading(database) as transaction:
        seen_event(transaction, event_id)
        return transaction.live.refusals(event_id, before=before, limit=limit)
