"""Durations in words."""

import math
from datetime import timedelta

from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number

_MINUTE = 60


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
