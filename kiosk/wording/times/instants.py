"""Instants in words: on the venue's clock, with the day and the year only where they help.

The door shows times as its guests think of them (`tomorrow 18:30`), the desk as a list needs them
(`Thu 26 Nov 18:30`).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.event import Event
from kiosk.wording.event_fields import location_words
from kiosk.wording.language.catalogue import _, ngettext, present_language
from kiosk.wording.language.joined import in_a_row
from kiosk.wording.language.numbers import number

NEVER = "\N{EN DASH}"
"""The text in a list in place of an instant that does not exist."""

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """Returns `18:30`, on the venue's clock."""
    return f"{at.astimezone(zone):%H:%M}"


def day_words(at: datetime | None, zone: ZoneInfo, now: datetime | None = None) -> str:
    """Returns `Thu 26 Nov 2026`, without the year when it is the present one; a dash for never.

    Args:
        at: An instant of the day, aware, or None for never.
        zone: The venue's zone.
        now: The present instant; None writes every year.
    """
    if at is None:
        return NEVER
    day = at.astimezone(zone).date()
    is_this_year = now is not None and now.astimezone(zone).year == day.year
    return _date_words(day, has_year=not is_this_year)


def instant_words(at: datetime | None, zone: ZoneInfo, now: datetime | None = None) -> str:
    """Returns `Thu 26 Nov 2026 18:30`: as day_words, with the time of day."""
    if at is None:
        return NEVER
    return _("{day} {time}").format(day=day_words(at, zone, now), time=clock_time(at, zone))


def moment_words(at: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """Returns `18:24:07` today, on another day as instant_words with seconds."""
    local = at.astimezone(zone)
    time = f"{local:%H:%M:%S}"
    if now is not None and now.astimezone(zone).date() == local.date():
        return time
    return _("{day} {time}").format(day=day_words(at, zone, now), time=time)


def day_and_time(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Returns `18:30` today, `tomorrow 18:30`, `yesterday 18:30`, `Thu 26 Nov 18:30` on any other day."""
    time = clock_time(at, zone)
    match (at.astimezone(zone).date() - now.astimezone(zone).date()).days:
        case 0:
            return time
        case 1:
            return _("tomorrow {time}").format(time=time)
        case -1:
            return _("yesterday {time}").format(time=time)
        case _other:
            return instant_words(at, zone, now)


def when_words(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """Returns `Thu 26 Nov 18:30 – 20:30`, with a second day when it ends on another."""  # noqa: RUF002 -- an en dash belongs between times
    start, end = event.start_at.astimezone(zone), event.ends_at.astimezone(zone)
    is_one_day = start.date() == end.date()
    ends = clock_time(end, zone) if is_one_day else instant_words(end, zone, now)
    return _from_to(instant_words(start, zone, now), ends)


def event_times(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """Returns `Thu 26 Nov · 18:30 – 20:30 · Hall B`, with a second day when it ends on another.

    When the venue's clocks change in between, the times name their zone (`EEST`, `EET`).
    """  # noqa: RUF002 -- an en dash belongs between times
    start, end = event.start_at.astimezone(zone), event.ends_at.astimezone(zone)
    begins, ends = clock_time(start, zone), clock_time(end, zone)
    if start.utcoffset() != end.utcoffset():
        begins, ends = f"{begins} {start:%Z}", f"{ends} {end:%Z}"
    begin_day, end_day = day_words(start, zone, now), day_words(end, zone, now)
    if start.date() == end.date():
        return in_a_row(begin_day, _from_to(begins, ends), location_words(event))
    first = _("{day} {time}").format(day=begin_day, time=begins)
    last = _("{day} {time}").format(day=end_day, time=ends)
    return in_a_row(_from_to(first, last), location_words(event))


def ago_words(since: timedelta) -> str:
    """Returns `just now`, `5 minutes ago`, `3 days ago`.

    Args:
        since: The time since then.
    """
    if since >= _DAY:
        days = since // _DAY
        return ngettext("{count} day ago", "{count} days ago", days).format(count=number(days))
    if since >= _HOUR:
        hours = since // _HOUR
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=number(hours))
    if since >= _MINUTE:
        minutes = since // _MINUTE
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=number(minutes))
    return _("just now")


def _from_to(begins: str, ends: str) -> str:
    return _("{begins} – {ends}").format(begins=begins, ends=ends)  # noqa: RUF001 -- an en dash belongs between times


def _date_words(day: date, *, has_year: bool) -> str:
    """Returns a date with short names of day and month, in the order of the present language."""
    code = present_language().code
    if code == "en":
        # Babel writes English in the same way, but a door's first screen would wait 40 ms for it.
        year = f" {day.year}" if has_year else ""
        return f"{_ENGLISH_DAYS[day.weekday()]} {day.day} {_ENGLISH_MONTHS[day.month - 1]}{year}"
    from babel.dates import format_skeleton  # noqa: PLC0415 -- see above

    return format_skeleton("yMMMEd" if has_year else "MMMEd", day, locale=code)
