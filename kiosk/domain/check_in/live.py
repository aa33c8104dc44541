"""An event while people arrive: how many are in, who and when, who is refused, who is missing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID

from kiosk.domain.check_in.scan import Method, Outcome

REFUSALS = frozenset(Outcome) - {Outcome.CHECKED_IN, Outcome.ALREADY_CHECKED_IN}
"""The outcomes that count as refused: the person did not get in. One who is in already was not refused."""

BAR = timedelta(minutes=5)
"""The duration of a bar in the arrivals chart, unless that makes too many bars."""

MOST_BARS = 40

_WIDER = tuple(
    timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EventCounts:
    """The numbers of an event at one moment.

    Attributes:
        participants: Check-ins of accounts.
        walk_ins: Anonymous check-ins.
        expected: Guests on the list of an event that has one, else None.
        refused: Scans whose outcome is one of REFUSALS.
    """

    participants: int
    walk_ins: int
    expected: int | None
    refused: int

    @property
    def checked_in(self) -> int:
        """Returns how many people are in."""
        return self.participants + self.walk_ins


@dataclass(frozen=True, slots=True)
class KioskCount:
    """The kiosks at an event.

    Attributes:
        online: Those that run now.
        known: Those, and the ones that ran at the event today and no longer report.
    """

    online: int
    known: int


@dataclass(frozen=True, slots=True)
class TimeCursor:
    """A position in a list that is ordered by instant, then by id."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Arrival:
    """One check-in of an event as the desk lists it.

    Attributes:
        id: The attendance row's id.
        participant_id: The account, or None for a walk-in or a deleted account.
        name: The account's name, or None.
        email: The account's address, or None.
        at: When it was, aware UTC.
        method: How it came about, or None when another program wrote the row.
        kiosk: Which kiosk took it, or None when another program wrote the row.
        clock_offset_ms: The centre's clock minus the kiosk's at the time, in milliseconds, or None. The
            instant is corrected by it.
    """

    id: UUID
    participant_id: UUID | None
    name: str | None
    email: str | None
    at: datetime
    method: Method | None
    kiosk: str | None
    clock_offset_ms: int | None = None

    @property
    def cursor(self) -> TimeCursor:
        """Returns its position in the list."""
        return TimeCursor(self.at, self.id)


@dataclass(frozen=True, slots=True)
class RefusedScan:
    """A person whom a door did not let in.

    Attributes:
        id: The scan's id.
        outcome: The outcome that they saw: one of REFUSALS.
        name: The name of the pass's holder, or None.
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
    def cursor(self) -> TimeCursor:
        """Returns its position in the list."""
        return TimeCursor(self.at, self.id)


@dataclass(frozen=True, slots=True)
class Curve:
    """Arrivals over time, without the empty time before the first and after the last.

    Attributes:
        since: When the first bar begins, aware UTC.
        bar: The duration of each bar.
        counts: How many people arrived in each bar; empty when nobody did.
    """

    since: datetime
    bar: timedelta
    counts: tuple[int, ...]


def bar_length(span: timedelta) -> timedelta:
    """Returns the duration of a bar with which this span of arrivals makes at most MOST_BARS bars."""
    for length in _WIDER:
        if span <= length * (MOST_BARS - 1):
            return length
    weeks = span / (_WIDER[-1] * (MOST_BARS - 1))
    return _WIDER[-1] * (int(weeks) + 1)


def bar_start(at: datetime, bar: timedelta, zone: tzinfo) -> datetime:
    """Returns the start of the bar that holds an instant: a round time on the venue's clock, aware UTC."""
    offset = at.astimezone(zone).utcoffset() or timedelta()
    local = at - _EPOCH + offset
    return _EPOCH + (local - local % bar) - offset
