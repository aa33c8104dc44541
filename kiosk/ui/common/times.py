"""Instants as people at a door read them: in the venue's zone, with the day only where it helps."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kiosk.domain.event import Event
from kiosk.wording.safe_text import isolated

translate = QCoreApplication.translate

_TO = "\N{EN DASH}"


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """`18:30` on the venue's clock."""
    return f"{at.astimezone(zone):%H:%M}"


def day(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`Thu 26 Nov` at the venue; with the year when it is not this one's."""
    local = at.astimezone(zone)
    pattern = "ddd d MMM" if local.year == now.astimezone(zone).year else "ddd d MMM yyyy"
    return QLocale.c().toString(QDate(local.year, local.month, local.day), pattern)


def day_and_time(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`18:30` today, `tomorrow 18:30`, `yesterday 18:30`, `Thu 26 Nov 18:30` on any other day."""
    time = clock_time(at, zone)
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()) / timedelta(days=1)
    if days == 0:
        return time
    if days == 1:
        return translate("door", "tomorrow %1").replace("%1", time)
    if days == -1:
        return translate("door", "yesterday %1").replace("%1", time)
    return f"{day(at, zone, now)} {time}"


def event_times(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """`Thu 26 Nov · 18:30 - 20:30 · Hall B`, with a second day when it ends on another.

    When the venue's clocks change in between, the times name their zone (`EEST`, `EET`).
    """
    start, end = event.start_at.astimezone(zone), event.ends_at.astimezone(zone)
    begins, ends = clock_time(start, zone), clock_time(end, zone)
    if start.utcoffset() != end.utcoffset():
        begins, ends = f"{begins} {start:%Z}", f"{ends} {end:%Z}"
    if start.date() == end.date():
        parts = [day(start, zone, now), f"{begins} {_TO} {ends}"]
    else:
        parts = [f"{day(start, zone, now)} {begins} {_TO} {day(end, zone, now)} {ends}"]
    if event.location is not None and event.location.strip():
        parts.append(isolated(event.location))
    return " · ".join(parts)
