"""Presence of kiosks: reported by them, and read by the desk."""

from uuid import UUID

from kiosk.domain.check_in.kiosk import KioskPresence
from kiosk.services.database import Database
from kiosk.services.transactions import reading, writing


def report_presence(database: Database, name: str, event_id: UUID) -> None:
    """Records that a kiosk runs and which event it shows, in its own transaction.

    The time is the database's: the clock of a machine at a door may be wrong.

    Raises:
        StorageUnavailable: The database cannot be reached or cannot answer now.
        Refused: The name cannot be stored.
    """
    with writing(database) as transaction:
        transaction.kiosks.see(name, event_id)


def list_kiosks(database: Database) -> list[KioskPresence]:
    """Returns every kiosk that ever reported, running ones first, then by name."""
    with reading(database) as transaction:
        found = transaction.kiosks.seen()
    return sorted(found, key=lambda kiosk: not kiosk.is_online)


def is_kiosk_online(database: Database, name: str) -> bool:
    """True while a kiosk with this name runs, or when it did half a minute ago."""
    return any(kiosk.name == name and kiosk.is_online for kiosk in list_kiosks(database))
