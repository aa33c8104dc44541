"""Keeps a door's own database together with the centre, in two threads: one sends, one receives.

A check-in waits in the outbox until the centre has answered; nothing else is promised to anybody. What is
sent twice is answered twice, so every failure has the same remedy: try again. The centre's clock, its
identity and its verdicts come back with each exchange.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kiosk.domain.check_in.command import CommandAnswer
from kiosk.domain.check_in.kiosk import REPORT_EVERY, KioskCamera, KioskReport
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.clock import Clock, utc_now
from kiosk.domain.errors import Refused, StorageUnavailable
from kiosk.domain.faults.storage import NoAnswerInTime
from kiosk.domain.news import News, Topic
from kiosk.storage.centre.centre import Centre
from kiosk.storage.schema.roster import RosterTable
from kiosk.sync.centre_clock import CentreClock
from kiosk.sync.door_event import DoorEvent
from kiosk.sync.exchanges import OUTAGES, DoorSide, Exchanges
from kiosk.sync.local import LocalDatabase
from kiosk.sync.queue_counts import QueueCounts
from kiosk.sync.roster_copy import RosterCopy
from kiosk.sync.verdicts import Verdicts

if TYPE_CHECKING:
    from kiosk.storage.connection.change_listener import Listener

NEWEST_AT_ONCE = 20
"""The most of them that are the newest; while somebody waits at the door these go alone."""

RETRY_SECONDS = 1.0
"""Seconds between two tries while the centre does not answer."""

PING_EVERY_SECONDS = 1.5
"""Seconds after which an idle link is tried, so that the screen never says online for long when it is not."""

STOP_SECONDS = 0.5
"""Seconds for which a closing door waits for each of its threads."""

FIRST_LOOK_SECONDS = 2.0
"""Seconds for which a door without its event waits for the centre, before it says that it does not answer."""

LOOK_AGAIN_SECONDS = 5.0
"""Seconds after which changes are asked for even without news, which a connection pooler may hold back."""

PAUSE_SECONDS = (0.05, 0.3)
"""The shortest and the longest time between two looks for changes, of which many may come together."""

_CONCERNING = {None, *(Topic(table) for table in RosterTable)}

_log = logging.getLogger(__name__)


class Syncer:
    """The link of one door with the centre, from `start` to `stop`."""

    def __init__(
        self, local: LocalDatabase, centre: Centre, code: str, report: KioskReport, clock: Clock = utc_now
    ) -> None:
        """Prepares the link; nothing is read or sent yet.

        Args:
            local: The door's own database.
            centre: The centre.
            code: The code of the door's event, in any letter case.
            report: The kiosk's report, whose changing values the link fills in.
            clock: This computer's clock.
        """
        self._local = local
        self._centre = centre
        self._event = DoorEvent(local, centre, code)
        self._clock = CentreClock(local.clock_offset(), clock)
        self._verdicts = Verdicts()
        self._is_stopped = threading.Event()
        self._to_send = threading.Event()
        self._to_receive = threading.Event()
        self._counts = QueueCounts(local)
        self._roster = RosterCopy(local, centre)
        self._exchanges = Exchanges(
            DoorSide(local, self._event, self._clock, self._counts, self._roster),
            centre,
            report,
            self._verdicts,
            self._to_receive.set,
        )
        self._next_report_at = time.monotonic()
        self._has_looked = threading.Event()
        self._problem: Exception = StorageUnavailable(NoAnswerInTime())
        self._threads = [
            threading.Thread(target=work, name=f"kiosk-{name}", daemon=True)
            for name, work in (
                ("sending", self._send_until_stopped),
                ("receiving", self._receive_until_stopped),
            )
        ]
        self._listener: Listener | None = None

    def start(self) -> None:
        """Starts both threads."""
        self._listener = self._centre.listen(self._note_news)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends both threads soon; what waits is sent by the next start."""
        self._is_stopped.set()
        self._exchanges.end()
        if self._listener is not None:
            self._listener.stop()
        self._to_send.set()
        self._to_receive.set()
        self._centre.interrupt()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(STOP_SECONDS)  # looking up a server's name cannot be interrupted

    def wait_for_event(self) -> Exception:
        """Waits for the first look at the centre, some seconds at most.

        Returns:
            The reason why the door's event may not be in its own database.
        """
        self._has_looked.wait(FIRST_LOOK_SECONDS)
        return self._problem

    @property
    def status(self) -> LinkStatus:
        """Returns the state of the link."""
        counts, mark, known = self._counts.now, self._roster.mark, self._exchanges
        listed = None if mark is None else mark.event_id
        return LinkStatus(
            is_online=self._verdicts.is_online,
            waiting=counts.waiting,
            oldest_at=counts.oldest_at,
            rejected=counts.rejected if known.parked is None else counts.unreported + known.parked,
            roster_at=mark.read_at if mark is not None and self._event.has_list(mark.event_id) else None,
            stored_share=self._roster.stored_share,
            clock_offset=self._clock.offset,
            kiosk_name=known.kiosk_name,
            update_needed=known.update_needed,
            is_revoked=known.is_revoked,
            event_id=self._event.shown(listed),
            late_duplicates=known.late_duplicates,
        )

    def note_camera(self, camera: KioskCamera) -> None:
        """Reports the camera's state to the desk, at once when it is another one than before."""
        if self._exchanges.note_camera(camera):
            self._report_soon()

    def now(self) -> datetime:
        """Returns the present instant by the centre's clock, aware UTC."""
        return self._clock.now()

    def note_stored(self) -> None:
        """Counts the commands again at once while the centre is away; else they are sent at once."""
        if not self._verdicts.is_online:
            self._counts.count()

    @contextmanager
    def expecting(self, command_id: UUID) -> Iterator[Callable[[], CommandAnswer | None]]:
        """Expects the answer to a command, from before it is committed until the end.

        Yields:
            A function that sends what waits, and waits a moment for the answer: None when it does not come in
            time.
        """
        with self._verdicts.expecting(command_id) as answer:

            def send_and_wait() -> CommandAnswer | None:
                self._to_send.set()
                return answer()

            yield send_and_wait

    def _note_news(self, news: News) -> None:
        if news.topic in _CONCERNING:
            self._to_receive.set()
        if news.topic is None:  # an organizer may have moved this kiosk
            self._report_soon()

    def _report_soon(self) -> None:
        self._next_report_at = time.monotonic()
        self._to_send.set()

    def _send_until_stopped(self) -> None:
        while not self._is_stopped.is_set():
            self._to_send.clear()
            try:
                is_idle = self._send()
            except OUTAGES as error:
                _log.info("what waits cannot be sent now: %s", error)
                self._is_stopped.wait(RETRY_SECONDS)
            except Exception:  # noqa: BLE001 -- a queue that stops without a word is the worst of all faults
                _log.exception("an exchange with the centre failed")
                self._is_stopped.wait(RETRY_SECONDS)
            else:
                if is_idle:
                    self._to_send.wait(PING_EVERY_SECONDS)

    def _send(self) -> bool:
        """Sends a part of what waits; returns True when nothing more waits."""
        most = self._exchanges.most
        newest = min(NEWEST_AT_ONCE, most)
        oldest = 0 if self._verdicts.is_awaited else most - newest  # a backlog delays nobody at the door
        commands = self._local.batch(oldest=oldest, newest=newest)
        if commands:
            self._counts.count_sometimes()
        else:
            self._counts.count()
        if not commands and not self._has_to_report():
            self._exchanges.ping()
            return True
        rejected = self._local.unreported() if self._counts.now.unreported else ()
        self._next_report_at = time.monotonic() + REPORT_EVERY.total_seconds()
        try:
            is_taken = self._exchanges.carry_out(commands, rejected)
        except Exception:
            self._next_report_at = time.monotonic()
            raise
        if not is_taken:
            self._next_report_at = time.monotonic()
        return not commands or not is_taken

    def _has_to_report(self) -> bool:
        return (
            self._exchanges.reported_event != self._event.id
            or self._counts.now.unreported > 0
            or time.monotonic() >= self._next_report_at
        )

    def _receive_until_stopped(self) -> None:
        while not self._is_stopped.is_set():
            self._to_receive.clear()
            began_at = time.monotonic()
            try:
                self._roster.update(self._find_event(), self._clock.now(), self._exchanges.recognize_centre)
            except (*OUTAGES, Refused) as error:
                self._problem = error
                _log.info("changes of the centre cannot be read: %s", error)
                self._report_if_refused(error)
                self._has_looked.set()
                self._is_stopped.wait(RETRY_SECONDS)
            except Exception:  # noqa: BLE001 -- as in _send_until_stopped
                _log.exception("changes of the centre cannot be stored")
                self._is_stopped.wait(RETRY_SECONDS)
            else:
                self._is_stopped.wait(_pause_after(time.monotonic() - began_at))
                self._to_receive.wait(LOOK_AGAIN_SECONDS)

    def _report_if_refused(self, error: Exception) -> None:
        """Lets the other thread find out at once whether this kiosk was revoked."""
        if isinstance(error, StorageUnavailable) and error.is_lasting and not self._exchanges.is_revoked:
            self._next_report_at = time.monotonic()
            self._to_send.set()

    def _find_event(self) -> UUID:
        before, event_id = self._event.id, self._event.find()
        if event_id != before:
            self._announce_event()
        other = self._event.check()
        if other is not None:
            self._announce_event()
        return other or event_id

    def _announce_event(self) -> None:
        self._has_looked.set()
        self._to_send.set()  # desks see at once which event it shows


def _pause_after(taken: float) -> float:
    """Returns the seconds until the next look for changes: most of the time is for the door's scans."""
    shortest, longest = PAUSE_SECONDS
    return min(max(shortest, 4 * taken), longest)
