"""Corrections at the desk: people checked in by hand, check-ins undone, walk-ins named.

The audit keeps each of them. The scan log also keeps those that change who is in, with the organizer.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from kiosk.domain.change import ChangeKind
from kiosk.domain.check_in.attendance import RemovedRow
from kiosk.domain.check_in.scan import Answer, Method, Outcome, Scan
from kiosk.domain.check_in.scan_log import Correction
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.fields import Field
from kiosk.domain.people.person import PassHolder, Person, Role
from kiosk.domain.refusals.people.corrections import (
    AddressKnown,
    CheckedInTwice,
    CheckInNamedOrUndone,
    CheckInNotThere,
)
from kiosk.domain.refusals.people.people import PersonDeleted
from kiosk.services.check_in.check_in import (
    CheckInPoint,
    RecordedAlready,
    Visitor,
    answer_visitor,
    check_unrecorded,
)
from kiosk.services.database import Database
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import event_subject, person_subject
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.permissions import seen_event
from kiosk.services.text_validation import clean_email, clean_words
from kiosk.services.transactions import writing
from kiosk.storage.tables.attendance import AlreadyIn
from kiosk.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ByHand:
    """One check-in by an organizer.

    Attributes:
        id: Made once: when it is tried again with the same id after a lost connection, it counts once.
        event_id: The event.
        participant_id: The participant, or None for a walk-in.
        desk: The name of this desk, as the kiosk in the attendance list.
        at: The instant of the check-in, aware UTC.
        despite: The refusals that the organizer saw and overrules.
    """

    id: UUID
    event_id: UUID
    participant_id: UUID | None
    desk: str
    at: datetime
    despite: frozenset[Outcome] = frozenset()


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """A participant to make."""

    name: str
    email: str


def check_in_by_hand(database: Database, act: ByHand) -> Answer:
    """Checks somebody in by the door's own rule, whose refusals an organizer may overrule.

    Only a check-in is recorded. A refusal is shown to the organizer, not to a guest; the organizer may
    try again with it in `despite`.

    Raises:
        Refused: The event or the participant was deleted, or this organizer may not see the event.
        StorageUnavailable: Nothing is known about this check-in; the same one may be tried again.
    """
    try:
        with writing(database) as transaction:
            return check_in_by_organizer(transaction, act)
    except RecordedAlready as recorded:
        return recorded.answer


def check_in_by_organizer(transaction: Transaction, act: ByHand) -> Answer:
    """Does the same in a transaction that writes; raises RecordedAlready when an earlier try was recorded."""
    scan = Scan(id=act.id, method=Method.MANUAL, text=None, scanned_at=act.at)
    event = _locked_event(transaction, act.event_id)
    visitor = _visitor(transaction, act.participant_id)
    check_unrecorded(transaction, event, scan, visitor)
    door = CheckInPoint(event.id, act.desk)
    answer = answer_visitor(transaction, door, event, scan, visitor, despite=act.despite)
    if not answer.is_checked_in:
        return answer
    despite = sorted(act.despite)
    transaction.scans.add(
        scan_id=scan.id,
        event_id=event.id,
        participant_id=act.participant_id,
        outcome=Outcome.CHECKED_IN,
        method=scan.method,
        kiosk=act.desk,
        code_hash=None,
        scanned_at=act.at,
        reason=f"despite {', '.join(despite)}" if despite else None,
        organizer_id=_organizer_id(transaction),
    )
    transaction.changes.record(
        ChangeKind.CHECKED_IN,
        event_subject(event),
        after={"name": answer.name, "at": act.at.isoformat(), "kiosk": act.desk, "despite": despite},
    )
    return answer


def undo_check_in(database: Database, attendance_id: UUID, *, reason: str, desk: str, now: datetime) -> None:
    """Undoes a check-in: its row is deleted; the scan log and the audit keep who, what, when and why.

    The person can check in again.

    Args:
        database: The database.
        attendance_id: The check-in.
        reason: The organizer's reason.
        desk: The name of this desk.
        now: The present instant.

    Raises:
        Refused: The reason is blank, the check-in is gone, or this organizer may not see the event.
    """
    reason = clean_words(reason, Field.REASON)
    with writing(database) as transaction:
        event = _event_of(transaction, attendance_id)
        removed = transaction.attendance.remove(attendance_id)
        if removed is None:
            raise Refused(CheckInNotThere())
        transaction.scans.add(
            scan_id=uuid4(),
            event_id=event.id,
            participant_id=removed.participant_id,
            outcome=Correction.UNDONE,
            method=Method.MANUAL,
            kiosk=desk,
            code_hash=None,
            scanned_at=now,
            reason=reason,
            organizer_id=_organizer_id(transaction),
        )
        transaction.changes.record(
            ChangeKind.CHECK_IN_UNDONE,
            event_subject(event),
            before=_fields(transaction, removed),
            after={"reason": reason},
        )


def name_walk_in(database: Database, attendance_id: UUID, who: UUID | NewParticipant) -> Person:
    """Assigns an anonymous check-in to a participant, who may be new.

    Args:
        database: The database.
        attendance_id: The walk-in's check-in.
        who: The participant's id, or the participant to make.

    Raises:
        Refused: The check-in is gone or has a name already, the participant was deleted or is in
            already, or the name or address of a new one is invalid.
    """
    with writing(database) as transaction:
        event = _event_of(transaction, attendance_id)
        person = _made(transaction, who) if isinstance(who, NewParticipant) else _known(transaction, who)
        earlier = transaction.attendance.earlier(event.id, person.id)
        if earlier is not None:
            raise Refused(CheckedInTwice(person.name, earlier.kiosk or None))
        try:
            is_named = transaction.attendance.name(attendance_id, person.id)
        except AlreadyIn:  # deleted a moment ago
            raise Refused(CheckedInTwice(person.name, kiosk=None)) from None
        if not is_named:
            raise Refused(CheckInNamedOrUndone())
        transaction.changes.record(
            ChangeKind.WALK_IN_NAMED,
            event_subject(event),
            before={"name": None},
            after={"name": person.name, "email": person.email},
        )
    return person


def _locked_event(transaction: Transaction, event_id: UUID) -> Event:
    transaction.events.lock_for_key_share(event_id)
    return seen_event(transaction, event_id)


def _event_of(transaction: Transaction, attendance_id: UUID) -> Event:
    event_id = transaction.attendance.event_of(attendance_id)
    if event_id is None:
        raise Refused(CheckInNotThere())
    return _locked_event(transaction, event_id)


def _visitor(transaction: Transaction, participant_id: UUID | None) -> Visitor:
    if participant_id is None:
        return Visitor(is_walk_in=True)
    person = _known(transaction, participant_id)
    return Visitor(holder=PassHolder(person.id, person.name, revoked_at=None))  # no pass is needed


def _known(transaction: Transaction, participant_id: UUID) -> Person:
    person = transaction.people.get(participant_id)
    if person is None:
        raise Refused(PersonDeleted())
    return person


def _made(transaction: Transaction, new: NewParticipant) -> Person:
    with collected_faults() as faults:
        name = faults.clean(new.name, lambda typed: clean_words(typed, Field.PERSON_NAME))
        email = faults.clean(new.email, clean_email)
    known = transaction.people.by_email(email)
    if known is not None:
        raise Refused(AddressKnown(known.name, email))
    role = Role.PARTICIPANT
    person_id = transaction.people.add(name=name, email=email, password_hash=NO_PASSWORD, role=role)
    person = Person(person_id, name, email, role)
    transaction.changes.record(
        ChangeKind.PERSON_ADDED, person_subject(person), after={"name": name, "email": email}
    )
    return person


def _organizer_id(transaction: Transaction) -> UUID | None:
    return None if transaction.organizer is None else transaction.organizer.id


def _fields(transaction: Transaction, removed: RemovedRow) -> dict[str, object]:
    person = transaction.people.get(removed.participant_id) if removed.participant_id else None
    return {
        "name": None if person is None else person.name,
        "at": removed.at.isoformat(),
        "method": None if removed.method is None else removed.method.value,
        "kiosk": removed.kiosk,
    }
