"""Measures how long people at a door and a desk wait when PostgreSQL stops answering.

Its connections stay open: a real server (the one that KIOSK_TEST_POSTGRES names, or a new one) is behind a
link that holds bytes back. In the door's own process, on Qt's offscreen platform, it measures from a tap on
Walk-in to the yes on the screen, to the state beside the clock, and from the centre's answer to the state.
With programs under Xvfb it measures from the stop signal to the end, while the database is silent. Then
it counts lost acknowledgements: each COMMIT takes 0.6 s and the connection is cut after 0.3 s.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection

from benchmarks._figures import Figure, figure_of, is_quick, report
from benchmarks._ground import working_folder
from kiosk.app.rehearsal.network import Link, linked
from kiosk.domain.check_in.scan import Method, Scan
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import StorageUnavailable
from kiosk.services.check_in.check_in import CheckInPoint, check_in_surely
from kiosk.services.check_in.event_door import door_status
from kiosk.storage.store import Store
from tests.databases import OwnServer, own_server
from tests.screen import real_screen
from tests.services.world import World
from tests.storage.raw import foreign_program, run

if TYPE_CHECKING:
    from benchmarks._silent_door import SilentDoor

TIMES, _QUICK_TIMES = 20, 2
_COMMIT_SECONDS, _CUT_AFTER = 0.6, 0.3
_PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.004


class Seen:
    """Records when a condition was true for the first time."""

    def __init__(self, taken: list[float], began_at: float) -> None:
        """Prepares the record; `look` checks the condition.

        Args:
            taken: Receives the milliseconds since the beginning.
            began_at: The beginning, of time.monotonic() in seconds.
        """
        self._taken = taken
        self._began_at = began_at
        self._is_noted = False

    def look(self, *, is_there: bool) -> bool:
        """Returns True once the condition was true."""
        if is_there and not self._is_noted:
            self._is_noted = True
            self._taken.append((time.monotonic() - self._began_at) * 1000)
        return self._is_noted


def main() -> None:
    """Measures and prints."""
    times = _QUICK_TIMES if is_quick(__doc__ or "") else TIMES
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with working_folder() as folder, own_server() as own:
        with own.server.database() as url, linked(url) as link:
            with closing(Store.open(url)) as store:
                store.upgrade()
                World(store, now=utc_now())
            figures = [
                *at_the_door(link, folder, times),
                at_the_desk(link, times),
                *ends(link, folder, times),
            ]
        lost, note = lost_answers(own, times)
        report([*figures, lost], note)


def at_the_door(link: Link, folder: Path, times: int) -> Iterator[Figure]:
    """Measures one door repeatedly: its centre stops answering, somebody taps, it answers again."""
    from benchmarks._silent_door import SilentDoor  # noqa: PLC0415 -- Qt, which needs its platform first

    saved: list[float] = []
    shown: list[float] = []
    back: list[float] = []
    with SilentDoor.opened(link.url, folder) as door:
        for _ in range(times):
            link.silence()
            began_at = time.monotonic()
            door.tap_walk_in()
            seen = {"Welcome": Seen(saved, began_at), "Offline": Seen(shown, began_at)}
            door.wait(partial(_is_all_seen, door, seen))
            link.restore()
            began_at = time.monotonic()
            door.wait(lambda: "Online" in door.status)
            back.append((time.monotonic() - began_at) * 1000)
            door.rest()
    yield figure_of("silent centre: tap to the yes on the screen", saved, to_reach={"max": 500})
    yield figure_of('silent centre: to "Offline" beside the clock', shown, to_reach={"max": 5000})
    yield figure_of('centre back: to "Online" beside the clock', back, to_reach={"max": 5000})


def _is_all_seen(door: "SilentDoor", seen: dict[str, Seen]) -> bool:
    looked = [each.look(is_there=words in door.words) for words, each in seen.items()]  # calls each
    return all(looked)


def at_the_desk(link: Link, times: int) -> Figure:
    """Measures a question of a desk whose pooled connection was open before the silence."""
    taken = []
    for _ in range(times):
        with closing(Store.open(link.url)) as store:
            with store.read() as transaction:
                event = transaction.events.all()[0]
            link.silence()
            began_at = time.monotonic()
            try:
                door_status(store, event.id, utc_now())
            except StorageUnavailable:
                taken.append((time.monotonic() - began_at) * 1000)
            link.restore()
    return figure_of("silent database: a desk's question to its sentence", taken)


def ends(link: Link, folder: Path, times: int) -> Iterator[Figure]:
    """Measures the end of both programs while their database is silent."""
    link.silence()
    for command in (["door", "--event", "WS001", "--camera", "/dev/no-such-camera"], ["desk"]):
        taken = [_end_of(command, link.url, folder) for _ in range(times)]
        name = f"silent database: stop signal to the end of kiosk {command[0]}"
        yield figure_of(name, taken, to_reach={"max": 1000})
    link.restore()


def lost_answers(own: OwnServer, times: int) -> tuple[Figure, str]:
    """Counts the results of walk-ins whose acknowledgement is lost."""
    taken, answered = [], 0
    with own.server.database() as url, linked(url) as link, closing(Store.open(url)) as store:
        store.upgrade()
        world = World(store, now=utc_now())
        with foreign_program(url) as other:
            _slow_down(other)
        for _ in range(times):
            with closing(Store.open(link.url)) as far, _cut_later(link):
                scan = Scan(id=uuid4(), method=Method.BUTTON, text=None, scanned_at=utc_now())
                began_at = time.monotonic()
                answer = check_in_surely(far, CheckInPoint(world.event.id, "Door A"), scan)
                taken.append((time.monotonic() - began_at) * 1000)
                answered += answer.is_checked_in
        rows = len(world.rows())
    note = (
        f"COMMIT of {_COMMIT_SECONDS:g} s, connection cut after {_CUT_AFTER:g} s: {answered} of {times}"
        f" walk-ins were answered with a check-in, {rows} rows were made"
    )
    return figure_of("lost acknowledgement: tap to answer", taken, to_reach={"max": 5000}), note


def _slow_down(connection: Connection) -> None:
    wait = (
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN PERFORM pg_sleep({_COMMIT_SECONDS}); RETURN NULL; END $$"
    )
    trigger = (
        "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON attendance"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()"
    )
    for statement in (wait, trigger):
        run(connection, statement)


@contextmanager
def _cut_later(link: Link) -> Iterator[None]:
    cutting = threading.Timer(_CUT_AFTER, link.cut)
    cutting.start()
    yield
    cutting.join()


def _end_of(command: list[str], url: str, home: Path) -> float:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    with real_screen() as screen:
        surroundings = {
            "HOME": str(home),
            "DISPLAY": screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "KIOSK_DATABASE_URL": url,
        }
        arguments = [sys.executable, "-P", "-m", "kiosk", *command]
        with subprocess.Popen(arguments, env={**kept, **surroundings}) as program:  # noqa: S603 -- our own
            _wait(lambda: screen.colours() != {"#000000"})
            time.sleep(1.0)  # its threads wait for the database
            began_at = time.monotonic()
            program.send_signal(signal.SIGTERM)
            program.wait(_PATIENCE_SECONDS)
            return (time.monotonic() - began_at) * 1000


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit("What was waited for did not happen: there is no figure.")
        time.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    main()
