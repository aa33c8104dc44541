"""A door's exchanges with the centre: what it reports and sends, and everything that an answer brings."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from kiosk.domain.check_in.command import Command
from kiosk.domain.check_in.kiosk import KioskCamera, KioskReport
from kiosk.domain.check_in.parked import RejectedCheckIn
from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import NoSharedProtocol
from kiosk.storage.centre.centre import Centre
from kiosk.storage.centre.exchange import Exchange
from kiosk.sync.batch_size import BatchSize
from kiosk.sync.centre_clock import CentreClock
from kiosk.sync.door_event import DoorEvent
from kiosk.sync.known import ExchangeNews, KnownCentre
from kiosk.sync.late_duplicates import LateDuplicates
from kiosk.sync.local import LocalDatabase
from kiosk.sync.queue_counts import QueueCounts
from kiosk.sync.revocation import Revocation
from kiosk.sync.roster_copy import RosterCopy
from kiosk.sync.verdicts import Verdicts

OUTAGES = (StorageUnavailable, StorageUnfit)
"""The errors by which the centre or the door's own database cannot be used now."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DoorSide:
    """The parts of a door that an exchange reads and changes.

    Attributes:
        local: Its own database.
        event: Its event.
        clock: Its clock.
        counts: The counts of its commands.
        roster: Its copy of the list.
    """

    local: LocalDatabase
    event: DoorEvent
    clock: CentreClock
    counts: QueueCounts
    roster: RosterCopy


