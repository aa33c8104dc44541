"""A door with a long queue, which sends it while people go on scanning."""

import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import insert

from kiosk.domain.check_in.command import CommandKind
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.clock import utc_now
from kiosk.storage.schema.tables import attendance, outbox, scan_log
from tests.sync.ordeals.endured import Endured, compared, share
from tests.sync.venue import Breaking, Door, Venue, whole
from tests.waiting import until

DRAINED_SECONDS = 30.0
"""Seconds within which a queue of 100,000 is sent."""

LIVE_SECONDS = 0.05
"""Seconds within which 99 of 100 live scans are answered at the same time."""

_PAUSE = 0.1
_GIVE_UP_SECONDS = 600.0


def sent_beside_live_scans(rows: int, venue: Venue, *, breaking: Breaking = whole) -> Endured:
    """Gives a door a queue, starts it, and measures live scans until the queue is empty."""
    door = venue.open_door("Door A")
    door.syncer.stop()
    shown = fill_outbox(door, rows)
    again = Door(Path(door.url.removeprefix("sqlite:///")), venue.url, venue.world.event.code, door.name)
    breaking(again)
    again.event_door.view()
    again.start()
    try:
        begun_at = time.monotonic()
        live: list[float] = []
        saved = 0
        pause = threading.Event()
        while not again.is_idle() and time.monotonic() - begun_at < _GIVE_UP_SECONDS:
            scan_id, scanned_at = uuid4(), time.monotonic()
            answer = again.check_in(None, Method.BUTTON, scan_id=scan_id)
            live.append(time.monotonic() - scanned_at)
            shown.append(scan_id)
            saved += answer.is_saved_here
            pause.wait(_PAUSE)
        seconds = time.monotonic() - begun_at
        until(again.is_idle, 30)
    finally:
        again.end()
    late = (seconds > DRAINED_SECONDS * max(1.0, rows / 100_000)) + (share(live, 99) > LIVE_SECONDS)
    note = (
        f"{rows:,} sent in {seconds:.1f} s; {len(live)} live scans, p50 {1000 * share(live, 50):.0f} ms, "
        f"p99 {1000 * share(live, 99):.0f} ms, {saved} Saved here"
    )
    return compared(1, shown, venue.url, late=late, note=note)


def fill_outbox(door: Door, count: int) -> list[UUID]:
    """Makes walk-ins at a door in one transaction, and returns their ids."""
    event_id, at = door.event_door.view().event.id, utc_now()
    ids = [uuid4() for _ in range(count)]
    common = {"event_id": event_id, "method": Method.BUTTON, "kiosk": door.name}
    content = {
        "event_id": str(event_id),
        "participant_id": None,
        "outcome": Outcome.CHECKED_IN.value,
        "method": Method.BUTTON.value,
        "kiosk": door.name,
        "scanned_at": at.isoformat(),
    }
    logged = {**common, "scanned_at": at, "outcome": Outcome.CHECKED_IN}
    with door.store.write() as transaction:
        connection = transaction.outbox._connection  # noqa: SLF001 -- a queue in seconds, not in minutes
        connection.execute(insert(attendance), [{"id": each, "timestamp": at, **common} for each in ids])
        connection.execute(insert(scan_log), [{"id": each, **logged} for each in ids])
        command = {"kind": CommandKind.CHECK_IN, "content": content}
        connection.execute(insert(outbox), [{"id": each, **command} for each in ids])
    return ids
