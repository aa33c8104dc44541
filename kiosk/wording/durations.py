"""Durations in words."""

import math
from datetime import timedelta

from kiosk.wording.catalogue import ngettext
from kiosk.wording.numbers import number

_MINUTE = 60


def duration(length: timedelta) -> str:
    """Returns a duration rounded up to whole seconds or minutes: "32 seconds", "5 minutes"."""
    seconds = math.ceil(length.total_seconds())
    if seconds <= _MINUTE:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=number(seconds))
    minutes = math.ceil(seconds / _MINUTE)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=number(minutes))
