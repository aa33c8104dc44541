"""The check-in rule: a scan in, an answer out, in one short transaction.

No query asks whether somebody is in already: the row is inserted, and the database's unique index
decides. Every answer, refusals too, is written to the scan log in the
same transaction, so that either both are recorded or neither.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never
from uuid import UUID

from kiosk.domain.check_in.command import Command, CommandKind
from kiosk.domain.check_in.scan import Answer, Outcome, Scan
from kiosk.domain.clock import Clock, offset_milliseconds, utc_now
from kiosk.domain.codes import EventCode, PassCode, UnknownCode, read_code
from kiosk.domain.errors import Refused, StorageUnavailable
from kiosk.domain.event import Admission, Event
from kiosk.domain.faults.storage import CheckInUndone, RosterNotRead
from kiosk.domain.people.passes import token_hash
from kiosk.domain.people.person import PassHolder
from kiosk.domain.refusals.events.events import DoorEventDeleted
from kiosk.services.database import Database
from kiosk.services.transactions import writing
from kiosk.storage.transaction import Transaction

PATIENCE = timedelta(seconds=4)
"""The time after the scan for which it is tried again while the database does not answer."""

_PAUSE_SECONDS = 0.5

_REFUSED_BY = {
    Admission.CLOSED: Outcome.EVENT_CLOSED,
    Admission.OVER: Outcome.EVENT_CLOSED,
    Admission.NOT_YET: Outcome.NOT_YET_OPEN,
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckInPoint:
    """The event and the kiosk at which scans are checked in.

    Attributes:
        event_id: The event of this door.
        kiosk: The kiosk's name in attendance rows.
        check_in_url: The configured check-in URL with `{code}`, or None.
        has_outbox: True when the database is the door's own, and the centre gets each scan as a command.
        is_roster_whole: Returns False while the door's copy of the list is being read for the first time: a
            pass that is not in it may be good.
    """

    event_id: UUID
    kiosk: str
    check_in_url: str | None = None
    has_outbox: bool = False
    is_roster_whole: Callable[[], bool] = lambda: True
    clock_offset: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person whom a scan stands for: a pass's holder, an anonymous walk-in, or nobody known.

    Attributes:
        holder: The holder, when the pass is good at the door's event.
        is_walk_in: True for a walk-in.
        is_for_another_event: True when the pass is good at another event only; a door with a copy of the
            list then knows nobody by it.
    """

    holder: PassHolder | None = None
    is_walk_in: bool = False
    is_for_another_event: bool = False

    @property
    def participant_id(self) -> UUID | None:
        """Returns the account's id, or None."""
        return self.holder.participant_id if self.holder else None


