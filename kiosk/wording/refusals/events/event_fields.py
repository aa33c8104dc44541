"""Refusals of an event's numbers and times in words."""

from typing import assert_never

from kiosk.domain.refusals.events.event_fields import (
    CapacityTooLarge,
    CapacityTooSmall,
    DurationOutOfRange,
    EventFieldRefusal,
    OpensBeforeOutOfRange,
    StartTooFar,
)
from kiosk.wording.language.catalogue import _


def event_field_refusal(reason: EventFieldRefusal) -> str:
    """Explains what is wrong with a number or time of an event."""
    match reason:
        case DurationOutOfRange(minutes, least, most):
            return _("An event takes {least} to {most} whole minutes, not {minutes}.").format(
                least=least, most=most, minutes=f"{minutes:g}"
            )
        case CapacityTooSmall():
            return _("An event's capacity is at least 1; leave it out for no limit.")
        case CapacityTooLarge(most):
            return _("An event's capacity is {most} at most; leave it out for no limit.").format(most=most)
        case StartTooFar(year, first, last):
            return _("An event starts in the years {first} to {last}, not in {year}.").format(
                first=first, last=last, year=year
            )
        case OpensBeforeOutOfRange(minutes, most):
            return _(
                "An event takes check-ins from 0 to {most} whole minutes before its start, not {minutes}."
            ).format(most=most, minutes=f"{minutes:g}")
        case _:
            assert_never(reason)
