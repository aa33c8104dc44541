"""Fixtures for tests of the scanner: a listener that records its messages."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from kiosk.scanning.limits import DEFAULT_LIMITS, Limits
from kiosk.scanning.messages import (
    Advice,
    Advised,
    Agreed,
    CameraReport,
    CameraState,
    CodeSeen,
    Message,
    Pulse,
)
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Source


class Listener:
    """A scanner's receiver that records all messages, and waits for them with a deadline."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self._arrived: list[tuple[float, Message]] = []
        self._changed = threading.Condition()

    def __call__(self, message: Message) -> None:
        with self._changed:
            self._arrived.append((time.monotonic(), message))
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], bool], seconds: float = 15) -> bool:
        """Waits until a condition holds after a message; returns False at the deadline."""
        with self._changed:
            return self._changed.wait_for(condition, seconds)

    @property
    def _messages(self) -> list[Message]:
        return [message for _, message in self._arrived]

    def seen(self) -> list[CodeSeen]:
        """Returns all codes seen, in order."""
        return [message for message in self._messages if isinstance(message, CodeSeen)]

    def codes(self) -> list[str]:
        """Returns the texts of all codes seen, in order."""
        return [message.text for message in self.seen()]

    def reports(self) -> list[CameraReport]:
        """Returns all camera reports, in order."""
        return [message for message in self._messages if isinstance(message, CameraReport)]

    def states(self) -> list[CameraState]:
        """Returns all camera states, in order."""
        return [report.state for report in self.reports()]

    def advice(self) -> list[Advice | None]:
        """Returns all hints, in order."""
        return [message.advice for message in self._messages if isinstance(message, Advised)]

    def agreed(self) -> list[Agreed]:
        """Returns all reported modes of the camera, in order."""
        return [message for message in self._messages if isinstance(message, Agreed)]

    def pulses(self) -> list[Pulse]:
        """Returns all pulses, in order."""
        return [message for message in self._messages if isinstance(message, Pulse)]

    def wait_for_codes(self, count: int) -> None:
        """Waits until `count` codes were seen."""
        assert self.wait_for(lambda: len(self.codes()) >= count), (self.codes(), self.states())

    def wait_for_state(self, state: CameraState, times: int = 1) -> None:
        """Waits until a state was reported `times` times."""
        assert self.wait_for(lambda: self.states().count(state) >= times), (state, self.states())

    def next_process(self, old: int) -> int:
        """Waits for the process that replaces another; returns its id."""
        assert self.wait_for(lambda: self.scanner.process_id not in {old, None}), self.states()
        new = self.scanner.process_id
        assert new is not None
        return new

    def reported_at(self, state: CameraState, since: float) -> float | None:
        """Returns when a state was first reported since then, in seconds of time.monotonic(), or None."""
        return next(
            (
                at
                for at, message in self._arrived
                if at >= since and isinstance(message, CameraReport) and message.state is state
            ),
            None,
        )


@pytest.fixture
def scan() -> Iterator[Callable[..., Listener]]:
    """Starts scanners on sources; they are shut down at the test's end."""
    scanners: list[Scanner] = []

    def start(
        source: Source, gap: timedelta = timedelta(seconds=1.5), limits: Limits = DEFAULT_LIMITS
    ) -> Listener:
        scanner = Scanner(source, rescan_gap=gap, limits=limits)
        scanners.append(scanner)
        scanner.start()
        listener = Listener(scanner)
        scanner.connect(listener)
        return listener

    yield start
    for scanner in scanners:
        scanner.shutdown()