class RecordedAlready(Exception):  # noqa: N818 -- an answer of the primary key, not an error
    """An earlier try of a scan made its attendance row and wrote everything that belongs to it.

    Attributes:
        answer: The answer to show to the person.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.outcome)
        self.answer = answer


def check_in(database: Database, door: CheckInPoint, scan: Scan) -> Answer:
    """Decides one scan and records it.

    A scan that was tried before and did make its attendance row gets the answer of that row. One that
    was refused is decided again: nobody saw the refusal, and the event may have opened since.

    Args:
        database: The database that check-ins are written to.
        door: The event and the kiosk.
        scan: The scan. Its instant is compared with the event's opening times.

    Raises:
        StorageUnavailable: Nothing is known about this scan; the person must not be shown as checked in.
        Refused: The event is no longer in the database.
    """
    try:
        with writing(database) as transaction:
            return _check_in(transaction, door, scan)
    except RecordedAlready as recorded:
        return recorded.answer


def check_in_surely(  # noqa: PLR0913 -- the last three, by name, are clocks
    database: Database,
    door: CheckInPoint,
    scan: Scan,
    *,
    clock: Clock = utc_now,
    monotonic: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> Answer:
    """Checks in as check_in does, and tries again with the same id while the database does not answer.

    The second try is immediate: a connection that was lost while idle is only noticed when it is used. A scan
    that has waited longer than PATIENCE already is tried once: the next person must not wait for it.
    After a fault that stays until somebody repairs it (a full disk, a missing right) there is no other try.

    Raises:
        StorageUnavailable: It did not answer for as long as PATIENCE lasts, or the fault is lasting.
        Refused: The event is no longer in the database.
    """
    waited = min(max(clock() - scan.scanned_at, timedelta()), PATIENCE)  # even if the clock was changed
    give_up_at = monotonic() + (PATIENCE - waited).total_seconds()
    tries = 0
    while True:
        try:
            return check_in(database, door, scan)
        except StorageUnavailable as error:
            if not tries:
                is_new_door = isinstance(error.cause, RosterNotRead)  # for some seconds, on its first day
                level = logging.INFO if is_new_door else logging.WARNING
                _log.log(level, "a check-in could not be recorded: %s", error)
            if error.is_lasting or monotonic() >= give_up_at:
                raise
        if tries:
            pause(_PAUSE_SECONDS)
        tries += 1
        scan = replace(scan, may_be_recorded=True)


def _check_in(transaction: Transaction, door: CheckInPoint, scan: Scan) -> Answer:
    event = transaction.events.lock_for_key_share(door.event_id)
    if event is None:
        raise Refused(DoorEventDeleted())
    visitor = _find_visitor(transaction, door, event, scan)
    if scan.may_be_recorded:
        check_unrecorded(transaction, event, scan, visitor)
        if door.has_outbox:
            _check_unsent(transaction, event, scan)
    answer = answer_visitor(transaction, door, event, scan, visitor)
    transaction.scans.add(
        scan_id=scan.id,
        event_id=event.id,
        participant_id=visitor.participant_id,
        outcome=answer.outcome,
        method=scan.method,
        kiosk=door.kiosk,
        code_hash=_code_hash(scan.text),
        scanned_at=scan.scanned_at,
    )
    if door.has_outbox:
        transaction.outbox.add(_command(door, scan, visitor, answer))
    return answer


def _command(door: CheckInPoint, scan: Scan, visitor: Visitor, answer: Answer) -> Command:
    person = visitor.participant_id
    content = {
        "event_id": str(door.event_id),
        "participant_id": None if person is None else str(person),
        "outcome": answer.outcome.value,
        "method": scan.method.value,
        "kiosk": door.kiosk,
        "code_hash": _code_hash(scan.text),
        "scanned_at": scan.scanned_at.isoformat(),
        "clock_offset_ms": offset_milliseconds(door.clock_offset),
    }
    return Command(scan.id, CommandKind.CHECK_IN, content)


def _check_unsent(transaction: Transaction, event: Event, scan: Scan) -> None:
    """Checks that no earlier try of this scan was refused and committed: the centre may know the refusal.

    Raises:
        RecordedAlready: One was.
    """
    outcome = transaction.scans.outcome(scan.id)
    if isinstance(outcome, Outcome):
        opens_at = event.opens_at if outcome is Outcome.NOT_YET_OPEN else None
        raise RecordedAlready(Answer(outcome, event.title, opens_at=opens_at))


def _find_visitor(transaction: Transaction, door: CheckInPoint, event: Event, scan: Scan) -> Visitor:
    if scan.text is None:
        return Visitor(is_walk_in=True)
    match read_code(scan.text, event_code=event.code, check_in_url=door.check_in_url):
        case EventCode():
            return Visitor(is_walk_in=True)
        case PassCode(token):
            holder = transaction.passes.holder(token_hash(token), event.id)
            if holder is None and not door.is_roster_whole():
                raise StorageUnavailable(RosterNotRead())
            if holder is not None and not holder.is_for(event.id):
                return Visitor(is_for_another_event=True)
            return Visitor(holder=holder)
        case UnknownCode():
            return Visitor()


def answer_visitor(  # noqa: PLR0913 -- the last, by name, is used by organizers only
    transaction: Transaction,
    door: CheckInPoint,
    event: Event,
    scan: Scan,
    visitor: Visitor,
    *,
    despite: Collection[Outcome] = (),
) -> Answer:
    """Applies the rule: makes the attendance row, or returns why not. The caller writes the scan log.

    Args:
        transaction: One that writes, and has locked the event.
        door: Where.
        event: The door's event, as the transaction sees it.
        scan: The scan.
        visitor: The person whom it stands for.
        despite: Refusals that an organizer overrules.

    Raises:
        RecordedAlready: An earlier try of this scan was still being committed and is now recorded.
    """
    name = visitor.holder.name if visitor.holder else None
    for refusal in _refusals(transaction, event, scan, visitor):
        if refusal not in despite:
            opens_at = event.opens_at if refusal is Outcome.NOT_YET_OPEN else None
            named = name if _may_name_holder(refusal) else None
            return Answer(
                refusal,
                event.title,
                name=named,
                opens_at=opens_at,
                is_for_another_event=visitor.is_for_another_event and refusal is Outcome.NOT_ON_LIST,
            )
    capacity = None if Outcome.EVENT_FULL in despite else event.capacity
    if capacity is not None:
        transaction.events.lock_for_no_key_update(event.id)  # two doors must not both take the last place
    is_new = transaction.attendance.add(
        attendance_id=scan.id,
        event_id=event.id,
        participant_id=visitor.participant_id,
        at=scan.scanned_at,
        method=scan.method,
        kiosk=door.kiosk,
    )
    if not is_new:
        check_unrecorded(transaction, event, scan, visitor)
        return _already_checked_in(transaction, event, visitor)
    if capacity is not None and transaction.attendance.count(event.id) > capacity:
        # Only the insert shows that the person is not in already.
        transaction.attendance.take_back(scan.id)
        return Answer(Outcome.EVENT_FULL, event.title, name=name)
    return Answer(Outcome.CHECKED_IN, event.title, name=name, checked_in_at=scan.scanned_at)


def _already_checked_in(transaction: Transaction, event: Event, visitor: Visitor) -> Answer:
    holder = visitor.holder
    earlier = transaction.attendance.earlier(event.id, holder.participant_id) if holder else None
    if holder is None or earlier is None:
        raise StorageUnavailable(CheckInUndone())
    return Answer(
        Outcome.ALREADY_CHECKED_IN,
        event.title,
        name=holder.name,
        checked_in_at=earlier.at,
        kiosk=earlier.kiosk,
    )


def _refusals(transaction: Transaction, event: Event, scan: Scan, visitor: Visitor) -> Iterator[Outcome]:
    # In the order of their importance to people: the first is the answer.
    refused_by = _REFUSED_BY.get(event.admission(scan.scanned_at))
    if refused_by is not None:
        yield refused_by
    holder = visitor.holder
    if holder is None:
        if visitor.is_for_another_event:
            yield Outcome.NOT_ON_LIST
        elif not visitor.is_walk_in:
            yield Outcome.UNKNOWN_CODE
        elif event.has_guest_list:
            yield Outcome.NOT_ON_LIST
        return
    if holder.revoked_at is not None:
        yield Outcome.PASS_REVOKED
    if event.has_guest_list and not transaction.guests.is_expected(event.id, holder.participant_id):
        yield Outcome.NOT_ON_LIST


def _may_name_holder(outcome: Outcome) -> bool:
    """Returns False where the pass may be revoked: whoever holds it then may have found it."""
    match outcome:
        case Outcome.PASS_REVOKED | Outcome.EVENT_CLOSED | Outcome.NOT_YET_OPEN:
            return False
        case (
            Outcome.CHECKED_IN
            | Outcome.ALREADY_CHECKED_IN
            | Outcome.EVENT_FULL
            | Outcome.NOT_ON_LIST
            | Outcome.UNKNOWN_CODE
        ):
            return True
        case _:
            assert_never(outcome)


def check_unrecorded(transaction: Transaction, event: Event, scan: Scan, visitor: Visitor) -> None:
    """Checks that no earlier try of this scan made its attendance row.

    Raises:
        RecordedAlready: One did, so there is nothing left to write.
    """
    checked_in_at = transaction.attendance.recorded_at(scan.id, event.id)
    if checked_in_at is not None:
        name = visitor.holder.name if visitor.holder else None
        raise RecordedAlready(Answer(Outcome.CHECKED_IN, event.title, name=name, checked_in_at=checked_in_at))


def _code_hash(text: str | None) -> str | None:
    # The log never keeps the text itself: it is hostile, and it may be a live pass.
    return None if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
