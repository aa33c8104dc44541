"""The check-in rule: a scan in, an answer out, in one short transaction.

Nothing is selected to find out whether somebody is in already: the row is inserted and the
database's unique index decides. Every answer, refusals too, is written to the scan log in the
same transaction, so that either both are recorded or neither.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kiosk.domain.clock import Clock, utc_now
from kiosk.domain.codes import EventCode, PassCode, UnknownCode, read_code
from kiosk.domain.errors import Refused, StorageUnavailable
from kiosk.domain.event import Admission, Event
from kiosk.domain.passes import token_hash
from kiosk.domain.person import PassHolder
from kiosk.domain.scan import Answer, Outcome, Scan
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction

PATIENCE = timedelta(seconds=4)
"""How long after the act a scan is tried again while the database does not answer."""

_PAUSE_SECONDS = 0.5

_REFUSED_BY = {
    Admission.CLOSED: Outcome.EVENT_CLOSED,
    Admission.OVER: Outcome.EVENT_CLOSED,
    Admission.NOT_YET: Outcome.NOT_YET_OPEN,
}

_NAMES_NOBODY = {Outcome.PASS_REVOKED, Outcome.EVENT_CLOSED, Outcome.NOT_YET_OPEN}
"""Refusals without the holder's name: the pass may be revoked, and whoever holds it may have found it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """Where scans are checked in.

    Attributes:
        event_id: The event this door stands for.
        kiosk: The kiosk's name as attendance rows carry it.
        check_in_url: The configured check-in URL with `{code}`, or None.
    """

    event_id: UUID
    kiosk: str
    check_in_url: str | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a scan speaks for: a pass's holder, an anonymous walk-in, or nobody known."""

    holder: PassHolder | None = None
    is_walk_in: bool = False

    @property
    def participant_id(self) -> UUID | None:
        """Whose account it is, or None."""
        return self.holder.participant_id if self.holder else None


def check_in(store: Store, door: Door, scan: Scan, *, is_retry: bool = False) -> Answer:
    """Decides one scan and records it.

    Args:
        store: The database check-ins are written to.
        door: Which event, at which kiosk.
        scan: The act. Its instant is the one the event's window is asked about.
        is_retry: The same scan was offered before and its answer got lost: if that try was
            recorded after all, its answer is given again and nothing is recorded twice.

    Raises:
        StorageUnavailable: Nothing is known about this scan; nobody may be told that they are in.
        Refused: The event is no longer in the database.
    """
    with store.write() as transaction:
        event = transaction.events.hold(door.event_id)
        if event is None:
            raise Refused("This event is no longer in the database. Ask the organizer which one to show.")
        if is_retry and (answer := recorded_answer(transaction, event, scan)):
            return answer
        visitor = _find_visitor(transaction, door, event, scan)
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
    return answer


