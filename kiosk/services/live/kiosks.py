"""Kiosks: that they are there is told by them, and seen at the desk."""

from uuid import UUID

from kiosk.domain.kiosk import KioskPresence
from kiosk.services.database import Database
from kiosk.services.transactions import reading, writing


def report_presence(store: Database, name: str, event_id: UUID) -> None:
    """Tells the desk that a kiosk runs and which event it shows, in a transaction of its own.

    By the database's clock: that of a machine at a door may be wrong.

    Raises:
        StorageUnavailable: The database cannot be reached or cannot answer now.
        Refused: The name cannot be stored.
    """
    with writing(store) as transaction:
        transaction.kiosks.see(name, event_id)


def list_kiosks(store: Database) -> list[KioskPresence]:
    """Every kiosk that was ever seen, those that run first, then by name."""
    with reading(store) as transaction:
        found = transaction.kiosks.seen()
    return sorted(found, key=lambda kiosk: not kiosk.is_online)


def is_kiosk_online(store: Database, name: str) -> bool:
    """True while a kiosk called so runs, or did until half a minute ago."""
    return any(kiosk.name == name and kiosk.is_online for kiosk in list_kiosks(store))
