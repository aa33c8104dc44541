"""Repeats an event as a series of events in its group; all of them are made, or none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice, takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, WEEKLY, rrule

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import clean_event_code, event_qr_text, folded_code
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.recurrence import (
    MAX_EVENTS,
    ClockChange,
    IdleException,
    Recurrence,
    SeriesNote,
    Start,
    TimeRepeated,
    TimeSkipped,
    start_on,
)
from kiosk.domain.refusals.events.event_codes import DrawnCodesTaken, SeriesCodeTaken
from kiosk.domain.refusals.events.events import EventChanged
from kiosk.domain.refusals.events.series import NothingToRepeat, SeriesTooLong, SeriesWithoutDays
from kiosk.qr import qr_png_url
from kiosk.services.database import Database
from kiosk.services.events.codes import mint_free_code
from kiosk.services.events.copies import copy_event
from kiosk.services.events.fields import check_start
from kiosk.services.history.audit import group_subject, json_value
from kiosk.services.lookup import find_event, lock_event_for_key_share
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

_TRIES = 3  # needed only when another organizer takes the code that was just generated


@dataclass(frozen=True, slots=True)
class Series:
    """A series that was made.

    Attributes:
        events: Its events by start, the repeated one among them when its day is one of the series'.
        made: The new ones.
        notes: What was decided where clocks change, and which exceptions had no effect.
    """

    events: tuple[Event, ...]
    made: tuple[Event, ...]
    notes: tuple[SeriesNote, ...]


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """A day in the preview of a series.

    Attributes:
        start: The day and the instant.
        is_left_out: True when the organizer leaves this day out.
        is_there: True on the day of the repeated event, which exists already.
    """

    start: Start
    is_left_out: bool
    is_there: bool


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """The result of repeating an event, before it is made.

    Attributes:
        days: Every day of the series, those left out too.
        notes: What would be decided where clocks change.
    """

    days: tuple[SeriesDay, ...]
    notes: tuple[SeriesNote, ...]

    @property
    def made(self) -> tuple[SeriesDay, ...]:
        """Returns the days on which a new event would be made."""
        return tuple(day for day in self.days if not day.is_left_out and not day.is_there)


@dataclass(frozen=True, slots=True)
class _Copy:
    start: Start
    code: str
    code_qr: str


def series_days(first: date, recurrence: Recurrence) -> tuple[date, ...]:
    """Returns the days on which a series takes place, from the first possible one on.

    Raises:
        Refused: There are no days, or more than MAX_EVENTS.
    """
    wanted = MAX_EVENTS + 1 if recurrence.count is None else recurrence.count
    days = tuple(islice(_days(first, recurrence), wanted))
    if len(days) > MAX_EVENTS:
        raise Refused(SeriesTooLong(MAX_EVENTS))
    if not days:
        raise Refused(SeriesWithoutDays(first))
    return days


def preview_series(start_at: datetime, recurrence: Recurrence, zone: ZoneInfo) -> SeriesPreview:
    """Returns what repeat_event would make of an event that starts at this instant; makes nothing.

    Args:
        start_at: When the repeated event starts, aware.
        recurrence: The days. Its exceptions are among them, marked as left out.
        zone: The venue's zone.

    Raises:
        Refused: There are too many days, or one of them is too far from the present.
    """
    local = start_at.astimezone(zone)
    days: list[SeriesDay] = []
    kept = 0
    for day in _days_and_exceptions(local.date(), recurrence):
        is_left_out = day in recurrence.exceptions
        kept += not is_left_out
        if kept > MAX_EVENTS:
            raise Refused(SeriesTooLong(MAX_EVENTS))
        start = start_on(day, local.time(), zone)
        check_start(start.at)
        days.append(SeriesDay(start, is_left_out, is_there=day == local.date() and not is_left_out))
        if kept == recurrence.count:
            break
    made = [day.start for day in days if not day.is_left_out and not day.is_there]
    return SeriesPreview(tuple(days), tuple(_clock_notes(made, local.time(), zone)))


def repeat_event(  # noqa: PLR0913 -- the event, the recurrence, the zone; the rest by name
    database: Database,
    code: str | UUID,
    recurrence: Recurrence,
    zone: ZoneInfo,
    *,
    code_prefix: str | None = None,
    check_in_url: str | None = None,
) -> Series:
    """Repeats the event with this code at the same wall-clock time on every day of a series.

    The event stays as it is. When its day is a day of the series, it counts as the first event;
    otherwise the series begins on the next day of the series. The new events are OPEN and otherwise
    like it, guest list included.

    Args:
        database: The database.
        code: The code of the event to repeat, in any letter case, or its id.
        recurrence: The days.
        zone: The venue's zone, in which the time of day stays the same.
        code_prefix: The new events' codes are PREFIX-1, PREFIX-2 and so on; None generates them.
        check_in_url: The configured check-in URL, for the QRs.

    Raises:
        Refused: No event has the code, the series has no new or too many events, or a code is
            taken; nothing was made.
    """
    for _ in range(_TRIES):
        with reading(database) as transaction:
            model = find_event(transaction, code)
            taken = transaction.event_codes.folded()
        local = model.start_at.astimezone(zone)
        days = series_days(local.date(), recurrence)
        is_first = days[0] == local.date()
        starts = [start_on(day, local.time(), zone) for day in days[1 if is_first else 0 :]]
        if not starts:
            raise Refused(NothingToRepeat())
        for start in starts:
            check_start(start.at)
        # Made before the writing transaction begins: doors must not wait for hundreds of QRs.
        copies = _copies(starts, _codes(len(starts), code_prefix, taken), check_in_url)
        with writing(database) as transaction:
            made = _make(transaction, model, copies, is_prefixed=code_prefix is not None)
        if made is not None:
            events = (model, *made) if is_first else made
            notes = (
                *_clock_notes(starts, local.time(), zone),
                *_idle_exceptions(local.date(), recurrence, days[-1]),
            )
            return Series(events, made, notes)
    raise Refused(DrawnCodesTaken())


def _days(first: date, recurrence: Recurrence) -> Iterator[date]:
    # Not rrule's own count and set of exceptions: there, days left out count.
    return (day for day in _days_and_exceptions(first, recurrence) if day not in recurrence.exceptions)


def _days_and_exceptions(first: date, recurrence: Recurrence) -> Iterator[date]:
    rule = rrule(
        WEEKLY,
        dtstart=datetime.combine(first, time.min),
        interval=recurrence.every_weeks,
        wkst=MO,
        byweekday=sorted(int(weekday) for weekday in recurrence.weekdays),
        until=None if recurrence.until is None else datetime.combine(recurrence.until, time.min),
    )
    return (moment.date() for moment in rule)


def _codes(number: int, prefix: str | None, taken: set[str]) -> list[str]:
    if prefix is not None:
        prefix = clean_event_code(prefix)
        return [clean_event_code(f"{prefix}-{each}") for each in range(1, number + 1)]
    codes: list[str] = []
    for _ in range(number):
        codes.append(mint_free_code(taken))
        taken.add(folded_code(codes[-1]))
    return codes


def _copies(starts: list[Start], codes: list[str], check_in_url: str | None) -> list[_Copy]:
    return [
        _Copy(start, code, qr_png_url(event_qr_text(code, check_in_url)))
        for start, code in zip(starts, codes, strict=True)
    ]


def _make(
    transaction: Transaction, model: Event, copies: list[_Copy], *, is_prefixed: bool
) -> tuple[Event, ...] | None:
    now, group = lock_event_for_key_share(transaction, model.id)
    if replace(now, state=model.state) != model:
        raise Refused(EventChanged(model.title))
    taken = transaction.event_codes.lock_codes([each.code for each in copies])
    clash = next((each.code for each in copies if each.code in taken), None)
    if clash is not None and is_prefixed:
        raise Refused(SeriesCodeTaken(clash))
    if clash is not None:
        return None
    made = [
        copy_event(transaction, now, group, start_at=each.start.at, code=each.code, code_qr=each.code_qr)
        for each in copies
    ]
    found = [transaction.events.get(event_id) for event_id in made]
    events = tuple(event for event in found if event is not None)
    transaction.changes.record(
        ChangeKind.SERIES_CREATED,
        group_subject(group),
        after={
            "repeated": model.title,
            "events": len(events),
            "first": json_value(events[0].start_at),
            "last": json_value(events[-1].start_at),
        },
    )
    return events


def _clock_notes(starts: list[Start], clock: time, zone: ZoneInfo) -> Iterator[SeriesNote]:
    for start in starts:
        if start.clock_change is ClockChange.SKIPPED:
            yield TimeSkipped(start.day, clock, start.at.astimezone(zone).time(), zone.key)
        elif start.clock_change is ClockChange.REPEATED:
            yield TimeRepeated(start.day, clock, zone.key)


def _idle_exceptions(first: date, recurrence: Recurrence, last: date) -> Iterator[SeriesNote]:
    end = last if recurrence.until is None else recurrence.until
    days = set(takewhile(lambda day: day <= end, _days_and_exceptions(first, recurrence)))
    for day in sorted(recurrence.exceptions - days):
        yield IdleException(day)
