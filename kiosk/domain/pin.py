"""The staff PIN on paper: which ones may be chosen, and how long to wait after wrong tries."""

from datetime import timedelta

from kiosk.domain.refusals.people.staff_pin import (
    PinInRow,
    PinNotDigits,
    PinOfOneDigit,
    PinRepeatsItself,
    WeakPin,
)

PIN_LENGTH = 6
"""Digits of a PIN."""

FREE_TRIES = 6
"""Wrong tries in a row before the first pause."""

LONGEST_PAUSE = timedelta(minutes=15)

_FIRST_PAUSE = timedelta(seconds=30)
_WARNED_FROM = 3  # a first typing mistake needs no warning
_LONGEST_EXPONENT = 5  # 30 s doubled five times is more than the longest pause
_DIGITS = "0123456789"
_RUN = _DIGITS * 2  # 890123 is a run as well


def pin_fault(pin: str) -> WeakPin | None:
    """Returns why a PIN may not be chosen, or None when it is good enough.

    Args:
        pin: Any text.
    """
    if len(pin) != PIN_LENGTH or any(each not in _DIGITS for each in pin):
        return PinNotDigits(PIN_LENGTH)
    if len(set(pin)) == 1:
        return PinOfOneDigit()
    if pin in _RUN or pin[::-1] in _RUN:
        return PinInRow()
    if pin == pin[:2] * 3 or pin == pin[:3] * 2:
        return PinRepeatsItself()
    return None


def pause_after(failures: int) -> timedelta:
    """Returns how long no PIN is accepted after this many wrong tries in a row."""
    if failures < FREE_TRIES:
        return timedelta()
    return min(_FIRST_PAUSE * (1 << min(failures - FREE_TRIES, _LONGEST_EXPONENT)), LONGEST_PAUSE)


def tries_left(failures: int) -> int | None:
    """Returns how many tries are left before a pause; None while no warning is needed.

    Args:
        failures: Wrong tries in a row, the last one included.
    """
    return FREE_TRIES - failures if _WARNED_FROM <= failures < FREE_TRIES else None