class Exchanges:
    """The exchanges of one door, one after another. Any thread may read the attributes.

    Attributes:
        reported_event: The event that the centre knows this door by, or None.
        kiosk_name: The name that the centre gives this kiosk, or None before it answered.
        parked: How many of its rejected check-ins nobody at the desk has handled, or None while not known.
        update_needed: The part to update before both can work together again, or None.
    """

    def __init__(
        self,
        door: DoorSide,
        centre: Centre,
        report: KioskReport,
        verdicts: Verdicts,
        wake_receiver: Callable[[], None],
    ) -> None:
        """Prepares exchanges; nothing is sent yet.

        Args:
            door: The door's parts.
            centre: The centre.
            report: The kiosk's report, whose changing values are filled in.
            verdicts: Where answers are delivered to the people who wait.
            wake_receiver: Makes the door look for changes at once.
        """
        self._door = door
        self._centre = centre
        self._report = report
        self._verdicts = verdicts
        self._wake_receiver = wake_receiver
        self._revocation = Revocation(door.local, centre, door.clock.now)
        self._batch_size = BatchSize()
        self._exchanging = threading.Lock()
        self._known: KnownCentre | None = None
        self._late = LateDuplicates()
        self._is_ended = False
        self.reported_event: UUID | None = None
        self.kiosk_name: str | None = None
        self.parked: int | None = None
        self.update_needed: UpdateNeeded | None = None

    @property
    def most(self) -> int:
        """Returns the most commands for the next exchange."""
        return self._batch_size.limit

    @property
    def is_revoked(self) -> bool:
        """True when the centre has revoked this kiosk."""
        return self._revocation.is_revoked

    @property
    def late_duplicates(self) -> int:
        """Returns how many people were let in lately whose passes other doors had let in before."""
        return self._late.count()

    def note_camera(self, camera: KioskCamera) -> bool:
        """Takes the camera's state for the next report; returns True when it is another one."""
        is_other = camera is not self._report.camera
        self._report = replace(self._report, camera=camera)
        return is_other

    def end(self) -> None:
        """Notes that the door closes: what fails from now on is no outage."""
        self._is_ended = True

    def ping(self) -> None:
        """Checks that the centre answers, and whether it serves another protocol now.

        Raises:
            StorageUnavailable: It does not answer, or serves no protocol that this program speaks.
            StorageUnfit: Nobody has prepared it for doors.
        """
        with self._noting_outages():
            is_other = self._centre.ping()
        if is_other:
            self._wake_receiver()
        self.update_needed = None

    def carry_out(self, commands: list[Command], rejected: tuple[RejectedCheckIn, ...]) -> bool:
        """Sends a report and commands, and stores the answers.

        Args:
            commands: The commands.
            rejected: Check-ins that the centre rejected and that the desk does not list yet.

        Returns:
            False when the centre answered that this kiosk is revoked.

        Raises:
            StorageUnavailable: The centre or the door's own database cannot be used now.
            StorageUnfit: The centre does not know this protocol.
        """
        began_at = time.monotonic()
        with self._exchanging:
            try:
                exchange, read = self._exchange(commands, rejected)
            except Exception as error:
                if self._revocation.is_answer_to(error, commands):
                    self._verdicts.note_outage()
                    self._door.roster.forget()
                    return False
                if isinstance(error, OUTAGES):
                    self._note_outage(error)
                self._batch_size.note_failure(len(commands))
                if len(commands) == 1 and not isinstance(error, OUTAGES):
                    self._park_if_at_fault(commands[0])
                raise
            self._batch_size.note_success(len(commands), time.monotonic() - began_at)
            self._revocation.note_taken()
            self._settle(commands, rejected, exchange, read)
        return True

    def recognize_centre(self) -> None:
        """Notices when the centre is an older one: what its list lacks was not undone, and is sent again."""
        if self._known is None and self._door.local.known_centre() is None:
            return
        with self._exchanging:
            with self._noting_outages():
                exchange, read = self._exchange([])
            self._settle([], (), exchange, read)

    def _exchange(
        self, commands: list[Command], rejected: tuple[RejectedCheckIn, ...] = ()
    ) -> tuple[Exchange, set[UUID]]:
        """Returns what the centre has committed, and which of its answers somebody at the door reads."""
        counts = self._door.counts.now
        report = replace(
            self._report,
            event_id=self._door.event.id,
            waiting=counts.waiting,
            oldest_waiting_at=counts.oldest_at,
            clock_offset=self._door.clock.offset,
            moved_at=self._door.event.moved_at,
            rejected=rejected,
        )
        sent_at = self._door.clock.seconds()
        with self._verdicts.exchanging():
            exchange = self._centre.exchange(report, commands)
        self.update_needed = None
        self.reported_event = report.event_id
        self.kiosk_name = exchange.kiosk_name
        self.parked = exchange.parked
        self._door.clock.measure(exchange.now, sent_at)
        if self._door.event.request(exchange.move):
            self._wake_receiver()
        return exchange, self._verdicts.deliver(exchange.answers)

    def _settle(
        self,
        commands: list[Command],
        rejected: tuple[RejectedCheckIn, ...],
        exchange: Exchange,
        read: set[UUID],
    ) -> None:
        known = self._known or self._door.local.known_centre()
        current = KnownCentre(exchange.server, exchange.reports_before + 1)
        is_older = known is not None and (
            known.server != exchange.server or exchange.reports_before < known.reports
        )
        if is_older:
            _log.warning("the centre is another or an older one: commands of the last days are sent again")
            self._door.roster.note_older_centre()
        news = ExchangeNews(
            current,
            self._door.clock.now(),
            self._door.clock.offset,
            read,
            sends_again=is_older,
            reported=[each.id for each in rejected] if exchange.parked is not None else (),
        )
        self._door.local.settle(commands, exchange.answers, news)
        self._known = current
        if commands and exchange.transaction is not None:
            self._door.roster.note_own(exchange.transaction)
        self._late.note(each for each in exchange.answers if each.id not in read)
        if is_older:
            self._wake_receiver()
        self._door.counts.note_settled(len(exchange.answers), len(news.reported))

    def _park_if_at_fault(self, command: Command) -> None:
        """Parks a command that makes exchanges fail which succeed without it: it must not hold up others."""
        with self._noting_outages():
            self._exchange([])
        self._door.local.park(command, self._door.clock.now())

    @contextmanager
    def _noting_outages(self) -> Iterator[None]:
        """Notes that the centre does not answer; a fault of the door's own database is not its fault."""
        try:
            yield
        except OUTAGES as error:
            self._note_outage(error)
            raise

    def _note_outage(self, error: Exception) -> None:
        update_needed = _update_needed(error)
        if update_needed is not None and self.update_needed is None:
            _log.warning("no protocol in common with the centre (%s): %s", self._centre.name, error)
        elif self._verdicts.is_online and not self._is_ended:
            _log.warning("the centre (%s) does not answer: %s", self._centre.name, error)
            self._centre.interrupt()  # the other thread need not find out by itself
        self.update_needed = update_needed
        self._verdicts.note_outage()


def _update_needed(error: Exception) -> UpdateNeeded | None:
    if isinstance(error, StorageUnavailable) and isinstance(error.cause, NoSharedProtocol):
        return error.cause.outdated
    return None
