"""The centre's answer to an exchange with a door."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.check_in.command import CommandAnswer
from kiosk.domain.check_in.move import KioskMove


@dataclass(frozen=True, slots=True)
class ServerIdentity:
    """Distinguishes a server and its history from another one.

    Attributes:
        system: PostgreSQL's system identifier: another installation has another one.
        timeline: The history of its changes: a promoted standby or a restored backup begins a new one.
        database: The database's object id: one that was dropped and made again has another.
    """

    system: str
    timeline: str
    database: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange that the centre has committed.

    Attributes:
        server: Which server answered.
        now: Its clock, aware UTC.
        reports_before: How many reports of this kiosk it had before this one.
        answers: Its answers to the commands, in its own order.
        kiosk_name: The name under which it knows the kiosk: an organizer may have given it another one.
        parked: How many of the kiosk's rejected check-ins nobody at the desk has handled; None from a centre
            that does not list them yet.
        move: The move to another event that the kiosk has not carried out yet, or None.
        transaction: The centre's transaction, by number; None from a centre that does not name it.
    """

    server: ServerIdentity
    now: datetime
    reports_before: int
    answers: tuple[CommandAnswer, ...]
    kiosk_name: str
    parked: int | None = None
    move: KioskMove | None = None
    transaction: str | None = None
