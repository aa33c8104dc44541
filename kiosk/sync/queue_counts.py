"""The numbers of a door's commands that wait, as its screen shows them."""

import threading
import time
from dataclasses import replace

from kiosk.domain.check_in.command import OutboxCounts
from kiosk.sync.local import LocalDatabase

COUNT_EVERY_SECONDS = 0.5
"""Seconds after which the commands of a long queue are counted; between, the answered ones are subtracted."""


class QueueCounts:
    """The counts of a door's commands. Any thread may use it."""

    def __init__(self, local: LocalDatabase) -> None:
        self._local = local
        self._counting = threading.Lock()
        self._counts = OutboxCounts(0, None, 0)
        self._next_count_at = time.monotonic()

    @property
    def now(self) -> OutboxCounts:
        """Returns the counts as they were read last, without what was answered since."""
        return self._counts

    def count(self) -> None:
        """Reads the counts."""
        with self._counting:
            self._counts = self._local.counts()
        self._next_count_at = time.monotonic() + COUNT_EVERY_SECONDS

    def count_sometimes(self) -> None:
        """Reads the counts if that was not done a moment ago."""
        if time.monotonic() >= self._next_count_at:
            self.count()

    def note_settled(self, answered: int, reported: int) -> None:
        """Subtracts commands.

        Args:
            answered: How many the centre has answered.
            reported: How many rejected ones the desk lists now.
        """
        known = self._counts
        self._counts = replace(
            known,
            waiting=max(0, known.waiting - answered),
            unreported=max(0, known.unreported - reported),
        )
