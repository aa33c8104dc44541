"""A small organization for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kiosk.domain.event import EventDetails
from kiosk.domain.people.person import Role
from kiosk.storage.store import Store

START = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
NO_PASSWORD = "!"  # noqa: S105 -- no hash, so no password matches it
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """The ids of the rows that fill inserted."""

    organizer: UUID
    participant: UUID
    group: UUID
    event: UUID


def fill(store: Store) -> Sample:
    """Inserts an organizer, a participant, a group and an event with the code WS001."""
    with store.write() as transaction:
        organizer = transaction.people.add(
            name="Ana", email="ana@example.org", password_hash=NO_PASSWORD, role=Role.EO
        )
        participant = transaction.people.add(
            name="Zoë 🎟", email="zoe@example.org", password_hash=NO_PASSWORD, role=Role.PARTICIPANT
        )
        group = transaction.groups.add(name="Talks", description=None, created_by=organizer)
        event = transaction.events.add(
            EventDetails(title="Opening night", start_at=START, duration=HOUR),
            group_id=group,
            code="WS001",
            code_qr=None,
            created_by=organizer,
        )
    return Sample(organizer, participant, group, event)
