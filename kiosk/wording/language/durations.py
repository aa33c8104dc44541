"""Durations in words."""

import math
from datetime import timedelta

from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number, tenths

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_EXACT_SECONDS = 10


def duration(length: timedelta) -> str:
    """Returns a duration rounded up to whole seconds or minutes: "32 seconds", "5 minutes"."""
    seconds = math.ceil(length.total_seconds())
    if seconds <= _MINUTE:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=number(seconds))
    minutes = math.ceil(seconds / _MINUTE)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=number(minutes))


def minutes_words(length: timedelta) -> str:
    """Returns a duration in whole minutes: "90 minutes"."""
    minutes = length // timedelta(minutes=1)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=number(minutes))


def hours_words(length: timedelta) -> str:
    """Returns a duration as somebody chooses it: "45 minutes", "1 hour 30 minutes", "a whole day"."""
    if length == timedelta(days=1):
        return _("a whole day")
    hours, rest = divmod(length, timedelta(hours=1))
    if not hours:
        return minutes_words(rest)
    counted = ngettext("{count} hour", "{count} hours", hours).format(count=number(hours))
    if not rest:
        return counted
    return _("{hours} {minutes}").format(hours=counted, minutes=minutes_words(rest))


def about(length: timedelta) -> str:
    """Returns a duration in one unit, as shortly as possible: "40 s", "5 min", "2 h", "3 days".

    It is rounded to the nearest unit; hours and days begin at one and a half of them.
    """
    seconds = length.total_seconds()
    if seconds < _MINUTE:
        return _("{count} s").format(count=number(_nearest(seconds)))
    if seconds < 1.5 * _HOUR:
        return _("{count} min").format(count=number(_nearest(seconds / _MINUTE)))
    if seconds < 1.5 * _DAY:
        return _("{count} h").format(count=number(_nearest(seconds / _HOUR)))
    days = _nearest(seconds / _DAY)
    return ngettext("{count} day", "{count} days", days).format(count=number(days))


def short_duration(length: timedelta) -> str:
    """Returns a duration in at most two units, for a table: "0.3 s", "4 min 12 s", "3 h 5 min", "2 days"."""
    seconds = length.total_seconds()
    if round(seconds, 1) < _EXACT_SECONDS:
        return _("{seconds} s").format(seconds=tenths(seconds))
    whole = round(seconds)
    if whole < _MINUTE:
        return _("{seconds} s").format(seconds=number(whole))
    if whole < _HOUR:
        minutes, seconds = divmod(whole, _MINUTE)
        return _("{minutes} min {seconds} s").format(minutes=number(minutes), seconds=number(seconds))
    if whole < _DAY:
        hours, rest = divmod(whole, _HOUR)
        return _("{hours} h {minutes} min").format(hours=number(hours), minutes=number(rest // _MINUTE))
    days = whole // _DAY
    return ngettext("{count} day", "{count} days", days).format(count=number(days))


def _nearest(value: float) -> int:
    return math.floor(value + 0.5)
