"""Refusals of days and numbers that were typed at a terminal, in words."""

from typing import assert_never

from kiosk.domain.refusals.typed.values import (
    NotACapacity,
    NotADate,
    TypedValueRefusal,
)
from kiosk.wording.language.catalogue import _


def typed_value_refusal(reason: TypedValueRefusal) -> str:
    """Explains how to write a day or number."""
    match reason:
        case NotADate(text):
            return _("{text} is not a date; write one such as 2026-12-31.").format(text=repr(text))
        case NotACapacity(text):
            return _("{text} is not a capacity; write a number, or none for no limit.").format(
                text=repr(text)
            )
        case _:
            assert_never(reason)
