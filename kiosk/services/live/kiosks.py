"""Presence of kiosks: reported by them, and read and corrected at the desk."""

from collections.abc import Collection
from dataclasses import replace
from datetime import tzinfo
from uuid import UUID

from kiosk import __version__
from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.check_in.kiosk import KioskCamera, KioskPresence, trouble_first
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.refusals.machine.kiosks import KioskForgotten, KioskNameTaken
from kiosk.services.database import Database
from kiosk.services.history.audit import json_value
from kiosk.services.permissions import seen_event
from kiosk.services.text_validation import clean_words
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction


def report_presence(database: Database, name: str, event_id: UUID, camera: KioskCamera | None = None) -> None:
    """Records that a kiosk runs, which event it shows and its camera's state, in its own transaction.

    The time is the database's: the clock of a machine at a door may be wrong.

    Raises:
        StorageUnavailable: The database cannot be reached or cannot answer now.
        Refused: The name cannot be stored.
    """
    with writing(database) as transaction:
        transaction.kiosks.see(name, event_id, __version__, camera)


def list_kiosks(database: Database) -> list[KioskPresence]:
    """Returns every kiosk that ever reported, with its check-ins, in the order of trouble_first."""
    with reading(database) as transaction:
        return counted_kiosks(transaction)


def counted_kiosks(transaction: Transaction) -> list[KioskPresence]:
    """Returns the same inside a transaction."""
    seen = transaction.kiosks.seen()
    shown = {each.event_id for each in seen if each.event_id is not None and each.event_title is not None}
    counts = transaction.kiosks.checked_in(shown)
    return trouble_first(
        replace(each, checked_in=counts.get((each.event_id, each.name), 0))
        if each.event_id is not None and each.event_id in shown
        else each
        for each in seen
    )


def is_kiosk_online(database: Database, name: str) -> bool:
    """True while a kiosk with this name runs, or when it did half a minute ago."""
    with reading(database) as transaction:
        seen = transaction.kiosks.seen()
    return any(kiosk.name == name and kiosk.is_online for kiosk in seen)


def rename_kiosk(database: Database, kiosk_id: UUID, name: str) -> None:
    """Gives a kiosk a name at the desk; its own name again ends that.

    A kiosk with a database of its own takes the name with its next report, and its check-ins from then on
    have it. Earlier ones keep the earlier name.

    Args:
        database: The database.
        kiosk_id: The kiosk.
        name: The name as typed.

    Raises:
        Refused: The name is invalid or another kiosk has it, or the kiosk was forgotten.
    """
    name = clean_words(name, Field.KIOSK_NAME)
    with writing(database) as transaction:
        every = {each.id: each for each in transaction.kiosks.seen()}
        kiosk = every.pop(kiosk_id, None)
        if kiosk is None:
            raise Refused(KioskForgotten())
        if name == kiosk.shown_name:
            return
        taken = {known.casefold() for each in every.values() for known in (each.name, each.shown_name)}
        if name.casefold() in taken:
            raise Refused(KioskNameTaken(name))
        if name == kiosk.name:
            transaction.kiosks.drop_name(kiosk_id)
        else:
            transaction.kiosks.give_name(kiosk_id, name)
        transaction.changes.record(
            ChangeKind.KIOSK_CHANGED, _subject(kiosk), before={"name": kiosk.shown_name}, after={"name": name}
        )


def move_kiosk(database: Database, kiosk_id: UUID, event_id: UUID) -> bool:
    """Makes a kiosk show another event; it does so when it is online, between two guests.

    To move it to the event that it shows ends a move that it has not carried out.

    Args:
        database: The database.
        kiosk_id: The kiosk.
        event_id: The event.

    Returns:
        False when the kiosk shows that event already.

    Raises:
        Refused: The kiosk was forgotten, or the event was deleted, or this organizer may not see it.
    """
    with writing(database) as transaction:
        event = seen_event(transaction, event_id)
        kiosk = next((each for each in transaction.kiosks.seen() if each.id == kiosk_id), None)
        if kiosk is None:
            raise Refused(KioskForgotten())
        if kiosk.event_id == event_id:
            transaction.kiosks.end_move(kiosk_id)
            return False
        transaction.kiosks.move(kiosk_id, event_id)
        transaction.changes.record(
            ChangeKind.KIOSK_CHANGED,
            _subject(kiosk),
            before={"event": kiosk.event_title},
            after={"event": event.title},
        )
    return True


def forget_kiosks(database: Database, kiosk_ids: Collection[UUID], zone: tzinfo) -> tuple[str, ...]:
    """Removes kiosks from the list that were not seen today; one that reports again is listed again.

    A kiosk that was seen since the list was read stays. Check-ins that wait at a kiosk are not touched.

    Args:
        database: The database.
        kiosk_ids: The kiosks.
        zone: The venue's zone, for today.

    Returns:
        The names of those that were removed.
    """
    with writing(database) as transaction:
        gone = [
            each
            for each in transaction.kiosks.seen()
            if each.id in kiosk_ids and not each.is_of_today(zone) and transaction.kiosks.forget(each)
        ]
        for each in gone:
            seen = {"seen_at": json_value(each.seen_at), "waiting": each.waiting}
            transaction.changes.record(ChangeKind.KIOSK_FORGOTTEN, _subject(each), before=seen)
    return tuple(each.shown_name for each in gone)


def _subject(kiosk: KioskPresence) -> AuditSubject:
    return AuditSubject(SubjectKind.KIOSK, kiosk.id, kiosk.shown_name)
