"""The number of commands that a door sends at once."""

MOST_AT_ONCE = 500
"""The most commands of one exchange."""

FEWEST_AT_ONCE = 40
"""The fewest commands to which an exchange that succeeds is limited: each costs a round trip too."""

WORK_SECONDS = 0.01
"""The seconds of work that one exchange may be for the centre: a live scan waits for its end."""


class BatchSize:
    """Finds the number of commands that a centre answers in WORK_SECONDS, whatever its round trip takes."""

    def __init__(self) -> None:
        self._limit = FEWEST_AT_ONCE
        self._round_trip = WORK_SECONDS

    @property
    def limit(self) -> int:
        """Returns the most commands for the next exchange."""
        return self._limit

    def note_success(self, count: int, seconds: float) -> None:
        """Learns from an exchange that succeeded.

        Args:
            count: Its commands.
            seconds: Its duration.
        """
        if count <= 1:
            self._round_trip = seconds
        if count < self._limit:
            self._limit = max(self._limit, FEWEST_AT_ONCE)
            return
        work = max(seconds - self._round_trip, WORK_SECONDS / MOST_AT_ONCE)
        wanted = round(count * WORK_SECONDS / work)
        self._limit = min(max(wanted, FEWEST_AT_ONCE), 2 * count, MOST_AT_ONCE)

    def note_failure(self, count: int) -> None:
        """Halves the number: a slow server may manage fewer in time, and one at fault is found alone.

        Args:
            count: The commands of the exchange that failed.
        """
        self._limit = max(1, count // 2)
