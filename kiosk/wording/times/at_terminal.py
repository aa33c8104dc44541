"""Instants as a terminal prints them: the same in every language, so that lines sort and compare."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from kiosk.wording.language.catalogue import present_language


def minute(at: datetime, zone: tzinfo) -> str:
    """Returns an instant to the minute on a zone's clocks: `2026-11-26 18:30`."""
    return at.astimezone(zone).replace(tzinfo=None).isoformat(" ", "minutes")


def minute_of_weekday(at: datetime, zone: ZoneInfo) -> str:
    """Returns the same after the day of the week in the reader's language: `Thu 2026-11-26 18:30`."""
    from babel.dates import format_datetime  # noqa: PLC0415 -- few commands show a day of the week

    local = at.astimezone(zone).replace(tzinfo=None)
    return format_datetime(local, "EEE yyyy-MM-dd HH:mm", locale=present_language().code)
