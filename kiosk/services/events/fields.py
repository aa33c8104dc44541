"""Checks of an event's details."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar, assert_never

from kiosk.domain.errors import Refused
from kiosk.domain.event import DURATION_MINUTES, EventDetails, EventField
from kiosk.domain.refusals.events.event_fields import (
    CapacityTooLarge,
    CapacityTooSmall,
    DurationOutOfRange,
    OpensBeforeOutOfRange,
    StartTooFar,
)
from kiosk.services.faults import Faults
from kiosk.services.text_validation import clean_words

MAX_CAPACITY = 2**31 - 1
"""The capacities that an event may have: the width of the column."""

MAX_OPENS_BEFORE = timedelta(days=7)
"""The longest time before its start that an event may begin to take check-ins, as in the database's CHECK."""

YEARS = range(2000, 3000)
"""The years in which an event may start: far enough from the ends of the calendar for every zone."""


Details = TypeVar("Details", bound=EventDetails)


def clean_details(details: Details, names: Iterable[EventField], faults: Faults) -> Details:
    """Returns details with some fields as they are stored; keeps the refusals of invalid ones.

    Args:
        details: As typed.
        names: The fields to check. The code is not checked here, because a new event may have none yet.
        faults: Keeps the refusals.
    """
    for name in names:
        details = faults.clean(details, partial(_cleaned, name=name))
    return details


def _cleaned(details: Details, name: EventField) -> Details:
    match name:
        case EventField.TITLE:
            return replace(details, title=clean_title(details.title))
        case EventField.START:
            check_start(details.start_at)
            return replace(details, start_at=details.start_at.astimezone(UTC))
        case EventField.DURATION:
            check_duration(details.duration)
        case EventField.OPENS_BEFORE:
            check_opens_before(details.opens_before)
        case EventField.CAPACITY:
            check_capacity(details.capacity)
        case EventField.LOCATION:
            return replace(details, location=clean_location(details.location))
        case EventField.CODE | EventField.IGNORES_SCHEDULE | EventField.HAS_GUEST_LIST:
            pass
        case _:
            assert_never(name)
    return details


def clean_title(title: str) -> str:
    """Returns an event's title as it is stored.

    Raises:
        Refused: It is not a valid title.
    """
    return clean_words(title, EventField.TITLE)


def clean_location(location: str | None) -> str | None:
    """Returns the place in the venue as it is stored.

    Raises:
        Refused: It is not a valid location.
    """
    return None if location is None else clean_words(location, EventField.LOCATION)


def check_duration(duration: timedelta) -> None:
    """Checks that an event may last this long.

    Raises:
        Refused: It is not a whole number of minutes, or is too short or too long.
    """
    minutes = duration / timedelta(minutes=1)
    if math.floor(minutes) != minutes or int(minutes) not in DURATION_MINUTES:
        raise Refused(DurationOutOfRange(minutes, DURATION_MINUTES[0], DURATION_MINUTES[-1]))


def check_capacity(capacity: int | None) -> None:
    """Checks that an event may have this capacity; None is no limit.

    Raises:
        Refused: It is too small or too large.
    """
    if capacity is not None and capacity < 1:
        raise Refused(CapacityTooSmall())
    if capacity is not None and capacity > MAX_CAPACITY:
        raise Refused(CapacityTooLarge(MAX_CAPACITY))


def check_start(start_at: datetime) -> None:
    """Checks that an event may start at this instant.

    Raises:
        Refused: It is too far from the present.
    """
    if start_at.tzinfo is None:
        raise AssertionError("an event's start is an aware instant")
    if start_at.year not in YEARS:
        raise Refused(StartTooFar(start_at.year, YEARS[0], YEARS[-1]))


def check_opens_before(opens_before: timedelta) -> None:
    """Checks that an event may take check-ins this long before its start.

    Raises:
        Refused: It is not a whole number of minutes, or is too short or too long.
    """
    minutes = opens_before / timedelta(minutes=1)
    longest = MAX_OPENS_BEFORE // timedelta(minutes=1)
    if math.floor(minutes) != minutes or not 0 <= minutes <= longest:
        raise Refused(OpensBeforeOutOfRange(minutes, longest))
