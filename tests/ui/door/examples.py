"""One event, its door, and the answers that people get there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.event import Event, EventState
from kiosk.domain.faults.camera import CameraFault, CameraTrouble
from kiosk.scanning.messages import CameraReport, CameraState, Preview

ZONE = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 26, 18, 24, tzinfo=ZONE)
EVENT = Event(
    id=UUID("5f0c3a52-7c1e-4c58-9d6e-3b7f0c9a1d11"),
    group_name="PyData Meetups",
    title="Practical Bayesian A/B testing",
    start_at=datetime(2026, 11, 26, 16, 30, tzinfo=UTC),
    duration=timedelta(hours=2),
    code="WS001",
    state=EventState.OPEN,
    location="Hall B",
)
LIVE = CameraReport(CameraState.LIVE)
NO_CAMERA = CameraReport(
    CameraState.MISSING, CameraFault(CameraName(CameraKind.NUMBER, "0"), CameraTrouble.ABSENT)
)
NO_CAMERA_WORDS = "The camera is not there. Ask staff to plug it in."
"""The sentence that a guest reads about the missing camera."""

SIZES = ((1920, 1080), (1080, 1920), (1024, 600), (1366, 768), (3840, 2160))
LONG_TITLE = ("Bayesian A/B testing for people who were told it would be easy " * 5)[:255]
LONG_CODE = "PYDATA-2026/AUTUMN_SERIES:PRACTICAL-BAYES-A/B-0042"

_PARTICULARS: dict[Outcome, dict[str, Any]] = {
    Outcome.CHECKED_IN: {"checked_in_at": NOW, "name": "Ana Ionescu"},
    Outcome.ALREADY_CHECKED_IN: {
        "checked_in_at": NOW - timedelta(minutes=4),
        "name": "Ana Ionescu",
        "kiosk": "Door A",
    },
    Outcome.NOT_YET_OPEN: {"opens_at": EVENT.opens_at},
    Outcome.NOT_ON_LIST: {"name": "Ana Ionescu"},
}
ANSWERS = {outcome: Answer(outcome, EVENT.title, **_PARTICULARS.get(outcome, {})) for outcome in Outcome}
"""An answer with each outcome; most outcomes need no particulars."""

SAVED_HERE = replace(ANSWERS[Outcome.CHECKED_IN], is_saved_here=True)
"""A yes that the centre has not confirmed yet."""

ONLINE = LinkStatus(is_online=True, roster_at=NOW, clock_offset=timedelta(milliseconds=20))
BEHIND = replace(ONLINE, waiting=3, oldest_at=NOW - timedelta(seconds=8))
OFFLINE = LinkStatus(
    is_online=False,
    waiting=12,
    oldest_at=NOW - timedelta(minutes=5),
    roster_at=NOW - timedelta(minutes=12),
    clock_offset=timedelta(milliseconds=20),
)
OUTDATED = replace(OFFLINE, update_needed=UpdateNeeded.DOOR)
"""A door whose program is too old for the centre."""

ALL_WRONG = replace(OFFLINE, rejected=2, clock_offset=timedelta(minutes=-3))
"""A door that is offline, whose clock is fast, and some of whose check-ins were rejected."""


def door_view(
    event: Event = EVENT, *, checked_in: int = 142, now: datetime = NOW, link: LinkStatus | None = None
) -> DoorStatus:
    """Returns the event as a door reads it from the database."""
    return DoorStatus(event, event.admission(now), checked_in, link)


def closed(event: Event = EVENT) -> Event:
    """The event after the organizer closed it."""
    return replace(event, state=EventState.CLOSED)


def picture(
    number: int = 1, *, left: bytes = b"\x00\x00\xff\xff", right: bytes = b"\xff\x00\x00\xff"
) -> Preview:
    """Returns a picture with a red left half and a blue right half, as the camera sees it."""
    width, height = 320, 240
    row = left * (width // 2) + right * (width // 2)
    return Preview(number, width, height, row * height)
