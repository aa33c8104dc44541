"""Hands the centre's answers to the people who wait for them at the door, for a moment only."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from kiosk.domain.check_in.command import CommandAnswer

WAIT_SECONDS = 0.25
"""The longest time for which the screen waits for the centre, from the commit at the door."""


class Verdicts:
    """The answers that somebody waits for, and whether waiting is worth it. Any thread may use it."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._expected: dict[UUID, CommandAnswer | None] = {}
        self._is_online = False
        self._was_quick = False
        self._sent_at: float | None = None

    @property
    def is_online(self) -> bool:
        """True when the last exchange succeeded."""
        return self._is_online

    @property
    def is_awaited(self) -> bool:
        """True while somebody at the door waits for an answer."""
        with self._changed:
            return any(each is None for each in self._expected.values())

    @contextmanager
    def expecting(self, command_id: UUID) -> Iterator[Callable[[], CommandAnswer | None]]:
        """Keeps the answer to a command, from before it can be sent until the end.

        Yields:
            A function that waits for the answer, at most WAIT_SECONDS, and returns None when it does not come
            in time. A link that was slow or silent lately is not waited for.
        """
        with self._changed:
            self._expected[command_id] = None
        try:
            yield lambda: self._wait(command_id)
        finally:
            with self._changed:
                self._expected.pop(command_id, None)

    @contextmanager
    def exchanging(self) -> Iterator[None]:
        """Measures an exchange: a link that is slow or silent is not waited for."""
        with self._changed:
            self._sent_at = started_at = self._monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._sent_at = None
        with self._changed:
            self._is_online = True
            self._was_quick = self._monotonic() - started_at < WAIT_SECONDS

    def deliver(self, answers: Sequence[CommandAnswer]) -> set[UUID]:
        """Hands out answers; returns the ids of those that somebody at the door reads."""
        with self._changed:
            read = {each.id for each in answers} & self._expected.keys()
            self._expected.update({each.id: each for each in answers if each.id in read})
            self._changed.notify_all()
        return read

    def note_outage(self) -> None:
        """Notes that the last exchange failed: nobody waits any longer."""
        with self._changed:
            self._is_online = self._was_quick = False
            self._changed.notify_all()

    def _wait(self, command_id: UUID) -> CommandAnswer | None:
        give_up_at = self._monotonic() + WAIT_SECONDS
        with self._changed:
            while self._expected[command_id] is None and self._is_worth_waiting():
                left = give_up_at - self._monotonic()
                if left <= 0:
                    self._was_quick = False  # the next person does not wait for the same silence
                    break
                self._changed.wait(left)
            return self._expected.pop(command_id)

    def _is_worth_waiting(self) -> bool:
        is_silent = self._sent_at is not None and self._monotonic() - self._sent_at >= WAIT_SECONDS
        return self._is_online and self._was_quick and not is_silent
