"""Decisions about the days of a series, in words."""

from datetime import time
from typing import assert_never

from kiosk.domain.recurrence import IdleException, SeriesNote, TimeRepeated, TimeSkipped, Weekday
from kiosk.wording.language.catalogue import _, ngettext, present_language
from kiosk.wording.language.numbers import number


def series_note(note: SeriesNote) -> str:
    """Returns a sentence about the decision on a day that had more than one possible time."""
    match note:
        case TimeSkipped(day, clock, starts_at, zone):
            return _(
                "On {day} the clocks in {zone} go forward over {time}: that event starts at {start}."
            ).format(day=day.isoformat(), zone=zone, time=_minute(clock), start=_minute(starts_at))
        case TimeRepeated(day, clock, zone):
            return _(
                "On {day} the clocks in {zone} show {time} twice: that event starts the first time."
            ).format(day=day.isoformat(), zone=zone, time=_minute(clock))
        case IdleException(day):
            return _("The exception {day} left nothing out: the series has no event on that day.").format(
                day=day.isoformat()
            )
        case _:
            assert_never(note)


def _minute(clock: time) -> str:
    return clock.isoformat("minutes")


def weekday_name(day: Weekday) -> str:
    """Returns a short name of a day of the week: `Mon`."""
    from babel.dates import get_day_names  # noqa: PLC0415 -- 40 ms, which only the sheet of a series needs

    names = get_day_names("abbreviated", locale=present_language().code)
    return str(names[day.value])


def events_to_make(events: int) -> str:
    """Returns the text of the button that makes a series."""
    return ngettext("Make {count} event", "Make {count} events", events).format(count=number(events))
