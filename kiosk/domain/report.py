"""Reports: about one event, all events of a group, or everything one person came to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ReportKind(StrEnum):
    """The subjects of reports."""

    EVENT = "event"
    GROUP = "group"
    PARTICIPANT = "participant"


class FileFormat(StrEnum):
    """The kinds of files that a report is written to."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A request for a report.

    Attributes:
        kind: What it is about.
        name: The event's code, the group's name or the participant's e-mail address, as typed; or
            the id of an event or a group, which distinguishes groups of the same name.
    """

    kind: ReportKind
    name: str | UUID


@dataclass(frozen=True, slots=True)
class Turnout:
    """The number of people who came to one event.

    Attributes:
        participants: Check-ins of accounts.
        walk_ins: Anonymous check-ins.
    """

    event_id: UUID
    participants: int
    walk_ins: int

    @property
    def check_ins(self) -> int:
        """Returns how many check-ins there are of both kinds."""
        return self.participants + self.walk_ins


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A person's cells in a group's matrix.

    Attributes:
        came_to: The events they checked in to.
        missed: The events whose guest list they are on and did not check in to.
    """

    name: str
    email: str
    came_to: frozenset[UUID]
    missed: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Attendee:
    """A line of an attendance sheet.

    Attributes:
        name: None for a walk-in, and so is email.
        at: When they checked in, aware UTC; None for somebody on the guest list who did not.
    """

    name: str | None
    email: str | None
    at: datetime | None
