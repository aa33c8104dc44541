"""The door of one event: its event as the database has it now, and its check-ins."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.domain.check_in.clock_doubt import ClockDoubt
from kiosk.domain.check_in.command import CommandAnswer, Verdict
from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.kiosk import KioskCamera
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.scan import Answer, Outcome, Scan
from kiosk.domain.codes import EventCode, PassCode, read_code
from kiosk.domain.errors import Refused, StorageUnavailable
from kiosk.domain.event import Event
from kiosk.domain.faults.storage import CheckInRejected
from kiosk.domain.refusals.events.events import DoorEventDeleted
from kiosk.domain.refusals.machine.pairing import KioskRevoked
from kiosk.services import lookup as finding
from kiosk.services.check_in import check_in
from kiosk.services.check_in.moves import moved_event, note_moved
from kiosk.services.check_in.own_clock import OwnClock
from kiosk.services.database import Database
from kiosk.services.live.kiosks import report_presence
from kiosk.services.transactions import reading, writing


def event_with_code(database: Database, code: str) -> Event:
    """Returns the event with this code, in any letter case.

    Raises:
        Refused: There is none.
    """
    with reading(database) as transaction:
        return finding.find_event(transaction, code)


def door_status(database: Database, event_id: UUID, now: datetime) -> DoorStatus:
    """Returns the event, whether it takes check-ins now, and how many it has.

    Raises:
        Refused: The event is no longer in the database.
    """
    with reading(database) as transaction:
        event = transaction.events.get(event_id)
        if event is None:
            raise Refused(DoorEventDeleted())
        return DoorStatus(event, event.admission(now), transaction.attendance.count(event_id))


class CentreLink(Protocol):
    """The link of a door that works on a database of its own; kiosk.sync has it."""

    @property
    def status(self) -> LinkStatus:
        """Returns the state of the link."""

    def wait_for_event(self) -> Exception:
        """Waits briefly for the centre; returns why the event may not be in the door's own database."""

    def now(self) -> datetime:
        """Returns the present instant by the centre's clock, aware UTC."""

    def note_camera(self, camera: KioskCamera) -> None:
        """Reports the camera's state to the desk."""

    def note_stored(self) -> None:
        """Counts a command that was just stored, so that the screen shows at once how many wait."""

    def expecting(self, command_id: UUID) -> AbstractContextManager[Callable[[], CommandAnswer | None]]:
        """Yields a function that waits a moment for the answer to a command, and returns None without one."""


