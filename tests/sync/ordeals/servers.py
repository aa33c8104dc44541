"""A PostgreSQL server that restarts under many kiosks, or hangs; and a link that falls silent."""

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Self
from uuid import UUID, uuid4

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.scan import Answer, Method
from tests.databases import OwnServer
from tests.sync.ordeals.endured import READY_SECONDS, Endured, compared, share
from tests.sync.venue import Breaking, Door, Venue, whole
from tests.waiting import until

NOTICED_SECONDS = 4.0
"""Seconds within which a door shows that its centre does not answer."""

QUICK_SECONDS = 0.05
"""Seconds within which a door that knows this answers a scan."""

_ENDINGS = (signal.SIGKILL, signal.SIGQUIT, signal.SIGINT)  # a crash, an immediate and a fast shutdown
_SCANS_AFTER = 10


class Crowd:
    """People who walk in at one door after another, each door on its own."""

    def __init__(self, doors: Sequence[Door], pause: float) -> None:
        """Prepares the crowd, which comes in the with block.

        Args:
            doors: The doors.
            pause: Seconds between two people at one door.
        """
        self.shown: list[UUID] = []
        self._last_recorded = dict.fromkeys((each.name for each in doors), 0.0)
        self._pause = pause
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._serve, args=(each,)) for each in doors]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def flows_since(self, moment: float) -> bool:
        """Returns whether every door has shown Recorded since a moment of the monotonic clock."""
        return all(each > moment for each in self._last_recorded.values())

    def _serve(self, door: Door) -> None:
        while not self._end.wait(self._pause):
            scan_id, begun_at = uuid4(), time.monotonic()
            answer = door.check_in(None, Method.BUTTON, scan_id=scan_id)
            assert answer.is_checked_in
            self.shown.append(scan_id)
            if not answer.is_saved_here:
                self._last_recorded[door.name] = begun_at


def restarted_under_kiosks(
    times: int, count: int, venue: Venue, own: OwnServer, *, breaking: Breaking = whole
) -> Endured:
    """Restarts the server in each of three ways, while people walk in at many doors."""
    dice = random.Random(times)  # noqa: S311 -- repeatable, not secret
    doors = [venue.open_door(f"Door {number}", breaking=breaking) for number in range(count)]
    late, seconds = 0, []
    with Crowd(doors, 0.2) as crowd:
        for number in range(times):
            threading.Event().wait(dice.uniform(0.3, 1.0))
            own.kill(_ENDINGS[number % len(_ENDINGS)])
            threading.Event().wait(dice.uniform(0.0, 1.0))
            own.start()
            begun_at = time.monotonic()
            late += not until(lambda begun_at=begun_at: crowd.flows_since(begun_at), READY_SECONDS)  # type: ignore[misc]  # bound now
            seconds.append(time.monotonic() - begun_at)
            until(lambda begun_at=begun_at: crowd.flows_since(begun_at), 30)  # type: ignore[misc]  # as above
    late += sum(not until(door.is_idle, 30) for door in doors)
    note = f"{len(crowd.shown)} shown, flowing again within {max(seconds):.1f} s"
    return compared(times, crowd.shown, venue.url, late=late, note=note)


def silent_link(times: int, venue: Venue, link: Link, *, breaking: Breaking = whole) -> Endured:
    """Makes the link of a door silent, and lets it go on."""

    @contextmanager
    def silence() -> Iterator[None]:
        link.silence()
        yield
        link.restore()

    return _without_answer(times, venue, venue.open_door("Door A", link.url, breaking=breaking), silence)


def frozen_server(times: int, venue: Venue, own: OwnServer, *, breaking: Breaking = whole) -> Endured:
    """Stops every process of the server, and lets them go on."""

    @contextmanager
    def freeze() -> Iterator[None]:
        own.pause()
        yield
        own.resume()

    return _without_answer(times, venue, venue.open_door("Door A", breaking=breaking), freeze)


def _without_answer(
    times: int, venue: Venue, door: Door, fault: Callable[[], AbstractContextManager[None]]
) -> Endured:
    """Measures when a door notices that nothing answers, and how long its scans take at that time."""
    noticed: list[float] = []
    answers: list[float] = []
    shown: list[UUID] = []
    late = 0
    for number in range(times):
        late += not until(lambda: door.status.is_online and not _scan(door, shown).is_saved_here, 30)
        with fault():
            begun_at = time.monotonic()
            is_scanning = number % 2 == 0
            if is_scanning:
                _scan(door, shown)  # this person waits: the first slow answer
            while door.status.is_online and time.monotonic() - begun_at < 2 * NOTICED_SECONDS:
                if is_scanning:
                    answers.append(_timed(door, shown))
                threading.Event().wait(0.05)
            noticed.append(time.monotonic() - begun_at)
            answers += [_timed(door, shown) for _ in range(_SCANS_AFTER)]
    late += not until(door.is_idle, 30)
    late += sum(each > NOTICED_SECONDS for each in noticed) + (share(answers, 99) > QUICK_SECONDS)
    note = (
        f"noticed within {max(noticed):.1f} s; {len(answers)} scans at that time, "
        f"p50 {1000 * share(answers, 50):.0f} ms, p99 {1000 * share(answers, 99):.0f} ms"
    )
    return compared(times, shown, venue.url, late=late, note=note)


def _scan(door: Door, shown: list[UUID]) -> Answer:
    scan_id = uuid4()
    answer = door.check_in(None, Method.BUTTON, scan_id=scan_id)
    assert answer.is_checked_in
    shown.append(scan_id)
    return answer


def _timed(door: Door, shown: list[UUID]) -> float:
    begun_at = time.monotonic()
    _scan(door, shown)
    return time.monotonic() - begun_at
