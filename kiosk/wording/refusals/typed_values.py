"""Refusals of dates, times and numbers that were typed at a terminal, in words."""

from typing import assert_never

from kiosk.domain.refusals.typed_values import (
    ClocksChangeThen,
    NotACapacity,
    NotADate,
    NotADateAndTime,
    TypedValueRefusal,
)
from kiosk.wording.catalogue import _


def typed_value_refusal(reason: TypedValueRefusal) -> str:
    """Says how a date, time or number is to be written."""
    match reason:
        case NotADate(text):
            return _("{text} is not a date; write one such as 2026-12-31.").format(text=repr(text))
        case NotADateAndTime(text):
            return _("{text} is not a date and time; write one such as 2026-11-26T18:30+02:00.").format(
                text=repr(text)
            )
        case ClocksChangeThen(text, zone, offset):
            return _(
                "Clocks in {zone} change at {time}, so it is not one instant."
                " Write it with its offset, such as {time}{offset}."
            ).format(zone=zone, time=text, offset=offset)
        case NotACapacity(text):
            return _("{text} is not a capacity; write a number, or none for no limit.").format(
                text=repr(text)
            )
        case _:
            assert_never(reason)
