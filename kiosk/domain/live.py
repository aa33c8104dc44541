"""An event while people arrive: how many are in, who and when, who is refused, who is missing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID

from kiosk.domain.scan import Method, Outcome

REFUSALS = frozenset(Outcome) - {Outcome.CHECKED_IN, Outcome.ALREADY_CHECKED_IN}
"""The outcomes that count as refused: nobody came in by them. Who is in already was not refused."""

BAR = timedelta(minutes=5)
"""What a bar of the arrivals chart counts, unless that would be too many bars."""

MOST_BARS = 40

_WIDER = tuple(
    timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EventCounts:
    """How an event goes, in numbers of one moment.

    Attributes:
        participants: Check-ins of accounts.
        walk_ins: Check-ins of nobody known.
        expected: Guests on the list of an event that has one, else None.
        refused: Scans that were answered with one of REFUSALS.
    """

    participants: int
    walk_ins: int
    expected: int | None
    refused: int

    @property
    def checked_in(self) -> int:
        """Everybody who is in."""
        return self.participants + self.walk_ins


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list by time something stands: by its instant, and by its id among equals."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Arrival:
    """One check-in of an event as the desk lists it.

    Attributes:
        id: The attendance row's.
        participant_id: The account, or None for a walk-in or a deleted account.
        name: The account's name, or None.
        email: The account's address, or None.
        at: When it was, aware UTC.
        method: How it came about, or None when another program wrote the row.
        kiosk: Which kiosk took it, or None when another program wrote the row.
    """

    id: UUID
    participant_id: UUID | None
    name: str | None
    email: str | None
    at: datetime
    method: Method | None
    kiosk: str | None

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return Place(self.at, self.id)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody a door did not let in.

    Attributes:
        id: The scan's.
        outcome: What they were told: one of REFUSALS.
        name: Whose pass it was, or None.
        at: When, aware UTC.
        method: How the scan came about.
        kiosk: At which kiosk, or None.
    """

    id: UUID
    outcome: Outcome
    name: str | None
    at: datetime
    method: Method
    kiosk: str | None

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return Place(self.at, self.id)


@dataclass(frozen=True, slots=True)
class Curve:
    """Arrivals over time, without the empty time before the first and after the last.

    Attributes:
        since: When the first bar begins, aware UTC.
        bar: How long each bar is.
        counts: How many arrived in each; empty when nobody did.
    """

    since: datetime
    bar: timedelta
    counts: tuple[int, ...]


def bar_length(span: timedelta) -> timedelta:
    """What a bar counts so that arrivals over this span make MOST_BARS bars at most."""
    for length in _WIDER:
        if span <= length * (MOST_BARS - 1):
            return length
    weeks = span / (_WIDER[-1] * (MOST_BARS - 1))
    return _WIDER[-1] * (int(weeks) + 1)


def bar_start(at: datetime, bar: timedelta, zone: tzinfo) -> datetime:
    """When the bar begins that an instant is in: a round time on the venue's clock, aware UTC."""
    offset = at.astimezone(zone).utcoffset() or timedelta()
    local = at - _EPOCH + offset
    return _EPOCH + (local - local % bar) - offset
