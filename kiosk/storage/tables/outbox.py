"""The outbox: the commands of a door, until the centre has answered them and some days longer."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from kiosk.domain.check_in.command import Command, CommandAnswer, CommandState, OutboxCounts
from kiosk.storage.schema.tables import outbox

_ADD = insert(outbox)
_PENDING = select(outbox.c.id, outbox.c.kind, outbox.c.content, outbox.c.is_undone).where(
    outbox.c.state == CommandState.PENDING
)
_OLDEST = _PENDING.order_by(outbox.c.number)
_NEWEST = _PENDING.order_by(outbox.c.number.desc())
_WAITING = select(func.count(), func.min(outbox.c.created_at)).where(outbox.c.state == CommandState.PENDING)
_REJECTED = select(func.count()).where(outbox.c.state == CommandState.REJECTED)
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
_SEND_AGAIN = (
    update(outbox)
    .where(outbox.c.state.in_([CommandState.RECORDED, CommandState.DUPLICATE]))
    .values(state=CommandState.PENDING)
)
_PRUNE = delete(outbox).where(
    outbox.c.state.in_([CommandState.RECORDED, CommandState.DUPLICATE]),
    outbox.c.answered_at < bindparam("before"),
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
        """Stores the centre's answers."""
        rows = [
            {
                "command_id": each.id,
                "verdict": CommandState(each.verdict.value),
                "given_answer": each.as_json(),
                "answer_instant": at,
            }
            for each in answers
        ]
        if rows:
            self._connection.execute(_SETTLE, rows)

    def counts(self) -> OutboxCounts:
        """Returns how many commands wait and since when, and how many were rejected."""
        waiting, oldest_at = self._connection.execute(_WAITING).one()
        return OutboxCounts(waiting, oldest_at, self._connection.execute(_REJECTED).scalar_one())

    def pending_ids(self) -> set[UUID]:
        """Returns the ids of the commands that wait."""
        return set(self._connection.execute(_PENDING_IDS).scalars())

    def last_number(self) -> int:
        """Returns the number of the newest command, 0 without one."""
        return self._connection.execute(_LAST).scalar_one()

    def ids_after(self, number: int) -> set[UUID]:
        """Returns the ids of the commands that came after the one with this number."""
        return set(self._connection.execute(_LATER_IDS, {"last_number": number}).scalars())

    def note_undone(self, ids: Collection[UUID]) -> None:
        """Notes that the check-ins of answered commands were undone at the centre: they stay undone."""
        for command_id in ids:
            self._connection.execute(
                update(outbox)
                .where(outbox.c.id == command_id, outbox.c.state == CommandState.RECORDED)
                .values(is_undone=True)
            )

    def send_again(self) -> int:
        """Makes answered commands wait again, for a server that does not have them; returns how many."""
        return self._connection.execute(_SEND_AGAIN).rowcount

    def prune(self, before: datetime) -> None:
        """Deletes commands that were answered before an instant; never rejected ones."""
        self._connection.execute(_PRUNE, {"before": before})

    def _commands(self, query: Select[Any]) -> list[Command]:
        return [
            Command(command_id, kind, {**content, "is_undone": is_undone})
            for command_id, kind, content, is_undone in self._connection.execute(query)
        ]
