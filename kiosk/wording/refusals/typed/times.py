"""Refusals of dates and times in words."""

from typing import assert_never

from kiosk.domain.refusals.typed.times import NotADateAndTime, NotOneInstant, TypedTimeRefusal
from kiosk.wording.language.catalogue import _


def typed_time_refusal(reason: TypedTimeRefusal) -> str:
    """Explains what is wrong with a date and time."""
    match reason:
        case NotADateAndTime(text):
            return _("{text} is not a date and time; write one such as 2026-11-26T18:30+02:00.").format(
                text=repr(text)
            )
        case NotOneInstant(text, zone, offset):
            return _(
                "Clocks in {zone} change at {text}, so it is not one instant."
                " Write it with its offset, such as {text}{offset}."
            ).format(zone=zone, text=text, offset=offset)
        case _:
            assert_never(reason)
