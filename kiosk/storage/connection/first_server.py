"""Connects to the first of several servers that fits, without waiting for those that are dead or silent.

The driver tries one server after another, and waits for each that is silent until its time is over. Here a
server that does not answer soon is still waited for, but the next one is asked beside it. Those that
answered no, as a standby does, are asked again in the same time: one of them may be promoted just then.
Looking up a name, which may hang, delays nobody else either.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

import psycopg
from psycopg.errors import ConnectionTimeout, OperationalError

START_NEXT_SECONDS = 0.25
"""Seconds after which the next server is asked, while the one before has not answered (RFC 8305, 5)."""

ASK_SERVER_AGAIN_SECONDS = 0.5
"""Seconds between two questions to a server that said no."""


class _Closable(Protocol):
    def close(self) -> None: ...


Connected = TypeVar("Connected", bound=_Closable)


def connect_to_first(attempts: Sequence[Callable[[], Connected]], seconds: float) -> Connected:
    """Returns the first connection that one of the attempts makes; the others are closed.

    Args:
        attempts: Connects to one server each; raises the driver's error.
        seconds: The longest time that all of it takes.

    Raises:
        OperationalError: No server can be used; the text holds the reason of each. ConnectionTimeout when
            none of them answered.
    """
    race = _Race[Connected](len(attempts), time.monotonic() + seconds)
    for number, attempt in enumerate(attempts):
        race.start(number, attempt)
        if race.is_over_within(START_NEXT_SECONDS, number):
            break
    return race.result()


class _Race(Generic[Connected]):
    """Attempts of which the first to succeed wins."""

    def __init__(self, count: int, ends_at: float) -> None:
        self._count = count
        self._ends_at = ends_at
        self._changed = threading.Condition()
        self._errors: dict[int, Exception] = {}
        self._winner: Connected | None = None
        self._is_ended = False

    def start(self, number: int, attempt: Callable[[], Connected]) -> None:
        """Starts an attempt in a thread of its own."""
        threading.Thread(
            target=self._run, args=(number, attempt), name="kiosk-connecting", daemon=True
        ).start()

    def is_over_within(self, seconds: float, number: int) -> bool:
        """Waits until an attempt has failed or the time is over; returns True when the race is over."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_over() or number in self._errors, min(seconds, self._seconds_left())
            )
            return self._is_over()

    def result(self) -> Connected:
        """Waits for the winner; raises the errors of all when there is none."""
        with self._changed:
            self._changed.wait_for(self._is_over, self._seconds_left())
            self._is_ended = True
            self._changed.notify_all()
            if self._winner is not None:
                return self._winner
            raise self._error()

    def _seconds_left(self) -> float:
        return max(0.0, self._ends_at - time.monotonic())

    def _is_decided_within(self, seconds: float) -> bool:
        return self._changed.wait_for(lambda: self._is_ended or self._is_over(), seconds)

    def _is_over(self) -> bool:
        return self._winner is not None or len(self._errors) == self._count

    def _run(self, number: int, attempt: Callable[[], Connected]) -> None:
        while True:
            try:
                connection = attempt()
            except Exception as error:  # noqa: BLE001 -- the thread that waits raises it
                with self._changed:
                    self._errors[number] = error
                    self._changed.notify_all()
                    if self._changed.wait_for(
                        lambda: self._is_ended or self._is_over(), ASK_SERVER_AGAIN_SECONDS
                    ):
                        return
            else:
                self._offer(connection)
                return

    def _offer(self, connection: Connected) -> None:
        with self._changed:
            is_late = self._is_ended or self._winner is not None
            if not is_late:
                self._winner = connection
                self._changed.notify_all()
        if is_late:
            connection.close()

    def _error(self) -> Exception:
        errors = list(self._errors.values())
        own_fault = next((each for each in errors if not isinstance(each, psycopg.Error)), None)
        if own_fault is not None:
            return own_fault
        if all(isinstance(each, ConnectionTimeout) for each in errors):
            return ConnectionTimeout("no server answered in time")  # also when none has failed yet
        return OperationalError("; ".join(map(str, errors)))