class EventDoor:
    """The services of one door. Its event is found when the database answers for the first time.

    Any thread may call any method; all but `identify` and `interrupt` wait for the database.
    """

    def __init__(  # noqa: PLR0913 -- the last, by name, is for doors with a database of their own
        self,
        database: Database,
        code: str,
        kiosk: str,
        check_in_url: str | None,
        now: Callable[[], datetime],
        *,
        link: CentreLink | None = None,
    ) -> None:
        """Makes the services of a door; the database is not used yet.

        Args:
            database: The database.
            code: The event's code, in any letter case.
            kiosk: The kiosk's name.
            check_in_url: The configured check-in URL with `{code}`, or None.
            now: Returns the present instant, aware UTC.
            link: The link with the centre when the database is the door's own, else None.
        """
        self._database = database
        self._link = link
        self._code = code
        self._kiosk = kiosk
        self._check_in_url = check_in_url
        self._now = now
        self._started_with = code
        self._own_clock = OwnClock(now)
        self._camera: KioskCamera | None = None
        self._event_id: UUID | None = None

    def view(self) -> DoorStatus:
        """Reads the event.

        Raises:
            Refused: There is no event with this code, or it was deleted.
            StorageUnavailable: The database cannot be reached or cannot answer now.
            StorageUnfit: It was not prepared for this program.
        """
        if self._event_id is None:
            self._database.check_revision()
            self._event_id = self._find_event()
        link = None if self._link is None else self._link.status
        view = self._status(self._event_id)
        self._code = view.event.code
        return replace(
            view, link=link, moves_to=self._wanted_event(link), clock_doubt=self._clock_doubt(view.event.id)
        )

    def move(self, event_id: UUID) -> None:
        """Makes this the door of another event, which is in its database; the next scan is for it.

        Raises:
            StorageUnavailable: The database cannot be reached or cannot answer now.
        """
        if self._link is None:
            with writing(self._database) as transaction:
                note_moved(transaction, self._kiosk, self._started_with, event_id)
        self._event_id = event_id

    def check_in(self, scan: Scan) -> Answer:
        """Decides one scan and records it; raises as check_in_surely does.

        Raises:
            Refused: The centre has revoked this kiosk.
        """
        point = check_in.CheckInPoint(self._found_event(), self._kiosk, self._check_in_url)
        if self._link is None:
            return check_in.check_in_surely(self._database, point, scan)
        status = self._link.status
        if status.is_revoked:
            raise Refused(KioskRevoked())
        point = replace(
            point,
            has_outbox=True,
            is_roster_whole=self._has_whole_roster,
            clock_offset=status.clock_offset,
            kiosk=status.kiosk_name or self._kiosk,
        )
        with self._link.expecting(scan.id) as centre_answer:
            answer = check_in.check_in_surely(self._database, point, scan)
            self._link.note_stored()
            return _confirmed(answer, centre_answer()) if answer.is_checked_in else answer

    def report_presence(self) -> None:
        """Reports to the desk that this kiosk runs; raises as kiosks.report_presence does."""
        report_presence(self._database, self._kiosk, self._found_event(), self._camera)

    def note_camera(self, camera: KioskCamera) -> None:
        """Notes the camera's state for the next report; with a link, this sends one. It never waits."""
        self._camera = camera
        if self._link is not None:
            self._link.note_camera(camera)

    def identify(self, text: str | None) -> str | None:
        """Returns what a code stands for: None for a walk-in, a pass's token, or the code itself."""
        if text is None:
            return None
        match read_code(text, event_code=self._code, check_in_url=self._check_in_url):
            case EventCode():
                return None
            case PassCode(token):
                return token
            case _:
                return text

    def interrupt(self) -> None:
        """Makes everything that waits for the database fail at once."""
        self._database.interrupt()

    def _status(self, event_id: UUID) -> DoorStatus:
        """Returns the event's state; that of another one when the link has put this in its place."""
        try:
            return door_status(self._database, event_id, self._now())
        except Refused as deleted:
            if self._link is None:
                raise
            try:
                self._event_id = self._known_event()
            except Refused:
                raise deleted from None
            return door_status(self._database, self._event_id, self._now())

    def _wanted_event(self, link: LinkStatus | None) -> UUID | None:
        """Returns the event that the door is to show instead, or None."""
        if link is not None:
            return None if link.event_id == self._event_id else link.event_id
        wanted = self._requested_event()
        if wanted is None or wanted != self._event_id:
            return wanted
        self.move(wanted)  # nothing is left to do
        return None

    def _clock_doubt(self, event_id: UUID) -> ClockDoubt | None:
        if self._link is not None:
            return None
        with reading(self._database) as transaction:
            return self._own_clock.doubt(transaction.attendance.newest_at(event_id))

    def _requested_event(self) -> UUID | None:
        with reading(self._database) as transaction:
            move = transaction.kiosks.requested_move(self._kiosk)
        return None if move is None else move.event_id

    def _find_event(self) -> UUID:
        try:
            return self._known_event()
        except Refused:
            if self._link is None:
                raise
        problem = self._link.wait_for_event()
        try:
            return self._known_event()
        except Refused as refusal:
            raise problem from refusal

    def _known_event(self) -> UUID:
        """Returns the event to which the door was moved, else the one with its code.

        Raises:
            Refused: The door's database has neither.
        """
        with reading(self._database) as transaction:
            if self._link is None:
                moved = moved_event(transaction, self._kiosk, self._code)
            else:
                shown = self._link.status.event_id
                moved = None if shown is None or transaction.events.get(shown) is None else shown
            return moved or finding.find_event(transaction, self._code).id

    def _has_whole_roster(self) -> bool:
        return self._link is None or self._link.status.roster_at is not None

    def _found_event(self) -> UUID:
        if self._event_id is None:
            raise AssertionError("a door checks in and reports after it has shown its event")
        return self._event_id


def _confirmed(answer: Answer, given: CommandAnswer | None) -> Answer:
    """Returns the answer for the screen, after the centre has answered or has not answered in time.

    Raises:
        StorageUnavailable: The centre rejected the check-in.
    """
    match given:
        case CommandAnswer(verdict=Verdict.RECORDED):
            return answer
        case CommandAnswer(verdict=Verdict.DUPLICATE):
            return replace(
                answer, outcome=Outcome.ALREADY_CHECKED_IN, checked_in_at=given.at, kiosk=given.kiosk
            )
        case CommandAnswer(verdict=Verdict.REJECTED):
            raise StorageUnavailable(CheckInRejected())
        case _:
            return replace(answer, is_saved_here=True)
