"""The staff PIN on paper: which ones may be chosen, and how long to wait after wrong tries."""

from datetime import timedelta

PIN_LENGTH = 6
"""Digits of a PIN."""

FREE_TRIES = 6
"""Wrong tries in a row before the first pause."""

LONGEST_PAUSE = timedelta(minutes=15)

_FIRST_PAUSE = timedelta(seconds=30)
_WARNED_FROM = 3  # a first slip of the finger needs no warning
_LONGEST_EXPONENT = 5  # 30 s doubled five times is more than the longest pause
_DIGITS = "0123456789"
_RUN = _DIGITS * 2  # 890123 is a run as well


def pin_fault(pin: str) -> str | None:
    """Says what is wrong with a PIN that somebody chose, as a sentence; None when it is good enough.

    Args:
        pin: Any text.
    """
    if len(pin) != PIN_LENGTH or any(each not in _DIGITS for each in pin):
        return f"A PIN has exactly {PIN_LENGTH} digits, 0 to 9."
    if len(set(pin)) == 1:
        return "A PIN of one digit only is guessed at once. Choose another."
    if pin in _RUN or pin[::-1] in _RUN:
        return "Digits in a row, such as 123456 or 654321, are guessed at once. Choose another."
    if pin == pin[:2] * 3 or pin == pin[:3] * 2:
        return "A PIN that repeats itself, such as 121212 or 123123, is guessed at once. Choose another."
    return None


def pause_after(failures: int) -> timedelta:
    """Returns how long no PIN is taken after this many wrong tries in a row."""
    if failures < FREE_TRIES:
        return timedelta()
    return min(_FIRST_PAUSE * (1 << min(failures - FREE_TRIES, _LONGEST_EXPONENT)), LONGEST_PAUSE)


def tries_left(failures: int) -> int | None:
    """Returns how many tries are left before a pause; None while nobody needs to be warned.

    Args:
        failures: Wrong tries in a row, the last one included.
    """
    return FREE_TRIES - failures if _WARNED_FROM <= failures < FREE_TRIES else None
