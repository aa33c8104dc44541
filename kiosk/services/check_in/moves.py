"""Moves a door that works on the central database itself to another event, as an organizer wants it."""

import json
from uuid import UUID

from kiosk.storage.transaction import Transaction

_MOVED = "moved."
"""The beginning of the key under which `installation` keeps the last move of a kiosk."""


def moved_event(transaction: Transaction, kiosk: str, code: str) -> UUID | None:
    """Returns the event to which a kiosk was moved, if it is there and the move still holds.

    Args:
        transaction: One that reads.
        kiosk: The kiosk's name.
        code: The code with which the kiosk was started: a move holds for this one only.
    """
    kiosk_id = transaction.kiosks.id_of(kiosk)
    stored = None if kiosk_id is None else transaction.installation.get(f"{_MOVED}{kiosk_id}")
    if stored is None:
        return None
    values = json.loads(stored)
    event_id = UUID(values["event_id"])
    is_held = values["code"].casefold() == code.strip().casefold()
    return event_id if is_held and transaction.events.get(event_id) is not None else None


def note_moved(transaction: Transaction, kiosk: str, code: str, event_id: UUID) -> None:
    """Stores that a kiosk shows the event to which an organizer moved it.

    Args:
        transaction: One that writes.
        kiosk: The kiosk's name.
        code: The code with which the kiosk was started.
        event_id: The event.
    """
    kiosk_id = transaction.kiosks.id_of(kiosk)
    if kiosk_id is None:
        return
    values = {"code": code.strip(), "event_id": str(event_id)}
    transaction.installation.set(f"{_MOVED}{kiosk_id}", json.dumps(values))
    transaction.kiosks.end_move(kiosk_id)
    transaction.kiosks.show(kiosk_id, event_id)
