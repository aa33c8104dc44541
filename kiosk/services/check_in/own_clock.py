"""Doubts the clock of a computer on whose database a door works alone: nothing else corrects it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.domain.check_in.clock_doubt import ClockBehind, ClockDoubt, ClockJumped
from kiosk.domain.check_in.link import CLOCK_WARNS_STAFF
from kiosk.domain.clock import Clock, steady_seconds


class OwnClock:
    """Compares the wall clock with one that nobody sets. Any thread may use it."""

    def __init__(self, wall: Clock, steady: Callable[[], float] = steady_seconds) -> None:
        """Begins to compare.

        Args:
            wall: The computer's clock.
            steady: A clock in seconds that only moves forward, also while the computer sleeps.
        """
        self._wall = wall
        self._steady = steady
        self._began = (wall(), steady())

    def doubt(self, newest: datetime | None) -> ClockDoubt | None:
        """Returns the reason to doubt the clock now, or None.

        Args:
            newest: When the newest check-in of the event was, aware, or None without one.
        """
        now = self._wall()
        at, seconds = self._began
        by = (now - at) - timedelta(seconds=self._steady() - seconds)
        if abs(by) > CLOCK_WARNS_STAFF:
            return ClockJumped(by)
        if newest is not None and newest - now > CLOCK_WARNS_STAFF:
            return ClockBehind(newest)
        return None
