"""Kiosks in states that only doors on other machines report, and doors that are cut off from each other."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert, update

from kiosk.domain.change import AuditEntry, AuditFilter, ChangeKind
from kiosk.domain.check_in.conflict import DoubleEntry, OverbookedEvent
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.event import Event
from kiosk.services.history.changes import list_changes
from kiosk.services.live.double_entries import view_doors
from kiosk.storage.schema.tables import events, kiosks, parked_check_ins, scan_log
from kiosk.storage.store import Store
from tests.services.world import World
from tests.storage.raw import foreign_program, is_sqlite, run


def age(url: str, name: str, seconds: float) -> None:
    """Moves the kiosk's last report back by this many seconds."""
    with foreign_program(url) as connection:
        earlier = (
            "strftime('%Y-%m-%d %H:%M:%f000', 'now', :ago)"
            if is_sqlite(connection)
            else "now() - CAST(:ago AS interval)"
        )
        ago = f"-{seconds} seconds" if is_sqlite(connection) else f"{seconds} seconds"
        run(connection, f"UPDATE kiosks SET seen_at = {earlier} WHERE name = :name", ago=ago, name=name)  # noqa: S608 -- one of two of our own


def report_state(url: str, name: str, **values: object) -> None:
    """Changes what a kiosk has reported, as a door's link with the centre does."""
    with foreign_program(url) as connection:
        connection.execute(update(kiosks).where(kiosks.c.name == name).values(values)).close()


def note_let_in(url: str, kiosk: str) -> None:
    """Stores that everybody whose check-in was a duplicate at this kiosk was let in there."""
    with foreign_program(url) as connection:
        duplicates = (
            scan_log.c.kiosk == kiosk,
            scan_log.c.outcome == Outcome.ALREADY_CHECKED_IN,
        )
        shown = update(scan_log).where(*duplicates).values(shown_outcome=Outcome.CHECKED_IN)
        connection.execute(shown).close()


@dataclass
class Doors:
    """A venue whose doors can be cut off from each other."""

    world: World
    url: str

    def let_in_twice(
        self, name: str = "Ana Ionescu", *, event: Event | None = None, later: timedelta = timedelta()
    ) -> None:
        """Lets a new participant in at Door A, and at Door B, which did not know of it."""
        world = self.world
        token = world.make_holder(name, f"{name.split(maxsplit=1)[0].lower()}@example.org")
        world.check_in(token, event=event, kiosk="Door A")
        world.now += later
        world.check_in(token, event=event, kiosk="Door B")
        world.now -= later
        note_let_in(self.url, "Door B")

    def entries(self, store: Store | None = None) -> tuple[DoubleEntry, ...]:
        """Returns the listed double entries."""
        return view_doors(store or self.world.store, self.world.now).double_entries

    def overbooked(self, store: Store | None = None) -> tuple[OverbookedEvent, ...]:
        """Returns the listed events."""
        return view_doors(store or self.world.store, self.world.now).overbooked

    def audited(self) -> list[AuditEntry]:
        """Returns the changes in which double entries were settled."""
        wanted = AuditFilter(kinds=frozenset({ChangeKind.DOUBLE_ENTRY_SETTLED}))
        return list(list_changes(self.world.store, wanted, None, 50).rows)

    def set_capacity(self, event: Event, capacity: int) -> None:
        """Takes places away from an event, whose doors let more people in while they were cut off."""
        with foreign_program(self.url) as connection:
            less = update(events).where(events.c.id == event.id).values(capacity=capacity)
            connection.execute(less).close()


def park(url: str, **values: object) -> UUID:
    """Stores a check-in that the centre rejected, as a door reports it; returns its id."""
    scan_id = uuid4()
    usual = {
        "id": scan_id,
        "kiosk_id": uuid4(),
        "kiosk": "Door A",
        "outcome": "CHECKED_IN",
        "method": "CAMERA",
    }
    with foreign_program(url) as connection:
        connection.execute(insert(parked_check_ins), {**usual, **values}).close()
    return scan_id
