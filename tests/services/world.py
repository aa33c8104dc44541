"""A small organisation for tests of services."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from kiosk.domain.check_in.scan import Answer, Method, Scan
from kiosk.domain.event import Event
from kiosk.domain.people.person import Role
from kiosk.services.check_in import check_in
from kiosk.services.conflicts import EditConflict
from kiosk.services.events import events
from kiosk.services.people import passes, people
from kiosk.storage.store import Store

NOW = datetime(2026, 11, 26, 16, 24, tzinfo=UTC)
PASSWORD = "correct horse"  # noqa: S105 -- a made-up organizer's
CHECK_IN_URL = "https://check.example.org/in/{code}"

T = TypeVar("T")


def saved(edited: T | EditConflict[Any]) -> T:
    """Returns what an edit saved; fails if it was a conflict."""
    assert not isinstance(edited, EditConflict), edited
    return edited


@dataclass
class World:
    """A database with one organizer, one group, and one event that begins in six minutes."""

    store: Store
    now: datetime = NOW
    event: Event = field(init=False)

    def __post_init__(self) -> None:
        with (
            self.store.write() as transaction
        ):  # not by the service, because hashing a password is slow on purpose
            transaction.people.add(
                name="Olga", email="olga@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
            )
        events.create_group(self.store, name="Autumn series", organizer_email="olga@example.org")
        self.event = self.make_event("WS001")

    def make_event(self, code: str | None, **changes: object) -> Event:
        new = {
            "group": "Autumn series",
            "title": "Practical Bayesian A/B testing",
            "start_at": self.now + timedelta(minutes=6),
            "duration": timedelta(hours=2),
            "code": code,
            **changes,
        }
        return events.create_event(self.store, events.NewEvent(**new))  # type: ignore[arg-type]  # a story names what it changes

    def make_holder(self, name: str = "Ana Ionescu", email: str = "ana@example.org") -> str:
        people.add_participant(self.store, name=name, email=email)
        return passes.issue_pass(self.store, email, now=self.now).token

    def scan(self, text: str | None, method: Method = Method.CAMERA) -> Scan:
        return Scan(id=uuid4(), method=method, text=text, scanned_at=self.now)

    def check_in(
        self, text: str | None, *, event: Event | None = None, kiosk: str = "Door A", url: str | None = None
    ) -> Answer:
        door = check_in.CheckInPoint((event or self.event).id, kiosk, url)
        return check_in.check_in(self.store, door, self.scan(text))

    def rows(self, event: Event | None = None) -> list[tuple[str | None, str | None, str | None]]:
        """Returns name, method and kiosk of every attendance row, earliest first."""
        with self.store.read() as transaction:
            found = transaction.attendance.rows((event or self.event).id)
        return [(row.name, row.method, row.kiosk) for row in found]

    def logged(self, event: Event | None = None) -> list[str]:
        """Returns every outcome in the scan log."""
        with self.store.read() as transaction:
            return [str(record.outcome) for record in transaction.scans.rows((event or self.event).id)]
