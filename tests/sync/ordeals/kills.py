"""Kiosks that are killed, as processes: while they take scans, send them, or start."""

import random
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from kiosk.app.rehearsal.kiosks import RehearsalKiosk
from kiosk.app.rehearsal.network import Link, linked
from kiosk.domain.check_in.scan import Outcome
from tests.storage.raw import ask_all, foreign_program
from tests.sync.ordeals.endured import READY_SECONDS, Endured, compared, ids_at_centre
from tests.sync.venue import Venue
from tests.waiting import until

WHOLE_DOOR = "kiosk.app.rehearsal.headless_door"
_QUEUE = 12
_STORM_SECONDS = 1.5
_FIRST_SECONDS = 60.0


def killed_while_appending(
    times: int, venue: Venue, folder: Path, *, program: str = WHOLE_DOOR, seed: int = 1
) -> Endured:
    """Kills a kiosk at random moments while it takes one walk-in after another, and sends them."""
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    kiosk = RehearsalKiosk("Door A", folder, venue.url, venue.world.event.code, program)
    late = 0
    _open_first([kiosk])
    for _ in range(times):
        late += not _is_ready(kiosk)
        end = threading.Event()
        feeding = threading.Thread(target=_feed, args=(kiosk, end))
        feeding.start()
        end.wait(dice.uniform(0.0, 0.2))
        kiosk.kill()
        end.set()
        feeding.join()
        kiosk.start()
    late += not _is_ready(kiosk)
    return _finished(times, [kiosk], venue, late)


def killed_while_syncing(
    times: int, venue: Venue, folder: Path, *, program: str = WHOLE_DOOR, seed: int = 1
) -> Endured:
    """Kills a kiosk at random moments while it sends what it took when it was cut off."""
    dice = random.Random(seed)  # noqa: S311 -- as above
    late = unknown = 0
    with linked(venue.url) as link:
        kiosk = RehearsalKiosk("Door A", folder, link.url, venue.world.event.code, program)
        _open_first([kiosk])
        for _ in range(times):
            late += not _is_ready(kiosk)
            _fill_queue(kiosk, link)
            threading.Event().wait(dice.uniform(0.0, 0.06))
            kiosk.kill()
            unknown += _is_in_doubt(kiosk, venue.url)
            kiosk.start()
        late += not _is_ready(kiosk)
        found = _finished(times, [kiosk], venue, late)
    note = f"{found.note}; {unknown} times the centre had what the kiosk did not know"
    return Endured(found.times, found.lost, found.twice, found.late, note)


def storms_of_kills(  # noqa: PLR0913 -- the last two are for the control and for repeating it
    times: int, count: int, venue: Venue, folder: Path, *, program: str = WHOLE_DOOR, seed: int = 1
) -> Endured:
    """Kills a random majority of the kiosks down to 1 ms apart, again and again, while they start."""
    dice = random.Random(seed)  # noqa: S311 -- as above
    kiosks = [_kiosk(number, folder, venue, program) for number in range(count)]
    late = 0
    _open_first(kiosks)
    for _ in range(times):
        with _feeding(kiosks):
            for _wave in range(dice.randint(1, 3)):
                for kiosk in dice.sample(kiosks, dice.randint(count // 2 + 1, count)):
                    threading.Event().wait(dice.choice((0.001, dice.uniform(0.001, 0.1))))
                    kiosk.kill()
                    kiosk.start()
                threading.Event().wait(dice.uniform(0.0, _STORM_SECONDS))
            late += _not_open(kiosks, count)
    return _finished(times, kiosks, venue, late)


def _kiosk(number: int, folder: Path, venue: Venue, program: str) -> RehearsalKiosk:
    own = folder / f"kiosk-{number}"
    own.mkdir()
    return RehearsalKiosk(f"Door {number}", own, venue.url, venue.world.event.code, program)


def _open_first(kiosks: Sequence[RehearsalKiosk]) -> None:
    """Starts kiosks that have never run: they make their databases, and read the list."""
    for kiosk in kiosks:
        kiosk.start()
    assert all(kiosk.wait_until_open(_FIRST_SECONDS) for kiosk in kiosks)


def _is_ready(kiosk: RehearsalKiosk, seconds: float = READY_SECONDS) -> bool:
    """Returns whether a kiosk takes scans in time; waits for it in any case."""
    is_in_time = kiosk.wait_until_open(seconds)
    assert kiosk.wait_until_open(_FIRST_SECONDS)
    return is_in_time


def _not_open(kiosks: Sequence[RehearsalKiosk], count: int) -> int:
    """Returns how many kiosks do not take scans in time, when all start at once on this computer."""
    seconds = READY_SECONDS + count  # a whole venue starts on one computer: a second of one core each
    return sum(not _is_ready(kiosk, seconds) for kiosk in kiosks)


class _feeding:  # noqa: N801 -- read as a with statement
    """Feeds every kiosk with walk-ins in a with block."""

    def __init__(self, kiosks: Sequence[RehearsalKiosk]) -> None:
        self._end = threading.Event()
        self._threads = [threading.Thread(target=_feed, args=(each, self._end, 0.1)) for each in kiosks]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()


def _feed(kiosk: RehearsalKiosk, end: threading.Event, pause: float = 0.0) -> None:
    while not end.wait(pause):
        kiosk.wait_for_answer(kiosk.scan(None), READY_SECONDS)


def _fill_queue(kiosk: RehearsalKiosk, link: Link) -> None:
    link.silence()
    for _ in range(_QUEUE):
        kiosk.wait_for_answer(kiosk.scan(None), READY_SECONDS)
    link.restore()


def _is_in_doubt(kiosk: RehearsalKiosk, url: str) -> bool:
    """Returns whether the centre has a check-in whose answer the killed kiosk did not store."""
    with foreign_program(f"sqlite:///{kiosk.database}") as connection:
        rows = ask_all(connection, "SELECT id FROM outbox WHERE state = 'PENDING'")
    return bool({UUID(str(row[0])) for row in rows} & set(ids_at_centre(url)))


def _finished(times: int, kiosks: Sequence[RehearsalKiosk], venue: Venue, late: int) -> Endured:
    is_sent: Callable[[], bool] = lambda: not any(kiosk.waiting() for kiosk in kiosks)  # noqa: E731 -- typed
    late += not until(is_sent, 60)
    for kiosk in kiosks:
        kiosk.finish()
    yes = [each.scan_id for kiosk in kiosks for each in kiosk.shown if each.outcome == Outcome.CHECKED_IN]
    return compared(times, yes, venue.url, late=late, note=f"{len(yes)} shown")
