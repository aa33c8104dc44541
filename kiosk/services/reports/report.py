"""Reads one report: its events and rows, from one state of the database, a page at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.attendance import AttendanceRow
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.refusals.files.reports import NoHistoryOf
from kiosk.domain.report import Attendee, MatrixRow, ReportKind, ReportRequest, Turnout
from kiosk.services.database import Database
from kiosk.services.lookup import find_event, find_group, find_person
from kiosk.services.permissions import viewer
from kiosk.services.transactions import reading
from kiosk.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The time zone and the time in which a report is made.

    Attributes:
        zone: The venue's zone, for wall-clock times.
        made_at: When it is made, aware UTC. Events that begin later have not been held yet.
    """

    zone: ZoneInfo
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """An event of a report, with its rows, which can be read once."""

    event: Event
    rows: Iterator[AttendanceRow]


class Report:
    """A report that opened_report opened; it cannot be used after the block.

    Attributes:
        kind: What it is about.
        name: The event's title, the group's name, the participant's name.
        key: The event's code, the group's name, the participant's address.
        setting: The time zone and the time in which it is made.
        events: The event, or the group's events by start; empty for a participant: see `sections`.
        total: How many rows it has.
    """

    def __init__(  # noqa: PLR0913 -- the values of a report
        self,
        transaction: Transaction,
        kind: ReportKind,
        subject_id: UUID,
        *,
        name: str,
        key: str,
        setting: ReportContext,
        events: tuple[Event, ...],
        total: int,
    ) -> None:
        self.kind = kind
        self.name = name
        self.key = key
        self.setting = setting
        self.events = events
        self.total = total
        self._subject_id = subject_id
        self._transaction = transaction

    def sections(self) -> Iterator[Section]:
        """Returns every event with its rows, earliest first; for a participant, each event with their row.

        The caller reads a section's rows before it asks for the next section.
        """
        reports = self._transaction.reports
        if self.kind is not ReportKind.PARTICIPANT:
            for event in self.events:
                yield Section(event, reports.rows(event.id))
            return
        for event, found in groupby(
            reports.history(self._subject_id, seen_by=viewer(self._transaction)), lambda pair: pair[0]
        ):
            yield Section(event, (row for _, row in found))

    def turnouts(self) -> dict[UUID, Turnout]:
        """Returns how many people came to each of a group's events."""
        return self._transaction.reports.turnouts(self._subject_id)

    def presences(self) -> Iterator[MatrixRow]:
        """Returns the people who came to an event of the group or were on its guest list, by name."""
        return self._transaction.reports.presences(self._subject_id)

    def count_attendees(self, event: Event) -> int:
        """Returns how many lines an event's attendance sheet has."""
        return self._transaction.reports.count_attendees(event.id)

    def attendees(self, event: Event) -> Iterator[Attendee]:
        """Returns the lines of an event's attendance sheet: people by name, then walk-ins."""
        return self._transaction.reports.attendees(event.id)


def check_request(database: Database, wanted: ReportRequest, setting: ReportContext) -> None:
    """Checks that the subject of a report exists.

    Raises:
        Refused: As opened_report.
    """
    with reading(database) as transaction:
        _OPENERS[wanted.kind](transaction, wanted.name, setting)


@contextmanager
def opened_report(database: Database, wanted: ReportRequest, setting: ReportContext) -> Iterator[Report]:
    """Opens a report of the database as it is now; later check-ins are not in it.

    Raises:
        Refused: No event has the code, no group or several have the name, or nobody has the address.
        StorageUnavailable: The database cannot answer, at once or while the rows are read.
    """
    with reading(database, is_patient=True) as transaction:
        try:
            yield _OPENERS[wanted.kind](transaction, wanted.name, setting)
        finally:
            transaction.reports.close()


def _of_event(transaction: Transaction, code: str | UUID, setting: ReportContext) -> Report:
    event = find_event(transaction, code)
    return Report(
        transaction,
        ReportKind.EVENT,
        event.id,
        name=event.title,
        key=event.code,
        setting=setting,
        events=(event,),
        total=transaction.attendance.count(event.id),
    )


def _of_group(transaction: Transaction, name: str | UUID, setting: ReportContext) -> Report:
    group = find_group(transaction, name)
    turnouts = transaction.reports.turnouts(group.id)
    return Report(
        transaction,
        ReportKind.GROUP,
        group.id,
        name=group.name,
        key=group.name,
        setting=setting,
        events=tuple(transaction.events.in_group(group.id)),
        total=sum(each.check_ins for each in turnouts.values()),
    )


def _of_participant(transaction: Transaction, email: str | UUID, setting: ReportContext) -> Report:
    person = None if isinstance(email, UUID) else find_person(transaction, email)
    if person is None:
        raise Refused(NoHistoryOf(str(email)))
    return Report(
        transaction,
        ReportKind.PARTICIPANT,
        person.id,
        name=person.name,
        key=person.email,
        setting=setting,
        events=(),
        total=transaction.reports.count_history(person.id, seen_by=viewer(transaction)),
    )


_OPENERS = {
    ReportKind.EVENT: _of_event,
    ReportKind.GROUP: _of_group,
    ReportKind.PARTICIPANT: _of_participant,
}
