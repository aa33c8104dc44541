"""The doors as the desk sees them: kiosks, passes that two of them let in, and overbooked events."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.check_in.conflict import DoubleEntry, OverbookedEvent
from kiosk.domain.check_in.kiosk import KioskPresence
from kiosk.domain.check_in.parked import ParkedCheckIn
from kiosk.services.database import Database
from kiosk.services.history.audit import fields_of
from kiosk.services.live.kiosks import counted_kiosks
from kiosk.services.transactions import reading, writing

MOST_LISTED = 50
"""Double entries, and rejected check-ins, that are listed at once; settled ones make room for others."""

OVERBOOKED_FOR = timedelta(days=7)
"""The time after its start for which an overbooked event is listed."""

_KEPT = ("name", "counted_at", "counted_kiosk", "again_at", "again_kiosk")
_RECORDED_AS = {"counted_at": "at", "counted_kiosk": "kiosk"}


@dataclass(frozen=True, slots=True)
class DoorsView:
    """The doors of a venue at one moment.

    Attributes:
        kiosks: Every kiosk that ever reported, those with trouble first.
        double_entries: The newest passes that two doors let in, of the organizer's events.
        double_entry_count: How many there are in all.
        overbooked: The organizer's events with more people than places.
        parked: The oldest check-ins that the centre rejected and nobody has handled.
        parked_count: How many there are in all.
    """

    kiosks: tuple[KioskPresence, ...]
    double_entries: tuple[DoubleEntry, ...]
    double_entry_count: int
    overbooked: tuple[OverbookedEvent, ...]
    parked: tuple[ParkedCheckIn, ...]
    parked_count: int


def view_doors(database: Database, now: datetime) -> DoorsView:
    """Returns the kiosks and everything that an organizer has to settle about their doors.

    Args:
        database: The database.
        now: The present instant.
    """
    with reading(database) as transaction:
        entries = transaction.double_entries.newest(MOST_LISTED)
        count = len(entries) if len(entries) < MOST_LISTED else transaction.double_entries.count()
        overbooked = transaction.double_entries.overbooked(_since(now))
        parked = transaction.parked.oldest(MOST_LISTED)
        return DoorsView(
            kiosks=tuple(counted_kiosks(transaction)),
            double_entries=tuple(entries),
            double_entry_count=count,
            overbooked=tuple(overbooked),
            parked=tuple(parked),
            parked_count=len(parked) if len(parked) < MOST_LISTED else transaction.parked.count(),
        )


def count_calls_for_help(database: Database) -> int:
    """Returns how many double entries, rejected check-ins and kiosks wait for a person."""
    with reading(database) as transaction:
        kiosks = sum(each.needs_help for each in transaction.kiosks.seen())
        return kiosks + transaction.double_entries.count() + transaction.parked.count()


def settle_double_entry(database: Database, scan_id: UUID) -> None:
    """Records that a pass which two doors let in was one person. Nothing changes for attendance.

    A double entry that somebody settled a moment ago, or that this organizer may not see, stays as it is.

    Args:
        database: The database.
        scan_id: The scan that does not count.
    """
    with writing(database) as transaction:
        entry = transaction.double_entries.get(scan_id)
        if entry is None or not transaction.double_entries.settle(scan_id):
            return
        transaction.changes.record(
            ChangeKind.DOUBLE_ENTRY_SETTLED,
            AuditSubject(SubjectKind.EVENT, entry.event_id, entry.event_title),
            after={_RECORDED_AS.get(key, key): value for key, value in fields_of(entry, _KEPT).items()},
        )


def _since(now: datetime) -> datetime:
    try:
        return now - OVERBOOKED_FOR
    except OverflowError:  # a clock may show any year
        return datetime.min.replace(tzinfo=UTC)
