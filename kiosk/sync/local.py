"""The door's own database: its outbox, its copy of the list, and what it knows of the centre."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from kiosk.batches import batches
from kiosk.domain.check_in.command import Command, CommandAnswer, CommandKind, OutboxCounts, Verdict
from kiosk.domain.check_in.parked import RejectedCheckIn
from kiosk.storage.centre.exchange import ServerIdentity
from kiosk.storage.centre.roster_changes import RosterChanges, RosterRow
from kiosk.storage.schema.roster import RosterTable
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction
from kiosk.sync.known import ExchangeNews, KnownCentre, MovedDoor, RosterMark, WholeReading

KEPT_FOR = timedelta(days=7)
"""The time for which answered commands are kept, to be sent again to a server that lost them."""

PRUNED_EVERY = timedelta(hours=1)
"""The interval at which older ones are deleted."""

STORE_EVERY = timedelta(minutes=1)
"""The interval at which it is stored that the list is still like the centre's."""

REPORTED_AT_ONCE = 50
"""Rejected check-ins of one report."""

ROWS_AT_ONCE = 500
"""Rows that one transaction stores: a scan waits for its end, some milliseconds."""

_KIOSK_ID = "kiosk_id"
_CENTRE = "centre"
_ROSTER = "roster"
_READING = "roster_reading"
_CLOCK_OFFSET = "clock_offset_seconds"
_REVOKED = "revoked_at"
_ERASED = "revoked_erased_at"
_MOVED = "moved"

_SHOWN = UUID("6f3f3c1e-6d0f-4d0e-9d43-1d6f0a3b8f11")
"""The name space of the ids of SHOWN commands: one for each scan (RFC 9562, 5.5)."""


