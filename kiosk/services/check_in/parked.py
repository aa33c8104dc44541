"""Check-ins that the centre rejected, handled by an organizer."""

from collections.abc import Collection
from uuid import UUID

from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.check_in.parked import Handling, ParkedCheckIn
from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.corrections import RejectedCheckInHandled
from kiosk.services.check_in.check_in import RecordedAlready
from kiosk.services.check_in.corrections import ByHand, check_in_by_organizer
from kiosk.services.database import Database
from kiosk.services.history.audit import fields_of
from kiosk.services.transactions import writing
from kiosk.storage.transaction import Transaction

OVERRULED = frozenset(Outcome) - {Outcome.CHECKED_IN, Outcome.ALREADY_CHECKED_IN, Outcome.UNKNOWN_CODE}
"""The refusals that count no longer: the person was let in."""

_KEPT = ("name", "kiosk", "scanned_at", "reason")


def record_rejected(database: Database, parked_id: UUID, desk: str) -> Answer:
    """Checks somebody in by hand whose check-in the centre rejected, with the time of the scan.

    Args:
        database: The database.
        parked_id: The rejected check-in.
        desk: The name of this desk.

    Returns:
        CHECKED_IN, or ALREADY_CHECKED_IN when the person was checked in since; it is handled with both.

    Raises:
        Refused: Somebody else has handled it, or it cannot be recorded.
        StorageUnavailable: Nothing is known about this check-in; the same one may be tried again.
    """
    try:
        with writing(database) as transaction:
            parked = _one(transaction, parked_id)
            answer = check_in_by_organizer(transaction, _by_hand(parked, desk))
            transaction.parked.handle(parked.id, Handling.RECORDED)
            return answer
    except RecordedAlready as recorded:
        with writing(database) as transaction:
            transaction.parked.handle(parked_id, Handling.RECORDED)
        return recorded.answer


def set_aside(database: Database, parked_ids: Collection[UUID]) -> int:
    """Notes that an organizer has seen rejected check-ins; nothing is recorded, and nothing deleted.

    Returns:
        How many nobody had handled before.
    """
    with writing(database) as transaction:
        seen = [
            each
            for each in transaction.parked.get(parked_ids)
            if transaction.parked.handle(each.id, Handling.SET_ASIDE)
        ]
        for each in seen:
            transaction.changes.record(
                ChangeKind.CHECK_IN_SET_ASIDE, _subject(each), after=fields_of(each, _KEPT)
            )
    return len(seen)


def _one(transaction: Transaction, parked_id: UUID) -> ParkedCheckIn:
    found = transaction.parked.get([parked_id])
    if not found or not found[0].may_be_recorded:
        raise Refused(RejectedCheckInHandled())
    return found[0]


def _by_hand(parked: ParkedCheckIn, desk: str) -> ByHand:
    if parked.event_id is None or parked.scanned_at is None:
        raise Refused(RejectedCheckInHandled())
    return ByHand(
        id=parked.id,
        event_id=parked.event_id,
        participant_id=parked.participant_id,
        desk=desk,
        at=parked.scanned_at,
        despite=OVERRULED,
    )


def _subject(parked: ParkedCheckIn) -> AuditSubject:
    return AuditSubject(SubjectKind.EVENT, parked.event_id, parked.event_title or "")