def check_in_surely(  # noqa: PLR0913 -- the last three, by name, are time itself
    store: Store,
    door: Door,
    scan: Scan,
    *,
    clock: Clock = utc_now,
    monotonic: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> Answer:
    """Like check_in, and tries again under the scan's one id while the database does not answer.

    The second try is at once: a connection lost while idle is only found out by using it. A scan
    that has waited longer than PATIENCE already is tried once: the person in front comes first.

    Raises:
        StorageUnavailable: It did not answer for as long as PATIENCE lasts.
        Refused: The event is no longer in the database.
    """
    waited = min(max(clock() - scan.scanned_at, timedelta()), PATIENCE)  # whatever was done to the clock
    give_up_at = monotonic() + (PATIENCE - waited).total_seconds()
    is_retry = False
    while True:
        try:
            return check_in(store, door, scan, is_retry=is_retry)
        except StorageUnavailable as error:
            if not is_retry:
                _log.warning("a check-in could not be recorded: %s", error)
            if monotonic() >= give_up_at:
                raise
        if is_retry:
            pause(_PAUSE_SECONDS)
        is_retry = True


def _find_visitor(transaction: Transaction, door: Door, event: Event, scan: Scan) -> Visitor:
    if scan.text is None:
        return Visitor(is_walk_in=True)
    match read_code(scan.text, event_code=event.code, check_in_url=door.check_in_url):
        case EventCode():
            return Visitor(is_walk_in=True)
        case PassCode(token):
            return Visitor(holder=transaction.passes.holder(token_hash(token)))
        case UnknownCode():
            return Visitor()


def answer_visitor(  # noqa: PLR0913 -- the last, by name, is an organizer's
    transaction: Transaction,
    door: Door,
    event: Event,
    scan: Scan,
    visitor: Visitor,
    *,
    despite: Collection[Outcome] = (),
) -> Answer:
    """The rule: makes the attendance row, or says why there is none. The scan log is the caller's.

    Args:
        transaction: One that writes, and holds the event.
        door: Where.
        event: The door's event, as the transaction sees it.
        scan: The act.
        visitor: Whom it speaks for.
        despite: Refusals that do not count, because an organizer said so.
    """
    name = visitor.holder.name if visitor.holder else None
    for refusal in _refusals(transaction, event, scan, visitor):
        if refusal not in despite:
            opens_at = event.opens_at if refusal is Outcome.NOT_YET_OPEN else None
            named = None if refusal in _NAMES_NOBODY else name
            return Answer(refusal, event.title, name=named, opens_at=opens_at)
    capacity = None if Outcome.EVENT_FULL in despite else event.capacity
    if capacity is not None:
        transaction.events.lock(event.id)  # two doors must not both take the last place
    attendance_id = transaction.attendance.add(
        event_id=event.id,
        participant_id=visitor.participant_id,
        at=scan.scanned_at,
        method=scan.method,
        kiosk=door.kiosk,
    )
    if attendance_id is None and visitor.participant_id is not None:
        earlier = transaction.attendance.earlier(event.id, visitor.participant_id)
        return Answer(
            Outcome.ALREADY_CHECKED_IN,
            event.title,
            name=name,
            checked_in_at=earlier.at if earlier else None,
            kiosk=earlier.kiosk if earlier else None,
        )
    if capacity is not None and transaction.attendance.count(event.id) > capacity:
        # Only after the insert is it known that this is not somebody who is in already.
        if attendance_id is not None:
            transaction.attendance.take_back(attendance_id)
        return Answer(Outcome.EVENT_FULL, event.title, name=name)
    return Answer(Outcome.CHECKED_IN, event.title, name=name, checked_in_at=scan.scanned_at)


def _refusals(transaction: Transaction, event: Event, scan: Scan, visitor: Visitor) -> Iterator[Outcome]:
    # In the order in which people are told: the first is the answer.
    refused_by = _REFUSED_BY.get(event.admission(scan.scanned_at))
    if refused_by is not None:
        yield refused_by
    holder = visitor.holder
    if holder is None:
        if not visitor.is_walk_in:
            yield Outcome.UNKNOWN_CODE
        elif event.has_guest_list:
            yield Outcome.NOT_ON_LIST
        return
    if holder.revoked_at is not None:
        yield Outcome.PASS_REVOKED
    if event.has_guest_list and not transaction.guests.is_expected(event.id, holder.participant_id):
        yield Outcome.NOT_ON_LIST


def recorded_answer(transaction: Transaction, event: Event, scan: Scan) -> Answer | None:
    """The answer an earlier try of the same scan was given, or None when none was recorded."""
    record = transaction.scans.get(scan.id)
    if record is None:
        return None
    outcome = Outcome(record.outcome.value)
    is_in = outcome is Outcome.CHECKED_IN
    return Answer(
        outcome,
        event.title,
        name=None if outcome in _NAMES_NOBODY else record.name,
        checked_in_at=record.scanned_at if is_in else None,
        opens_at=event.opens_at if outcome is Outcome.NOT_YET_OPEN else None,
    )


def _code_hash(text: str | None) -> str | None:
    # The log never keeps the text itself: it is hostile, and it may be a live pass.
    return None if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
