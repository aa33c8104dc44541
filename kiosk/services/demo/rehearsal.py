"""The people and the event of a rehearsal with many doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from kiosk.batches import batches
from kiosk.domain.errors import Refused
from kiosk.domain.event import EventDetails
from kiosk.domain.people.passes import Renewal, mint_token, token_hash
from kiosk.domain.people.person import Role
from kiosk.domain.refusals.machine.demo import DatabaseNotEmpty
from kiosk.services.database import Database
from kiosk.services.lookup import find_event
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

if TYPE_CHECKING:
    from kiosk.domain.check_in.live import TimeCursor

REHEARSAL_CODE = "REHEARSE"
_TITLE = "Rehearsal"
_DURATION = timedelta(hours=12)
_AT_ONCE = 500


def seed_rehearsal(database: Database, people: int, *, now: datetime) -> list[str]:
    """Fills an empty database with an event that is open, and people with passes.

    Args:
        database: An empty database of this program's revision.
        people: How many people.
        now: Aware; the event has just begun.

    Returns:
        The tokens of their passes.

    Raises:
        Refused: The database holds people or events.
    """
    with writing(database) as transaction:
        if transaction.people.count() or transaction.groups.all():
            raise Refused(DatabaseNotEmpty())
        organizer_id = transaction.people.add(
            name="Rehearsal", email="organizer@rehearsal.example", password_hash=NO_PASSWORD, role=Role.EO
        )
        group_id = transaction.groups.add(name=_TITLE, description=None, created_by=organizer_id)
        transaction.events.add(
            EventDetails(title=_TITLE, start_at=now, duration=_DURATION),
            group_id=group_id,
            code=REHEARSAL_CODE,
            code_qr=None,
            created_by=organizer_id,
        )
    tokens: list[str] = []
    for part in batches(range(people), _AT_ONCE):
        tokens += _add_holders(database, part, now)
    return tokens


@dataclass(frozen=True, slots=True)
class Recorded:
    """A scan as the centre has it.

    Attributes:
        scan_id: The scan's id.
        person_id: The pass's holder, or None.
        is_attendance: True when it made an attendance row.
    """

    scan_id: UUID
    person_id: UUID | None
    is_attendance: bool


def recorded_scans(database: Database) -> list[Recorded]:
    """Returns every scan that the centre has of the rehearsal's event."""
    with reading(database, is_patient=True) as transaction:
        event = find_event(transaction, REHEARSAL_CODE)
        attendance = _attendance_ids(transaction, event.id)
        return [
            Recorded(each.id, each.participant_id, each.id in attendance)
            for each in transaction.scans.rows(event.id)
        ]


def _attendance_ids(transaction: Transaction, event_id: UUID) -> set[UUID]:
    ids: set[UUID] = set()
    before: TimeCursor | None = None
    while True:
        page = transaction.live.arrivals(event_id, (), before=before, limit=_AT_ONCE)
        ids |= {row.id for row in page.rows}
        before = page.following
        if before is None:
            return ids


def _add_holders(database: Database, numbers: Sequence[int], now: datetime) -> list[str]:
    emails = [f"guest{number}@rehearsal.example" for number in numbers]
    tokens = [mint_token() for _ in numbers]
    with writing(database, is_patient=True) as transaction:
        transaction.people.add_all(
            [(f"Guest {number}", email) for number, email in zip(numbers, emails, strict=True)],
            password_hash=NO_PASSWORD,
            role=Role.PARTICIPANT,
        )
        ids = {person.email: person.id for person in transaction.people.by_emails(emails)}
        renewals = [
            Renewal(ids[email], token_hash(token)) for email, token in zip(emails, tokens, strict=True)
        ]
        transaction.passes.renew(renewals, now)
    return tokens
