"""Commands that a door sends to the centre, and the centre's answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class CommandKind(StrEnum):
    """The kinds of commands. The names are part of the doors' protocol."""

    CHECK_IN = "CHECK_IN"
    SHOWN = "SHOWN"  # a duplicate check-in was shown as a yes, because the centre's verdict came later


class Verdict(StrEnum):
    """The centre's verdicts on a command, which never change. The names are part of the doors' protocol."""

    RECORDED = "RECORDED"
    DUPLICATE = "DUPLICATE"  # the person was checked in before, by another row
    REJECTED = "REJECTED"


class CommandState(StrEnum):
    """The states of a command at its door: not answered yet, or the verdict."""

    PENDING = "PENDING"
    RECORDED = "RECORDED"
    DUPLICATE = "DUPLICATE"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it waits at its door.

    Attributes:
        id: Its id; for a check-in, the scan's.
        kind: Its kind.
        content: Its values, as JSON.
    """

    id: UUID
    kind: CommandKind
    content: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Returns the command as the doors' protocol writes it."""
        return {"id": str(self.id), "kind": self.kind, "content": self.content}


@dataclass(frozen=True, slots=True)
class CommandAnswer:
    """The centre's answer to a command.

    Attributes:
        id: The command's id.
        verdict: The verdict.
        row_id: The attendance row that counts for this person, or None.
        at: For DUPLICATE, when that row's check-in was, aware UTC; None when it was undone since.
        kiosk: For DUPLICATE, the kiosk that took it, if known.
        reason: For REJECTED, the reason as the centre stores it.
        is_undone: True when the check-in was recorded and undone since.
    """

    id: UUID
    verdict: Verdict
    row_id: UUID | None = None
    at: datetime | None = None
    kiosk: str | None = None
    reason: str | None = None
    is_undone: bool = False

    @property
    def is_plain(self) -> bool:
        """True when the command was recorded, by a row of its own or without one."""
        return self.verdict is Verdict.RECORDED and self.row_id in {None, self.id}

    def as_json(self) -> dict[str, Any]:
        """Returns the answer without the command's id, as the outbox keeps it."""
        return {
            "row_id": None if self.row_id is None else str(self.row_id),
            "at": None if self.at is None else self.at.isoformat(),
            "kiosk": self.kiosk,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """The commands of a door by their states.

    Attributes:
        waiting: How many wait for the centre.
        oldest_at: When the oldest of these was made, aware UTC, or None.
        rejected: How many the centre rejected.
        unreported: How many of these are not on the desk's list yet.
    """

    waiting: int
    oldest_at: datetime | None
    rejected: int
    unreported: int = 0
