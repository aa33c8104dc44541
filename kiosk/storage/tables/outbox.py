"""The outbox: the commands of a door, until the centre has answered them and some days longer."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, true, update

from kiosk.batches import batches
from kiosk.domain.check_in.command import Command, CommandAnswer, CommandState, OutboxCounts
from kiosk.domain.check_in.parked import RejectedCheckIn, read_rejected
from kiosk.storage.schema.tables import outbox

_IDS_AT_ONCE = 500  # of one query, whose values have a limit

_ADD = insert(outbox)
_PENDING = select(outbox.c.id, outbox.c.kind, outbox.c.content, outbox.c.is_undone).where(
    outbox.c.state == CommandState.PENDING
)
_OLDEST = _PENDING.order_by(outbox.c.number)
_NEWEST = _PENDING.order_by(outbox.c.number.desc())
_WAITING = select(func.count()).where(outbox.c.state == CommandState.PENDING)
_OLDEST_AT = _OLDEST.with_only_columns(outbox.c.created_at).limit(1)
_REJECTED = select(func.count()).where(outbox.c.state == CommandState.REJECTED)
_AT_DESK = "is_at_desk"
_UNREPORTED = (
    outbox.c.state == CommandState.REJECTED,
    outbox.c.answer[_AT_DESK].as_boolean().is_not(true()),
)
_COUNT_UNREPORTED = select(func.count()).where(*_UNREPORTED)
_REJECTIONS = (
    select(outbox.c.id, outbox.c.content, outbox.c.answer).where(*_UNREPORTED).order_by(outbox.c.number)
)
_NOTE_REPORTED = (
    update(outbox)
    .where(outbox.c.state == CommandState.REJECTED)
    .values(answer=func.json_set(outbox.c.answer, f"$.{_AT_DESK}", func.json("true")))
)
_REPORT_AGAIN = (
    update(outbox)
    .where(outbox.c.state == CommandState.REJECTED)
    .values(answer=func.json_remove(outbox.c.answer, f"$.{_AT_DESK}"))
)
_PENDING_IDS = select(outbox.c.id).where(outbox.c.state == CommandState.PENDING)
_LAST = select(func.coalesce(func.max(outbox.c.number), 0))
_LATER_IDS = select(outbox.c.id).where(outbox.c.number > bindparam("last_number"))
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("command_id"))
    .values(
        state=bindparam("verdict"), answer=bindparam("given_answer"), answered_at=bindparam("answer_instant")
    )
)
_SETTLE_PLAIN = update(outbox).values(state=CommandState.RECORDED, answered_at=bindparam("answer_instant"))
_SEND_AGAIN = (
    update(outbox)
    .where(outbox.c.state.in_([CommandState.RECORDED, CommandState.DUPLICATE]))
    .values(state=CommandState.PENDING)
)
_PRUNE = delete(outbox).where(
    outbox.c.state.in_([CommandState.RECORDED, CommandState.DUPLICATE]),
    outbox.c.answered_at < bindparam("before"),
)
_ERASE_ANSWERED = delete(outbox).where(
    outbox.c.state.in_([CommandState.RECORDED, CommandState.DUPLICATE]),
)


class Outbox:
    """The outbox table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, command: Command) -> None:
        """Adds a command that waits for the centre; one that waits already gets the new content."""
        known = update(outbox).where(outbox.c.id == command.id).values(content=command.content)
        if not self._connection.execute(known).rowcount:
            row = {"id": command.id, "kind": command.kind, "content": command.content}
            self._connection.execute(_ADD, row)

    def batch(self, *, oldest: int, newest: int) -> list[Command]:
        """Returns commands that wait: the newest, whose people stand at the door, and the oldest.

        Args:
            oldest: The most of the oldest ones.
            newest: The most of the newest ones.
        """
        found = {each.id: each for each in self._commands(_NEWEST.limit(newest))}
        found |= {each.id: each for each in self._commands(_OLDEST.limit(oldest))}
        return list(found.values())

    def settle(self, answers: Sequence[CommandAnswer], at: datetime) -> None:
        """Stores the centre's answers. Of a check-in that is recorded by its own row the state is enough."""
        plain = [each.id for each in answers if each.is_plain]
        for part in batches(plain, _IDS_AT_ONCE):
            self._connection.execute(_SETTLE_PLAIN.where(outbox.c.id.in_(part)), {"answer_instant": at})
        rows = [
            {
                "command_id": each.id,
                "verdict": CommandState(each.verdict.value),
                "given_answer": each.as_json(),
                "answer_instant": at,
            }
            for each in answers
            if not each.is_plain
        ]
        if rows:
            self._connection.execute(_SETTLE, rows)

    def counts(self) -> OutboxCounts:
        """Returns how many commands wait and since when, and how many were rejected."""
        waiting, rejected = (self._connection.execute(each).scalar_one() for each in (_WAITING, _REJECTED))
        oldest_at = self._connection.execute(_OLDEST_AT).scalar_one_or_none()
        unreported = self._connection.execute(_COUNT_UNREPORTED).scalar_one() if rejected else 0
        return OutboxCounts(waiting, oldest_at, rejected, unreported)

    def unreported(self, limit: int) -> list[RejectedCheckIn]:
        """Returns rejected commands that the desk does not list yet, oldest first."""
        query = _REJECTIONS.limit(limit)
        return [
            read_rejected(command_id, content, (answer or {}).get("reason") or "")
            for command_id, content, answer in self._connection.execute(query)
        ]

    def note_reported(self, ids: Collection[UUID]) -> None:
        """Notes that the desk lists rejected commands."""
        if ids:
            self._connection.execute(_NOTE_REPORTED.where(outbox.c.id.in_(ids)))

    def pending_ids(self) -> set[UUID]:
        """Returns the ids of the commands that wait."""
        return set(self._connection.execute(_PENDING_IDS).scalars())

    def pending_among(self, ids: Collection[UUID]) -> set[UUID]:
        """Returns those of these ids whose commands wait."""
        found: set[UUID] = set()
        for part in batches(ids, _IDS_AT_ONCE):
            found.update(self._connection.execute(_PENDING_IDS.where(outbox.c.id.in_(part))).scalars())
        return found

    def last_number(self) -> int:
        """Returns the number of the newest command, 0 without one."""
        return self._connection.execute(_LAST).scalar_one()

    def ids_after(self, number: int) -> set[UUID]:
        """Returns the ids of the commands that came after the one with this number."""
        return set(self._connection.execute(_LATER_IDS, {"last_number": number}).scalars())

    def note_undone(self, ids: Collection[UUID]) -> None:
        """Notes that check-ins which the centre had were undone there: they stay undone."""
        for command_id in ids:
            self._connection.execute(update(outbox).where(outbox.c.id == command_id).values(is_undone=True))

    def send_again(self) -> int:
        """Makes answered commands wait again, for a server that does not have them; returns how many.

        Rejected ones are reported to its desk again.
        """
        self._connection.execute(_REPORT_AGAIN)
        return self._connection.execute(_SEND_AGAIN).rowcount

    def prune(self, before: datetime) -> None:
        """Deletes commands that were answered before an instant; never rejected ones."""
        self._connection.execute(_PRUNE, {"before": before})

    def erase_answered(self) -> None:
        """Deletes every command that the centre has; neither those that wait nor rejected ones."""
        self._connection.execute(_ERASE_ANSWERED)

    def _commands(self, query: Select[Any]) -> list[Command]:
        return [
            Command(command_id, kind, {**content, "is_undone": is_undone})
            for command_id, kind, content, is_undone in self._connection.execute(query)
        ]