class LocalDatabase:
    """A door's own database. Any thread may use it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pruned_at: datetime | None = None

    def kiosk_id(self) -> UUID:
        """Returns the kiosk's id; makes it when there is none."""
        with self._store.write() as transaction:
            known = transaction.installation.get(_KIOSK_ID)
            if known is None:
                known = str(uuid4())
                transaction.installation.set(_KIOSK_ID, known)
            return UUID(known)

    def known_centre(self) -> KnownCentre | None:
        """Returns the centre as it answered last, or None before it ever did."""
        with self._store.read() as transaction:
            stored = transaction.installation.get(_CENTRE)
        if stored is None:
            return None
        values = json.loads(stored)
        return KnownCentre(ServerIdentity(**values["server"]), values["reports"])

    def mark(self) -> RosterMark | None:
        """Returns the state of the copy of the list, or None before it was read whole."""
        with self._store.read() as transaction:
            stored = transaction.installation.get(_ROSTER)
        if not stored:
            return None
        values = json.loads(stored)
        read_at = datetime.fromisoformat(values["read_at"])
        return RosterMark(UUID(values["event_id"]), values["seen"], read_at, values.get("protocol", 1))

    def clock_offset(self) -> timedelta | None:
        """Returns the centre's clock minus this computer's, as measured last, or None."""
        with self._store.read() as transaction:
            stored = transaction.installation.get(_CLOCK_OFFSET)
        return None if stored is None else timedelta(seconds=float(stored))

    def moved(self) -> MovedDoor | None:
        """Returns the last move of the door to another event, or None."""
        with self._store.read() as transaction:
            stored = transaction.installation.get(_MOVED)
        if stored is None:
            return None
        values = json.loads(stored)
        return MovedDoor(values["code"], UUID(values["event_id"]), datetime.fromisoformat(values["moved_at"]))

    def note_moved(self, moved: MovedDoor) -> None:
        """Stores a move of the door to another event."""
        values = {
            "code": moved.code,
            "event_id": str(moved.event_id),
            "moved_at": moved.at.isoformat(),
        }
        with self._store.write() as transaction:
            transaction.installation.set(_MOVED, json.dumps(values))

    def unreported(self) -> tuple[RejectedCheckIn, ...]:
        """Returns check-ins that the centre rejected and that the desk does not list yet, some at a time."""
        with self._store.read() as transaction:
            return tuple(transaction.outbox.unreported(REPORTED_AT_ONCE))

    def batch(self, *, oldest: int, newest: int) -> list[Command]:
        """Returns commands to send, as Outbox.batch."""
        with self._store.read() as transaction:
            return transaction.outbox.batch(oldest=oldest, newest=newest)

    def counts(self) -> OutboxCounts:
        """Returns how many commands wait, and how many were rejected."""
        with self._store.read() as transaction:
            return transaction.outbox.counts()

    def settle(self, sent: Sequence[Command], answers: Sequence[CommandAnswer], news: ExchangeNews) -> None:
        """Stores the centre's answers, with everything that follows from them, in one transaction.

        Args:
            sent: The commands that were sent.
            answers: The answers to them.
            news: What else the exchange has brought.
        """
        contents = {each.id: each.content for each in sent}
        with self._store.write() as transaction:
            if news.sends_again:
                transaction.outbox.send_again()
                transaction.installation.set(_ROSTER, "")
                transaction.installation.set(_READING, "")
            else:
                transaction.outbox.note_reported(news.reported)
            transaction.outbox.settle(answers, news.at)
            for answer in answers:
                _follow_up(transaction, contents[answer.id], answer, was_read=answer.id in news.read)
            if self._is_prune_due(news.at):
                transaction.outbox.prune(news.at - KEPT_FOR)
                self._pruned_at = news.at
            stored = {"server": asdict(news.centre.server), "reports": news.centre.reports}
            transaction.installation.set(_CENTRE, json.dumps(stored))
            if news.clock_offset is not None:
                transaction.installation.set(_CLOCK_OFFSET, str(news.clock_offset.total_seconds()))

    def park(self, command: Command, at: datetime) -> None:
        """Stores that a command is at fault itself: an organizer has to look at it."""
        answer = CommandAnswer(command.id, Verdict.REJECTED, reason="INVALID")
        with self._store.write() as transaction:
            transaction.outbox.settle([answer], at)
            transaction.attendance.take_back(command.id)

    def is_revoked(self) -> bool:
        """Returns True when the centre has revoked this kiosk."""
        with self._store.read() as transaction:
            return bool(transaction.installation.get(_REVOKED))

    def settle_revoked(self, answers: Sequence[CommandAnswer], at: datetime) -> None:
        """Erases the copy of the list and stores the centre's answers, after it has revoked this kiosk.

        What the centre does not have, or has parked, stays. Nothing of the rest is left in the file.

        Args:
            answers: The answers to commands that were handed over.
            at: The present instant.
        """
        with self._store.write() as transaction:
            transaction.outbox.settle(answers, at)
            if transaction.installation.get(_ERASED):
                return
            for name in (_ROSTER, _READING):
                transaction.installation.set(name, "")
            transaction.roster.erase()
            transaction.outbox.erase_answered()
            transaction.installation.set(_REVOKED, at.isoformat())
        self._store.erase_deleted()
        with self._store.write() as transaction:
            transaction.installation.set(_ERASED, at.isoformat())

    def note_restored(self) -> None:
        """Notes that this kiosk is not revoked any more."""
        with self._store.write() as transaction:
            for name in (_REVOKED, _ERASED):
                transaction.installation.set(name, "")

    def apply_changes(self, since: RosterMark, mark: RosterMark, changes: RosterChanges) -> RosterMark | None:
        """Stores changed rows, and the mark up to which they are known, in one transaction.

        The door's own check-ins come back as changes that it has. While there are no others nothing is
        written, for a minute at most: its scans need not wait.

        Returns:
            The stored mark, new or still `since`; None when the copy is no longer at `since`, because the
            centre turned out to be an older one.
        """
        with self._store.read() as transaction:
            differing = {
                table: transaction.roster.differing(table, rows) for table, rows in changes.rows.items()
            }
        is_changed = any(differing.values()) or any(changes.gone.values())
        if not is_changed and mark.read_at - since.read_at < STORE_EVERY:
            return since if self.mark() == since else None
        with self._store.write() as transaction:
            if transaction.installation.get(_ROSTER) != _mark_text(since):
                return None
            for table in reversed(RosterTable):
                gone = changes.gone.get(table, frozenset())
                if table is RosterTable.ATTENDANCE:
                    transaction.outbox.note_undone(gone)  # even if the door waits for the answer still
                transaction.roster.remove(table, gone)
            for table in RosterTable:
                transaction.roster.put(table, differing.get(table, ()))
            transaction.installation.set(_ROSTER, _mark_text(mark))
        return mark

    def begin_reading(self) -> WholeReading:
        """Notes that the whole list is being read, and which commands the centre may not have yet."""
        reading = str(uuid4())
        with self._store.write() as transaction:
            transaction.installation.set(_READING, reading)
            return WholeReading(
                reading, frozenset(transaction.outbox.pending_ids()), transaction.outbox.last_number()
            )

    def replace(
        self,
        reading: WholeReading,
        mark: RosterMark,
        whole: RosterChanges,
        note: Callable[[float], None] = lambda _share: None,
    ) -> bool:
        """Makes the door's copy equal to the whole list, in many short transactions between which it scans.

        Only rows that differ are written: first those that go, then the others.

        Args:
            reading: From before the list was read.
            mark: The door's event, and the moment at which its list was read.
            whole: All rows of the centre.
            note: Receives the share of the rows that are stored, from 0 to 1.

        Returns:
            False when the centre turned out to be an older one, or has revoked this kiosk: the list has to be
            read again.
        """
        event_id = mark.event_id
        with self._store.read() as transaction:
            if transaction.installation.get(_READING) != reading.id:
                return False
        for table in reversed(RosterTable):
            self._remove_others(table, event_id, whole, reading)
        stored, total = 0, sum(map(len, whole.rows.values()))
        for table in RosterTable:
            with self._store.read() as transaction:
                known = transaction.roster.rows(table, event_id)
            differing = [row for row in whole.rows[table] if known.get(row[0]) != row]
            stored += len(whole.rows[table]) - len(differing)
            for part in batches(differing, ROWS_AT_ONCE):
                with self._store.write() as transaction:
                    if transaction.installation.get(_READING) != reading.id:
                        return False  # among others, because the kiosk was revoked: the list is erased
                    transaction.roster.put(table, part)
                stored += len(part)
                note(stored / total)
        with self._store.write() as transaction:
            if transaction.installation.get(_READING) != reading.id:
                return False
            transaction.installation.set(_ROSTER, _mark_text(mark))
        return True

    def event_with_code(self, code: str) -> UUID | None:
        """Returns the id of the event with this code, in any letter case, if the door has it."""
        with self._store.read() as transaction:
            event = transaction.events.by_code(code.strip())
        return None if event is None else event.id

    def has_event(self, event_id: UUID) -> bool:
        """Returns True when the door has the event."""
        with self._store.read() as transaction:
            return transaction.events.get(event_id) is not None

    def store_event(self, row: RosterRow) -> None:
        """Stores an event before the rest of its list: the door can take walk-ins at once."""
        with self._store.write() as transaction:
            transaction.roster.put(RosterTable.EVENTS, [row])

    def _is_prune_due(self, now: datetime) -> bool:
        pruned_at = self._pruned_at  # after a jump of the clock, at once
        return pruned_at is None or not timedelta() <= now - pruned_at < PRUNED_EVERY

    def _remove_others(
        self, table: RosterTable, event_id: UUID, whole: RosterChanges, reading: WholeReading
    ) -> None:
        wanted = {row[0] for row in whole.rows[table]}
        with self._store.read() as transaction:
            others = transaction.roster.rows(table, event_id).keys() - wanted
            if table is RosterTable.ATTENDANCE:
                others -= reading.pending | transaction.outbox.ids_after(reading.last_number)
        for part in batches(others, ROWS_AT_ONCE):
            with self._store.write() as transaction:
                gone = set(part)
                if table is RosterTable.ATTENDANCE:
                    gone -= transaction.outbox.pending_among(gone)  # the centre is an older one
                    transaction.outbox.note_undone(gone)
                transaction.roster.remove(table, gone)


def _mark_text(mark: RosterMark) -> str:
    values = {
        "event_id": str(mark.event_id),
        "seen": mark.seen,
        "read_at": mark.read_at.isoformat(),
        "protocol": mark.protocol,
    }
    return json.dumps(values)


def _follow_up(
    transaction: Transaction, content: Mapping[str, Any], answer: CommandAnswer, *, was_read: bool
) -> None:
    """Takes back a check-in that does not count, and reports to the centre when its person read a yes."""
    if answer.verdict is Verdict.RECORDED and not answer.is_undone:
        return
    transaction.attendance.take_back(answer.id)
    if answer.is_undone:
        transaction.outbox.note_undone([answer.id])
    if answer.verdict is not Verdict.DUPLICATE:
        return
    # The row that counts comes as a change: the verdict may be older than what the door has read since.
    if not was_read:
        shown = {"scan_id": str(answer.id), "outcome": content["outcome"]}
        transaction.outbox.add(Command(uuid5(_SHOWN, str(answer.id)), CommandKind.SHOWN, shown))
