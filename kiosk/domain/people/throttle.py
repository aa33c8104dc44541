"""Throttles an address after failed sign-ins: 2^n seconds after the n-th failure, from the fifth on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

THROTTLED_FROM = 5
"""The failure after which an address has to wait for the first time."""

LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
"""After this long without a failure the count restarts, which limits what is kept and forgives mistakes."""

_LONGEST_EXPONENT = 10  # 2^10 s is more than the longest wait


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed sign-ins with one address.

    Attributes:
        count: How many, 0 or more.
        last_at: When the last one was, aware UTC.
    """

    count: int
    last_at: datetime


def wait_after(count: int) -> timedelta:
    """Returns how long the address is throttled after this many failures."""
    if count < THROTTLED_FROM:
        return timedelta()
    return min(timedelta(seconds=1 << min(count, _LONGEST_EXPONENT)), LONGEST_WAIT)


def remaining_wait(failures: Failures, now: datetime) -> timedelta:
    """Returns how much longer the address is throttled; zero when it is not.

    The clocks of several desks differ: a failure that is dated after now counts as one of now, so a
    wait never lasts longer than wait_after.
    """
    if is_forgotten(failures, now):
        return timedelta()
    elapsed = max(now - failures.last_at, timedelta())
    return max(wait_after(failures.count) - elapsed, timedelta())


def one_more(failures: Failures, now: datetime) -> Failures:
    """Returns the failures with one more, at this instant."""
    return Failures(1 if is_forgotten(failures, now) else failures.count + 1, now)


def is_forgotten(failures: Failures, now: datetime) -> bool:
    """Returns True when the last failure is too old to count."""
    return now - failures.last_at > FORGOTTEN_AFTER
