"""What a door shows: its event as the database has it now."""

from datetime import datetime
from uuid import UUID

from kiosk.domain.door import DoorView
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.services import finding
from kiosk.storage.store import Store


def find_event(store: Store, code: str) -> Event:
    """The event with this code, in any letter case.

    Raises:
        Refused: There is none.
    """
    with store.read() as transaction:
        return finding.find_event(transaction, code)


def view_door(store: Store, event_id: UUID, now: datetime) -> DoorView:
    """The event, whether it takes check-ins now, and how many it has.

    Raises:
        Refused: The event is no longer in the database.
    """
    with store.read() as transaction:
        event = transaction.events.get(event_id)
        if event is None:
            raise Refused("This event is no longer in the database. Ask the organizer which one to show.")
        return DoorView(event, event.admission(now), transaction.attendance.count(event_id))
