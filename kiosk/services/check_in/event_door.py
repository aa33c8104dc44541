"""The door of one event: its event as the database has it now, and its check-ins."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.scan import Answer, Scan
from kiosk.domain.codes import EventCode, PassCode, read_code
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.refusals.events.events import DoorEventDeleted
from kiosk.services import lookup as finding
from kiosk.services.check_in import check_in
from kiosk.services.database import Database
from kiosk.services.live.kiosks import report_presence
from kiosk.services.transactions import reading


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


class EventDoor:
    """The services of one door. Its event is found when the database answers for the first time.

    Any thread may call any method; all but `identify` and `interrupt` wait for the database.
    """

    def __init__(
        self, database: Database, code: str, kiosk: str, check_in_url: str | None, now: Callable[[], datetime]
    ) -> None:
        """Makes the services of a door; the database is not used yet.

        Args:
            database: The database.
            code: The event's code, in any letter case.
            kiosk: The kiosk's name.
            check_in_url: The configured check-in URL with `{code}`, or None.
            now: Returns the present instant, aware UTC.
        """
        self._database = database
        self._code = code
        self._kiosk = kiosk
        self._check_in_url = check_in_url
        self._now = now
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
            self._event_id = event_with_code(self._database, self._code).id
        view = door_status(self._database, self._event_id, self._now())
        self._code = view.event.code
        return view

    def check_in(self, scan: Scan) -> Answer:
        """Decides one scan and records it; raises as check_in_surely does."""
        point = check_in.CheckInPoint(self._found_event(), self._kiosk, self._check_in_url)
        return check_in.check_in_surely(self._database, point, scan)

    def report_presence(self) -> None:
        """Reports to the desk that this kiosk runs; raises as kiosks.report_presence does."""
        report_presence(self._database, self._kiosk, self._found_event())

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

    def _found_event(self) -> UUID:
        if self._event_id is None:
            raise AssertionError("a door checks in and reports after it has shown its event")
        return self._event_id
