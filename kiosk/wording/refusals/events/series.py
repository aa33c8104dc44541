"""Refusals of a series of events in words."""

from typing import assert_never

from kiosk.domain.refusals.events.series import (
    NotAWeekday,
    NothingToRepeat,
    NoWeekday,
    SeriesCountOutOfRange,
    SeriesEndUnclear,
    SeriesRefusal,
    SeriesTooLong,
    SeriesWithoutDays,
    WeeksOutOfRange,
)
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


def series_refusal(reason: SeriesRefusal) -> str:
    """Explains why events cannot be repeated like this."""
    match reason:
        case NotAWeekday(text, names):
            return _("{text} is not a day of the week; write some of {names} with commas between.").format(
                text=repr(text), names=", ".join(names)
            )
        case NoWeekday():
            return _("A series needs at least one day of the week, such as mon.")
        case WeeksOutOfRange(weeks, least, most):
            return _("A series repeats every {least} to {most} weeks, not every {weeks}.").format(
                least=least, most=most, weeks=weeks
            )
        case SeriesEndUnclear():
            return _("A series ends at a date or after a number of events: give one of the two.")
        case SeriesCountOutOfRange(count, most):
            return _("A series has 1 to {most} events, not {count}.").format(most=most, count=number(count))
        case SeriesTooLong(most):
            return _(
                "This series would have more than {most} events. End it earlier, and repeat its last event"
                " as another series."
            ).format(most=most)
        case SeriesWithoutDays(first):
            return _("This series has no day from {first} on. Look at its end and its exceptions.").format(
                first=first.isoformat()
            )
        case NothingToRepeat():
            return _("The only event of this series is there already, so there is nothing to make.")
        case _:
            assert_never(reason)
