"""Kiosks as the desk knows them: the name, the event, and whether they run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any
from uuid import UUID

from kiosk.domain.check_in.link import CLOCK_SHOWS_AT_DOOR
from kiosk.domain.check_in.parked import RejectedCheckIn
from kiosk.domain.check_in.protocol import PROTOCOLS
from kiosk.domain.clock import offset_milliseconds

REPORT_EVERY = timedelta(seconds=10)
"""The interval at which a running kiosk reports its presence."""

ONLINE_FOR = timedelta(seconds=30)
"""The time for which a kiosk counts as running after a report: two reports may be lost."""


class KioskCamera(StrEnum):
    """The states of a kiosk's camera, as it reports them. The names are part of the doors' protocol."""

    READS = "READS"
    LOST = "LOST"
    NONE = "NONE"  # the kiosk works without a camera, as with a hand scanner


@dataclass(frozen=True, slots=True)
class KioskPresence:
    """A kiosk that has reported its presence at least once.

    Attributes:
        id: Its id.
        name: Its name in the attendance list.
        event_id: The event it shows, or None when that was deleted.
        event_title: The event's title; None also when the event is another organizer's.
        event_code: The event's code; None when the title is.
        seen_at: When it reported last, by the database's clock, aware UTC.
        silent_for: The time since then, by the same clock.
        given_name: The name that an organizer gave it at the desk, or None.
        version: Its program's version, or None when it does not report one.
        waiting: How many of its commands wait for the centre.
        oldest_waiting_at: When the oldest of these was made, aware UTC, or None.
        camera: Its camera's state, or None when it does not report one.
        clock_offset: The centre's clock minus the kiosk's, or None before it was measured.
        protocol: The doors' protocol that it spoke last, by number; zero for a program from before the first.
        moves_to: The id of the event to which an organizer moves it, until it shows that one; None also when
            this is another organizer's.
        moves_to_title: That event's title.
        checked_in: How many of its event's check-ins were made at it; None without an event that the
            organizer may see.
    """

    id: UUID
    name: str
    event_id: UUID | None
    event_title: str | None
    event_code: str | None
    seen_at: datetime
    silent_for: timedelta
    given_name: str | None = None
    version: str | None = None
    waiting: int = 0
    oldest_waiting_at: datetime | None = None
    camera: KioskCamera | None = None
    clock_offset: timedelta | None = None
    protocol: int = max(PROTOCOLS)
    moves_to: UUID | None = None
    moves_to_title: str | None = None
    checked_in: int | None = None

    @property
    def shown_name(self) -> str:
        """Returns its name for organizers."""
        return self.given_name or self.name

    @property
    def is_online(self) -> bool:
        """True when its last report is recent."""
        return self.silent_for <= ONLINE_FOR

    @property
    def needs_help(self) -> bool:
        """True when it is offline with check-ins that the centre does not have."""
        return self.waiting > 0 and not self.is_online

    @property
    def needs_update(self) -> bool:
        """True when its program is too old for this one: it keeps its check-ins until it is updated."""
        return self.protocol < min(PROTOCOLS)

    @property
    def clock_error(self) -> timedelta:
        """Returns how far its clock is from the centre's, without the direction."""
        return timedelta() if self.clock_offset is None else abs(self.clock_offset)

    def is_of_today(self, zone: tzinfo) -> bool:
        """True when it reported today, on the calendar of a zone."""
        now = self.seen_at + self.silent_for
        return self.is_online or self.seen_at.astimezone(zone).date() == now.astimezone(zone).date()

    def runs_older_than(self, version: str) -> bool:
        """True when its program is older than this version; a version of another form is not older."""
        own, other = _version_parts(self.version or ""), _version_parts(version)
        return bool(own and other) and own < other


def trouble_first(kiosks: Iterable[KioskPresence]) -> list[KioskPresence]:
    """Returns kiosks in the order of the desk's list.

    The ones that need help come first, then those with a clock that is far off, then those that run, then
    the others, each by name.
    """
    return sorted(
        kiosks,
        key=lambda each: (
            not each.needs_help,
            each.clock_error <= CLOCK_SHOWS_AT_DOOR,
            not each.is_online,
            each.shown_name.casefold(),
            each.id,
        ),
    )


def _version_parts(version: str) -> tuple[int, ...]:
    parts = version.split("+", maxsplit=1)[0].split(".")
    return tuple(int(each) for each in parts) if all(each.isdecimal() for each in parts) else ()


@dataclass(frozen=True, slots=True)
class KioskReport:
    """A kiosk's report to the centre that it runs.

    Attributes:
        id: The kiosk's id, made with its own database.
        name: Its name in the attendance list.
        event_id: The event it shows, or None before it found one.
        version: Its program's version.
        waiting: How many of its commands wait for the centre.
        oldest_waiting_at: When the oldest of these was made, aware UTC, or None.
        clock_offset: The centre's clock minus the kiosk's, or None before it was measured.
        camera: Its camera's state, or None before it is known.
        moved_at: The time of the last move by an organizer that it carried out, or None.
        rejected: Check-ins that the centre rejected and that the desk does not list yet.
    """

    id: UUID
    name: str
    event_id: UUID | None
    version: str
    waiting: int = 0
    oldest_waiting_at: datetime | None = None
    clock_offset: timedelta | None = None
    camera: KioskCamera | None = None
    moved_at: datetime | None = None
    rejected: tuple[RejectedCheckIn, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Returns the report as the doors' protocol writes it."""
        oldest = self.oldest_waiting_at
        return {
            "id": str(self.id),
            "name": self.name,
            "event_id": None if self.event_id is None else str(self.event_id),
            "version": self.version,
            "waiting": self.waiting,
            "oldest_waiting_at": None if oldest is None else oldest.isoformat(),
            "clock_offset_ms": offset_milliseconds(self.clock_offset),
            "camera": self.camera,
            "moved_at": None if self.moved_at is None else self.moved_at.isoformat(),
            "parked": [each.as_json() for each in self.rejected],
        }
