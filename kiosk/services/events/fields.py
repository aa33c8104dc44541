"""What an event's numbers and times may be, and the refusal in a sentence where they may not."""

import math
from datetime import datetime, timedelta

from kiosk.domain.errors import Refused
from kiosk.domain.event import DURATION_MINUTES
from kiosk.domain.field import FieldName
from kiosk.services.text_validation import clean_words

MAX_CAPACITY = 2**31 - 1
"""Places an event may have: the width of the column."""

MAX_OPENS_BEFORE = timedelta(days=7)
"""How long before its start an event may begin to take check-ins: the database's own CHECK."""

YEARS = range(2000, 3000)
"""Years an event may start in: far enough from where dates end that every zone can show it."""


def clean_title(title: str) -> str:
    """Returns an event's title as it is stored.

    Raises:
        Refused: It cannot be a title.
    """
    return clean_words(title, "The event's title", FieldName.TITLE)


def clean_location(location: str | None) -> str | None:
    """Returns the place in the venue as it is stored.

    Raises:
        Refused: It cannot be one.
    """
    return None if location is None else clean_words(location, "The place", FieldName.LOCATION)


def check_duration(duration: timedelta) -> None:
    """Nothing when an event may take so long.

    Raises:
        Refused: It is no whole number of minutes, or too few or too many of them.
    """
    minutes = duration / timedelta(minutes=1)
    if math.floor(minutes) != minutes or int(minutes) not in DURATION_MINUTES:
        raise Refused(
            f"An event takes {DURATION_MINUTES[0]} to {DURATION_MINUTES[-1]} whole minutes, not {minutes:g}.",
            field=FieldName.DURATION,
        )


def check_capacity(capacity: int | None) -> None:
    """Nothing when an event may have so many places.

    Raises:
        Refused: There are too few or too many.
    """
    if capacity is not None and capacity < 1:
        raise Refused(
            "An event's capacity is at least 1; leave it out for no limit.", field=FieldName.CAPACITY
        )
    if capacity is not None and capacity > MAX_CAPACITY:
        raise Refused(
            f"An event's capacity is {MAX_CAPACITY} at most; leave it out for no limit.",
            field=FieldName.CAPACITY,
        )


def check_start(start_at: datetime) -> None:
    """Nothing when an event may start at this instant.

    Raises:
        Refused: It is too far from the present.
    """
    if start_at.tzinfo is None:
        raise AssertionError("an event's start is an aware instant")
    if start_at.year not in YEARS:
        raise Refused(
            f"An event starts in the years {YEARS[0]} to {YEARS[-1]}, not in {start_at.year}.",
            field=FieldName.START,
        )


def check_opens_before(opens_before: timedelta) -> None:
    """Nothing when an event may take check-ins from so long before its start.

    Raises:
        Refused: It is no whole number of minutes, or too few or too many of them.
    """
    minutes = opens_before / timedelta(minutes=1)
    longest = MAX_OPENS_BEFORE // timedelta(minutes=1)
    if math.floor(minutes) != minutes or not 0 <= minutes <= longest:
        raise Refused(
            f"An event takes check-ins from 0 to {longest} whole minutes before its start, not {minutes:g}.",
            field=FieldName.OPENS_BEFORE,
        )
