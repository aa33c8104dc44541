"""The centre's clock, as a door knows it: its own clock may be hours wrong, or be set while people wait."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.domain.clock import Clock, steady_seconds, utc_now


class CentreClock:
    """Returns the centre's time, by a monotonic clock once it was measured. Any thread may use it."""

    def __init__(
        self,
        offset: timedelta | None,
        wall: Clock = utc_now,
        monotonic: Callable[[], float] = steady_seconds,
    ) -> None:
        """Starts with what was measured on an earlier day.

        Args:
            offset: The centre's clock minus this computer's, or None before it was ever measured.
            wall: This computer's clock.
            monotonic: A clock in seconds that only moves forward.
        """
        self._wall = wall
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._offset = offset
        self._measured: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """Returns the present instant, aware UTC; by this computer's clock alone while nothing is known."""
        with self._lock:
            if self._measured is not None:
                at, monotonic = self._measured
                return at + timedelta(seconds=self._monotonic() - monotonic)
            return self._wall() + (self._offset or timedelta())

    @property
    def offset(self) -> timedelta | None:
        """Returns the centre's clock minus this computer's now, or None before it was measured."""
        with self._lock:
            is_known = self._measured is not None or self._offset is not None
        return self.now() - self._wall() if is_known else None

    def seconds(self) -> float:
        """Returns the monotonic clock, for `measure`."""
        return self._monotonic()

    def measure(self, centre: datetime, sent: float) -> None:
        """Notes the centre's clock from an exchange that has just ended.

        The centre read its clock somewhere between sending and receiving; half of this time is the most that
        the result can be wrong.

        Args:
            centre: Its clock, aware UTC.
            sent: The result of `seconds` when the exchange began.
        """
        received = self._monotonic()
        with self._lock:
            self._measured = (centre + timedelta(seconds=(received - sent) / 2), received)
