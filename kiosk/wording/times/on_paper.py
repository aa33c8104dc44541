"""Instants on a printed attendance sheet: with the day and the year in full."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

from kiosk.domain.event import Event
from kiosk.wording.language.catalogue import _, present_language
from kiosk.wording.times.instants import clock_time


def when_printed(event: Event, zone: ZoneInfo) -> str:
    """Returns `Thursday 26 November 2026, 18:30 – 20:30`, with a second day when it ends on another.

    When the venue's clocks change in between, the times name their zone (`EEST`, `EET`).
    """  # noqa: RUF002 -- an en dash is what stands between times
    start, end = event.start_at.astimezone(zone), event.ends_at.astimezone(zone)
    begins, ends = clock_time(start, zone), clock_time(end, zone)
    if start.utcoffset() != end.utcoffset():
        begins, ends = f"{begins} {start:%Z}", f"{ends} {end:%Z}"
    text = _("{day}, {begins} – {ends}")  # noqa: RUF001 -- as above
    if start.date() != end.date():
        text = _("{day}, {begins} – {last_day}, {ends}")  # noqa: RUF001 -- as above
    return text.format(day=_long_day(start), begins=begins, last_day=_long_day(end), ends=ends)


def came_at(at: datetime, event: Event, zone: ZoneInfo) -> str:
    """Returns `18:24`, with the day when it is not the one the event starts on.

    When the venue's clocks change on that day, with the zone (`03:30 EEST`).
    """
    local, start = at.astimezone(zone), event.start_at.astimezone(zone)
    time = clock_time(local, zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if midnight.utcoffset() != midnight.replace(hour=23, minute=59).utcoffset():
        time = f"{time} {local:%Z}"
    if local.date() == start.date():
        return time
    return _("{day} {time}").format(day=_short_day(local, has_year=local.year != start.year), time=time)


def _long_day(at: date) -> str:
    code = present_language().code
    if code == "en":  # the day before the month, as everywhere in this program
        return format_date(at, "EEEE d MMMM y", locale=code)
    return format_date(at, "full", locale=code)


def _short_day(at: date, *, has_year: bool) -> str:
    code = present_language().code
    if code == "en":
        return format_date(at, "d MMM y" if has_year else "d MMM", locale=code)
    return format_skeleton("yMMMd" if has_year else "MMMd", at, locale=code)
